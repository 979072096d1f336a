// SPDX-License-Identifier: MIT
//
// Entries in order
// ================
//
// Two lists of events are to become one, by time, but what one clone wrote down in one second,
// or with a clock that was set back, stays in the order in which it was written: a reopening must
// not come to stand before the resolution that it takes back. And three lists must give the same
// one whichever two meet first.
//
// Both hold when each list is cut into runs: an entry that is later than all before it leads a run,
// and the entries behind it, up to the next leader, follow it wherever it goes. The runs of both
// lists are sorted by their leaders. The leaders of the result are again exactly those, so that a
// third list finds the same runs, and the order does not depend on who met whom. An entry that
// both lists have has the same place in both, as a rule; else the former counts. An event `merge`
// leads nothing, and is not counted among those that follow: its time is that of the value that
// won, and changes when a third value wins.
//
// Example, times as numbers: [5 3 9] and [4 7] are the runs 5 3 | 9 and 4 | 7; sorted by leaders 4,
// 5, 7, 9: [4 5 3 7 9].
#include "store/merge_order.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace tkt {
namespace {

/// As new files have them.
std::size_t rank_of(const std::string& key) {
  constexpr std::array<std::string_view, 43> kKeys = {
      "id",      "formerly", "name",     "subject",  "status",     "priority",    "client",
      "contact", "category", "calendar", "channel",  "callout",    "description", "tags",
      "address", "email",    "mobile",   "assigned", "escalation", "opened",      "vat-number",
      "sla",     "by",       "started",  "minutes",  "note",       "billable",    "invoice",
      "work",    "events",   "messages", "roles",    "skills",     "leave",       "active",
      "key",     "contacts", "domains",  "usual",    "contract",   "rates",       "rounding",
      "discount"};
  return static_cast<std::size_t>(std::find(kKeys.begin(), kKeys.end(), key) - kKeys.begin());
}

/// What must stand before each key.
using Constraints = std::map<std::string, std::set<std::string>>;

void constrain(Constraints& before, const std::vector<std::string>& keys) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto& needed = before[keys[i]];
    if (i > 0) {
      needed.insert(keys[i - 1]);
    }
  }
}

/// The keys that the constraints allow next; where they contradict each other, all.
std::string next_key(const Constraints& before) {
  const auto better = [](const std::string& a, const std::string& b) {
    return std::tuple(rank_of(a), a) < std::tuple(rank_of(b), b);
  };
  std::string best;
  for (const bool free_only : {true, false}) {
    for (const auto& [key, needed] : before) {
      if ((needed.empty() || !free_only) && (best.empty() || better(key, best))) {
        best = key;
      }
    }
    if (!best.empty()) {
      break;
    }
  }
  return best;
}

struct Rank {
  Dated leader;
  std::size_t follows = 0;
  bool attached = false;
  Dated entry;
  auto operator<=>(const Rank&) const = default;  // NOLINT(modernize-use-nullptr)
};

void rank(const std::vector<Dated>& list, std::map<std::string, Rank>& all) {
  Rank current;
  for (const Dated& one : list) {
    if (!one.attached) {
      current.follows = one > current.leader ? 0 : current.follows + 1;
      current.leader = std::max(current.leader, one);
    }
    const Rank here = {current.leader, current.follows, one.attached, one};
    const auto [known, fresh] = all.emplace(one.id, here);
    known->second = std::min(known->second, here);
  }
}

}  // namespace

std::vector<std::string> merged_order(const std::vector<std::string>& ours,
                                      const std::vector<std::string>& theirs) {
  Constraints before;
  constrain(before, ours);
  constrain(before, theirs);
  std::vector<std::string> order;
  while (!before.empty()) {
    order.push_back(next_key(before));
    before.erase(order.back());
    for (auto& [key, needed] : before) {
      needed.erase(order.back());
    }
  }
  return order;
}

std::vector<std::string> in_order(const std::vector<Dated>& ours,
                                  const std::vector<Dated>& theirs) {
  std::map<std::string, Rank> all;
  rank(ours, all);
  rank(theirs, all);
  std::vector<Rank> sorted;
  for (const auto& [id, ranked] : all) {
    sorted.push_back(ranked);
  }
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> result;
  for (Rank& ranked : sorted) {
    result.push_back(std::move(ranked.entry.id));
  }
  return result;
}

}  // namespace tkt
