// SPDX-License-Identifier: MIT
#include "cmd/delivery.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/core.h>

#include "cmd/courier.h"
#include "cmd/delivery_marks.h"
#include "model/delivery.h"
#include "model/error.h"
#include "store/outbox.h"
#include "store/sha256.h"

namespace tkt {
namespace {

constexpr Seconds kRemembered = std::chrono::hours(1);

/// An escalation of a ticket of the most urgent priority wakes people.
bool is_urgent(const OwedMessage& owed, const Desk& desk) {
  return owed.message.form == "escalated" && desk.urgency(owed.ticket.value.priority) == 0;
}

bool has_left(const Delivery* known) {
  return known != nullptr &&
         (known->state == DeliveryState::sent || known->state == DeliveryState::given_up);
}

class Round {
 public:
  Round(Context& context, const Snapshot& snapshot, Outbox& outbox,
        const std::vector<OwedMessage>& owed)
      : context_(context), outbox_(outbox), courier_(context, snapshot) {
    for (const OwedMessage& one : owed) {
      if (!has_left(known(one))) {
        due_.push_back(&one);
      }
    }
  }

  /// False where something failed.
  bool send() {
    const DeliveryPlan plan = planned();
    for (const Parcel& parcel : plan.parcels) {
      std::vector<OwedMessage> messages;
      for (const std::size_t at : parcel.messages) {
        messages.push_back(*due_[at]);
      }
      if (!send_parcel(messages)) {
        return false;
      }
    }
    tell_held(plan);
    return all_;
  }

 private:
  [[nodiscard]] const Delivery* known(const OwedMessage& owed) const {
    return outbox_.find(owed.ticket.path, owed.message);
  }

  DeliveryPlan planned() {
    std::vector<OutgoingMessage> candidates;
    for (const OwedMessage* owed : due_) {
      OutgoingMessage one{
          owed->message.channel, owed->address, is_urgent(*owed, context_.desk()), {}, ""};
      if (const Delivery* before = known(*owed)) {
        one.batch = before->state == DeliveryState::sending ? before->batch : "";
        one.not_before = before->next;
      }
      candidates.push_back(std::move(one));
    }
    return plan_deliveries(candidates, departures(), context_.desk().messages, context_.zone(),
                           context_.now());
  }

  [[nodiscard]] std::vector<Departure> departures() const {
    std::vector<Departure> list;
    std::set<std::string> batches;
    for (const Delivery& one : outbox_.all()) {
      const bool left = one.state == DeliveryState::sent || one.state == DeliveryState::settled;
      if (left && batches.insert(one.channel + one.batch).second) {
        list.push_back({one.channel, one.address, one.at});
      }
    }
    return list;
  }

  // The key of what leaves together: the same when it leaves again.
  [[nodiscard]] std::string parcel_key(const std::vector<OwedMessage>& messages) const {
    const Delivery* const before = known(messages.front());
    if (before != nullptr && before->state == DeliveryState::sending && !before->batch.empty()) {
      return before->batch;
    }
    if (messages.size() == 1) {
      return key_of(messages.front());
    }
    std::string keys;
    for (const OwedMessage& owed : messages) {
      keys += key_of(owed) + '\n';
    }
    return fmt::format("digest.{}.{}", sha256(keys).substr(0, 16), messages.front().message.to);
  }

  Delivery started(const OwedMessage& owed, const std::string& key) const {
    Delivery one;
    if (const Delivery* before = known(owed)) {
      one = *before;
    } else {
      one.path = owed.ticket.path;
      one.event = owed.message.event;
      one.channel = owed.message.channel;
      one.to = owed.message.to;
      one.first = context_.now();
      one.next = context_.now();
    }
    one.state = DeliveryState::sending;
    one.at = context_.now();
    one.batch = key;
    one.address = owed.address;
    return one;
  }

  // False where nothing more may be sent: what cannot be remembered is not sent, but for this one.
  bool send_parcel(const std::vector<OwedMessage>& messages) {
    if (closed_.count(messages.front().message.channel) != 0) {
      return true;
    }
    const std::string key = parcel_key(messages);
    std::vector<Delivery> deliveries;
    for (const OwedMessage& owed : messages) {
      deliveries.push_back(started(owed, key));
    }
    try {
      outbox_.record(deliveries);
      const Dispatch dispatch = courier_.send(messages, key);
      for (Delivery& one : deliveries) {
        judge(one, dispatch);
      }
      outbox_.record(deliveries);
      tell(messages, deliveries.front(), dispatch);
    } catch (const Error& error) {
      context_.warn(error.what());
      all_ = false;
      return false;
    }
    return true;
  }

  void judge(Delivery& one, const Dispatch& dispatch) {
    one.why = dispatch.why;
    switch (dispatch.kind) {
      case Dispatch::Kind::sent: one.state = DeliveryState::sent; return;
      case Dispatch::Kind::never: one.state = DeliveryState::given_up; return;
      case Dispatch::Kind::closed:
        one.state = DeliveryState::failed;
        one.next = context_.now();
        return;
      case Dispatch::Kind::later: break;
    }
    ++one.failures;
    one.state =
        context_.now() - one.first >= kTriedFor ? DeliveryState::given_up : DeliveryState::failed;
    one.next = context_.now() +
               std::max(back_off(one.failures, chance()), dispatch.wait.value_or(Seconds(0)));
  }

