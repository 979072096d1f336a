// SPDX-License-Identifier: MIT
#include "cmd/search.h"

#include <sstream>

#include "cmd/ticket_cells.h"
#include "model/error.h"

namespace tkt {
namespace {

/// One word each, also of "vpn down" in quotes.
std::vector<std::string> single_words(const std::vector<std::string>& typed) {
  std::vector<std::string> words;
  for (const std::string& text : typed) {
    std::istringstream stream(text);
    for (std::string word; stream >> word;) {
      words.push_back(word);
    }
  }
  return words;
}

void print_table(Context& context, const std::vector<Summary>& summaries) {
  Table table({"ID", "OPENED", "STATUS", "CLIENT", "ASSIGNED", "SUBJECT"}, 5);
  table.spare(4);
  for (const Summary& summary : summaries) {
    table.row({id_cell(summary),
               past_cell(context, summary.opened),
               status_cell(summary),
               {summary.client},
               {summary.assigned},
               {summary.subject}});
  }
  table.print(context.io.out);
}

}  // namespace

Exit run(const SearchOptions& options, Context& context) {
  const std::vector<std::string> words = single_words(options.words);
  if (words.empty()) {
    throw Error(ErrorKind::usage, "there is no word to search for", "tkt search WORD...");
  }
  const Listing listing = context.store().search(context.snapshot(), words);
  if (options.json) {
    print_json(context, listing.summaries);
  } else {
    print_table(context, listing.summaries);
  }
  return end_list(context, listing.summaries.empty() && !options.json, listing.broken);
}

}  // namespace tkt
