// SPDX-License-Identifier: MIT
//
// Questions about all tickets of a desk, put to the index.
#include <fmt/core.h>

#include "model/error.h"
#include "store/process.h"
#include "store/store_state.h"

namespace tkt {

Store::State::State(std::shared_ptr<const git::Repository> desk)
    : repository(std::move(desk)),
      folder(tkt::state_folder(*repository)),
      progress(std::make_shared<Progress>()),
      index(make_index()) {}

std::shared_ptr<Index> Store::State::make_index() const {
  const auto report = [called = progress](std::size_t done, std::size_t total) {
    if (*called) {
      (*called)(done, total);
    }
  };
  return std::make_shared<Index>(
      folder, [desk = repository]() -> const git::Repository& { return *desk; }, report);
}

void Store::on_progress(Progress progress) const {
  *state_->progress = std::move(progress);
}

Listing Store::list(const Snapshot& snapshot, const TicketQuery& query) const {
  return state_->index->list(snapshot.commit(), query);
}

Listing Store::search(const Snapshot& snapshot, const std::vector<std::string>& words) const {
  return state_->index->search(snapshot.commit(), words);
}

std::map<std::string, Instant> Store::last_assignments(const Snapshot& snapshot,
                                                       const TicketId& but) const {
  return state_->index->last_assignments(snapshot.commit(), but);
}

UnmetList Store::unmet(const Snapshot& snapshot) const {
  return state_->index->unmet(snapshot.commit());
}

FactList Store::facts(const Snapshot& snapshot) const {
  return snapshot.index()->facts(snapshot.commit());
}

std::vector<std::string> Store::owing_records(const Snapshot& snapshot) const {
  return state_->index->owing_records(snapshot.commit());
}

Snapshot Store::snapshot_at(Instant when) const {
  const Outcome outcome = run_git(
      root().string(), {"rev-list", "-1", "--first-parent",
                        fmt::format("--min-age={}", when.time_since_epoch().count()), "HEAD"});
  const auto commit = git::Oid::from_hex(outcome.output.substr(0, outcome.output.find('\n')));
  if (outcome.status != 0) {
    throw Error(ErrorKind::storage, fmt::format("git rev-list failed: {}", outcome.errors));
  }
  if (!commit) {
    throw Error(ErrorKind::refused, "the desk has no commit that old",
                "'git log --reverse' shows when it began");
  }
  auto past = state_->make_index();
  past->look_at_the_past(*commit);
  return {state_->repository, *commit, std::move(past)};
}

std::vector<std::string> Store::ticket_paths(const Snapshot& snapshot,
                                             std::string_view beginning) const {
  return state_->index->paths_beginning(snapshot.commit(), beginning);
}

std::vector<OddFile> Store::odd_files(const Snapshot& snapshot) const {
  return state_->index->odd_files(snapshot.commit());
}

bool Store::has_ticket(const Snapshot& snapshot, const TicketId& id) const {
  return state_->index->has_ticket(snapshot.commit(), id);
}

std::vector<TicketId> Store::ticket_ids(const Snapshot& snapshot) const {
  return state_->index->ids(snapshot.commit());
}

}  // namespace tkt
