// SPDX-License-Identifier: MIT
#include "model/escalation.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/core.h>

#include "model/error.h"
#include "model/text.h"

namespace tkt {
namespace {

int steps_of(const Desk& desk) {
  return static_cast<int>(desk.escalation.size());
}

const std::string& staff_at(const Desk& desk, int number) {
  return desk.escalation[static_cast<std::size_t>(number - 1)];
}

Error refusal(const std::string& message, const std::string& hint) {
  return {ErrorKind::refused, message, hint};
}

std::string the_chain(const Desk& desk) {
  return "the chain is " + joined(desk.escalation);
}

/// The step of that number; nullopt for a text that is not a number of the chain.
std::optional<int> step_numbered(std::string_view text, const Desk& desk) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number >= 1 && number <= steps_of(desk) ? std::optional(number) : std::nullopt;
}

/// The step that `to` names. Somebody who stands in the chain twice is meant where he is next.
int step_named(std::string_view to, int next, const Desk& desk) {
  if (const std::optional<int> number = step_numbered(to, desk)) {
    return *number;
  }
  std::optional<int> found;
  for (int number = steps_of(desk); number >= 1; --number) {
    if (same_name(staff_at(desk, number), to) && (number >= next || !found)) {
      found = number;
    }
  }
  if (!found) {
    throw refusal(fmt::format("'{}' is not in the escalation chain", to), the_chain(desk));
  }
  return *found;
}

}  // namespace

std::string member_named(std::string_view to, const Desk& desk, const std::vector<Staff>& staff) {
  std::vector<std::string> named;
  for (const Staff& member : staff) {
    const bool in_chain = std::find(desk.escalation.begin(), desk.escalation.end(), member.id) !=
                          desk.escalation.end();
    if (in_chain && same_name(member.id, to)) {
      return member.id;
    }
    if (in_chain && (same_name(member.name, to) || member.has_role(folded(to)))) {
      named.push_back(member.id);
    }
  }
  if (named.size() > 1) {
    throw refusal(fmt::format("'{}' may be any of {}", to, joined(named)), the_chain(desk));
  }
  return named.empty() ? std::string(to) : named.front();
}

EscalationStep next_escalation(const Ticket& ticket, const Desk& desk, std::string_view to,
                               bool may_skip) {
  if (desk.escalation.empty()) {
    throw refusal("the desk has no escalation chain",
                  "name its staff at 'escalation' in desk.yaml");
  }
  const int next = std::max(ticket.escalation, 0) + 1;
  if (next > steps_of(desk)) {
    throw refusal(fmt::format("'{}' has no step left: '{}' is at the top of the chain", ticket.id,
                              desk.escalation.back()),
                  the_chain(desk));
  }
  const int wanted = to.empty() ? next : step_named(to, next, desk);
  if (wanted < next) {
    throw refusal(fmt::format("step {} of the chain, '{}', was taken already for '{}'", wanted,
                              staff_at(desk, wanted), ticket.id),
                  fmt::format("the next one is '{}'", staff_at(desk, next)));
  }
  if (wanted > next && !may_skip) {
    throw refusal(fmt::format("cannot skip '{}': only a Helpdesk Manager may skip a step",
                              staff_at(desk, next)),
                  fmt::format("escalate to '{}' first", staff_at(desk, next)));
  }
  return {wanted, staff_at(desk, wanted)};
}

}  // namespace tkt
