// SPDX-License-Identifier: MIT
//
// Zones by name. The rules are read here and not by a library: the one at hand walks the whole zone
// folder to find one file (2 ms of every command), and it knows no summer time after 2037.
#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>

#include "model/error.h"
#include "model/instant.h"
#include "model/zone_rules.h"

namespace tkt {
namespace {

constexpr std::string_view kFolder = "/usr/share/zoneinfo/";
constexpr std::size_t kMostBytes = 64 * 1024;  // today's largest zone has 4 KiB

/// Names such as "America/Argentina/Buenos_Aires", "Etc/GMT+2": no dots, so that no name leaves the
/// folder.
bool is_zone_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '_' || c == '-' || c == '+';
  };
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), fits);
}

std::optional<ZoneRules> read_rules(const std::string& name) {
  if (!is_zone_name(name)) {
    return std::nullopt;
  }
  std::ifstream file(std::string(kFolder) + name, std::ios::binary);
  std::string bytes(kMostBytes, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return ZoneRules::parse(bytes);
}

/// The rules of a zone, read once for each name; nullptr where there are none.
const ZoneRules* find_rules(const std::string& name) {
  static const ZoneRules utc;
  static std::mutex mutex;
  static std::map<std::string, ZoneRules, std::less<>> known;
  if (name == "UTC") {
    return &utc;
  }
  const std::lock_guard lock(mutex);
  if (const auto found = known.find(name); found != known.end()) {
    return &found->second;
  }
  auto rules = read_rules(name);
  return rules ? &known.emplace(name, *std::move(rules)).first->second : nullptr;
}

const ZoneRules& rules_of(const Zone& zone) {
  return *find_rules(zone.name());
}

}  // namespace

Zone::Zone(std::string_view name) : name_(name) {
  if (find_rules(name_) == nullptr) {
    throw Error(ErrorKind::refused, "no time zone '" + name_ + "' in " + std::string(kFolder),
                "zones have names like Africa/Gaborone; the system's package of them is tzdata");
  }
}

Seconds Zone::offset_at(Instant instant) const {
  return rules_of(*this).offset_at(instant);
}

Instant Zone::offset_until(Instant instant) const {
  return rules_of(*this).next_change(instant);
}

LocalTime Zone::local(Instant instant) const {
  return LocalTime((instant + offset_at(instant)).time_since_epoch());
}

Instant Zone::instant(LocalTime local) const {
  // The offsets before and after whatever change may be near: no offset reaches a day.
  const ZoneRules& rules = rules_of(*this);
  const Instant utc(local.time_since_epoch());
  const Seconds before = rules.offset_at(utc - std::chrono::days(1));
  const Seconds after = rules.offset_at(utc + std::chrono::days(1));
  const bool only_after = rules.offset_at(utc - before) != before &&  //
                          rules.offset_at(utc - after) == after;
  return utc - (only_after ? after : before);
}

Date Zone::date(Instant instant) const {
  return Date(std::chrono::floor<std::chrono::days>(local(instant)));
}

}  // namespace tkt
