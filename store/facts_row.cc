// SPDX-License-Identifier: MIT
#include "store/facts_row.h"

#include "store/packing.h"

namespace tkt {
namespace {

void put_promise(Packer& packer, const PromiseFacts& promise) {
  packer.put(std::int64_t{promise.cycle});
  packer.put(static_cast<std::int64_t>(promise.target));
  packer.put(promise.start);
  packer.put(promise.due);
  packer.put(promise.met);
  packer.put(promise.rested);
  packer.put(promise.still_since);
  packer.put(std::int64_t{promise.withdrawn});
}

PromiseFacts take_promise(Unpacker& unpacker) {
  PromiseFacts promise;
  promise.cycle = unpacker.small();
  promise.target = static_cast<Target>(unpacker.integer());
  promise.start = unpacker.instant();
  promise.due = unpacker.instant();
  promise.met = unpacker.maybe_instant();
  promise.rested = unpacker.maybe_instant();
  promise.still_since = unpacker.maybe_instant();
  promise.withdrawn = unpacker.integer() != 0;
  return promise;
}

void put_work(Packer& packer, const WorkFacts& work) {
  packer.put(std::string_view(work.by));
  packer.put(work.started);
  packer.put(std::int64_t{work.minutes});
  packer.put(std::int64_t{work.billable});
}

WorkFacts take_work(Unpacker& unpacker) {
  WorkFacts work;
  work.by = unpacker.text();
  work.started = unpacker.instant();
  work.minutes = unpacker.small();
  work.billable = unpacker.integer() != 0;
  return work;
}

}  // namespace

std::string pack(const TicketFacts& facts) {
  Packer packer;
  for (const std::string* text :
       {&facts.id, &facts.client, &facts.priority, &facts.assigned, &facts.calendar}) {
    packer.put(std::string_view(*text));
  }
  packer.put(std::int64_t{facts.finished});
  packer.put(facts.opened);
  packer.put(facts.answered);
  packer.put(facts.solved);
  for (const auto* instants : {&facts.resolved, &facts.reopened}) {
    packer.put(static_cast<std::int64_t>(instants->size()));
    for (const Instant at : *instants) {
      packer.put(at);
    }
  }
  packer.put(static_cast<std::int64_t>(facts.promises.size()));
  for (const PromiseFacts& promise : facts.promises) {
    put_promise(packer, promise);
  }
  packer.put(static_cast<std::int64_t>(facts.work.size()));
  for (const WorkFacts& work : facts.work) {
    put_work(packer, work);
  }
  return sealed(packer.take());
}

std::optional<TicketFacts> unpack_facts(std::string_view bytes) {
  const auto body = unsealed(bytes);
  if (!body) {
    return std::nullopt;
  }
  Unpacker unpacker(*body);
  TicketFacts facts;
  for (std::string* text :
       {&facts.id, &facts.client, &facts.priority, &facts.assigned, &facts.calendar}) {
    *text = unpacker.text();
  }
  facts.finished = unpacker.integer() != 0;
  facts.opened = unpacker.instant();
  facts.answered = unpacker.maybe_instant();
  facts.solved = unpacker.maybe_instant();
  for (auto* instants : {&facts.resolved, &facts.reopened}) {
    for (std::int64_t left = unpacker.count(); left > 0; --left) {
      instants->push_back(unpacker.instant());
    }
  }
  for (std::int64_t left = unpacker.count(); left > 0; --left) {
    facts.promises.push_back(take_promise(unpacker));
  }
  for (std::int64_t left = unpacker.count(); left > 0; --left) {
    facts.work.push_back(take_work(unpacker));
  }
  return unpacker.sound_to_the_end() ? std::optional(std::move(facts)) : std::nullopt;
}

}  // namespace tkt
