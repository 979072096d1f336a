// SPDX-License-Identifier: MIT
//
// An index is a header ("DIRC", version, number of entries), the entries sorted by path,
// extensions, and the SHA-1 of all that. Numbers are 32 bits, big-endian. An entry:
//
//   0 ctime, its nanoseconds, mtime, its nanoseconds, dev, ino, mode, uid, gid, size
//  40 name of the blob, 20 bytes
//  60 flags, 16 bits: assume valid, extended, stage (2), length of the path (12)
//  62 16 more flags where `extended` is set; then the path, and 1 to 8 NULs, so that the length of
//     the entry is a multiple of 8
//
// An extension is four letters, a length, and its data; one whose name begins with a capital is
// optional. Of these, TREE (the trees that the entries would make) is kept with the folders along
// the changed paths marked unknown, REUC and UNTR are kept as they are, and the others are dropped,
// since they count entries or bytes; git makes them anew when it likes.
#include "store/index_bytes.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <set>

#include "model/error.h"
#include "store/sha1.h"

namespace tkt::git {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kSum = 20;
constexpr std::size_t kOidAt = 40;
constexpr std::size_t kFlagsAt = 60;
constexpr std::size_t kPathAt = 62;
/// Version 2, no entries, and the place of the sum.
constexpr std::string_view kNoEntries(
    "DIRC\0\0\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", kHeader + kSum);
constexpr unsigned kExtended = 0x4000;
constexpr unsigned kStage = 0x3000;
constexpr unsigned kLength = 0x0FFF;

[[noreturn]] void throw_broken() {
  throw Error(ErrorKind::storage, "git's index cannot be read",
              "see what `git status` says about it");
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  if (bytes.size() < at + 4) {
    throw_broken();
  }
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value = value << 8U | static_cast<std::uint8_t>(bytes[at + i]);
  }
  return value;
}

void append_number(std::string& bytes, std::uint64_t value, unsigned width = 4) {
  for (unsigned shift = 8 * width; shift > 0; shift -= 8) {
    bytes += static_cast<char>(value >> (shift - 8) & 0xFFU);
  }
}

std::uint32_t low(std::int64_t value) {
  return static_cast<std::uint32_t>(value);
}

std::string entry_bytes(const std::string& path, const IndexEntry& entry) {
  const struct stat& seen = entry.seen;
  std::string bytes;
  append_number(bytes, low(seen.st_ctim.tv_sec));
  append_number(bytes, low(seen.st_ctim.tv_nsec));
  append_number(bytes, low(seen.st_mtim.tv_sec));
  append_number(bytes, low(seen.st_mtim.tv_nsec));
  append_number(bytes, static_cast<std::uint32_t>(seen.st_dev));
  append_number(bytes, static_cast<std::uint32_t>(seen.st_ino));
  append_number(bytes, 0100644);
  append_number(bytes, seen.st_uid);
  append_number(bytes, seen.st_gid);
  append_number(bytes, low(seen.st_size));
  bytes.append(reinterpret_cast<const char*>(entry.oid.bytes.data()), entry.oid.bytes.size());
  append_number(bytes, std::min<std::uint64_t>(path.size(), kLength), 2);
  bytes += path;
  bytes.append(8 - bytes.size() % 8, '\0');
  return bytes;
}

struct Scanned {
  std::string_view path;
  std::size_t end;
  bool staged;
};

Scanned scan_entry(std::string_view bytes, std::size_t at) {
  const unsigned flags = number_at(bytes, at + kFlagsAt) >> 16U;
  const std::size_t start = at + kPathAt + ((flags & kExtended) != 0 ? 2 : 0);
  std::size_t length = flags & kLength;
  if (length == kLength) {
    length = std::min(bytes.find('\0', start), bytes.size()) - start;
  }
  const std::size_t end = at + (start - at + length + 8) / 8 * 8;
  if (end > bytes.size()) {
    throw_broken();
  }
  return {bytes.substr(start, length), end, (flags & kStage) != 0};
}

// The data of the TREE extension, node by node: name NUL, number of entries (-1: unknown), blank,
// number of folders, newline, name of the tree unless unknown, the folders. Nothing below a folder
// that stays known becomes unknown, so that its bytes are copied as they are.
class CacheTree {
 public:
  CacheTree(std::string_view data, const std::set<std::string>& unknown)
      : rest_(data), unknown_(unknown) {}

  std::string marked() {
    mark("");
    return std::move(out_);
  }

 private:
  struct Node {
    std::string_view name;
    int folders;
  };

  std::string_view take(std::size_t length) {
    if (length > rest_.size()) {
      throw_broken();
    }
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return taken;
  }

  std::string_view take_until(char end) {
    const std::string_view taken = take(std::min(rest_.find(end), rest_.size()));
    take(1);
    return taken;
  }

