// SPDX-License-Identifier: MIT
#include "cmd/commit.h"

#include <algorithm>

#include "cmd/hand_edit.h"
#include "model/error.h"
#include "store/codec.h"
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

void take_over(Context& context, Change& change, const std::string& path, const Known& known) {
  const Snapshot& snapshot = change.snapshot();
  const auto found = context.store().work_tree_file(path);
  if (kind_of(path) != FileKind::ticket || !found) {
    check_hand_edit(context, snapshot, path, found);
    change.adopt(path, found, found);
    return;
  }
  std::optional<Record<Ticket>> before;
  try {
    before = snapshot.file(path) ? std::optional(snapshot.ticket_at(path)) : std::nullopt;
  } catch (const Error&) {
    // Broken in HEAD: the hand edit mends it, and is judged as a new file is.
  }
  change.adopt(
      path, found,
      take_over_ticket(context, snapshot, path, before ? &before->value : nullptr, *found, known));
}

/// Files of the policy are judged first: tickets may refer to what comes with them.
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
  (void)context.actor();
  Change change = context.change();
  const auto paths = chosen(context, change.snapshot(), options.paths);
  if (paths.empty()) {
    context.io.err.line("no hand edits");
    return Exit::done;
  }
  Known known = known_to(change.snapshot());
  for (const std::string& path : paths) {
    if (const auto text = context.store().work_tree_file(path);
        text && kind_of(path) == FileKind::client) {
      try {
        known.clients[name_of(path)] = client_from(parse_yaml(*text, path), path);
      } catch (const Error&) {
        // Named below, with every other problem.
      }
    }
  }
  std::string problems;
  Trailers trailers;
  for (const std::string& path : paths) {
    try {
      take_over(context, change, path, known);
      const FileKind kind = kind_of(path);
      if (kind == FileKind::ticket || kind == FileKind::client || kind == FileKind::staff) {
        trailers.emplace_back(kind == FileKind::ticket   ? "Ticket"
                              : kind == FileKind::client ? "Client"
                                                         : "Staff",
                              name_of(path));
      }
    } catch (const Error& error) {
      problems += (problems.empty() ? "" : "\n") + std::string(error.what());
    }
  }
  if (!problems.empty()) {
    throw Error(ErrorKind::refused, problems, "nothing was committed; mend these and try again");
  }
  if (context.commit(change, subject_of(context, paths, options.note), trailers)) {
    for (const std::string& path : paths) {
      context.io.err.line("took over " + path);
    }
  }
  return Exit::done;
}

}  // namespace tkt
