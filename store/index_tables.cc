// SPDX-License-Identifier: MIT
//
// tickets   one row a ticket file: packed bytes (store/ticket_row.h) and what they are found by
// facts     what a report needs of a ticket, packed, by the ticket's document number; and whether
// it
//           owes records (model/sla.h)
// words     the texts that are searched, as FTS5 keeps them without the texts themselves
// broken    ticket files that break a rule; and any file of a mode that no desk holds
// files     desk.yaml, staff and clients, whole: what reading commands need beside the tickets
// stamp     one row
//
// FTS5 without contents can forget a text only when it is shown the same text again. So nothing is
// forgotten: a changed ticket gets a new document number, and what the old number finds leads to no
// row. Numbers are never used twice; when more than half lead nowhere the index is built anew.
//
// The unfinished tickets have an index of their own that holds the packed bytes too: a list of a
// thousand open tickets reads 100 pages of it, and none of the table's, however many tickets there
// are.
#include "store/index_tables.h"

#include <fmt/format.h>

#include "store/facts_row.h"
#include "store/paths.h"

#ifndef TKT_VERSION
#define TKT_VERSION "unknown"
#endif

namespace tkt {

namespace {

/// To be raised when the tables, or what is kept in them, change between two releases.
constexpr std::string_view kFormat = "4 " TKT_VERSION;

std::string_view bytes_of(const git::Oid& oid) {
  return {reinterpret_cast<const char*>(oid.bytes.data()), oid.bytes.size()};
}

std::int64_t as_stored(std::uint64_t sum) {
  return static_cast<std::int64_t>(sum);
}

std::uint64_t digest_of(const Stamp& stamp) {
  std::string text =
      fmt::format("{} {} {} {}", kFormat, stamp.commit.hex(), stamp.tree.hex(), stamp.documents);
  for (const Tally& tally : stamp.tallies()) {
    text += fmt::format(" {} {}", tally.rows, tally.sum);
  }
  return digest(text);
}

Tally tally_at(const sqlite::Statement& statement, int column) {
  return {statement.integer(column), static_cast<std::uint64_t>(statement.integer(column + 1))};
}

}  // namespace

std::array<Tally*, 7> Stamp::tallies() {
  return {&tickets, &unfinished, &names, &files, &broken, &facts, &owing};
}

std::array<Tally, 7> Stamp::tallies() const {
  return {tickets, unfinished, names, files, broken, facts, owing};
}

void Tally::add(std::uint64_t row_digest) {
  ++rows;
  sum += row_digest;
}

void Tally::remove(std::uint64_t row_digest) {
  --rows;
  sum -= row_digest;
}

std::optional<Stamp> read_stamp(const sqlite::Database& database) {
  sqlite::Statement statement = database.prepare("SELECT * FROM stamp");
  if (!statement.step()) {
    return std::nullopt;
  }
  const auto commit = oid_of(statement.text(0));
  const auto tree = oid_of(statement.text(1));
  if (!commit || !tree) {
    return std::nullopt;
  }
  Stamp stamp;
  stamp.commit = *commit;
  stamp.tree = *tree;
  stamp.documents = statement.integer(2);
  int column = 3;
  for (Tally* const tally : stamp.tallies()) {
    *tally = tally_at(statement, column);
    column += 2;
  }
  const bool sound = statement.integer(column) == as_stored(digest_of(stamp));
  return sound ? std::optional(stamp) : std::nullopt;
}

void write_stamp(sqlite::Database& database, const Stamp& stamp) {
  database.run("DELETE FROM stamp");
  sqlite::Statement statement = database.prepare(
      "INSERT INTO stamp VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  statement.bind_bytes(1, bytes_of(stamp.commit)).bind_bytes(2, bytes_of(stamp.tree));
  statement.bind(3, stamp.documents);
  int parameter = 4;
  for (const Tally& tally : stamp.tallies()) {
    statement.bind(parameter, tally.rows).bind(parameter + 1, as_stored(tally.sum));
    parameter += 2;
  }
  statement.bind(parameter, as_stored(digest_of(stamp))).run();
}

void create_tables(sqlite::Database& database) {
  database.run(R"(
    CREATE TABLE stamp (
      commit_id BLOB, tree BLOB, documents INTEGER, tickets INTEGER, tickets_sum INTEGER,
      unfinished INTEGER, unfinished_sum INTEGER, names INTEGER, names_sum INTEGER,
      files INTEGER, files_sum INTEGER, broken INTEGER, broken_sum INTEGER,
      facts INTEGER, facts_sum INTEGER, owing INTEGER, owing_sum INTEGER, digest INTEGER);
    CREATE TABLE tickets (
      document INTEGER PRIMARY KEY, id TEXT NOT NULL, path TEXT NOT NULL,
      finished INTEGER NOT NULL, packed BLOB NOT NULL);
    CREATE TABLE facts (
      document INTEGER PRIMARY KEY, owing INTEGER NOT NULL, packed BLOB NOT NULL);
    CREATE TABLE broken (
      path TEXT PRIMARY KEY, problem TEXT NOT NULL, odd_mode INTEGER NOT NULL,
      unread BLOB NOT NULL);
    CREATE TABLE files (path TEXT PRIMARY KEY, text BLOB NOT NULL);
    CREATE VIRTUAL TABLE words USING fts5 (
      headline, text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');
  )");
}

void create_indexes(sqlite::Database& database) {
  database.run(R"(
    CREATE UNIQUE INDEX tickets_by_id ON tickets (id, path);
    CREATE INDEX tickets_unfinished ON tickets (packed) WHERE finished = 0;
    CREATE INDEX facts_owing ON facts (document) WHERE owing = 1;
  )");
}

std::optional<git::Oid> oid_of(std::string_view bytes) {
  git::Oid oid;
  if (bytes.size() != oid.bytes.size()) {
    return std::nullopt;
  }
  std::copy(bytes.begin(), bytes.end(), oid.bytes.begin());
  return oid;
}

std::uint64_t joint_digest(std::string_view a, std::string_view b) {
  return digest(a) ^ (digest(b) << 1);
}

TableWriter::TableWriter(sqlite::Database& database, Stamp& stamp)
    : stamp_(stamp),
      insert_row_(database.prepare("INSERT INTO tickets VALUES (?, ?, ?, ?, ?)")),
      insert_words_(database.prepare("INSERT INTO words (rowid, headline, text) VALUES (?, ?, ?)")),
      insert_facts_(database.prepare("INSERT INTO facts VALUES (?, ?, ?)")),
      find_facts_(database.prepare("SELECT owing, packed FROM facts WHERE document = ?")),
      delete_facts_(database.prepare("DELETE FROM facts WHERE document = ?")),
      insert_broken_(database.prepare("INSERT INTO broken VALUES (?, ?, ?, ?)")),
      find_row_(database.prepare(
          "SELECT document, finished, packed FROM tickets WHERE id = ? AND path = ?")),
      delete_row_(database.prepare("DELETE FROM tickets WHERE document = ?")),
      find_broken_(database.prepare("SELECT problem FROM broken WHERE path = ?")),
      delete_broken_(database.prepare("DELETE FROM broken WHERE path = ?")),
      insert_file_(database.prepare("INSERT INTO files VALUES (?, ?)")),
      find_file_(database.prepare("SELECT text FROM files WHERE path = ?")),
      delete_file_(database.prepare("DELETE FROM files WHERE path = ?")) {}

void TableWriter::add_row(const IndexEntry& entry, std::int64_t document) {
  const Summary& summary = entry.row->summary;
  const std::string packed = pack(*entry.row);
  const bool finished = is_finished(summary.status);
  insert_row_.bind(1, document).bind(2, summary.id).bind(3, entry.path);
  insert_row_.bind(4, std::int64_t{finished}).bind_bytes(5, packed).run();
  stamp_.tickets.add(packed_digest(packed));
  stamp_.names.add(joint_digest(summary.id, entry.path));
  if (!finished) {
    stamp_.unfinished.add(packed_digest(packed));
  }
  add_facts(entry, document);
}

void TableWriter::add_facts(const IndexEntry& entry, std::int64_t document) {
  const std::string packed = pack(entry.facts);
  insert_facts_.bind(1, document).bind(2, std::int64_t{entry.owes_records});
  insert_facts_.bind_bytes(3, packed).run();
  stamp_.facts.add(packed_digest(packed));
  if (entry.owes_records) {
    stamp_.owing.add(packed_digest(packed));
  }
}

void TableWriter::remove_facts(std::int64_t document) {
  find_facts_.bind(1, document);
  if (find_facts_.step()) {
    const std::uint64_t facts_digest = packed_digest(find_facts_.text(1));
    stamp_.facts.remove(facts_digest);
    if (find_facts_.integer(0) != 0) {
      stamp_.owing.remove(facts_digest);
    }
  }
  find_facts_.reset();
  delete_facts_.bind(1, document).run();
}

void TableWriter::add(const IndexEntry& entry) {
  if (!entry.row) {
    insert_broken_.bind(1, entry.path).bind(2, entry.problem);
    insert_broken_.bind(3, std::int64_t{entry.odd_mode});
    insert_broken_.bind_bytes(4, entry.unread ? bytes_of(*entry.unread) : "").run();
    stamp_.broken.add(joint_digest(entry.path, entry.problem));
    return;
  }
  const std::int64_t document = ++stamp_.documents;
  add_row(entry, document);
  insert_words_.bind(1, document).bind(2, entry.headline).bind(3, entry.text).run();
}

std::optional<std::int64_t> TableWriter::remove_row(const std::string& path) {
  find_row_.bind(1, name_of(path)).bind(2, path);
  if (!find_row_.step()) {
    find_row_.reset();
    return std::nullopt;
  }
  const std::int64_t document = find_row_.integer(0);
  const std::uint64_t row_digest = packed_digest(find_row_.text(2));
  stamp_.tickets.remove(row_digest);
  stamp_.names.remove(joint_digest(name_of(path), path));
  if (find_row_.integer(1) == 0) {
    stamp_.unfinished.remove(row_digest);
  }
  find_row_.reset();
  delete_row_.bind(1, document).run();
  remove_facts(document);
  return document;
}

void TableWriter::remove_broken(const std::string& path) {
  find_broken_.bind(1, path);
  if (find_broken_.step()) {
    stamp_.broken.remove(joint_digest(path, find_broken_.text(0)));
  }
  find_broken_.reset();
  delete_broken_.bind(1, path).run();
}

void TableWriter::remove(const std::string& path) {
  if (!remove_row(path)) {
    remove_broken(path);
  }
}

void TableWriter::replace_row(const IndexEntry& entry) {
  const std::optional<std::int64_t> document = remove_row(entry.path);
  if (document && entry.row) {
    add_row(entry, *document);
    return;
  }
  remove_broken(entry.path);
  add(entry);
}

void TableWriter::put_file(const std::string& path, const std::optional<std::string>& text) {
  find_file_.bind(1, path);
  if (find_file_.step()) {
    stamp_.files.remove(joint_digest(path, find_file_.text(0)));
  }
  find_file_.reset();
  delete_file_.bind(1, path).run();
  if (text) {
    insert_file_.bind(1, path).bind_bytes(2, *text).run();
    stamp_.files.add(joint_digest(path, *text));
  }
}

}  // namespace tkt
