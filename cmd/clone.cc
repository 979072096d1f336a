// SPDX-License-Identifier: MIT
#include "cmd/clone.h"

#include <filesystem>

#include <fmt/core.h>

#include "cmd/sync_round.h"
#include "model/error.h"
#include "store/clone.h"

namespace tkt {
namespace {

namespace fs = std::filesystem;

/// "desk" of "git@git.example:itworx/desk.git", as git has it.
std::string folder_named_by(std::string url) {
  while (!url.empty() && url.back() == '/') {
    url.pop_back();
  }
  for (const std::string_view end : {"/.git", ".git"}) {
    if (url.ends_with(end)) {
      url.resize(url.size() - end.size());
    }
  }
  url.erase(0, url.find_last_of("/:") + 1);
  if (url.empty() || url == "." || url == "..") {
    throw Error(ErrorKind::usage, "the URL does not name a folder", "name one: tkt clone URL DIR");
  }
  return url;
}

std::string counted(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// Says what was cloned, and to whoever cannot write there yet what is missing.
Exit report(Context& desk, const fs::path& folder) {
  TicketQuery query;
  query.all = true;
  const Listing listing = desk.store().list(desk.snapshot(), query);
  std::vector<BrokenFile> broken = listing.broken;
  const std::size_t clients = desk.snapshot().clients(&broken).size();
  desk.io.err.line(fmt::format("cloned the desk of {} into {}: {}, {}", desk.desk().company.name,
                               folder.string(),
                               counted(listing.summaries.size(), "ticket", "tickets"),
                               counted(clients, "client", "clients")));
  try {
    (void)desk.actor();
  } catch (const Error& error) {
    desk.io.err.line(fmt::format("tkt: note: {}, so nothing can be changed yet ({})", error.what(),
                                 error.hint()));
  }
  return desk.report_broken(broken) ? Exit::storage : Exit::done;
}

}  // namespace

Exit run(const CloneOptions& options, Context& context) {
  const fs::path from = context.base_folder();
  const fs::path folder =
      (from / (options.folder.empty() ? folder_named_by(options.url) : options.folder))
          .lexically_normal();
  if (context.options.dry_run) {
    context.io.out.line("would clone into " + folder.string());
    return Exit::done;
  }
  {
    ProgressLine progress(context.io.err);
    progress.say("cloning");
    clone_desk(options.url, folder.has_filename() ? folder : folder.parent_path(), from,
               {context.io.in_terminal, std::chrono::seconds(0)});
  }
  GlobalOptions global = context.options;
  global.desk = folder.string();
  Context desk(context.io, context.environment, global, context.now());
  note_sync(desk.store(), {desk.now(), std::nullopt, ""});
  return report(desk, folder);
}

}  // namespace tkt
