// SPDX-License-Identifier: MIT
//
// When messages leave: what waits for its next try, for the end of the quiet hours or for the
// brake, and what leaves together.
//
// The brake: to one recipient of a channel at most so many messages leave in an hour. What is owed
// leaves one by one while the hour has room for all of it; else everything leaves at once as one
// message, a digest, which takes one place; in an hour without room all waits. Worked example, six
// an hour: 1,000 breaches are owed to one manager: one digest. Ten minutes later three more: three
// messages. Three more: one digest, as there is room for two only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/message_rules.h"

namespace tkt {

/// A message that is owed, as far as the time of its leaving depends on it.
struct OutgoingMessage {
  std::string channel;
  std::string address;  ///< empty: it goes nowhere, and is tried to say so
  bool urgent = false;  ///< an escalation of a critical ticket: quiet hours do not hold it up
  std::optional<Instant> not_before;  ///< after a failure
  std::string batch;  ///< what it was being sent with when the process ended; empty: nothing
};

/// A message that left lately. The messages of a digest are one.
struct Departure {
  std::string channel;
  std::string address;
  Instant at;
};

/// Messages that leave now, as one; by their places in the list of candidates.
struct Parcel {
  std::vector<std::size_t> messages;
};
struct Held {
  std::size_t message;
  Instant until;
  std::string why;
};
struct DeliveryPlan {
  std::vector<Parcel> parcels;
  std::vector<Held> held;
};
[[nodiscard]] DeliveryPlan plan_deliveries(const std::vector<OutgoingMessage>& candidates,
                                           const std::vector<Departure>& departures,
                                           const MessageRules& rules, const Zone& zone,
                                           Instant now);

/// The end of the quiet hours that `now` lies in; nullopt outside of them.
[[nodiscard]] std::optional<Instant> quiet_until(const QuietHours& hours, const Zone& zone,
                                                 Instant now);

/// How long to wait after so many failures in a row (from 1): a minute, doubled each time, two
/// hours at most; a quarter more or less, by `chance` (0 to 1023), so that many do not come back at
/// once.
[[nodiscard]] Seconds back_off(int failures, int chance);

/// From the first failure on, so long is it tried.
inline constexpr Seconds kTriedFor = std::chrono::hours(24);

}  // namespace tkt
