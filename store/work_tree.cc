// SPDX-License-Identifier: MIT
#include "store/work_tree.h"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "model/error.h"

namespace tkt {
namespace {

struct Split {
  std::vector<std::string> folders;
  std::string name;
};

Split split(std::string_view path) {
  Split parts;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/')) {
    parts.folders.emplace_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  parts.name = path;
  return parts;
}

[[noreturn]] void throw_no_path(std::string_view path) {
  throw Error(ErrorKind::refused, fmt::format("'{}' cannot be the path of a desk's file", path));
}

// Other files than tkt's may be hidden ones (".gitignore"), but none leads out or into .git.
bool is_plain_name(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return !name.empty() && name.size() <= 200 && lower != "." && lower != ".." && lower != ".git";
}

void check_place(std::string_view path) {
  if (!is_place(path)) {
    throw_no_path(path);
  }
}

[[noreturn]] void throw_not_plain(std::string_view path) {
  throw Error(ErrorKind::refused,
              fmt::format("'{}' is not a plain file in a plain folder of the work tree", path),
              "move what stands there out of the way; tkt follows no symbolic links");
}

// A folder's entry by its own name only: a link is not followed but fails with ELOOP or ENOTDIR.
int open_at(const Fd& folder, const std::string& name, int flags, unsigned mode = 0666) {
  return ::openat(folder.get(), name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, mode);
}

// Takes the folder `name` into which a path leads next; closed where there is none.
Fd enter(const Fd& folder, const std::string& name, std::string_view path) {
  Fd next(open_at(folder, name, O_RDONLY | O_DIRECTORY));
  if (!next && (errno == ELOOP || errno == ENOTDIR)) {
    throw_not_plain(path);
  }
  if (!next && errno != ENOENT) {
    throw_errno(fmt::format("open the folder of '{}'", path));
  }
  return next;
}

Fd open_root(const Fd& root) {
  Fd folder(::openat(root.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) {
    throw_errno("open the work tree");
  }
  return folder;
}

// A folder below the root in one call: the kernel keeps to plain folders and refuses every link
// (openat2(2), of Linux 5.6). nullopt where it has no such call, or a sandbox forbids it.
std::optional<Fd> open_beneath(const Fd& root, std::string_view folder, std::string_view path) {
  open_how how{};
  how.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const std::string name(folder.empty() ? "." : folder);
  Fd opened(static_cast<int>(::syscall(SYS_openat2, root.get(), name.c_str(), &how, sizeof how)));
  if (opened || errno == ENOENT) {
    return opened;
  }
  if (errno == ENOSYS || errno == EPERM || errno == EAGAIN) {
    return std::nullopt;
  }
  if (errno == ELOOP || errno == ENOTDIR || errno == EXDEV) {
    throw_not_plain(path);
  }
  throw_errno(fmt::format("open the folder of '{}'", path));
}

// The same, step by step.
Fd walk_beneath(const Fd& root, const Split& parts, std::string_view path) {
  Fd folder = open_root(root);
  for (const std::string& name : parts.folders) {
    folder = enter(folder, name, path);
    if (!folder) {
      break;
    }
  }
  return folder;
}

// "tickets/2026" of "tickets/2026/ITW-4F7K24.yaml"; "" is the root.
std::string parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

// The folder that a path's file is in; closed where it is missing.
Fd folder_of(const Fd& root, const Split& parts, std::string_view path) {
  std::optional<Fd> folder = open_beneath(root, parent_of(path), path);
  return folder ? std::move(*folder) : walk_beneath(root, parts, path);
}

std::string fresh_name(const std::string& name) {
  return "." + name + ".tkt-new";
}

using DirPtr = std::unique_ptr<DIR, int (*)(DIR*)>;

// What is done with each file, wherever it stands.
using Visit = std::function<void(const Fd& folder, const std::string& name, std::string path)>;

bool is_folder(const Fd& folder, const dirent& entry) {
  struct stat status {};
  if (entry.d_type != DT_UNKNOWN) {
    return entry.d_type == DT_DIR;
  }
  return ::fstatat(folder.get(), entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISDIR(status.st_mode);
}

// nullptr at the end. What an error hides must not be taken for deleted.
const dirent* next_entry(const DirPtr& entries, const std::string& prefix) {
  errno = 0;
  const dirent* entry = ::readdir(entries.get());
  if (entry == nullptr && errno != 0) {
    throw_errno(fmt::format("list '{}'", prefix));
  }
  return entry;
}

// `prefix` is the folder's path with a slash.
void visit_files(const Fd& folder, const std::string& prefix, const Visit& visit) {
  const int number = ::dup(folder.get());
  const DirPtr entries(number < 0 ? nullptr : ::fdopendir(number), ::closedir);
  if (!entries) {
    throw_errno(fmt::format("list '{}'", prefix));
  }
  while (const dirent* entry = next_entry(entries, prefix)) {
    const std::string name = entry->d_name;
    if (name == "." || name == ".." || name == ".git") {
      continue;
    }
    if (!is_folder(folder, *entry)) {
      visit(folder, name, prefix + name);
    } else if (const Fd inner = enter(folder, name, prefix + name + "/")) {
      visit_files(inner, prefix + name + "/", visit);
    }
  }
}

// Visits the file at a place, or those below the folder there.
void visit_place(const Fd& root, std::string_view place, const Visit& visit) {
  check_place(place);
  const Split parts = split(place);
  const Fd folder = folder_of(root, parts, place);
  struct stat status {};
  if (!folder) {
    return;
  }
  if (::fstatat(folder.get(), parts.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno != ENOENT) {
      throw_errno(fmt::format("look at '{}'", place));
    }
    return;
  }
  if (!S_ISDIR(status.st_mode)) {
    visit(folder, parts.name, std::string(place));
  } else if (const Fd inner = enter(folder, parts.name, std::string(place) + "/")) {
    visit_files(inner, std::string(place) + "/", visit);
  }
}

// nullopt where there is nothing.
std::optional<std::string> read_at(const Fd& folder, const std::string& name,
                                   std::string_view path) {
  const Fd file(open_at(folder, name, O_RDONLY | O_NONBLOCK));
  if (!file && errno == ENOENT) {
    return std::nullopt;
  }
  if (!file && errno == ELOOP) {
    throw_not_plain(path);
  }
  if (!file) {
    throw_errno(fmt::format("open '{}'", path));
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) {
    throw_errno(fmt::format("look at '{}'", path));
  }
  if (!S_ISREG(status.st_mode)) {
    throw_not_plain(path);
  }
  return read_all(file, path);
}

Fd create_at(const Fd& folder, const std::string& name, std::string_view path,
             std::string_view bytes) {
  Fd file(open_at(folder, name, O_WRONLY | O_CREAT | O_EXCL));
  if (!file) {
    throw_errno(fmt::format("write '{}'", path));
  }
  write_all(file, bytes, path);
  return file;
}

}  // namespace

bool is_place(std::string_view path) {
  const bool control = std::any_of(path.begin(), path.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7F' || c == '\\';
  });
  Split parts = split(path);
  parts.folders.push_back(parts.name);
  const bool plain = std::all_of(parts.folders.begin(), parts.folders.end(), is_plain_name);
  return !control && plain && parts.folders.size() <= 16;
}

void check_path(std::string_view path) {
  if (!is_place(path) || path.front() == '.' || path.find("/.") != std::string_view::npos) {
    throw_no_path(path);
  }
}

WorkTree::WorkTree(const std::filesystem::path& root)
    : root_(open_file(root.string(), O_RDONLY | O_DIRECTORY)) {}

std::optional<std::string> WorkTree::read(std::string_view path) const {
  check_place(path);
  const Split parts = split(path);
  const Fd folder = folder_of(root_, parts, path);
  if (!folder) {
    return std::nullopt;
  }
  return read_at(folder, parts.name, path);
}

struct stat WorkTree::seen(std::string_view path) const {
  const Split parts = split(path);
  const Fd folder = folder_of(root_, parts, path);
  struct stat status {};
  if (!folder || ::fstatat(folder.get(), parts.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 ||
      !S_ISREG(status.st_mode)) {
    return {};
  }
  return status;
}

Fd WorkTree::make_folders(std::string_view path) {
  if (Fd there = folder_of(root_, split(path), path)) {
    return there;
  }
  Fd folder = open_root(root_);
  std::string place;
  for (const std::string& name : split(path).folders) {
    Fd next = enter(folder, name, path);
    if (!next) {
      if (::mkdirat(folder.get(), name.c_str(), 0777) != 0) {
        throw_errno(fmt::format("make the folder of '{}'", path));
      }
      unflushed_.insert(place);
      next = enter(folder, name, path);
    }
    folder = std::move(next);
    place += (place.empty() ? "" : "/") + name;
  }
  return folder;
}

void WorkTree::write_beside(std::string_view path, std::string_view bytes) {
  check_place(path);
  const Fd folder = make_folders(path);
  const std::string fresh = fresh_name(split(path).name);
  ::unlinkat(folder.get(), fresh.c_str(), 0);
  start_flush(create_at(folder, fresh, path, bytes));
}

void WorkTree::write_new(std::string_view path, std::string_view bytes) {
  check_place(path);
  create_at(make_folders(path), split(path).name, path, bytes);
}

void WorkTree::flush_beside(const std::vector<std::string>& paths) const {
  flush_each(paths.size(), [&](std::size_t i) {
    const Split parts = split(paths[i]);
    const Fd folder = folder_of(root_, parts, paths[i]);
    Fd file(folder ? open_at(folder, fresh_name(parts.name), O_RDONLY) : -1);
    if (!file) {
      throw_errno(fmt::format("write '{}'", paths[i]));
    }
    return file;
  });
}

void WorkTree::move_in_place(std::string_view path) {
  const Split parts = split(path);
  const Fd folder = folder_of(root_, parts, path);
  if (!folder || ::renameat(folder.get(), fresh_name(parts.name).c_str(), folder.get(),
                            parts.name.c_str()) != 0) {
    throw_errno(fmt::format("put '{}' in place", path));
  }
  unflushed_.insert(parent_of(path));
}

void WorkTree::remove(std::string_view path) {
  check_place(path);
  const Fd folder = folder_of(root_, split(path), path);
  if (!folder) {
    return;
  }
  if (::unlinkat(folder.get(), split(path).name.c_str(), 0) != 0 && errno != ENOENT) {
    throw_errno(fmt::format("remove '{}'", path));
  }
  unflushed_.insert(parent_of(path));
  for (std::string empty = parent_of(path); !empty.empty(); empty = parent_of(empty)) {
    const Fd parent = folder_of(root_, split(empty), empty);
    if (::unlinkat(parent.get(), split(empty).name.c_str(), AT_REMOVEDIR) != 0) {
      return;
    }
    unflushed_.insert(parent_of(empty));
  }
}

void WorkTree::flush_folders(const std::vector<std::string>& others) {
  std::vector<Fd> files;
  for (const std::string& path : unflushed_) {
    const std::string inside = path + "/";
    Fd folder = path.empty() ? open_root(root_) : folder_of(root_, split(inside), inside);
    if (folder) {
      files.push_back(std::move(folder));
    }
  }
  for (const std::string& path : others) {
    files.push_back(open_file(path, O_RDONLY));
  }
  flush_each(files.size(), [&](std::size_t i) { return std::move(files[i]); });
  unflushed_.clear();
}

void WorkTree::clean_up(std::string_view path) const {
  check_place(path);
  const Split parts = split(path);
  const Fd folder = folder_of(root_, parts, path);
  if (folder) {
    ::unlinkat(folder.get(), fresh_name(parts.name).c_str(), 0);
  }
}

std::vector<std::string> WorkTree::files(std::string_view place) const {
  std::vector<std::string> found;
  visit_place(root_, place, [&](const Fd&, const std::string&, std::string path) {
    found.push_back(std::move(path));
  });
  std::sort(found.begin(), found.end());
  return found;
}

std::map<std::string, std::optional<std::string>> WorkTree::contents(std::string_view place) const {
  std::map<std::string, std::optional<std::string>> found;
  visit_place(root_, place, [&](const Fd& folder, const std::string& name, std::string path) {
    std::optional<std::string> bytes;
    try {
      bytes = read_at(folder, name, path);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::storage) {
        throw;
      }  // a link or a device: whatever it is, it is not what git has
    }
    found.emplace(std::move(path), std::move(bytes));
  });
  return found;
}

}  // namespace tkt
