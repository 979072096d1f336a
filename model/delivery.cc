// SPDX-License-Identifier: MIT
#include "model/delivery.h"

#include <algorithm>
#include <map>

namespace tkt {
namespace {

constexpr Seconds kHour = std::chrono::hours(1);

using Address = std::pair<std::string, std::string>;  // channel, address

class Planner {
 public:
  Planner(const std::vector<OutgoingMessage>& candidates, const std::vector<Departure>& departures,
          const MessageRules& rules, const Zone& zone, Instant now)
      : candidates_(candidates),
        rules_(rules),
        now_(now),
        quiet_until_(quiet_until(rules.quiet, zone, now)) {
    for (const Departure& one : departures) {
      if (one.at > now - kHour) {
        left_[{one.channel, one.address}].push_back(one.at);
        all_.push_back(one.at);
      }
    }
    std::sort(all_.begin(), all_.end());
  }

  DeliveryPlan plan() {
    std::map<std::string, Parcel> interrupted;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const OutgoingMessage& one = candidates_[i];
      if (!one.batch.empty()) {
        interrupted[one.batch].messages.push_back(i);
      } else if (one.not_before && *one.not_before > now_) {
        hold(i, *one.not_before, "failed");
      } else if (one.channel == "sms" && quiet_until_ && !one.urgent) {
        hold(i, *quiet_until_, "quiet hours");
      } else {
        groups_[{one.channel, one.address}].push_back(i);
      }
    }
    for (auto& [batch, parcel] : interrupted) {
      plan_.parcels.push_back(std::move(parcel));
    }
    for (const auto& [address, messages] : groups_) {
      pack(address, messages);
    }
    return std::move(plan_);
  }

 private:
  void hold(std::size_t message, Instant until, const char* why) {
    plan_.held.push_back({message, until, why});
  }

  void hold_all(const std::vector<std::size_t>& messages, Instant until) {
    for (const std::size_t message : messages) {
      hold(message, until, "too many within an hour");
    }
  }

  void pack(const Address& address, const std::vector<std::size_t>& messages) {
    if (address.second.empty()) {
      one_by_one(messages);
      return;
    }
    const std::vector<Instant>& left = left_[address];
    const int room = rules_.most_to_one - static_cast<int>(left.size());
    if (room <= 0) {
      hold_all(messages, *std::min_element(left.begin(), left.end()) + kHour);
    } else if (const int in_all = rules_.most - static_cast<int>(all_.size()); in_all <= 0) {
      hold_all(messages, all_.front() + kHour);
    } else if (static_cast<int>(messages.size()) <= std::min(room, in_all)) {
      one_by_one(messages);
      all_.insert(all_.end(), messages.size(), now_);
    } else {
      plan_.parcels.push_back({messages});
      all_.push_back(now_);
    }
  }

  void one_by_one(const std::vector<std::size_t>& messages) {
    for (const std::size_t message : messages) {
      plan_.parcels.push_back({{message}});
    }
  }

  const std::vector<OutgoingMessage>& candidates_;
  const MessageRules& rules_;
  Instant now_;
  std::optional<Instant> quiet_until_;
  std::map<Address, std::vector<Instant>> left_;
  std::vector<Instant> all_;
  std::map<Address, std::vector<std::size_t>> groups_;
  DeliveryPlan plan_;
};

}  // namespace

DeliveryPlan plan_deliveries(const std::vector<OutgoingMessage>& candidates,
                             const std::vector<Departure>& departures, const MessageRules& rules,
                             const Zone& zone, Instant now) {
  DeliveryPlan plan = Planner(candidates, departures, rules, zone, now).plan();
  std::stable_sort(plan.parcels.begin(), plan.parcels.end(),
                   [](const Parcel& a, const Parcel& b) { return a.messages < b.messages; });
  return plan;
}

std::optional<Instant> quiet_until(const QuietHours& hours, const Zone& zone, Instant now) {
  if (hours.from == hours.to) {
    return std::nullopt;
  }
  const LocalTime local = zone.local(now);
  const LocalTime midnight = std::chrono::floor<std::chrono::days>(local);
  const Seconds time = local - midnight;
  const bool over_midnight = hours.from > hours.to;
  const bool quiet =
      over_midnight ? time >= hours.from || time < hours.to : time >= hours.from && time < hours.to;
  if (!quiet) {
    return std::nullopt;
  }
  const bool tomorrow = over_midnight && time >= hours.from;
  return zone.instant(midnight + (tomorrow ? std::chrono::days(1) : std::chrono::days(0)) +
                      hours.to);
}

Seconds back_off(int failures, int chance) {
  constexpr Seconds kFirst = std::chrono::minutes(1);
  constexpr Seconds kLongest = std::chrono::hours(2);
  const int doublings = std::clamp(failures - 1, 0, 10);
  const Seconds wait = std::min(kFirst * (1 << doublings), kLongest);
  return wait * 3 / 4 + wait * chance / 2 / 1024;
}

}  // namespace tkt
