// SPDX-License-Identifier: MIT
//
// From a ticket's file to what the index keeps of it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/desk.h"
#include "model/facts.h"
#include "store/git.h"
#include "store/ticket_row.h"

namespace tkt {

struct IndexEntry {
  std::string path;
  std::optional<TicketRow> row;    ///< nullopt: the file is broken
  TicketFacts facts;               ///< for reports; meaningless of a broken file
  bool owes_records = false;       ///< the function of that name
  std::string problem;             ///< why
  unsigned odd_mode = 0;           ///< of a git::TreeEntry: why
  std::optional<git::Oid> unread;  ///< the object that git could not give: why, until it can
  std::string headline;            ///< searched: IDs, subject, client, contact, tags
  std::string text;                ///< searched: description, notes, reasons
};

[[nodiscard]] IndexEntry index_entry(std::string path, std::string text, const Desk& desk);

/// A ticket file of a commit.
struct TicketFile {
  std::string path;
  git::Oid blob;
  unsigned odd_mode = 0;
};

/// What the index keeps of a file that no desk holds.
[[nodiscard]] IndexEntry odd_entry(std::string path, unsigned mode);

/// Called now and then with the number of files read and of all, and at the end with both alike;
/// never where all of it takes less than a second.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// Reads these files and gives their entries to `take`, in order. Many are read on all cores.
void read_entries(const git::Repository& repository, const std::vector<TicketFile>& files,
                  const Desk& desk, const std::function<void(IndexEntry)>& take,
                  const Progress& progress);

}  // namespace tkt