  int chance() {
    const std::string two = context_.random.characters(2);
    return static_cast<int>(kIdAlphabet.find(two[0]) * kIdAlphabet.size() +
                            kIdAlphabet.find(two[1]));
  }

  void tell(const std::vector<OwedMessage>& messages, const Delivery& one,
            const Dispatch& dispatch) {
    if (dispatch.kind == Dispatch::Kind::sent) {
      return;
    }
    all_ = false;
    if (dispatch.whole_channel) {
      closed_.insert(one.channel);
    }
    const std::string hint = dispatch.hint.empty() ? "" : fmt::format(" ({})", dispatch.hint);
    if (dispatch.kind == Dispatch::Kind::closed) {
      context_.warn(fmt::format("{}; every {} stays owed{}", dispatch.why, one.channel, hint));
      return;
    }
    const TicketId& id = messages.front().ticket.value.id;
    const bool given_up = one.state == DeliveryState::given_up;
    context_.warn(fmt::format("{}: {} to '{}' {}: {}{}", id, one.channel, one.to,
                              given_up ? "is given up" : "stays owed", dispatch.why, hint));
    if (given_up) {
      context_.io.err.line("tkt: hint: 'tkt outbox retry " + id + "' tries it again");
    }
  }

  void tell_held(const DeliveryPlan& plan) {
    std::map<std::string, int> count;
    for (const Held& held : plan.held) {
      count[held.why] += held.why == "too many within an hour" ? 1 : 0;
    }
    if (const int number = count["too many within an hour"]; number > 0) {
      context_.warn(fmt::format("{} {} wait: too many within an hour", number,
                                number == 1 ? "message has to" : "messages"));
    }
  }

  Context& context_;
  Outbox& outbox_;
  Courier courier_;
  std::vector<const OwedMessage*> due_;
  std::set<std::string> closed_;  ///< channels that are not tried again
  bool all_ = true;
};

// What the journal still has to know: what cannot be marked yet, what is to be tried again, and
// for the brake what left within the hour.
void forget_the_rest(Outbox& outbox, const std::vector<Delivery>& unmarked,
                     const std::vector<OwedMessage>& owed, Instant now) {
  std::set<std::tuple<std::string, std::string, std::string, std::string>> waiting;
  for (const OwedMessage& one : owed) {
    waiting.emplace(one.ticket.path, one.message.event, one.message.channel, one.message.to);
  }
  std::vector<Delivery> kept = unmarked;
  bool less = false;
  for (Delivery one : outbox.all()) {
    const bool waits = waiting.count({one.path, one.event, one.channel, one.to}) != 0;
    const bool tried = one.state == DeliveryState::failed || one.state == DeliveryState::sending;
    const bool left = one.state == DeliveryState::sent || one.state == DeliveryState::settled;
    if (std::find(unmarked.begin(), unmarked.end(), one) != unmarked.end()) {
      continue;
    }
    if (left && now - one.at < kRemembered) {
      less = less || one.state == DeliveryState::sent;
      one.state = DeliveryState::settled;
      kept.push_back(std::move(one));
    } else if (tried && waits) {
      kept.push_back(std::move(one));
    } else {
      less = true;
    }
  }
  if (less) {
    outbox.keep(kept);
  }
}

}  // namespace

AllOwed find_owed(Context& context, const Snapshot& snapshot) {
  TicketQuery query;
  query.all = true;
  query.owed = true;
  const Listing listing = context.store().list(snapshot, query);
  AllOwed result;
  result.readable = !context.report_broken(listing.broken);
  std::set<std::pair<Instant, std::string>> tickets;
  for (const Summary& summary : listing.summaries) {
    tickets.emplace(summary.opened, summary.path);
  }
  for (const auto& [opened, path] : tickets) {
    try {
      const auto owed = owed_messages(snapshot, snapshot.ticket_at(path));
      result.messages.insert(result.messages.end(), owed.begin(), owed.end());
    } catch (const Error& error) {
      context.report_broken({{path, error.what()}});
      result.readable = false;
    }
  }
  return result;
}

Exit deliver(Context& context) {
  (void)context.actor();  // refuses before anything leaves
  Outbox outbox(context.store().state_folder());
  const Snapshot snapshot = context.store().snapshot();  // as it is now that nobody else delivers
  const AllOwed owed = find_owed(context, snapshot);
  const bool all = Round(context, snapshot, outbox, owed.messages).send();
  const std::vector<Delivery> unmarked = commit_marks(context, outbox.all());
  forget_the_rest(outbox, unmarked, owed.messages, context.now());
  return !owed.readable ? Exit::storage : all ? Exit::done : Exit::refused;
}

}  // namespace tkt
