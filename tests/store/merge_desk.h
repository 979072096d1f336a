// SPDX-License-Identifier: MIT
//
// Histories made straight in git's object store, where a commit and a merge cost no disk and no
// process: what commands write, and the merges of it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "model/life.h"
#include "model/sla.h"
#include "store/codec.h"
#include "store/merge.h"
#include "store/records.h"
#include "tests/store/sample_desk.h"

namespace tkt::test {

inline constexpr const char* kMergeClient =
    "name: Kgalagadi Foods\ncategory: contract\ncontacts:\n  - {name: Neo Kgosi, mobile: "
    "\"+26771000001\"}\n";
inline constexpr const char* kMergePath = "tickets/2026/11/23/ITW-4F7K24.yaml";
inline constexpr const char* kMergeTicket = R"(id: "ITW-4F7K24"
subject: VPN down
status: open
priority: low
client: kgalagadi-foods
contact: Neo Kgosi
channel: whatsapp
callout: false
tags: [vpn]
escalation: 0
opened: 2026-11-23T08:15:00+02:00
sla:
  - {cycle: 1, target: respond, minutes: 480, calendar: office, due: 2026-11-23T16:15:00+02:00}
events:
  - {id: "0000000001", at: 2026-11-23T08:15:00+02:00, by: ntebo, did: open}
)";

/// 2026-11-23 08:15 in Gaborone, and so many minutes.
inline Instant minute(int minutes) {
  return *parse_instant("2026-11-23T08:15:00+02:00") + std::chrono::minutes(minutes);
}

class MergeDesk {
 public:
  MergeDesk() {
    make_repository(folder_.path());
    repository_ = std::make_unique<const git::Repository>(folder_.path());
    desk = read_desk("desk.yaml", kDeskText).value;
    client = read_client("clients/kgalagadi-foods.yaml", kMergeClient).value;
    root = commit({}, {{"desk.yaml", kDeskText},
                       {"staff/ntebo.yaml", kStaffText},
                       {"clients/kgalagadi-foods.yaml", kMergeClient},
                       {kMergePath, kMergeTicket}});
  }

  using Files = std::map<std::string, std::optional<std::string>>;

  /// A commit upon the first parent's tree.
  git::Oid commit(const std::vector<git::Oid>& parents, const Files& files,
                  Instant when = minute(0), const std::string& author = "ntebo") {
    std::map<std::string, std::optional<git::Oid>> blobs;
    for (const auto& [path, text] : files) {
      blobs.emplace(path, text ? std::optional(repository_->write_blob(*text)) : std::nullopt);
    }
    const auto tree =
        parents.empty() ? std::nullopt : std::optional(repository_->tree_of(parents[0]));
    const git::Signature who = {author, author + "@example.com", when, {}};
    return repository_->write_commit(
        blobs.empty() && tree ? *tree : repository_->write_tree(tree, blobs), parents,
        "change " + std::to_string(++commits_), who, who);
  }

  [[nodiscard]] Merge merged(const git::Oid& ours, const git::Oid& theirs,
                             OurChanges changes = OurChanges::unknown) const {
    return merge_commits(*repository_, ours, theirs, changes);
  }

  /// For git itself to see.
  void store() const { repository_->store_objects(); }

  [[nodiscard]] std::vector<Incoming> incoming(const Merge& merge) const {
    return incoming_by(*repository_, merge);
  }

  /// The commit that a sync of `ours` with `theirs` stands on.
  git::Oid merge(const git::Oid& ours, const git::Oid& theirs) {
    const Merge result = merged(ours, theirs);
    REQUIRE(result.refused.empty());
    if (result.stopped.empty()) {
      CHECK(merge_commits(*repository_, ours, theirs, OurChanges::sound).files == result.files);
    }
    for (const Stopped& stopped : result.stopped) {
      FAIL(stopped.path << ":" << stopped.line << ": " << stopped.message);
    }
    switch (result.kind) {
      case Merge::Kind::nothing: return ours;
      case Merge::Kind::fast_forward: return theirs;
      case Merge::Kind::merged:
      case Merge::Kind::unrelated: break;
    }
    REQUIRE(result.kind == Merge::Kind::merged);
    return commit({ours, theirs}, result.files);
  }

  [[nodiscard]] git::Oid tree(const git::Oid& commit) const { return repository_->tree_of(commit); }
  [[nodiscard]] std::string file(const git::Oid& commit, const std::string& path) const {
    const auto entry = repository_->entry(tree(commit), path);
    return entry ? repository_->blob(entry->oid) : "";
  }
  [[nodiscard]] Ticket ticket(const git::Oid& commit, const std::string& path = kMergePath) const {
    return read_ticket(path, file(commit, path)).value;
  }

  /// As a command saves a ticket.
  git::Oid save(const git::Oid& head, const Ticket& after, const std::string& path = kMergePath) {
    const std::string text = file(head, path);
    const Ticket before = read_ticket(path, text).value;
    return commit(
        {head},
        {{path, edit_yaml(text, to_node(before, desk.zone()), to_node(after, desk.zone()), path)}});
  }

  /// As `tkt edit` does: a piece of the text replaced.
  git::Oid hand(const git::Oid& head, const std::string& path, const std::string& from,
                const std::string& to, Instant when = minute(0),
                const std::string& author = "ntebo") {
    std::string text = file(head, path);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return commit({head}, {{path, text}}, when, author);
  }

  Desk desk;
  Client client;
  git::Oid root;

 private:
  TemporaryFolder folder_;
  std::unique_ptr<const git::Repository> repository_;
  int commits_ = 0;
};

inline Ticket did(Ticket ticket, Step step, const std::string& id, int at, const std::string& by,
                  std::vector<std::pair<std::string, std::string>> details = {}) {
  return take_step(std::move(ticket), step, {id, by, minute(at), minute(at)}, std::move(details));
}

inline Ticket with_priority(Ticket ticket, const MergeDesk& desk, const std::string& priority,
                            const std::string& id, int at, const std::string& by) {
  const std::string old = ticket.priority;
  ticket = did(std::move(ticket), Step::set, id, at, by,
               {{"field", "priority"}, {"old", old}, {"new", priority}});
  ticket.priority = priority;
  return restart_clocks(std::move(ticket), desk.client, desk.desk);
}

inline Ticket assigned(Ticket ticket, const std::string& to, const std::string& id, int at,
                       const std::string& by) {
  ticket = did(std::move(ticket), Step::assign, id, at, by, {{"to", to}});
  ticket.assigned = to;
  return ticket;
}

/// The merge of two commits, which must give the same tree either way.
inline git::Oid both_ways(MergeDesk& desk, const git::Oid& ours, const git::Oid& theirs) {
  const git::Oid merged = desk.merge(ours, theirs);
  CHECK(desk.tree(merged) == desk.tree(desk.merge(theirs, ours)));
  return merged;
}

inline std::vector<Event> merge_events(const Ticket& ticket) {
  std::vector<Event> found;
  for (const Event& event : ticket.events) {
    if (event.did == "merge") {
      found.push_back(event);
    }
  }
  return found;
}

}  // namespace tkt::test
