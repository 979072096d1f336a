// SPDX-License-Identifier: MIT
#include "cmd/commit.h"

#include <algorithm>

#include "cmd/hand_edit.h"
#include "cmd/unknown_keys.h"
#include "model/error.h"
#include "store/paths.h"

namespace tkt {
namespace {

const std::vector<std::string> kPlaces = {"desk.yaml", "staff",    "clients",
                                          "tickets",   "invoices", "templates"};

/// The edited files, or those of them that were named.
std::vector<std::string> chosen(Context& context, const Snapshot& snapshot,
                                const std::vector<std::string>& named) {
  const auto edited = context.store().hand_edits(snapshot, kPlaces);
  if (named.empty()) {
    return edited;
  }
  std::vector<std::string> paths;
  for (const std::string& name : named) {
    const auto found = std::find_if(edited.begin(), edited.end(), [&](const std::string& path) {
      return path == name || name_of(path) == name || name_of(path) + ".yaml" == name;
    });
    if (found == edited.end()) {
      throw Error(ErrorKind::refused, "'" + name + "' has no hand edits",
                  "name it from the desk's folder, as in clients/acme.yaml");
    }
    paths.push_back(*found);
  }
  return paths;
}

/// By rule everybody changes clients and tickets; the rest is a Helpdesk Manager's.
void check_right(Context& context, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const FileKind kind = kind_of(path);
    if (kind == FileKind::desk || kind == FileKind::staff) {
      context.require_manager("change " + path);
    }
  }
}

Edits texts_of(Context& context, const std::vector<std::string>& paths) {
  Edits edits;
  for (const std::string& path : paths) {
    edits.emplace(path, context.store().work_tree_file(path));
  }
  return edits;
}

/// Stages all of them, or throws with all that is wrong.
void take_over(Context& context, Change& change, const Edits& edits) {
  const HandEdits judged(context, change.snapshot(), edits);
  std::vector<std::string> problems;
  for (const auto& [path, found] : edits) {
    try {
      change.adopt(path, found, judged.take_over(path));
    } catch (const Error& error) {
      problems.emplace_back(error.what());
    }
  }
  for (std::string& line : judged.damage()) {
    problems.push_back(std::move(line));
  }
  std::string all;
  for (const std::string& problem : problems) {
    all += (all.empty() ? "" : "\n") + problem;
  }
  if (!all.empty()) {
    throw Error(ErrorKind::refused, all, "nothing was committed; mend these and try again");
  }
}

Trailers trailers_of(const std::vector<std::string>& paths) {
  Trailers trailers;
  for (const std::string& path : paths) {
    const FileKind kind = kind_of(path);
    if (kind == FileKind::ticket || kind == FileKind::client || kind == FileKind::staff) {
      trailers.emplace_back(kind == FileKind::ticket   ? "Ticket"
                            : kind == FileKind::client ? "Client"
                                                       : "Staff",
                            name_of(path));
    }
  }
  return trailers;
}

std::string subject_of(Context& context, const std::vector<std::string>& paths,
                       const std::string& note) {
  std::string names;
  for (const std::string& path : paths) {
    names +=
        (names.empty() ? "" : ", ") + (kind_of(path) == FileKind::ticket ? name_of(path) : path);
  }
  return printable_line("commit " + names + (note.empty() ? "" : ": " + note) + " [by " +
                        context.actor().id + "]");
}

}  // namespace

Exit run(const CommitOptions& options, Context& context) {
  context.may_read_hand_edits();
  (void)context.actor();
  Change change = context.change();
  const auto paths = chosen(context, change.snapshot(), options.paths);
  if (paths.empty()) {
    context.io.err.line("no hand edits");
    return Exit::done;
  }
  check_right(context, paths);
  const Edits edits = texts_of(context, paths);
  for (const auto& [path, text] : edits) {
    warn_of_unknown_keys(context, path, text.value_or(""));
  }
  take_over(context, change, edits);
  if (context.commit(change, subject_of(context, paths, options.note), trailers_of(paths))) {
    for (const std::string& path : paths) {
      context.io.err.line("took over " + path);
    }
  }
  return Exit::done;
}

}  // namespace tkt
