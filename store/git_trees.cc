// SPDX-License-Identifier: MIT
//
// Trees beside each other, as bytes. A tree is a row of entries "100644 NAME", NUL, 20 bytes,
// sorted by name, a folder as if its name ended in a slash.
#include <charconv>
#include <cstring>
#include <map>

#include <fmt/core.h>
#include <git2.h>

#include "model/error.h"
#include "store/git.h"
#include "store/git_internal.h"

namespace tkt::git {
namespace {

using OdbObjectPtr = std::unique_ptr<git_odb_object, FreeBy<git_odb_object_free>>;

/// The entries of a tree, one after the other.
class Cursor {
 public:
  Cursor(git_odb* objects, const std::optional<Oid>& tree, Modes modes) : modes_(modes) {
    if (!tree) {
      return;
    }
    git_odb_object* found = nullptr;
    const git_oid wanted = to_git(*tree);
    check(git_odb_read(&found, objects, &wanted), fmt::format("read tree {}", tree->hex()));
    object_.reset(found);
    if (git_odb_object_type(found) != GIT_OBJECT_TREE) {
      throw Error(ErrorKind::storage, fmt::format("{} in git is no tree", tree->hex()));
    }
    rest_ = {static_cast<const char*>(git_odb_object_data(found)), git_odb_object_size(found)};
    measure();
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] std::string_view bytes() const { return rest_.substr(0, length_); }
  [[nodiscard]] std::string_view name() const { return name_; }

  void next() {
    const std::string_view last = name_;
    const bool folder = folder_;
    rest_.remove_prefix(length_);
    measure();
    if (!at_end() && !sorts_before(last, folder, name_, folder_)) {
      throw_unsound();
    }
  }

  [[nodiscard]] TreeEntry entry() const {
    unsigned mode = 0;
    std::from_chars(rest_.data(), name_.data() - 1, mode, 8);
    TreeEntry entry = checked_entry(std::string(name_), mode, modes_);
    std::memcpy(entry.oid.bytes.data(), name_.data() + name_.size() + 1, entry.oid.bytes.size());
    return entry;
  }

  [[nodiscard]] bool is_before(const Cursor& other) const {
    return other.at_end() ||
           (!at_end() && sorts_before(name_, folder_, other.name_, other.folder_));
  }

 private:
  [[noreturn]] static void throw_unsound() {
    throw Error(ErrorKind::storage, "a tree in git is not sound", "'git fsck' says more");
  }

  static bool sorts_before(std::string_view a, bool a_folder, std::string_view b, bool b_folder) {
    const std::size_t common = std::min(a.size(), b.size());
    const int order = std::memcmp(a.data(), b.data(), common);
    if (order != 0) {
      return order < 0;
    }
    const auto behind = [&](std::string_view name, bool folder) {
      return name.size() > common ? static_cast<unsigned char>(name[common])
                                  : static_cast<unsigned char>(folder ? '/' : 0);
    };
    return behind(a, a_folder) < behind(b, b_folder);
  }

  void measure() {
    constexpr std::size_t kOid = 20;
    if (rest_.empty()) {
      return;
    }
    const std::size_t blank = rest_.find(' ');
    const std::size_t end = rest_.find('\0');
    if (blank == 0 || end == std::string_view::npos || blank + 1 >= end ||
        rest_.size() < end + 1 + kOid) {
      throw_unsound();
    }
    folder_ = rest_.front() == '4' || rest_.starts_with("04");
    name_ = rest_.substr(blank + 1, end - blank - 1);
    length_ = end + 1 + kOid;
  }

  Modes modes_;
  OdbObjectPtr object_;
  std::string_view rest_;
  std::string_view name_;
  std::size_t length_ = 0;
  bool folder_ = false;
};

}  // namespace

std::vector<EntryPair> Repository::differing(const std::optional<Oid>& before,
                                             const std::optional<Oid>& after, Modes modes) const {
  git_odb* found = nullptr;
  check(git_repository_odb(&found, state_->handle()), "open git's objects");
  const OdbPtr objects(found);
  Cursor left(found, before, modes);
  Cursor right(found, after, modes);
  // By name alone: a file and a folder of one name are one thing that changed.
  std::map<std::string, EntryPair, std::less<>> pairs;
  while (!left.at_end() || !right.at_end()) {
    if (!left.at_end() && left.bytes() == right.bytes()) {
      left.next();
      right.next();
    } else if (left.at_end() || right.is_before(left)) {
      pairs[std::string(right.name())].after = right.entry();
      right.next();
    } else {
      pairs[std::string(left.name())].before = left.entry();
      left.next();
    }
  }
  std::vector<EntryPair> result;
  for (auto& [name, pair] : pairs) {
    result.push_back(std::move(pair));
  }
  return result;
}

}  // namespace tkt::git
