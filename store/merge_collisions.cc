// SPDX-License-Identifier: MIT
#include "store/merge_collisions.h"

#include <algorithm>
#include <tuple>

#include <fmt/core.h>

#include "store/codec.h"
#include "store/paths.h"

namespace tkt {
namespace {

using Version = TicketVersions::Version;

/// The versions of what was born the same, wherever they stand.
struct Family {
  std::optional<Version> base;
  std::optional<Version> ours;
  std::optional<Version> theirs;
  std::string folder;  ///< with a slash
};

struct Member {
  Version version;
  std::string folder;
  /// The ticket that was opened first keeps the ID.
  auto age() const {
    const auto& events = version.ticket.events;
    return std::tuple(events.empty() ? version.ticket.opened : written_at(events.front()),
                      birth_of(version.ticket));
  }
};

bool differ_in_birth(const std::optional<Version>& a, const std::optional<Version>& b) {
  return a && b && birth_of(a->ticket) != birth_of(b->ticket);
}

Version renamed(const Version& old, const TicketId& id, const Zone& zone) {
  Ticket ticket = old.ticket;
  ticket.formerly.push_back(ticket.id);
  ticket.id = id;
  const std::string opener = ticket.events.empty() ? "" : ticket.events.front().by;
  ticket.events.push_back({entry_id_from("renamed|" + id + "|" + old.ticket.id),
                           ticket.opened,
                           std::nullopt,
                           opener.empty() ? "merge" : opener,
                           "merge",
                           {{"field", "id"}, {"kept", id}, {"lost", old.ticket.id}}});
  std::string text =
      edit_yaml(old.text, to_node(old.ticket, zone), to_node(ticket, zone), old.ticket.id);
  return {std::move(text), std::move(ticket)};
}

class Untangling {
 public:
  Untangling(const Desk* desk, const std::function<bool(const TicketId&)>& is_taken)
      : desk_(desk), is_taken_(is_taken) {}

  void add(const TicketVersions& file) {
    result.files[file.path] = std::nullopt;
    const std::string folder = file.path.substr(0, file.path.rfind('/') + 1);
    for (const auto& [version, place] :
         {std::pair(&file.base, &Family::base), std::pair(&file.ours, &Family::ours),
          std::pair(&file.theirs, &Family::theirs)}) {
      if (*version) {
        Family& family = families_[birth_of((*version)->ticket)];
        family.*place = *version;
        family.folder = std::max(family.folder, folder);
      }
    }
  }

  void finish() {
    std::map<TicketId, std::vector<Member>> by_id;
    for (const auto& [birth, family] : families_) {
      Version version = merged(family);
      std::vector<Member>& members = by_id[version.ticket.id];
      members.push_back({std::move(version), family.folder});
    }
    for (auto& [id, members] : by_id) {
      std::sort(members.begin(), members.end(),
                [](const Member& a, const Member& b) { return a.age() < b.age(); });
      place(members.front());
      for (auto member = members.begin() + 1; member != members.end(); ++member) {
        rename(*member);
      }
    }
  }

  Untangled result;

 private:
  /// A ticket is never deleted, so one that a side no longer has is as the other has it.
  Version merged(const Family& family) {
    if (!family.ours || !family.theirs) {
      return family.ours ? *family.ours : (family.theirs ? *family.theirs : *family.base);
    }
    const std::string base = family.base ? family.base->text : "";
    if (family.ours->text == family.theirs->text || family.theirs->text == base) {
      return *family.ours;
    }
    if (family.ours->text == base) {
      return *family.theirs;
    }
    const FileVersions file = {family.folder + family.ours->ticket.id + ".yaml", base,
                               family.ours->text, family.theirs->text};
    RecordMerge merge = merge_record(file, desk_, nullptr);
    Version version = {merge.text, ticket_from(parse_yaml(merge.text, file.path), file.path)};
    result.merges.push_back(std::move(merge));
    return version;
  }

  void place(const Member& member) {
    result.files[member.folder + member.version.ticket.id + ".yaml"] = member.version.text;
  }

  void rename(const Member& member) {
    const Ticket& old = member.version.ticket;
    const std::string prefix = old.id.substr(0, old.id.find('-'));
    TicketId id;
    for (int attempt = 0; id.empty() || is_taken_(id) || given_.count(id) != 0; ++attempt) {
      id = ticket_id_from(prefix, fmt::format("{}|{}|{}", old.id, birth_of(old), attempt));
    }
    given_.insert(id);
    const Version version = renamed(member.version, id, desk_ != nullptr ? desk_->zone() : Zone());
    place({version, member.folder});
    result.renamed.push_back(
        {old.id, id, old.events.empty() ? "" : old.events.front().by, old.subject});
  }

  const Desk* desk_;
  const std::function<bool(const TicketId&)>& is_taken_;
  std::map<std::string, Family> families_;
  std::set<TicketId> given_;
};

}  // namespace

std::set<TicketId> names_in(const git::Repository& repository, const std::vector<git::Oid>& trees) {
  std::set<TicketId> names;
  for (const git::Oid& tree : trees) {
    for (const git::TreeEntry& entry : repository.tree(tree)) {
      if (entry.folder) {
        names.merge(names_in(repository, {entry.oid}));
      } else {
        names.insert(name_of(entry.name));
      }
    }
  }
  return names;
}

std::string birth_of(const Ticket& ticket) {
  const auto open = std::find_if(ticket.events.begin(), ticket.events.end(),
                                 [](const Event& event) { return event.did == "open"; });
  return open == ticket.events.end() ? "" : open->id;
}

std::set<std::string> colliding(const std::vector<TicketVersions>& changed) {
  std::map<TicketId, std::set<std::string>> added;
  std::set<TicketId> shared;
  for (const TicketVersions& file : changed) {
    const TicketId id = name_of(file.path);
    if (!file.base) {
      added[id].insert(file.path);
    }
    if (differ_in_birth(file.ours, file.theirs) || differ_in_birth(file.base, file.ours) ||
        differ_in_birth(file.base, file.theirs) || added[id].size() > 1) {
      shared.insert(id);
    }
  }
  std::set<std::string> paths;
  for (const TicketVersions& file : changed) {
    const auto is_shared = [&](const TicketId& id) { return shared.count(id) != 0; };
    const auto was_shared = [&](const std::optional<Version>& version) {
      return version && std::any_of(version->ticket.formerly.begin(),
                                    version->ticket.formerly.end(), is_shared);
    };
    if (is_shared(name_of(file.path)) || was_shared(file.ours) || was_shared(file.theirs)) {
      paths.insert(file.path);
    }
  }
  return paths;
}

Untangled untangle(const std::vector<TicketVersions>& files, const Desk* desk,
                   const std::function<bool(const TicketId&)>& is_taken) {
  Untangling untangling(desk, is_taken);
  for (const TicketVersions& file : files) {
    untangling.add(file);
  }
  untangling.finish();
  return std::move(untangling.result);
}

}  // namespace tkt
