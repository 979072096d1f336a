// SPDX-License-Identifier: MIT
//
// A file is a header ("CGPH", version, kind of names, number of chunks, number of files below it),
// a table of chunks (four letters, and where it begins; the last row is where the last one ends),
// and the chunks. Numbers are big-endian. Of `n` commits, sorted by name:
//
//   OIDF  256 x 4: how many names begin with a byte up to this one
//   OIDL  n x 20: the names
//   CDAT  n x 36: tree (20), first parent, second parent, generation (30 bits) and time (34 bits)
//   EDGE  the second and further parents of merges of more than two; the last has its top bit set
//   BIDX  n x 4: where the commit's filter ends in BDAT
//   BASE  the sums of the files below it; the last 20 bytes of a file are its own
//   BDAT  version of the hash, hashes for each path, bits for each path; then the filters
#include "store/commit_graph.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <system_error>

#include <endian.h>
#include <fmt/core.h>

#include "model/error.h"
#include "store/file.h"

namespace tkt::git {
namespace {

constexpr std::size_t kHeader = 8;
constexpr std::size_t kChunkRow = 12;
constexpr std::size_t kName = 20;
constexpr std::size_t kCommit = 36;
constexpr std::size_t kFilterHeader = 12;
constexpr std::size_t kFanout = 1024;
constexpr std::uint32_t kNoParent = 0x70000000;
constexpr std::uint32_t kTop = 0x80000000;
constexpr std::uint32_t kMostHashes = 64;
constexpr std::uint32_t kFirstSeed = 0x293ae76f;
constexpr std::uint32_t kSecondSeed = 0x7e646e2c;

[[noreturn]] void throw_broken() {
  throw Error(ErrorKind::storage, "git's commit-graph cannot be read",
              "see what `git commit-graph verify` says about it");
}

std::string_view part(std::string_view bytes, std::size_t at, std::size_t length) {
  if (at > bytes.size() || bytes.size() - at < length) {
    throw_broken();
  }
  return bytes.substr(at, length);
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, part(bytes, at, sizeof value).data(), sizeof value);
  return be32toh(value);
}

std::uint32_t row(std::string_view numbers, std::size_t index) {
  return number_at(numbers, 4 * index);
}

std::size_t offset_at(std::string_view bytes, std::size_t at) {
  return std::size_t{number_at(bytes, at)} << 32U | number_at(bytes, at + 4);
}

Oid name_at(std::string_view bytes, std::size_t at) {
  Oid name;
  const std::string_view found = part(bytes, at, kName);
  std::copy(found.begin(), found.end(), name.bytes.begin());
  return name;
}

/// Empty where there is no such chunk.
std::string_view chunk(std::string_view file, std::string_view letters) {
  const std::size_t chunks = static_cast<std::uint8_t>(part(file, 6, 1).front());
  for (std::size_t i = 0; i < chunks; ++i) {
    const std::size_t at = kHeader + i * kChunkRow;
    if (part(file, at, 4) == letters) {
      const std::size_t begin = offset_at(file, at + 4);
      const std::size_t end = offset_at(file, at + 4 + kChunkRow);
      if (end < begin) {
        throw_broken();
      }
      return part(file, begin, end - begin);
    }
  }
  return {};
}

std::string_view rows(std::string_view file, std::string_view letters, std::size_t length) {
  return part(chunk(file, letters), 0, length);
}

/// MurmurHash3 of 32 bits, as git's filters use it.
std::uint32_t murmur3(std::uint32_t seed, std::string_view data) {
  const auto mixed = [](std::uint32_t k) { return std::rotl(k * 0xcc9e2d51, 15) * 0x1b873593; };
  const auto byte = [&](std::size_t at) {
    return std::uint32_t{static_cast<std::uint8_t>(data[at])};
  };
  std::uint32_t hash = seed;
  const std::size_t whole = data.size() / 4 * 4;
  for (std::size_t i = 0; i < whole; i += 4) {
    hash ^= mixed(byte(i) | byte(i + 1) << 8U | byte(i + 2) << 16U | byte(i + 3) << 24U);
    hash = std::rotl(hash, 13) * 5 + 0xe6546b64;
  }
  std::uint32_t rest = 0;
  for (std::size_t i = data.size(); i > whole; --i) {
    rest = rest << 8U | byte(i - 1);
  }
  hash ^= mixed(rest);
  hash ^= static_cast<std::uint32_t>(data.size());
  hash = (hash ^ hash >> 16U) * 0x85ebca6b;
  hash = (hash ^ hash >> 13U) * 0xc2b2ae35;
  return hash ^ hash >> 16U;
}

/// The files of the chain, the one that stands on no other first; a single file is one of one.
std::vector<std::filesystem::path> files_of_chain(const std::filesystem::path& info) {
  std::error_code unknown;
  const bool single = std::filesystem::exists(info / "commit-graph", unknown);
  if (unknown) {
    throw_broken();
  }
  if (single) {
    return {info / "commit-graph"};
  }
  const std::filesystem::path folder = info / "commit-graphs";
  const std::string names = read_file((folder / "commit-graph-chain").string()).value_or("");
  std::vector<std::filesystem::path> files;
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t end = std::min(names.find('\n', at), names.size());
    const auto name = Oid::from_hex(std::string_view(names).substr(at, end - at));
    if (!name) {
      throw_broken();
    }
    files.push_back(folder / fmt::format("graph-{}.graph", name->hex()));
    at = end + 1;
  }
  return files;
}

}  // namespace

