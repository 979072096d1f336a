// SPDX-License-Identifier: MIT
#include "store/index_query.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_set>

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

std::vector<BrokenFile> broken_files(const sqlite::Database& database) {
  std::vector<BrokenFile> broken;
  sqlite::Statement statement = database.prepare("SELECT path, problem FROM broken ORDER BY path");
  while (statement.step()) {
    broken.push_back({std::string(statement.text(0)), std::string(statement.text(1))});
  }
  return broken;
}

bool asks_for_finished(const TicketQuery& query) {
  return query.status.empty() ? query.all
                              : std::any_of(query.status.begin(), query.status.end(), is_finished);
}

/// The rows that SQL can narrow a question down to; `matches` does the rest.
sqlite::Statement candidates(const sqlite::Database& database, const TicketQuery& query) {
  std::string sql = "SELECT packed FROM tickets WHERE opened >= ?1";
  for (std::size_t i = 0; i < query.client.size(); ++i) {
    sql += i == 0 ? " AND client IN (?" : ", ?";
  }
  sql += query.client.empty() ? "" : ")";
  sqlite::Statement statement = database.prepare(sql);
  statement.bind(1, query.since ? std::int64_t{query.since->time_since_epoch().count()}
                                : std::numeric_limits<std::int64_t>::min());
  int parameter = 2;
  for (const std::string& client : query.client) {
    statement.bind(parameter++, client);
  }
  return statement;
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

std::vector<TicketRow> unfinished_rows(const sqlite::Database& database, const Stamp& stamp) {
  std::vector<TicketRow> rows;
  Tally tally;
  sqlite::Statement statement = database.prepare("SELECT packed FROM tickets WHERE finished = 0");
  while (statement.step()) {
    rows.push_back(sound_row(statement.text(0)));
    tally.add(packed_digest(statement.text(0)));
  }
  if (tally != stamp.unfinished) {
    report_damage();
  }
  return rows;
}

Listing find_tickets(const sqlite::Database& database, const Stamp& stamp,
                     const TicketQuery& query) {
  Listing listing{{}, broken_files(database)};
  const auto take = [&](Summary&& summary) {
    if (matches(query, summary)) {
      listing.summaries.push_back(std::move(summary));
    }
  };
  if (!asks_for_finished(query)) {
    for (TicketRow& row : unfinished_rows(database, stamp)) {
      take(std::move(row.summary));
    }
    return listing;
  }
  sqlite::Statement statement = candidates(database, query);
  while (statement.step()) {
    take(sound_row(statement.text(0)).summary);
  }
  return listing;
}

Listing search_tickets(const sqlite::Database& database, const std::vector<std::string>& words) {
  Listing listing{{}, broken_files(database)};
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

std::vector<std::string> find_paths(const sqlite::Database& database, std::string_view beginning) {
  std::vector<std::string> paths;
  sqlite::Statement statement =
      database.prepare("SELECT path FROM tickets WHERE id >= ?1 AND id < ?1 || char(127)");
  statement.bind(1, beginning);
  while (statement.step()) {
    paths.emplace_back(statement.text(0));
  }
  for (const BrokenFile& file : broken_files(database)) {
    if (name_of(file.path).rfind(beginning, 0) == 0) {
      paths.push_back(file.path);
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<TicketId> all_ids(const sqlite::Database& database, const Stamp& stamp) {
  std::vector<TicketId> ids;
  sqlite::Statement statement = database.prepare("SELECT id FROM tickets");
  while (statement.step()) {
    ids.emplace_back(statement.text(0));
  }
  if (static_cast<std::int64_t>(ids.size()) != stamp.tickets.rows) {
    report_damage();
  }
  for (const BrokenFile& file : broken_files(database)) {
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
    tally.add(file_digest(statement.text(0), statement.text(1)));
    files.emplace(statement.text(0), statement.text(1));
  }
  if (tally != stamp.files) {
    report_damage();
  }
  return files;
}

}  // namespace tkt
