// SPDX-License-Identifier: MIT
//
// Reading typed values out of a YAML map; what is wrong is said with file and line.
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/instant.h"
#include "model/money.h"
#include "store/yaml.h"

namespace tkt {

/// Which keys the maps of a file were asked for.
struct AskedKeys {
  std::map<const Node*, std::set<std::string, std::less<>>> maps;
};

class FieldReader {
 public:
  /// `map` and `path` must live as long; `asked`, too, where the keys are to be noted. Throws
  /// Error{storage} when `map` is no map; a value left empty is a map without keys.
  FieldReader(const Node& map, std::string_view path, AskedKeys* asked = nullptr);
  /// Of a map of the same file.
  FieldReader(const Node& map, const FieldReader& other)
      : FieldReader(map, other.path_, other.asked_) {}

  [[nodiscard]] const Node& node() const { return map_; }
  [[nodiscard]] std::string_view path() const { return path_; }
  /// nullptr where the key is missing or its value is empty.
  [[nodiscard]] const Node* find(std::string_view key) const;

  /// A scalar; empty where the key is missing.
  [[nodiscard]] std::string text(std::string_view key) const;
  /// A scalar that must be there and not be empty.
  [[nodiscard]] std::string required(std::string_view key) const;
  /// A short name, which becomes part of a path; empty where the key is missing.
  [[nodiscard]] std::string name(std::string_view key) const;
  [[nodiscard]] std::string required_name(std::string_view key) const;
  [[nodiscard]] int integer(std::string_view key, int otherwise, int least = 0,
                            int most = std::numeric_limits<int>::max()) const;
  [[nodiscard]] bool boolean(std::string_view key, bool otherwise) const;
  /// A list of scalars; empty where the key is missing.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  [[nodiscard]] std::optional<Instant> instant(std::string_view key) const;
  [[nodiscard]] Instant required_instant(std::string_view key) const;
  [[nodiscard]] std::optional<Date> date(std::string_view key) const;
  [[nodiscard]] Date required_date(std::string_view key) const;
  [[nodiscard]] std::optional<Seconds> duration(std::string_view key) const;
  [[nodiscard]] std::optional<Money> money(std::string_view key) const;
  [[nodiscard]] Money required_money(std::string_view key) const;
  [[nodiscard]] Percent required_percent(std::string_view key) const;

  /// A scalar that `parse` understands; `kind` says what it is to be: "status (open, assigned,
  /// ...)".
  template <class T>
  [[nodiscard]] T parsed(std::string_view key, std::optional<T> (*parse)(std::string_view),
                         std::string_view kind) const {
    const std::string value = required(key);
    if (const auto result = parse(value)) {
      return *result;
    }
    fail(key, value, kind);
  }

  /// The maps of a list, in order; none where the key is missing.
  [[nodiscard]] std::vector<FieldReader> maps(std::string_view key) const;
  /// The map below a key; nullopt where it is missing.
  [[nodiscard]] std::optional<FieldReader> map(std::string_view key) const;
  [[nodiscard]] FieldReader required_map(std::string_view key) const;

  /// "path:line: key: 'value' is no kind".
  [[noreturn]] void fail(std::string_view key, std::string_view value, std::string_view kind) const;
  /// "path:line: message", at the key's line or at the map's.
  [[noreturn]] void fail(std::string_view key, const std::string& message) const;

 private:
  [[nodiscard]] std::string scalar(std::string_view key, const Node& node) const;
  [[nodiscard]] const std::vector<Node>& items(std::string_view key) const;

  const Node& map_;
  std::string_view path_;
  AskedKeys* asked_;
};

/// The name of a client's or a person's file, which is the short name used everywhere. Throws
/// Error{storage} where it is none.
[[nodiscard]] std::string short_file_name(std::string_view path);

}  // namespace tkt