PathKeys::PathKeys(std::string_view path) {
  const auto ascii = [](char byte) { return static_cast<std::uint8_t>(byte) < 0x80; };
  if (!std::all_of(path.begin(), path.end(), ascii)) {
    return;
  }
  for (std::size_t end = path.size(); end != std::string_view::npos && end > 0;
       end = path.rfind('/', end - 1)) {
    const std::string_view name = path.substr(0, end);
    keys_.push_back({murmur3(kFirstSeed, name), murmur3(kSecondSeed, name)});
  }
}

CommitGraph::Layer CommitGraph::read_layer(const std::filesystem::path& path, Position before) {
  Layer layer{MappedFile(path.string()), before, 0, {}, {}, {}, {}, {}, {}, {}, 0};
  const std::string_view file = layer.file.bytes();
  constexpr std::string_view kVersionOneOfSha1("CGPH\1\1", 6);
  if (part(file, 0, kVersionOneOfSha1.size()) != kVersionOneOfSha1) {
    throw_broken();
  }
  layer.sum = part(file, file.size() - kName, kName);
  layer.fanout = rows(file, "OIDF", kFanout);
  layer.count = row(layer.fanout, 255);
  layer.names = rows(file, "OIDL", layer.count * kName);
  layer.commits = rows(file, "CDAT", layer.count * kCommit);
  layer.edges = chunk(file, "EDGE");
  layer.filter_ends = rows(file, "BIDX", std::size_t{4} * layer.count);
  const std::string_view filters = chunk(file, "BDAT");
  const std::uint32_t version = row(filters, 0);
  layer.hashes = row(filters, 1);
  if ((version != 1 && version != 2) || layer.hashes > kMostHashes) {
    throw_broken();
  }
  layer.filters = part(filters, kFilterHeader, filters.size() - kFilterHeader);
  return layer;
}

/// A file names those that it stands on by their sums.
void CommitGraph::add(const std::filesystem::path& path) {
  std::string below;
  for (const Layer& layer : layers_) {
    below += layer.sum;
  }
  const Layer& layer = layers_.emplace_back(read_layer(path, size_));
  if (chunk(layer.file.bytes(), "BASE") != below || layer.count > kNoParent - size_) {
    throw_broken();
  }
  size_ += layer.count;
}

