// SPDX-License-Identifier: MIT
#include "cmd/courier.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "channels/sms.h"
#include "channels/text.h"
#include "channels/web.h"
#include "cmd/invoice_message.h"
#include "cmd/json.h"
#include "model/error.h"
#include "model/intake.h"
#include "model/text.h"
#include "store/file.h"
#include "store/process.h"

namespace tkt {
namespace {

constexpr std::chrono::seconds kLongestDelivery{60};

// What sendmail-compatible programs say by their exit status: <sysexits.h>.
constexpr int kBadData = 65;
constexpr int kNoUser = 67;

Dispatch failure(Dispatch::Kind kind, std::string why, std::string hint = "") {
  return {kind, std::move(why), std::move(hint), {}, kind == Dispatch::Kind::closed};
}

std::string first_line(const std::string& text) {
  return one_line(text.substr(0, text.find('\n')));
}

// By the program, which gets the input.
Dispatch hand_over(const std::vector<std::string>& call, std::string input) {
  Program program;
  program.arguments = call;
  program.input = std::move(input);
  program.limit = kLongestDelivery;
  Outcome outcome;
  try {
    outcome = tkt::run(program);
  } catch (const Error& error) {
    return failure(Dispatch::Kind::closed, error.what(), error.hint());
  }
  if (outcome.status == 0) {
    return {};
  }
  const std::string why = first_line(outcome.errors);
  const bool never = outcome.status == kBadData || outcome.status == kNoUser;
  return failure(never ? Dispatch::Kind::never : Dispatch::Kind::later,
                 fmt::format("'{}' failed with status {}{}{}", call.front(), outcome.status,
                             why.empty() ? "" : ": ", why));
}

// The mail that opened the ticket, so that its sender finds the answer beside it.
std::string request_of(const Ticket& ticket) {
  const std::string id(ticket.events.empty() ? "" : ticket.events.front().detail("message-id"));
  return is_message_id(id) ? id : "";
}

Email email_of(const Snapshot& snapshot, const std::vector<OwedMessage>& messages,
               const std::string& key, const std::string& from, Instant now) {
  const Desk& desk = snapshot.desk().value;
  const OwedMessage& first = messages.front();
  const bool digest = messages.size() > 1;
  const EmailText text = digest ? digest_email(snapshot, messages) : email_text(snapshot, first);
  Email email;
  email.from = {desk.company.name, from};
  email.to = {first.name, first.address};
  email.subject = text.subject;
  email.body = text.body;
  email.date = now;
  email.offset = desk.zone().offset_at(now);
  email.key = key;
  email.thread = digest ? "digest" : first.ticket.value.id;
  if (!digest) {
    email.request = request_of(first.ticket.value);
    email.reply = first.message.form == "opened" && first.ticket.value.channel == "email";
  }
  for (const OwedMessage& owed : messages) {
    const auto attached = attachments_of(snapshot, owed);
    email.attachments.insert(email.attachments.end(), attached.begin(), attached.end());
  }
  return email;
}

// A message that says what it may not is never sent; one that lacks something on this machine
// waits.
Dispatch cannot_be_written(const Error& error, Dispatch::Kind otherwise) {
  const bool never = error.kind() == ErrorKind::refused;
  return failure(never ? Dispatch::Kind::never : otherwise, error.what(),
                 never ? "" : error.hint());
}

std::string_view address_kind(const OwedMessage& owed) {
  return owed.message.channel == "email" ? "email address" : "mobile number";
}

Json parsed(const std::string& text) {
  return Json::parse(text, nullptr, false);
}

// Whether the gateway's answer says that it took the SMS.
bool says_taken(const GatewayRules& gateway, const std::string& body) {
  const Json answer = parsed(body);
  if (answer.is_discarded()) {
    return false;
  }
  const Json::json_pointer pointer(gateway.pointer);
  if (!answer.contains(pointer) || answer.at(pointer).is_null()) {
    return false;
  }
  const Json& found = answer.at(pointer);
  const std::string said = found.is_string() ? found.get<std::string>() : found.dump();
  return gateway.value.empty() || said == gateway.value;
}

Dispatch judged(const GatewayRules& gateway, const WebReply& reply) {
  using Kind = Dispatch::Kind;
  if (reply.status == 0) {
    Dispatch result = failure(Kind::later, "the gateway does not answer: " + reply.failure);
    result.whole_channel = true;
    return result;
  }
  if (reply.status >= 200 && reply.status < 300) {
    const bool taken = gateway.pointer.empty() || says_taken(gateway, reply.body);
    return taken ? Dispatch{}
                 : failure(Kind::later,
                           fmt::format("the gateway does not say at '{}' that it took the SMS",
                                       gateway.pointer));
  }
  const std::string why = fmt::format("the gateway answered with status {}", reply.status);
  const bool of_this_sms = reply.status == 400 || reply.status == 413 || reply.status == 422;
  Dispatch result = failure(of_this_sms ? Kind::never : Kind::later, why);
  result.wait = reply.retry_after;
  result.whole_channel = !of_this_sms;
  return result;
}

bool is_json(const std::vector<std::pair<std::string, std::string>>& headers) {
  for (const auto& [name, value] : headers) {
    if (same_name(name, "Content-Type")) {
      return value.find("json") != std::string::npos;
    }
  }
  return true;
}

WebRequest gateway_request(const GatewayRules& gateway,
                           const std::map<std::string, std::string>& values) {
  WebRequest request;
  const bool json = is_json(gateway.headers);
  request.url = expand(gateway.url, values, Escape::url);
  request.body = expand(gateway.body, values, json ? Escape::json : Escape::url);
  request.authority = gateway.authority;
  bool typed = false;
  for (const auto& [name, value] : gateway.headers) {
    const std::string line = name + ": " + expand(value, values, Escape::none);
    if (line != one_line(line)) {
      throw Error(ErrorKind::refused, fmt::format("'{}' cannot be a header", name));
    }
    request.headers.push_back(line);
    typed = typed || same_name(name, "Content-Type");
  }
  if (!typed) {
    request.headers.emplace_back("Content-Type: application/json");
  }
  return request;
}

}  // namespace

std::string key_of(const OwedMessage& owed) {
  const Message& message = owed.message;
  const std::string channel = message.channel == "email" ? "" : "." + message.channel;
  return fmt::format("{}.{}.{}{}", owed.ticket.value.id, message.event, message.to, channel);
}

Courier::Courier(Context& context, const Snapshot& snapshot)
    : context_(context),
      snapshot_(snapshot),
      from_(context.store().git_config("tkt.from").value_or(snapshot.desk().value.company.email)),
      sendmail_(context.store().git_config("tkt.sendmail")),
      sms_program_(context.store().git_config("tkt.sms-program").value_or("")),
      sms_spool_(context.store().git_config("tkt.sms-spool").value_or("")) {}

Dispatch Courier::send(const std::vector<OwedMessage>& messages, const std::string& key) {
  const OwedMessage& first = messages.front();
  const std::string& channel = first.message.channel;
  try {
    if (channel == "email") {
      return send_email(messages, key);
    }
    if (channel == "sms") {
      return send_sms(messages, key);
    }
    return failure(Dispatch::Kind::closed, fmt::format("nothing delivers by '{}'", channel),
                   "'tkt outbox show' prints what can be sent by hand");
  } catch (const Error& error) {
    return failure(Dispatch::Kind::closed, error.what(), error.hint());
  }
}

Dispatch Courier::send_email(const std::vector<OwedMessage>& messages, const std::string& key) {
  const OwedMessage& first = messages.front();
  if (!is_email_address(from_)) {
    return failure(Dispatch::Kind::closed,
                   from_.empty() ? "there is no address to send email from"
                                 : fmt::format("'{}' is no address to send email from", from_),
                   "set company.email in desk.yaml, or: git config tkt.from HELPDESK@COMPANY");
  }
  if (first.address.empty()) {
    return failure(Dispatch::Kind::never,
                   fmt::format("no {} of '{}' is on file", address_kind(first), first.name));
  }
  Email email;
  try {
    email = email_of(snapshot_, messages, key, from_, context_.now());
  } catch (const Error& error) {
    return cannot_be_written(error, Dispatch::Kind::later);
  }
  std::string bytes;
  try {
    bytes = compose(email);
  } catch (const Error& error) {
    return cannot_be_written(error, Dispatch::Kind::closed);
  }
  if (!sendmail_ && snapshot_.desk().value.messages.smtp) {
    return by_server(first, bytes);
  }
  return hand_over(sendmail_call(sendmail_.value_or("/usr/sbin/sendmail"), from_, first.address),
                   bytes);
}

Dispatch Courier::by_server(const OwedMessage& owed, const std::string& bytes) {
  if (!smtp_) {
    const SmtpRules& rules = *snapshot_.desk().value.messages.smtp;
    smtp_.emplace(rules, read_secret(context_.environment, rules.password));
  }
  return smtp_->send(from_, owed.address, bytes);
}

Dispatch Courier::send_sms(const std::vector<OwedMessage>& messages, const std::string& key) {
  const OwedMessage& first = messages.front();
  const bool gateway = snapshot_.desk().value.messages.gateway.has_value();
  if (sms_program_.empty() && sms_spool_.empty() && !gateway) {
    return failure(Dispatch::Kind::closed, "there is no program to send SMS with",
                   "git config tkt.sms-program PROGRAM");
  }
  if (first.address.empty()) {
    return failure(Dispatch::Kind::never,
                   fmt::format("no {} of '{}' is on file", address_kind(first), first.name));
  }
  if (!is_sms_number(first.address)) {
    return failure(Dispatch::Kind::never,
                   fmt::format("'{}' is not an international number", first.address));
  }
  std::string text;
  try {
    text = messages.size() > 1 ? digest_sms(snapshot_, messages) : sms_text(snapshot_, first);
  } catch (const Error& error) {
    return failure(Dispatch::Kind::never, error.what());
  }
  if (!sms_program_.empty()) {
    return hand_over({sms_program_, first.address}, text);
  }
  return sms_spool_.empty() ? post_sms(first.address, text, key) : spool(first.address, text, key);
}

// smstools takes a file "headers, empty line, text". Under a name made of the key, the same SMS
// put there twice is one.
Dispatch Courier::spool(const std::string& number, const std::string& text,
                        const std::string& key) {
  const bool ascii = text.find_first_not_of(
                         " !\"#$%&'()*+,-./0123456789:;<=>?@"
                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                         "abcdefghijklmnopqrstuvwxyz[]\\^{}|~") == std::string::npos;
  const std::string file =
      fmt::format("To: {}\n{}\n{}\n", number.substr(1), ascii ? "" : "Alphabet: UTF-8\n", text);
  constexpr unsigned kGroupReads = 0660;
  try {
    replace_file(sms_spool_ + "/tkt." + key, file, kGroupReads);
  } catch (const Error& error) {
    return failure(Dispatch::Kind::closed, error.what(), error.hint());
  }
  return {};
}

Dispatch Courier::post_sms(const std::string& number, const std::string& text,
                           const std::string& key) {
  const GatewayRules& gateway = *snapshot_.desk().value.messages.gateway;
  const std::map<std::string, std::string> values = {
      {"number", number},
      {"text", text},
      {"key", key},
      {"secret", read_secret(context_.environment, gateway.secret)}};
  return judged(gateway, post(gateway_request(gateway, values)));
}

}  // namespace tkt
