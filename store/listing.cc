// SPDX-License-Identifier: MIT
//
// Questions about all tickets of a desk.
#include <algorithm>
#include <cctype>

#include "store/paths.h"
#include "store/store.h"

namespace tkt {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) {
    return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
  });
  return result;
}

bool holds_all(const std::string& text, const std::vector<std::string>& words) {
  const std::string folded = lower(text);
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return folded.find(lower(word)) != std::string::npos;
  });
}

template <class Keep>
Listing listing_of(const Snapshot& snapshot, Keep keep) {
  Listing listing;
  for (const Record<Ticket>& record : snapshot.tickets(&listing.broken)) {
    Summary summary = summarise(record.value, record.path, snapshot.desk().value);
    if (keep(record, summary)) {
      listing.summaries.push_back(std::move(summary));
    }
  }
  return listing;
}

std::vector<std::string> ticket_files(const Snapshot& snapshot) {
  std::vector<std::string> paths = snapshot.files("tickets");
  paths.erase(std::remove_if(paths.begin(), paths.end(),
                             [](const auto& path) { return kind_of(path) != FileKind::ticket; }),
              paths.end());
  return paths;
}

}  // namespace

Listing Store::list(const Snapshot& snapshot, const TicketQuery& query) const {
  return listing_of(snapshot, [&](const Record<Ticket>&, const Summary& summary) {
    return matches(query, summary);
  });
}

Listing Store::search(const Snapshot& snapshot, const std::vector<std::string>& words) const {
  return listing_of(snapshot, [&](const Record<Ticket>& record, const Summary&) {
    return holds_all(record.text, words);
  });
}

std::vector<std::string> Store::ticket_paths(const Snapshot& snapshot,
                                             std::string_view beginning) const {
  std::vector<std::string> paths = ticket_files(snapshot);
  paths.erase(std::remove_if(paths.begin(), paths.end(),
                             [&](const std::string& path) {
                               return name_of(path).compare(0, beginning.size(), beginning) != 0;
                             }),
              paths.end());
  return paths;
}

std::vector<TicketId> Store::ticket_ids(const Snapshot& snapshot) const {
  std::vector<TicketId> ids;
  for (const std::string& path : ticket_files(snapshot)) {
    ids.push_back(name_of(path));
  }
  return ids;
}

}  // namespace tkt