std::optional<CommitGraph> CommitGraph::open(const std::filesystem::path& objects) {
  try {
    CommitGraph graph;
    for (const std::filesystem::path& file : files_of_chain(objects / "info")) {
      graph.add(file);
    }
    return graph.size_ == 0 ? std::nullopt : std::optional(std::move(graph));
  } catch (const Error&) {
    return std::nullopt;  // git says what is wrong with it, or goes on without
  }
}

const CommitGraph::Layer& CommitGraph::layer_of(Position commit) const {
  for (const Layer& layer : layers_) {
    if (commit - layer.before < layer.count) {
      return layer;
    }
  }
  throw_broken();
}

std::optional<CommitGraph::Position> CommitGraph::find(const Oid& commit) const {
  const std::string_view wanted(reinterpret_cast<const char*>(commit.bytes.data()), kName);
  const std::size_t byte = commit.bytes.front();
  for (const Layer& layer : layers_) {
    std::uint32_t low = byte == 0 ? 0 : row(layer.fanout, byte - 1);
    std::uint32_t high = row(layer.fanout, byte);
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      const int order = part(layer.names, middle * kName, kName).compare(wanted);
      if (order == 0) {
        return layer.before + middle;
      }
      (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
  }
  return std::nullopt;
}

Oid CommitGraph::name(Position commit) const {
  const Layer& layer = layer_of(commit);
  return name_at(layer.names, (commit - layer.before) * kName);
}

std::string_view CommitGraph::row_of(Position commit) const {
  const Layer& layer = layer_of(commit);
  return part(layer.commits, (commit - layer.before) * kCommit, kCommit);
}

CommitGraph::Commit CommitGraph::commit(Position commit) const {
  const std::string_view bytes = row_of(commit);
  Commit found;
  found.tree = name_at(bytes, 0);
  const std::uint32_t first = number_at(bytes, kName);
  const std::uint32_t second = number_at(bytes, kName + 4);
  if (first != kNoParent) {
    found.parents.push_back(first);
  }
  if (second != kNoParent && (second & kTop) == 0) {
    found.parents.push_back(second);
  } else if (second != kNoParent) {
    for (std::size_t at = second & ~kTop;; ++at) {
      const std::uint32_t edge = row(layer_of(commit).edges, at);
      found.parents.push_back(edge & ~kTop);
      if ((edge & kTop) != 0) {
        break;
      }
    }
  }
  if (std::any_of(found.parents.begin(), found.parents.end(),
                  [this](Position parent) { return parent >= size_; })) {
    throw_broken();
  }
  return found;
}

std::int64_t CommitGraph::committed(Position commit) const {
  constexpr std::uint32_t kTimeBits = 3;  // of the generation's number, above the 32 of the next
  const std::string_view bytes = row_of(commit);
  return std::int64_t{number_at(bytes, kName + 8) & kTimeBits} << 32U |
         number_at(bytes, kName + 12);
}

bool CommitGraph::may_change(Position commit, const PathKeys& path) const {
  const Layer& layer = layer_of(commit);
  const std::uint32_t index = commit - layer.before;
  const std::uint32_t begin = index == 0 ? 0 : row(layer.filter_ends, index - 1);
  const std::uint32_t end = row(layer.filter_ends, index);
  if (end < begin) {
    throw_broken();
  }
  const std::string_view filter = part(layer.filters, begin, end - begin);
  const auto bits = static_cast<std::uint32_t>(filter.size() * 8);
  if (bits == 0) {
    return true;  // none was computed
  }
  for (const PathKeys::Key& key : path.keys_) {
    for (std::uint32_t i = 0; i < layer.hashes; ++i) {
      const std::uint32_t bit = (key.first + i * key.step) % bits;
      const std::uint32_t byte = static_cast<std::uint8_t>(filter[bit / 8]);
      if ((byte >> bit % 8 & 1U) == 0) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace tkt::git
