// SPDX-License-Identifier: MIT
#include "cmd/news.h"

#include <sstream>

#include <fcntl.h>
#include <nlohmann/json.hpp>

#include "cmd/sync_text.h"
#include "store/file.h"

namespace tkt {
namespace {

constexpr std::size_t kMost = 1U << 20U;  // bytes; git's history has all of it

std::string news_file(Context& context) {
  return (context.store().state_folder() / "news").string();
}

// One exchange a line, as `tkt sync --json` prints it. A line that a dead process left unfinished
// is passed over.
std::vector<Json> read_news(Context& context) {
  std::vector<Json> news;
  std::istringstream stream(read_file(news_file(context)).value_or(""));
  for (std::string line; std::getline(stream, line);) {
    Json one = Json::parse(line, nullptr, false);
    if (one.is_object()) {
      news.push_back(std::move(one));
    }
  }
  return news;
}

bool is_empty(const Exchanged& exchanged) {
  return exchanged.incoming.empty() && exchanged.overruled.empty() && exchanged.stopped.empty() &&
         exchanged.renamed.empty() && exchanged.told.empty();
}

template <class T>
void put_before(std::vector<T>& all, std::vector<T> first) {
  first.insert(first.end(), all.begin(), all.end());
  all = std::move(first);
}

}  // namespace

void keep_news(Context& context, const Exchanged& exchanged, const Remote& remote) {
  if (is_empty(exchanged)) {
    return;
  }
  const Fd file = open_file(news_file(context), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (::lseek(file.get(), 0, SEEK_END) < static_cast<off_t>(kMost)) {
    const std::string line =
        to_json(exchanged, remote).dump(-1, ' ', true, Json::error_handler_t::replace);
    write_all(file, "\n" + line + "\n", "news");
  }
}

void take_news(Context& context, Exchanged& exchanged) {
  Exchanged earlier;
  for (const Json& one : read_news(context)) {
    add_from_json(one, earlier);
  }
  (void)remove_file(news_file(context));
  put_before(exchanged.incoming, std::move(earlier.incoming));
  put_before(exchanged.overruled, std::move(earlier.overruled));
  put_before(exchanged.stopped, std::move(earlier.stopped));
  put_before(exchanged.renamed, std::move(earlier.renamed));
  put_before(exchanged.told, std::move(earlier.told));
}

std::size_t count_news(Context& context) {
  Exchanged news;
  for (const Json& one : read_news(context)) {
    add_from_json(one, news);
  }
  return news.incoming.size() + news.overruled.size() + news.stopped.size() + news.renamed.size() +
         news.told.size();
}

}  // namespace tkt
