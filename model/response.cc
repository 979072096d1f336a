// SPDX-License-Identifier: MIT
#include "model/response.h"

#include <algorithm>
#include <vector>

namespace tkt {
namespace {

/// Which cycles a ticket went through, and which of them an answer was for.
class Cycles {
 public:
  explicit Cycles(const Ticket& ticket) : ticket_(ticket), reopenings_(reopenings(ticket)) {}

  [[nodiscard]] Instant start(int cycle) const {
    return cycle <= 1 ? ticket_.opened : reopenings_.at(static_cast<std::size_t>(cycle) - 2)->at;
  }

  /// The cycle that held the instant, of those that had begun when `event` was written.
  [[nodiscard]] int at(Instant instant, const Event* event) const {
    int cycle = when_written(event);
    while (cycle > 1 && instant < start(cycle)) {
      --cycle;
    }
    return cycle;
  }

  /// nullptr: nobody knows when; the last cycle.
  [[nodiscard]] int when_written(const Event* event) const {
    int cycle = 1;
    for (const Event* const reopening : reopenings_) {
      cycle += event == nullptr || reopening < event ? 1 : 0;
    }
    return cycle;
  }

 private:
  const Ticket& ticket_;
  std::vector<const Event*> reopenings_;
};

class FirstResponse {
 public:
  FirstResponse(const Ticket& ticket, int cycle)
      : ticket_(ticket), cycles_(ticket), cycle_(cycle) {}

  std::optional<Response> find() {
    for (const Event& event : ticket_.events) {
      if (event.did == "respond" || event.did == "remote") {
        take(event.at, event.at, &event);
      } else if (event.did == "resolve" && cycles_.when_written(&event) == cycle_) {
        first_of(event.at, written_at(event));
      }
    }
    for (const Work& work : ticket_.work) {
      take(work.started, work.started + std::chrono::minutes(work.minutes), event_of(work));
    }
    return first_;
  }

 private:
  /// An answer that went on from one instant to another.
  void take(Instant from, Instant to, const Event* event) {
    const int first = cycles_.at(from, event);
    const int last = cycles_.at(to, event);
    if (first <= cycle_ && cycle_ <= last) {
      first_of(from, event == nullptr ? to : written_at(*event));
    }
  }

  void first_of(Instant at, Instant noted) {
    const Response response = {std::max(at, cycles_.start(cycle_)), noted};
    first_ = std::min(first_.value_or(response), response);
  }

  [[nodiscard]] const Event* event_of(const Work& work) const {
    const auto found = std::find_if(
        ticket_.events.begin(), ticket_.events.end(),
        [&](const Event& event) { return event.did == "work" && event.detail("work") == work.id; });
    return found == ticket_.events.end() ? nullptr : &*found;
  }

  const Ticket& ticket_;
  Cycles cycles_;
  int cycle_;
  std::optional<Response> first_;
};

}  // namespace

std::optional<Response> first_response(const Ticket& ticket, int cycle) {
  return FirstResponse(ticket, cycle).find();
}

}  // namespace tkt
