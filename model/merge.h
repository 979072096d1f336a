// SPDX-License-Identifier: MIT
//
// What two histories make of one ticket, as far as that is the trade's matter. The records of its
// lists and its fields are merged one by one before (store/merge_nodes.h); the rules here look at
// the whole. None of them depends on which side is whose: the same two tickets give the same one on
// every machine.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/desk.h"
#include "model/ticket.h"

namespace tkt {

/// Who wrote something, and when. The later one of two is the greater one: by time, then by the
/// event's ID.
struct Writing {
  Instant when;
  std::string event;
  std::string by;
  auto operator<=>(const Writing&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// The event that gave a field the value that it has: the last that names both; else the last hand
/// edit of the field; else the last event that `base` does not have. nullopt where there is none.
[[nodiscard]] std::optional<Writing> writing_of(const Ticket& ticket, const Ticket* base,
                                                std::string_view field, std::string_view value);

/// As `writing_of`, but only where an event names the field.
[[nodiscard]] std::optional<Writing> named_writing_of(const Ticket& ticket, std::string_view field,
                                                      std::string_view value);

/// The last event that may have changed the ticket's promises; of one agreed by hand, that one.
[[nodiscard]] std::optional<Writing> promise_writing(const Ticket& ticket, bool agreed);

/// A value that lost against another. `field` is a path: "priority", "work.9C2E0TQ4WX.minutes".
struct LostValue {
  std::string field;
  std::string lost;
  std::string of;                                      ///< who wrote it, as far as an event says so
  auto operator<=>(const LostValue&) const = default;  // NOLINT(modernize-use-nullptr)
};

struct TicketSides {
  const Ticket* base;  ///< nullptr: both sides added it
  const Ticket& ours;
  const Ticket& theirs;
};

/// `merged` is the ticket as fields and lists were merged. Clocks, sent messages and the status are
/// settled here by their own rules; a breach that was answered in time after all is withdrawn; and
/// events `merge` tell what lost. They have IDs made from what they say, and are made anew at each
/// merge from what the two sides have since their base, so that three histories give the same
/// ticket in whichever order they meet.
struct Settled {
  Ticket ticket;
  /// New values that lost in this merge, those of the status included.
  std::vector<LostValue> lost;
};
/// `value_at` gives the merged value at the path of a field, as text. `desk` may be nullptr where
/// none can be read: dues are then taken from a side.
using ValueAt = std::function<std::string(const std::string& field)>;
[[nodiscard]] Settled settle(Ticket merged, const TicketSides& sides,
                             const std::vector<LostValue>& lost, const ValueAt& value_at,
                             const Desk* desk);

}  // namespace tkt
