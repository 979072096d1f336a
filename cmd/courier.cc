// SPDX-License-Identifier: MIT
#include "cmd/courier.h"

#include <fmt/core.h>

#include "channels/sms.h"
#include "channels/text.h"
#include "cmd/invoice_message.h"
#include "model/error.h"
#include "store/process.h"

namespace tkt {
namespace {

constexpr std::chrono::seconds kLongestDelivery{60};

// An obstacle for every message of a channel, as against one of a single message.
class ChannelClosed : public Error {
 public:
  using Error::Error;
};

Email email_of(const Snapshot& snapshot, const OwedMessage& owed, const std::string& from,
               Instant now) {
  const Desk& desk = snapshot.desk().value;
  const EmailText text = email_text(snapshot, owed);
  const Ticket& ticket = owed.ticket.value;
  Email email;
  email.from = {desk.company.name, from};
  email.to = {owed.name, owed.address};
  email.subject = text.subject;
  email.body = text.body;
  email.date = now;
  email.offset = desk.zone().offset_at(now);
  email.key = fmt::format("{}.{}.{}", ticket.id, owed.message.event, owed.message.to);
  email.thread = ticket.id;
  email.reply = owed.message.form == "opened";
  email.attachments = attachments_of(snapshot, owed);
  return email;
}

std::string first_line(const std::string& text) {
  return one_line(text.substr(0, text.find('\n')));
}

void check_address(const OwedMessage& owed) {
  if (owed.address.empty()) {
    throw Error(ErrorKind::refused,
                fmt::format("no {} of '{}' is on file",
                            owed.message.channel == "email" ? "email address" : "mobile number",
                            owed.name));
  }
}

}  // namespace

Courier::Courier(Context& context, const Snapshot& snapshot)
    : context_(context),
      snapshot_(snapshot),
      from_(context.store().git_config("tkt.from").value_or(snapshot.desk().value.company.email)),
      sendmail_(context.store().git_config("tkt.sendmail").value_or("/usr/sbin/sendmail")),
      sms_program_(context.store().git_config("tkt.sms-program").value_or("")) {}

bool Courier::send(const OwedMessage& owed) {
  const std::string& channel = owed.message.channel;
  if (closed_.count(channel) != 0) {
    return false;
  }
  try {
    if (channel == "email") {
      send_email(owed);
    } else if (channel == "sms") {
      send_sms(owed);
    } else {
      throw ChannelClosed(ErrorKind::refused, fmt::format("nothing delivers by '{}'", channel));
    }
    return true;
  } catch (const ChannelClosed& obstacle) {
    closed_.insert(channel);
    const std::string hint = obstacle.hint().empty() ? "" : fmt::format(" ({})", obstacle.hint());
    context_.warn(fmt::format("{}; every {} stays owed{}", obstacle.what(), channel, hint));
  } catch (const Error& error) {
    context_.warn(fmt::format("{}: {} to '{}' stays owed: {}", owed.ticket.value.id, channel,
                              owed.message.to, error.what()));
  }
  return false;
}

void Courier::send_email(const OwedMessage& owed) {
  if (!is_email_address(from_)) {
    throw ChannelClosed(ErrorKind::refused,
                        from_.empty() ? "there is no address to send email from"
                                      : fmt::format("'{}' is no address to send email from", from_),
                        "set company.email in desk.yaml, or: git config tkt.from HELPDESK@COMPANY");
  }
  check_address(owed);
  const std::string bytes = compose(email_of(snapshot_, owed, from_, context_.now()));
  hand_over(sendmail_call(sendmail_, from_, owed.address), bytes);
}

void Courier::send_sms(const OwedMessage& owed) {
  if (sms_program_.empty()) {
    throw ChannelClosed(ErrorKind::refused, "there is no program to send SMS with",
                        "git config tkt.sms-program PROGRAM");
  }
  check_address(owed);
  if (!is_sms_number(owed.address)) {
    throw Error(ErrorKind::refused,
                fmt::format("'{}' is not an international number", owed.address));
  }
  hand_over({sms_program_, owed.address}, sms_text(snapshot_, owed));
}

void Courier::hand_over(const std::vector<std::string>& call, std::string input) {
  Program program;
  program.arguments = call;
  program.input = std::move(input);
  program.limit = kLongestDelivery;
  Outcome outcome;
  try {
    outcome = tkt::run(program);
  } catch (const Error& error) {
    throw ChannelClosed(error.kind(), error.what(), error.hint());
  }
  if (outcome.status != 0) {
    const std::string why = first_line(outcome.errors);
    throw Error(ErrorKind::refused, fmt::format("'{}' failed with status {}{}{}", call.front(),
                                                outcome.status, why.empty() ? "" : ": ", why));
  }
}

}  // namespace tkt