  int take_number(char end) {
    const std::string_view digits = take_until(end);
    int value = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc()) {
      throw_broken();
    }
    return value;
  }

  Node take_node() {
    const std::string_view name = take_until('\0');
    const int entries = take_number(' ');
    const int folders = take_number('\n');
    take(entries >= 0 ? kSum : 0);
    return {name, folders};
  }

  // The folders of a node, to any depth.
  void skip(int folders) {
    for (int i = 0; i < folders; ++i) {
      skip(take_node().folders);
    }
  }

  void mark(const std::string& parent) {
    const std::string_view whole = rest_;
    const auto [name, folders] = take_node();
    const std::string folder = parent + std::string(name) + (name.empty() ? "" : "/");
    if (unknown_.count(folder) == 0) {
      skip(folders);
      out_ += whole.substr(0, whole.size() - rest_.size());
      return;
    }
    out_ += std::string(name) + '\0' + "-1 " + std::to_string(folders) + '\n';
    for (int i = 0; i < folders; ++i) {
      mark(folder);
    }
  }

  std::string_view rest_;
  const std::set<std::string>& unknown_;
  std::string out_;
};

// "", "tickets/", "tickets/2026/" for tickets/2026/x.yaml.
std::set<std::string> folders_along(const IndexChanges& changes) {
  std::set<std::string> folders = {""};
  for (const auto& [path, entry] : changes) {
    for (std::size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      folders.insert(path.substr(0, slash + 1));
    }
  }
  return folders;
}

std::string kept_extensions(std::string_view bytes, const IndexChanges& changes) {
  std::string kept;
  while (!bytes.empty()) {
    const std::string_view name = bytes.substr(0, 4);
    const std::size_t length = number_at(bytes, 4);
    if (bytes.size() < 8 + length) {
      throw_broken();
    }
    const std::string_view old = bytes.substr(8, length);
    bytes.remove_prefix(8 + length);
    if (name != "TREE" && name != "REUC" && name != "UNTR") {
      continue;
    }
    const std::string data = name == "TREE" && !old.empty()
                                 ? CacheTree(old, folders_along(changes)).marked()
                                 : std::string(old);
    kept += name;
    append_number(kept, data.size());
    kept += data;
  }
  return kept;
}

}  // namespace

IndexBytes::IndexBytes(std::string_view bytes, const std::vector<std::string>& paths)
    : bytes_(bytes.empty() ? kNoEntries : bytes) {
  if (bytes_.compare(0, 4, "DIRC") != 0 || bytes_.size() < kHeader + kSum) {
    throw_broken();
  }
  const std::uint32_t version = number_at(bytes_, 4);
  supported_ = version == 2 || version == 3;
  if (supported_) {
    scan(paths);
    look_at_extensions();
  }
}

void IndexBytes::scan(const std::vector<std::string>& paths) {
  const std::string_view body = bytes_.substr(0, bytes_.size() - kSum);
  count_ = number_at(body, 8);
  std::size_t at = kHeader;
  auto wanted = paths.begin();
  for (std::uint32_t i = 0; i < count_; ++i) {
    const Scanned entry = scan_entry(body, at);
    unmerged_ = unmerged_ || entry.staged;
    for (; wanted != paths.end() && *wanted < entry.path; ++wanted) {
      places_.try_emplace(*wanted, Place{at, at});
    }
    if (wanted != paths.end() && *wanted == entry.path) {
      places_.insert_or_assign(*wanted++, Place{at, entry.end});
    }
    at = entry.end;
  }
  for (; wanted != paths.end(); ++wanted) {
    places_.try_emplace(*wanted, Place{at, at});
  }
  entries_end_ = at;
}

void IndexBytes::look_at_extensions() {
  const std::size_t end = bytes_.size() - kSum;
  for (std::size_t at = entries_end_; at < end; at += 8 + number_at(bytes_, at + 4)) {
    supported_ = supported_ && bytes_[at] >= 'A' && bytes_[at] <= 'Z';
  }
}

std::optional<Oid> IndexBytes::entry(const std::string& path) const {
  const Place& place = places_.at(path);
  if (place.begin == place.end) {
    return std::nullopt;
  }
  Oid oid;
  std::memcpy(oid.bytes.data(), bytes_.data() + place.begin + kOidAt, oid.bytes.size());
  return oid;
}

std::uint32_t IndexBytes::count_after(const IndexChanges& changes) const {
  std::uint32_t count = count_;
  for (const auto& [path, entry] : changes) {
    const Place& place = places_.at(path);
    count += entry ? 1U : 0U;
    count -= place.begin != place.end ? 1U : 0U;
  }
  return count;
}

std::string_view IndexBytes::extensions() const {
  return bytes_.substr(entries_end_, bytes_.size() - kSum - entries_end_);
}

void IndexBytes::write_changed(const IndexChanges& changes,
                               const std::function<void(std::string_view)>& write) const {
  Sha1 sum;
  const auto put = [&](std::string_view piece) {
    sum.add(piece);
    write(piece);
  };
  std::string header(bytes_.substr(0, kHeader - 4));
  append_number(header, count_after(changes));
  put(header);
  std::size_t copied = kHeader;
  for (const auto& [path, entry] : changes) {
    const Place& place = places_.at(path);
    put(bytes_.substr(copied, place.begin - copied));
    copied = place.end;
    if (entry) {
      put(entry_bytes(path, *entry));
    }
  }
  put(bytes_.substr(copied, entries_end_ - copied));
  put(kept_extensions(extensions(), changes));
  const std::array<std::uint8_t, 20> whole = sum.sum();
  write({reinterpret_cast<const char*>(whole.data()), whole.size()});
}

}  // namespace tkt::git
