// SPDX-License-Identifier: MIT
#include "cmd/delivery_marks.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "model/error.h"

namespace tkt {
namespace {

// What one commit marks.
struct Marks {
  std::map<std::string, int> sent;  ///< by channel
  int given_up = 0;
  Trailers trailers;
  std::vector<Delivery> left;  ///< what cannot be marked now
};

// "3 messages sent [2 email, 1 sms]; 1 given up".
std::string told(const Marks& marks) {
  int sum = 0;
  std::string channels;
  for (const auto& [channel, number] : marks.sent) {
    sum += number;
    channels += fmt::format("{}{} {}", channels.empty() ? "" : ", ", number, channel);
  }
  std::string text;
  if (sum > 0) {
    text = fmt::format("{} {} sent [{}]", sum, sum == 1 ? "message" : "messages", channels);
  }
  if (marks.given_up > 0) {
    text += fmt::format("{}{} given up", text.empty() ? "" : "; ", marks.given_up);
  }
  return text;
}

bool is_about(const Delivery& one, const Message& message) {
  return one.event == message.event && one.channel == message.channel && one.to == message.to;
}

void mark_ticket(Change& change, const std::string& path, const std::vector<Delivery>& deliveries,
                 Marks& marks) {
  const Record<Ticket> record = change.snapshot().ticket_at(path);
  Ticket after = record.value;
  for (Message& message : after.messages) {
    const auto found = std::find_if(deliveries.begin(), deliveries.end(),
                                    [&](const Delivery& one) { return is_about(one, message); });
    if (found == deliveries.end() || message.sent) {
      continue;
    }
    if (found->state == DeliveryState::sent) {
      message.sent = found->at;  // also where the ticket was cancelled meanwhile
      message.given_up.reset();
      ++marks.sent[message.channel];
    } else if (!message.given_up) {
      message.given_up = found->at;
      ++marks.given_up;
    }
  }
  if (after != record.value) {
    change.update(record, after);
    marks.trailers.emplace_back("Ticket", after.id);
  }
}

// Why a ticket cannot be marked now; empty where it can.
std::string hindrance(Context& context, const Change& change, const std::string& path) {
  if (context.store().hand_edits(change.snapshot(), {path}).empty()) {
    return "";
  }
  return fmt::format(
      "'{}' was edited by hand: that its message was sent is noted after 'tkt commit'", path);
}

// A ticket that is gone, or knows nothing of the message any more, needs no mark.
Marks mark_all(Context& context, Change& change,
               const std::map<std::string, std::vector<Delivery>>& by_path) {
  Marks marks;
  for (const auto& [path, deliveries] : by_path) {
    if (!change.snapshot().file(path)) {
      continue;
    }
    std::string problem = hindrance(context, change, path);
    try {
      if (problem.empty()) {
        mark_ticket(change, path, deliveries, marks);
        continue;
      }
    } catch (const Error& error) {
      problem = error.what();
    }
    context.warn(problem);
    marks.left.insert(marks.left.end(), deliveries.begin(), deliveries.end());
  }
  return marks;
}

}  // namespace

std::vector<Delivery> commit_marks(Context& context, const std::vector<Delivery>& deliveries) {
  std::map<std::string, std::vector<Delivery>> by_path;
  for (const Delivery& one : deliveries) {
    if (one.state == DeliveryState::sent || one.state == DeliveryState::given_up) {
      by_path[one.path].push_back(one);
    }
  }
  if (by_path.empty()) {
    return {};
  }
  Change change = context.change();
  Marks marks = mark_all(context, change, by_path);
  if (!change.empty()) {
    context.commit(change, "notify: " + told(marks), marks.trailers);
    context.io.err.line(told(marks));
  }
  return std::move(marks.left);
}

}  // namespace tkt
