// SPDX-License-Identifier: MIT
//
// Questions about all tickets of a desk, put to the index.
#include "store/store_state.h"

namespace tkt {

Store::State::State(std::shared_ptr<const git::Repository> desk)
    : repository(std::move(desk)),
      folder(tkt::state_folder(*repository)),
      progress(std::make_shared<Progress>()) {
  const auto report = [called = progress](std::size_t done, std::size_t total) {
    if (*called) {
      (*called)(done, total);
    }
  };
  index = std::make_shared<Index>(
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

std::vector<TicketRow> Store::unmet(const Snapshot& snapshot) const {
  return state_->index->unmet(snapshot.commit());
}

std::vector<std::string> Store::ticket_paths(const Snapshot& snapshot,
                                             std::string_view beginning) const {
  return state_->index->paths_beginning(snapshot.commit(), beginning);
}

std::vector<TicketId> Store::ticket_ids(const Snapshot& snapshot) const {
  return state_->index->ids(snapshot.commit());
}

}  // namespace tkt
