// SPDX-License-Identifier: MIT
#include "store/snapshot.h"

#include <set>

#include <fmt/core.h>

#include "model/error.h"
#include "store/index.h"
#include "store/odd_mode.h"
#include "store/paths.h"
#include "store/records.h"

namespace tkt {
namespace {

// Adds the paths of the files below a tree; `prefix` is the folder's path with a slash.
void add_files(const git::Repository& repository, const git::Oid& tree, const std::string& prefix,
               std::vector<std::string>& found) {
  for (const git::TreeEntry& entry : repository.tree(tree, git::Modes::any)) {
    if (entry.folder) {
      add_files(repository, entry.oid, prefix + entry.name + "/", found);
    } else {
      found.push_back(prefix + entry.name);
    }
  }
}

// Takes away the paths that edits remove, and adds those that they make.
void apply_edits(const Edits& edits, const std::string& prefix, std::vector<std::string>& paths) {
  std::set<std::string> all(paths.begin(), paths.end());
  for (const auto& [path, text] : edits) {
    if (!text) {
      all.erase(path);
    } else if (path.starts_with(prefix)) {
      all.insert(path);
    }
  }
  paths.assign(all.begin(), all.end());
}

template <class T, class Read>
std::vector<Record<T>> read_folder(const Snapshot& snapshot, std::string_view folder, FileKind kind,
                                   Read read, std::vector<BrokenFile>* broken) {
  std::vector<Record<T>> records;
  for (std::string& path : snapshot.files(folder)) {
    if (kind_of(path) != kind) {
      continue;
    }
    try {
      records.push_back(read(path, snapshot.file(path).value()));
    } catch (const Error& error) {
      if (broken == nullptr || error.kind() != ErrorKind::storage) {
        throw;
      }
      broken->push_back({std::move(path), error.what()});
    }
  }
  return records;
}

constexpr std::string_view kStaffFolder = "staff";
constexpr std::string_view kClientFolder = "clients";

bool is_in_index(FileKind kind) {
  return kind == FileKind::desk || kind == FileKind::staff || kind == FileKind::client;
}

template <class Read>
auto read_if_there(const Snapshot& snapshot, const std::string& path, Read read)
    -> std::optional<decltype(read(path, path))> {
  std::optional<std::string> text = snapshot.file(path);
  return text ? std::optional(read(path, *std::move(text))) : std::nullopt;
}

}  // namespace

Snapshot::Snapshot(std::shared_ptr<const git::Repository> repository, git::Oid commit,
                   std::shared_ptr<Index> index, const std::optional<std::string>& desk)
    : repository_(std::move(repository)), commit_(commit), index_(std::move(index)) {
  const std::string path(kDeskFile);
  try {
    std::optional<std::string> text = file(path);
    if (!text) {
      throw Error(ErrorKind::storage, "the last commit holds no 'desk.yaml'",
                  "commit it with git, or make a desk elsewhere with 'tkt init'");
    }
    desk_ = read_desk(path, *std::move(text));
  } catch (const Error&) {
    if (!desk) {
      throw;
    }
    desk_ = read_desk(path, *desk);
    index_.reset();  // it needs a desk.yaml in the commit
  }
}

Snapshot Snapshot::with(Edits edits) const {
  Snapshot edited = *this;
  edits.merge(edited.edits_);
  edited.edits_ = std::move(edits);
  const auto desk = edited.edits_.find(kDeskFile);
  if (desk != edited.edits_.end() && desk->second) {
    edited.desk_ = read_desk(std::string(kDeskFile), *desk->second);
  }
  return edited;
}

std::optional<std::string> Snapshot::file(std::string_view path) const {
  if (const auto edit = edits_.find(path); edit != edits_.end()) {
    return edit->second;
  }
  if (index_ && is_in_index(kind_of(path))) {
    return index_->file(commit_, path);
  }
  const std::optional<git::TreeEntry> entry =
      repository_->entry(repository_->tree_of(commit_), path, git::Modes::any);
  if (!entry || entry->folder) {
    return std::nullopt;
  }
  const std::string name(path);
  if (entry->odd_mode != 0) {
    throw Error(ErrorKind::storage, described({name, entry->odd_mode}));
  }
  return text_of(*repository_, name, entry->oid);
}

std::vector<std::string> Snapshot::files(std::string_view folder) const {
  std::vector<std::string> found;
  const std::string prefix = std::string(folder) + "/";
  const bool indexed = index_ && (folder == kStaffFolder || folder == kClientFolder);
  const std::optional<git::TreeEntry> entry =
      indexed ? std::nullopt
              : repository_->entry(repository_->tree_of(commit_), folder, git::Modes::any);
  if (indexed) {
    for (const auto& [path, text] : index_->files(commit_)) {
      if (path.starts_with(prefix)) {
        found.push_back(path);
      }
    }
  } else if (entry && entry->folder) {
    add_files(*repository_, entry->oid, prefix, found);
  }
  if (!edits_.empty()) {
    apply_edits(edits_, prefix, found);
  }
  return found;
}

std::vector<Record<Staff>> Snapshot::staff(std::vector<BrokenFile>* broken) const {
  return read_folder<Staff>(*this, "staff", FileKind::staff, read_staff, broken);
}

std::vector<Record<Client>> Snapshot::clients(std::vector<BrokenFile>* broken) const {
  return read_folder<Client>(*this, "clients", FileKind::client, read_client, broken);
}

std::vector<Record<Ticket>> Snapshot::tickets(std::vector<BrokenFile>* broken) const {
  return read_folder<Ticket>(*this, "tickets", FileKind::ticket, read_ticket, broken);
}

std::vector<Record<Invoice>> Snapshot::invoices(std::vector<BrokenFile>* broken) const {
  return read_folder<Invoice>(*this, "invoices", FileKind::invoice, read_invoice, broken);
}

std::vector<Record<Payment>> Snapshot::payments(std::vector<BrokenFile>* broken) const {
  return read_folder<Payment>(*this, "invoices", FileKind::payment, read_payment, broken);
}

std::optional<Record<Staff>> Snapshot::staff_member(std::string_view id) const {
  return is_short_name(id) ? read_if_there(*this, staff_path(id), read_staff) : std::nullopt;
}

std::optional<Record<Client>> Snapshot::client(std::string_view id) const {
  return is_short_name(id) ? read_if_there(*this, client_path(id), read_client) : std::nullopt;
}

std::optional<Record<Invoice>> Snapshot::invoice(std::string_view number) const {
  return parse_invoice_number(number) ? read_if_there(*this, invoice_path(number), read_invoice)
                                      : std::nullopt;
}

Record<Ticket> Snapshot::ticket_at(std::string_view path) const {
  std::optional<std::string> text = file(path);
  if (!text) {
    throw Error(ErrorKind::storage, fmt::format("the desk holds no '{}'", path));
  }
  return read_ticket(std::string(path), *std::move(text));
}

std::vector<std::string> Snapshot::invoice_numbers() const {
  std::vector<std::string> numbers;
  for (const std::string& path : files("invoices")) {
    if (kind_of(path) == FileKind::invoice) {
      numbers.push_back(name_of(path));
    }
  }
  return numbers;
}

}  // namespace tkt
