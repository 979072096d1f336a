// SPDX-License-Identifier: MIT
#include "store/index_query.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <unordered_set>

#include "store/facts_row.h"
#include "store/paths.h"

namespace tkt {

namespace {

[[noreturn]] void report_damage() {
  throw sqlite::Failure("the index is damaged", false);
}

TicketRow sound_row(std::string_view packed) {
  std::optional<TicketRow> row = unpack(packed);
  if (!row) {
    report_damage();
  }
  return *std::move(row);
}

/// Takes every row of `broken`, and checks that none is missing.
void take_broken(const sqlite::Database& database, const Stamp& stamp,
                 const std::function<void(const sqlite::Statement& row)>& take) {
  Tally tally;
  sqlite::Statement statement =
      database.prepare("SELECT path, problem, odd_mode, unread FROM broken ORDER BY path");
  while (statement.step()) {
    tally.add(joint_digest(statement.text(0), statement.text(1)));
    take(statement);
  }
  if (tally != stamp.broken) {
    report_damage();
  }
}

bool asks_for_finished(const TicketQuery& query) {
  return query.status.empty() ? query.all
                              : std::any_of(query.status.begin(), query.status.end(), is_finished);
}

/// Takes every row of a query that returns packed bytes, and checks that none is missing.
void take_rows(const sqlite::Database& database, std::string_view sql, const Tally& expected,
               const std::function<void(TicketRow&&)>& take) {
  Tally tally;
  sqlite::Statement statement = database.prepare(sql);
  while (statement.step()) {
    tally.add(packed_digest(statement.text(0)));
    take(sound_row(statement.text(0)));
  }
  if (tally != expected) {
    report_damage();
  }
}

/// Takes the ID and the path of every ticket, and checks that none is missing.
void take_names(const sqlite::Database& database, const Stamp& stamp,
                const std::function<void(std::string_view id, std::string_view path)>& take) {
  Tally tally;
  sqlite::Statement statement = database.prepare("SELECT id, path FROM tickets ORDER BY id, path");
  while (statement.step()) {
    tally.add(joint_digest(statement.text(0), statement.text(1)));
    take(statement.text(0), statement.text(1));
  }
  if (tally != stamp.names) {
    report_damage();
  }
}

/// The paths of a whole ID, from rows that vouch for themselves.
std::vector<std::string> paths_of(const sqlite::Database& database, std::string_view id) {
  std::vector<std::string> paths;
  sqlite::Statement statement = database.prepare("SELECT packed FROM tickets WHERE id = ?");
  statement.bind(1, id);
  while (statement.step()) {
    TicketRow row = sound_row(statement.text(0));
    if (row.summary.id != id) {
      report_damage();
    }
    paths.push_back(std::move(row.summary.path));
  }
  return paths;
}

/// A word as FTS5 reads it: a string, and a star for whatever goes on from there.
std::string quoted_word(const std::string& word) {
  std::string quoted = "\"";
  for (const char c : word) {
    if (c != '\0') {
      quoted.append(c == '"' ? 2 : 1, c);
    }
  }
  return quoted + "\" *";
}

std::string all_of(const std::vector<std::string>& words) {
  std::string expression;
  for (const std::string& word : words) {
    expression += (expression.empty() ? "" : " AND ") + quoted_word(word);
  }
  return expression;
}

std::unordered_set<std::int64_t> documents_with(const sqlite::Database& database,
                                                const std::string& expression) {
  sqlite::Statement statement = database.prepare("SELECT rowid FROM words WHERE words MATCH ?");
  statement.bind(1, expression);
  std::unordered_set<std::int64_t> documents;
  while (statement.step()) {
    documents.insert(statement.integer(0));
  }
  return documents;
}

struct Find {
  bool only_in_text;
  Summary summary;
};

bool comes_first(const Find& a, const Find& b) {
  const auto key = [](const Find& find) {
    return std::tuple(find.only_in_text, is_finished(find.summary.status),
                      -find.summary.opened.time_since_epoch().count(),
                      std::string_view(find.summary.path));
  };
  return key(a) < key(b);
}

}  // namespace

std::vector<BrokenFile> broken_tickets(const sqlite::Database& database, const Stamp& stamp) {
  std::vector<BrokenFile> broken;
  take_broken(database, stamp, [&](const sqlite::Statement& row) {
    if (kind_of(row.text(0)) == FileKind::ticket) {
      broken.push_back({std::string(row.text(0)), std::string(row.text(1))});
    }
  });
  return broken;
}

std::vector<OddFile> odd_files(const sqlite::Database& database, const Stamp& stamp) {
  std::vector<OddFile> odd;
  take_broken(database, stamp, [&](const sqlite::Statement& row) {
    if (row.integer(2) != 0) {
      odd.push_back({std::string(row.text(0)), static_cast<unsigned>(row.integer(2))});
    }
  });
  return odd;
}

std::vector<TicketFile> unread_files(const sqlite::Database& database, const Stamp& stamp) {
  std::vector<TicketFile> unread;
  if (stamp.broken.rows != 0) {
    take_broken(database, stamp, [&](const sqlite::Statement& row) {
      if (const auto blob = oid_of(row.text(3))) {
        unread.push_back({std::string(row.text(0)), *blob});
      }
    });
  }
  return unread;
}

std::vector<TicketRow> unfinished_rows(const sqlite::Database& database, const Stamp& stamp) {
  std::vector<TicketRow> rows;
  take_rows(database, "SELECT packed FROM tickets WHERE finished = 0", stamp.unfinished,
            [&](TicketRow&& row) { rows.push_back(std::move(row)); });
  return rows;
}

UnmetList unmet_rows(const sqlite::Database& database, const Stamp& stamp) {
  UnmetList list{unfinished_rows(database, stamp), broken_tickets(database, stamp)};
  std::erase_if(list.rows, [](const TicketRow& row) { return row.unmet.empty(); });
  return list;
}

Listing find_tickets(const sqlite::Database& database, const Stamp& stamp,
                     const TicketQuery& query) {
  Listing listing{{}, broken_tickets(database, stamp)};
  const auto take = [&](TicketRow&& row) {
    if (matches(query, row.summary)) {
      listing.summaries.push_back(std::move(row.summary));
    }
  };
  listing.summaries.reserve(static_cast<std::size_t>(stamp.unfinished.rows));
  if (asks_for_finished(query)) {
    take_rows(database, "SELECT packed FROM tickets", stamp.tickets, take);
  } else {
    take_rows(database, "SELECT packed FROM tickets WHERE finished = 0", stamp.unfinished, take);
  }
  return listing;
}

std::map<std::string, Instant> find_assignments(const sqlite::Database& database,
                                                const Stamp& stamp, const TicketId& but) {
  std::map<std::string, Instant> last;
  take_rows(database, "SELECT packed FROM tickets", stamp.tickets, [&](TicketRow&& row) {
    if (row.summary.id == but) {
      return;
    }
    for (const auto& [to, at] : row.summary.assigned_before) {
      Instant& known = last.try_emplace(to, at).first->second;
      known = std::max(known, at);
    }
  });
  return last;
}

FactList all_facts(const sqlite::Database& database, const Stamp& stamp) {
  FactList facts{{}, broken_tickets(database, stamp)};
  facts.tickets.reserve(static_cast<std::size_t>(stamp.facts.rows));
  Tally tally;
  sqlite::Statement statement = database.prepare("SELECT packed FROM facts");
  while (statement.step()) {
    tally.add(packed_digest(statement.text(0)));
    std::optional<TicketFacts> one = unpack_facts(statement.text(0));
    if (!one) {
      report_damage();
    }
    facts.tickets.push_back(*std::move(one));
  }
  if (tally != stamp.facts) {
    report_damage();
  }
  return facts;
}

std::vector<std::string> owing_paths(const sqlite::Database& database, const Stamp& stamp) {
  std::vector<std::string> paths;
  Tally tally;
  sqlite::Statement statement = database.prepare(
      "SELECT facts.packed, tickets.packed FROM facts JOIN tickets USING (document) "
      "WHERE owing = 1");
  while (statement.step()) {
    tally.add(packed_digest(statement.text(0)));
    paths.push_back(sound_row(statement.text(1)).summary.path);
  }
  if (tally != stamp.owing) {
    report_damage();
  }
  return paths;
}

Listing search_tickets(const sqlite::Database& database, const Stamp& stamp,
                       const std::vector<std::string>& words) {
  Listing listing{{}, broken_tickets(database, stamp)};
  if (words.empty()) {
    return listing;
  }
  const std::string everywhere = all_of(words);
  const auto in_headline = documents_with(database, "headline : (" + everywhere + ")");
  sqlite::Statement statement = database.prepare(
      "SELECT document, packed FROM words JOIN tickets ON document = words.rowid "
      "WHERE words MATCH ?");
  statement.bind(1, everywhere);
  std::vector<Find> finds;
  while (statement.step()) {
    finds.push_back(
        {in_headline.count(statement.integer(0)) == 0, sound_row(statement.text(1)).summary});
  }
  std::sort(finds.begin(), finds.end(), comes_first);
  for (Find& find : finds) {
    listing.summaries.push_back(std::move(find.summary));
  }
  return listing;
}

std::vector<std::string> find_paths(const sqlite::Database& database, const Stamp& stamp,
                                    std::string_view beginning) {
  std::vector<std::string> paths = paths_of(database, beginning);
  if (paths.empty()) {
    // Nothing of that ID, or several of that beginning: only all names together can vouch for that.
    take_names(database, stamp, [&](std::string_view id, std::string_view path) {
      if (id.substr(0, beginning.size()) == beginning) {
        paths.emplace_back(path);
      }
    });
  }
  for (const BrokenFile& file : broken_tickets(database, stamp)) {
    if (name_of(file.path).compare(0, beginning.size(), beginning) == 0) {
      paths.push_back(file.path);
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

bool holds_ticket(const sqlite::Database& database, const Stamp& stamp, const TicketId& id) {
  const auto is_its = [&](const BrokenFile& file) { return name_of(file.path) == id; };
  const std::vector<BrokenFile> broken = broken_tickets(database, stamp);
  return !paths_of(database, id).empty() || std::any_of(broken.begin(), broken.end(), is_its);
}

std::vector<TicketId> all_ids(const sqlite::Database& database, const Stamp& stamp) {
  std::vector<TicketId> ids;
  take_names(database, stamp, [&](std::string_view id, std::string_view) { ids.emplace_back(id); });
  for (const BrokenFile& file : broken_tickets(database, stamp)) {
    ids.push_back(name_of(file.path));
  }
  return ids;
}

std::map<std::string, std::string, std::less<>> all_files(const sqlite::Database& database,
                                                          const Stamp& stamp) {
  std::map<std::string, std::string, std::less<>> files;
  Tally tally;
  sqlite::Statement statement = database.prepare("SELECT path, text FROM files");
  while (statement.step()) {
    tally.add(joint_digest(statement.text(0), statement.text(1)));
    files.emplace(statement.text(0), statement.text(1));
  }
  if (tally != stamp.files) {
    report_damage();
  }
  return files;
}

}  // namespace tkt
