// SPDX-License-Identifier: MIT
#include "model/edit_rules.h"

#include <algorithm>

#include <fmt/core.h>

namespace tkt {
namespace {

using Problems = std::vector<Problem>;

template <class T, class Same>
const T* find_one(const std::vector<T>& list, Same same) {
  const auto found = std::find_if(list.begin(), list.end(), same);
  return found == list.end() ? nullptr : &*found;
}

template <class T>
int item_of(const std::vector<T>& list, const T* one) {
  return one == nullptr ? -1 : static_cast<int>(one - list.data());
}

/// The key of an event that does not say any more what it said; empty where all do. What people
/// added to it is theirs.
std::string changed_key(const Event& before, const Event& after) {
  if (before.at != after.at) {
    return "at";
  }
  if (before.noted != after.noted) {
    return "noted";
  }
  if (before.by != after.by) {
    return "by";
  }
  if (before.did != after.did) {
    return "did";
  }
  for (const auto& [key, value] : before.details) {
    if (after.detail(key) != value) {
      return key;
    }
  }
  return "";
}

void check_events(const Ticket& before, const Ticket& after, Problems& problems) {
  for (const Event& old : before.events) {
    const Event* now = find_one(after.events, [&](const Event& one) { return one.id == old.id; });
    const std::string name = fmt::format("event '{}' ({})", old.id, old.did);
    if (now == nullptr) {
      problems.push_back({name + " is missing, and what happened stays written", "events"});
    } else if (const std::string key = changed_key(old, *now); !key.empty()) {
      problems.push_back(
          {fmt::format("{} has another '{}', and what happened stays written", name, key), "events",
           item_of(after.events, now)});
    }
  }
}

void check_met(const Ticket& before, const Ticket& after, Problems& problems) {
  for (const Clock& old : before.sla) {
    const Clock* now = find_one(after.sla, [&](const Clock& one) {
      return one.cycle == old.cycle && one.target == old.target;
    });
    const bool missing = now == nullptr || !now->met;
    if (old.met && (missing || now->met != old.met)) {
      problems.push_back(
          {fmt::format("'met' of cycle {}, {} is {}, and what happened stays written", old.cycle,
                       to_string(old.target), missing ? "missing" : "another"),
           "sla", item_of(after.sla, now)});
    }
  }
}

void check_billed_work(const Ticket& before, const Ticket& after, Problems& problems) {
  for (const Work& old : before.work) {
    const Work* now = find_one(after.work, [&](const Work& one) { return one.id == old.id; });
    if (!old.invoice.empty() && (now == nullptr || !(*now == old))) {
      problems.push_back(
          {fmt::format("work '{}' is billed by {} and cannot change; 'tkt credit {}' "
                       "frees it",
                       old.id, old.invoice, old.invoice),
           "work", item_of(after.work, now)});
    }
  }
}

bool is_billed(const Ticket& ticket) {
  return std::any_of(ticket.work.begin(), ticket.work.end(),
                     [](const Work& work) { return !work.invoice.empty(); });
}

bool tells_of_invoice(const Ticket& ticket) {
  return std::any_of(ticket.events.begin(), ticket.events.end(),
                     [](const Event& event) { return event.did == "invoice"; });
}

void check_invoiced(const Ticket* before, const Ticket& after, Problems& problems) {
  const bool was = before != nullptr ? before->status == Status::invoiced : tells_of_invoice(after);
  const bool is = after.status == Status::invoiced;
  if (is && !was) {
    problems.push_back({"status: only 'tkt invoice' makes it 'invoiced'", "status"});
  } else if (before != nullptr && was && !is && is_billed(after)) {
    problems.push_back({"status: the ticket is billed: 'tkt reopen' takes it up again", "status"});
  }
}

}  // namespace

std::vector<Problem> edit_violations(const Ticket* before, const Ticket& after) {
  Problems problems;
  if (before != nullptr) {
    check_events(*before, after, problems);
    check_met(*before, after, problems);
    check_billed_work(*before, after, problems);
  }
  check_invoiced(before, after, problems);
  return problems;
}

}  // namespace tkt
