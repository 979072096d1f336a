// SPDX-License-Identifier: MIT
//
// Commits of tickets made straight in git's object store, and what an index must say of them, read
// from the files one by one.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/index.h"
#include "store/paths.h"
#include "store/snapshot.h"
#include "tests/store/sample_desk.h"

namespace tkt::test {

using Files = std::map<std::string, std::optional<std::string>>;

struct SampleTicket {
  TicketId id;
  std::string subject = "Printer on fire";
  std::string status = "open";
  std::string client = "acme";
  std::string more;  ///< whole lines

  [[nodiscard]] std::string path() const { return "tickets/2026/11/23/" + id + ".yaml"; }
  [[nodiscard]] std::string text() const {
    return "id: \"" + id + "\"\nsubject: " + subject + "\nstatus: " + status +
           "\npriority: low\nclient: " + client +
           "\ncontact: Neo Kgosi\nchannel: phone\ncallout: false\ndescription: Smoke\n"
           "escalation: 0\nopened: 2026-11-23T08:15:00+02:00\n" +
           more +
           "events:\n  - {id: \"5D1AK3M90R\", at: 2026-11-23T08:15:00+02:00, by: ntebo, did: "
           "open}\n";
  }
};

inline constexpr const char* kUnmetClock =
    "sla:\n  - {cycle: 1, target: respond, minutes: 480, calendar: office, due: "
    "2026-11-24T08:15:00+02:00}\n";

class TicketDesk {
 public:
  TicketDesk() {
    make_repository(folder_.path());
    repository_ = std::make_shared<const git::Repository>(folder_.path());
  }

  [[nodiscard]] const std::filesystem::path& root() const { return folder_.path(); }
  [[nodiscard]] std::filesystem::path state() const { return root() / ".git" / "tkt"; }
  [[nodiscard]] const git::Repository& repository() const { return *repository_; }

  /// The commit that changes these files of `parent`'s tree.
  [[nodiscard]] git::Oid commit(const Files& files,
                                const std::optional<git::Oid>& parent = std::nullopt) const {
    std::map<std::string, std::optional<git::Oid>> blobs;
    for (const auto& [path, text] : files) {
      blobs[path] = text ? std::optional(repository_->write_blob(*text)) : std::nullopt;
    }
    const auto before =
        parent ? std::optional(repository_->tree_of(*parent)) : std::optional<git::Oid>();
    const git::Signature who{"Ntebo", "ntebo@example.com", Instant(Seconds(1795421700)), {}};
    const git::Oid made =
        repository_->write_commit(repository_->write_tree(before, blobs), {}, "change", who, who);
    repository_->store_objects();
    return made;
  }

  [[nodiscard]] git::Oid commit(const std::vector<SampleTicket>& tickets) const {
    Files files{{"desk.yaml", kDeskText}, {"staff/ntebo.yaml", kStaffText}};
    for (const SampleTicket& ticket : tickets) {
      files[ticket.path()] = ticket.text();
    }
    return commit(files);
  }

  /// The commit that has a path in another mode than a plain file's.
  [[nodiscard]] git::Oid with_mode(const git::Oid& parent, const std::string& path,
                                   const std::string& mode) const {
    const auto there = repository_->entry(repository_->tree_of(parent), path);
    const git::Oid object = there ? there->oid : repository_->write_blob("../elsewhere");
    repository_->store_objects();
    git_says(root(), {"read-tree", parent.hex()});
    git_says(root(),
             {"update-index", "--add", "--cacheinfo", mode + "," + object.hex() + "," + path});
    const std::string tree = git_says(root(), {"write-tree"}).substr(0, 40);
    return *git::Oid::from_hex(git_says(root(), {"commit-tree", "-m", "odd", tree}).substr(0, 40));
  }

  [[nodiscard]] Index index() const {
    return Index(state(), [this]() -> const git::Repository& { return *repository_; });
  }

  /// What the files of a commit say, one by one.
  [[nodiscard]] Listing truth(const git::Oid& commit, const TicketQuery& query) const {
    const Snapshot snapshot(repository_, commit);
    Listing listing;
    for (const auto& record : snapshot.tickets(&listing.broken)) {
      Summary summary = summarise(record.value, record.path, snapshot.desk().value);
      if (matches(query, summary)) {
        listing.summaries.push_back(std::move(summary));
      }
    }
    return listing;
  }

 private:
  TemporaryFolder folder_;
  std::shared_ptr<const git::Repository> repository_;
};

/// A listing as text, to compare: paths, subjects, states and problems in the order of the paths.
inline std::string told(Listing listing) {
  std::sort(listing.summaries.begin(), listing.summaries.end(),
            [](const Summary& a, const Summary& b) { return a.path < b.path; });
  std::string text;
  for (const Summary& summary : listing.summaries) {
    text += summary.path + " " + summary.subject + " " + std::string(to_string(summary.status)) +
            " " + summary.client;
    if (summary.clock && !summary.clock->met && !is_finished(summary.status)) {
      text += " " + std::to_string(summary.warning_from.time_since_epoch().count());
    }
    text += "\n";
  }
  for (const BrokenFile& file : listing.broken) {
    text += file.problem + "\n";
  }
  return text;
}

}  // namespace tkt::test
