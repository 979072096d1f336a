// SPDX-License-Identifier: MIT
//
// The tables of the index, and the stamp that says what they describe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/git.h"
#include "store/index_entry.h"
#include "store/sqlite.h"

namespace tkt {

/// How many rows there are and the sum of their digests: rows that went missing, came back from an
/// older state or were damaged show.
struct Tally {
  std::int64_t rows = 0;
  std::uint64_t sum = 0;

  void add(std::uint64_t row_digest);
  void remove(std::uint64_t row_digest);
  bool operator==(const Tally&) const = default;
};

/// What the tables describe.
struct Stamp {
  git::Oid commit;
  git::Oid tree;
  std::int64_t documents = 0;  ///< numbers given out for searched texts
  Tally tickets;
  Tally unfinished;
  Tally names;  ///< IDs and paths of the tickets
  Tally files;
  Tally broken;
  Tally facts;
  Tally owing;  ///< facts of tickets that owe records

  /// All of them, in the order in which they are stored.
  [[nodiscard]] std::array<Tally*, 7> tallies();
  [[nodiscard]] std::array<Tally, 7> tallies() const;
};

/// nullopt where it is damaged, or written by another version of tkt. Throws sqlite::Failure where
/// there is none.
[[nodiscard]] std::optional<Stamp> read_stamp(const sqlite::Database& database);
void write_stamp(sqlite::Database& database, const Stamp& stamp);

/// Makes the tables, and the indexes that only slow down the filling of empty tables.
void create_tables(sqlite::Database& database);
void create_indexes(sqlite::Database& database);

/// Changes the tables and keeps the stamp's tallies in step.
class TableWriter {
 public:
  TableWriter(sqlite::Database& database, Stamp& stamp);

  /// A ticket file that is new to the tables; or another one of an odd mode.
  void add(const IndexEntry& entry);
  /// Removes what was added of a path; nothing is fine.
  void remove(const std::string& path);
  /// Takes over a new row for a ticket whose text is the same.
  void replace_row(const IndexEntry& entry);
  /// desk.yaml, or a file of staff or clients; nullopt removes it.
  void put_file(const std::string& path, const std::optional<std::string>& text);

 private:
  void add_row(const IndexEntry& entry, std::int64_t document);
  /// The number of the removed row's text.
  std::optional<std::int64_t> remove_row(const std::string& path);
  void remove_broken(const std::string& path);
  void add_facts(const IndexEntry& entry, std::int64_t document);
  void remove_facts(std::int64_t document);

  Stamp& stamp_;
  sqlite::Statement insert_row_;
  sqlite::Statement insert_words_;
  sqlite::Statement insert_facts_;
  sqlite::Statement find_facts_;
  sqlite::Statement delete_facts_;
  sqlite::Statement insert_broken_;
  sqlite::Statement find_row_;
  sqlite::Statement delete_row_;
  sqlite::Statement find_broken_;
  sqlite::Statement delete_broken_;
  sqlite::Statement insert_file_;
  sqlite::Statement find_file_;
  sqlite::Statement delete_file_;
};

/// The name of an object, as the tables hold it; nullopt for anything else.
[[nodiscard]] std::optional<git::Oid> oid_of(std::string_view bytes);
/// Of two texts, in this order: an ID and a path, or a path and a file's text.
[[nodiscard]] std::uint64_t joint_digest(std::string_view a, std::string_view b);

}  // namespace tkt
