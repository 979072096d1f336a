// SPDX-License-Identifier: MIT
#include "model/ticket.h"

#include <algorithm>
#include <array>

namespace tkt {
namespace {

constexpr std::array<std::string_view, kStatusCount> kStatusNames = {
    "open", "assigned", "in-progress", "waiting", "resolved", "invoiced", "cancelled"};

/// A hand edit may set any status.
bool may_end_cycle(const Event& event) {
  return event.did == "resolve" || event.did == "cancel" || event.did == "invoice" ||
         event.did == "edit" || event.did == "set";
}

}  // namespace

std::string_view to_string(Status status) {
  return kStatusNames[static_cast<std::size_t>(status)];
}

std::optional<Status> parse_status(std::string_view text) {
  const auto* const found = std::find(kStatusNames.begin(), kStatusNames.end(), text);
  if (found == kStatusNames.end()) {
    return std::nullopt;
  }
  return static_cast<Status>(found - kStatusNames.begin());
}

bool is_finished(Status status) {
  return status == Status::resolved || status == Status::invoiced || status == Status::cancelled;
}

const std::vector<std::string>& intake_channels() {
  static const std::vector<std::string> channels = {"phone", "email", "whatsapp", "sms"};
  return channels;
}

std::string_view to_string(Target target) {
  return target == Target::respond ? "respond" : "resolve";
}

std::optional<Target> parse_target(std::string_view text) {
  if (text == "respond") {
    return Target::respond;
  }
  return text == "resolve" ? std::optional(Target::resolve) : std::nullopt;
}

std::string_view Event::detail(std::string_view key) const {
  for (const auto& [name, value] : details) {
    if (name == key) {
      return value;
    }
  }
  return {};
}

Instant written_at(const Event& event) {
  return event.noted.value_or(event.at);
}

int Ticket::unbilled_minutes() const {
  int sum = 0;
  for (const Work& entry : work) {
    if (entry.billable && entry.invoice.empty()) {
      sum += entry.minutes;
    }
  }
  return sum;
}

int Ticket::cycle() const {
  return 1 + static_cast<int>(reopenings(*this).size());
}

std::vector<const Event*> reopenings(const Ticket& ticket) {
  std::vector<const Event*> found;
  bool reopened = false;  // and not ended again
  for (const Event& event : ticket.events) {
    if (event.did == "reopen") {
      if (!reopened) {
        found.push_back(&event);
      }
      reopened = true;
    } else if (may_end_cycle(event)) {
      reopened = false;
    }
  }
  return found;
}

}  // namespace tkt
