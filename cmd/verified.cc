// SPDX-License-Identifier: MIT
#include "cmd/verified.h"

#include <algorithm>
#include <fstream>

#include "cmd/version.h"
#include "model/error.h"
#include "store/file.h"
#include "store/paths.h"
#include "store/records.h"

namespace tkt {
namespace {

std::filesystem::path file_in(const Store& store) {
  return store.state_folder() / "verified";
}

/// The first line: a commit that was verified by other rules says nothing.
std::string heading(const git::Oid& commit) {
  return std::string(kVersion) + " " + commit.hex();
}

/// Whether tickets that were sound may not be so any more.
bool has_lost_contacts(const std::string& path, const std::optional<std::string>& before,
                       const std::optional<std::string>& after) {
  if (!before) {
    return false;
  }
  if (!after) {
    return true;
  }
  try {
    const Client old = read_client(path, *before).value;
    const Client now = read_client(path, *after).value;
    return std::any_of(old.contacts.begin(), old.contacts.end(), [&](const Contact& contact) {
      return now.contact(contact.name) == nullptr;
    });
  } catch (const Error&) {
    return true;
  }
}

/// Invoices and what they bill are verified together.
bool speaks_of_invoice(const std::optional<std::string>& text) {
  return text && text->find("invoice") != std::string::npos;
}

class Selection {
 public:
  Selection(Context& context, const Snapshot& before)
      : context_(context), before_(before), now_(context.snapshot()) {}

  /// False where all has to be looked at.
  bool add(const FileChange& change) {
    const std::string& path = change.path;
    switch (kind_of(path)) {
      case FileKind::ticket: return change.now && add_ticket(path);
      case FileKind::client: return !has_lost_contacts(path, before_.file(path), now_.file(path));
      case FileKind::staff: return change.now;
      case FileKind::desk:
      case FileKind::invoice:
      case FileKind::payment: return false;
      case FileKind::message_template:
      case FileKind::other: break;
    }
    return true;
  }

  bool add_ticket(const std::string& path) {
    paths.insert(path);
    const auto text = now_.file(path);
    return text && !speaks_of_invoice(text) && !speaks_of_invoice(before_.file(path)) &&
           context_.store().ticket_paths(now_, name_of(path)).size() == 1;
  }

  std::set<std::string> paths;

 private:
  Context& context_;
  const Snapshot& before_;
  const Snapshot& now_;
};

}  // namespace

std::optional<Verified> read_verified(const Store& store) {
  std::ifstream file(file_in(store));
  std::string line;
  std::getline(file, line);
  const auto commit = git::Oid::from_hex(std::string_view(line).substr(line.find_last_of(' ') + 1));
  if (!commit || line != heading(*commit)) {
    return std::nullopt;
  }
  Verified verified = {*commit, {}};
  while (std::getline(file, line)) {
    verified.unsound.insert(line);
  }
  return verified;
}

void write_verified(const Store& store, const std::optional<Verified>& verified) {
  try {
    if (!verified) {
      static_cast<void>(remove_file(file_in(store).string()));
      return;
    }
    std::string text = heading(verified->commit) + "\n";
    for (const std::string& path : verified->unsound) {
      text += path + "\n";
    }
    replace_file(file_in(store).string(), text);
  } catch (const Error&) {
    // A desk that may only be read.
  }
}

std::optional<std::set<std::string>> tickets_to_verify(Context& context, const Verified& last) {
  const auto changes = context.store().changes_since(context.snapshot(), last.commit);
  if (!changes) {
    return std::nullopt;
  }
  try {
    const Snapshot before = context.store().snapshot_of(last.commit);
    Selection selection(context, before);
    for (const FileChange& change : *changes) {
      if (!selection.add(change)) {
        return std::nullopt;
      }
    }
    for (const std::string& path : last.unsound) {
      if (!selection.add_ticket(path)) {
        return std::nullopt;
      }
    }
    return std::move(selection.paths);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace tkt
