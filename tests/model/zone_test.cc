// SPDX-License-Identifier: MIT
#include <chrono>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>
#include <date/tz.h>

#include "model/error.h"
#include "model/instant.h"
#include "model/zone_rules.h"

namespace tkt {
namespace {

using namespace std::chrono_literals;

Instant at(const char* text) {
  const auto instant = parse_instant(text);
  REQUIRE(instant);
  return *instant;
}

LocalTime wall(const char* text) {
  return LocalTime(at(text).time_since_epoch());
}

/// The zones of the database by the names that both readers know.
std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    names.push_back(zone.name());
  }
  return names;
}

const Instant kFrom = Instant(std::chrono::sys_days(std::chrono::year(1970) / 1 / 1));
/// The library knows no summer time after the changes that the files spell out.
const Instant kTo = Instant(std::chrono::sys_days(std::chrono::year(2037) / 1 / 1));

std::vector<Instant> changes_of(const date::time_zone& zone) {
  std::vector<Instant> changes;
  for (auto info = zone.get_info(kFrom); info.end < kTo; info = zone.get_info(info.end)) {
    changes.push_back(info.end);
  }
  return changes;
}

/// The instant of a reading by the library, skipped ones moved forward and double ones the first.
Instant library_instant(const date::time_zone& zone, LocalTime local) {
  const auto info = zone.get_info(date::local_seconds(local.time_since_epoch()));
  return Instant(local.time_since_epoch() - info.first.offset);
}

std::string zone_file(const char* name) {
  std::ifstream file(std::string("/usr/share/zoneinfo/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST_CASE("every change of every zone since 1970 is as another reader of the database has it") {
  for (const std::string& name : zone_names()) {
    const Zone zone(name);
    const date::time_zone& library = *date::locate_zone(name);
    for (const Instant change : changes_of(library)) {
      for (const Seconds step : {-1s, 0s, 1s}) {
        if (zone.offset_at(change + step) != library.get_info(change + step).offset) {
          FAIL(name << " at " << format_instant(change + step, Zone()));
        }
      }
    }
  }
}

TEST_CASE("every reading around every change of every zone is as another reader has it") {
  for (const std::string& name : zone_names()) {
    const Zone zone(name);
    const date::time_zone& library = *date::locate_zone(name);
    for (const Instant change : changes_of(library)) {
      const LocalTime near = zone.local(change);
      for (const Seconds step : {-25h + 0s, -3601s, -3600s, -1800s, -1s, 0s, 1s, 1800s, 3600s}) {
        if (zone.instant(near + step) != library_instant(library, near + step)) {
          FAIL(name << " near " << format_instant(change, Zone()) << " by " << step.count());
        }
      }
    }
  }
}

TEST_CASE("zones of a helpdesk have their offsets") {
  CHECK(Zone("Africa/Gaborone").offset_at(at("2026-11-23T06:00:00Z")) == 2h);
  CHECK(Zone("Africa/Johannesburg").offset_at(at("2026-06-01T00:00:00Z")) == 2h);
  CHECK(Zone("Asia/Kolkata").offset_at(at("2026-06-01T00:00:00Z")) == 5h + 30min);
  CHECK(Zone("Europe/Berlin").offset_at(at("2026-07-01T00:00:00Z")) == 2h);
  CHECK(Zone("Europe/Berlin").offset_at(at("2026-12-01T00:00:00Z")) == 1h);
  CHECK(Zone("Etc/GMT+5").offset_at(at("2026-12-01T00:00:00Z")) == -5h);
  CHECK(Zone().offset_at(at("2026-07-01T00:00:00Z")) == 0s);
  CHECK(Zone("UTC") == Zone());
}

std::string big_endian(std::uint64_t value, int length) {
  std::string bytes;
  for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> shift & 0xFF);
  }
  return bytes;
}

std::string header(std::uint64_t changes) {
  return "TZif2" + std::string(15, '\0') + big_endian(0, 4) + big_endian(0, 4) + big_endian(0, 4) +
         big_endian(changes, 4) + big_endian(1, 4) + big_endian(4, 4);
}

/// A zone file whose one listed change, in 2000, goes to `offset` hours, and which ends in `rule`.
std::string small_zone_file(std::uint64_t offset, const std::string& rule) {
  const std::string type = big_endian(offset * 3600, 4) + std::string(2, '\0') + "ABC" + '\0';
  const auto change =
      static_cast<std::uint64_t>(at("2000-01-01T00:00:00Z").time_since_epoch() / 1s);
  return header(0) + type + header(1) + big_endian(change, 8) + '\0' + type + '\n' + rule + '\n';
}

TEST_CASE("summer time goes on after the last change that a file spells out") {
  struct Row {
    const char* rule;
    const char* instant;
    Seconds offset;
  };
  const Row rows[] = {
      {"CET-1CEST,M3.5.0,M10.5.0/3", "1999-07-01T00:00:00Z", 5h},  // the file's first
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2000-07-01T00:00:00Z", 2h},
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2045-07-01T12:00:00Z", 2h},
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2045-12-01T12:00:00Z", 1h},
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2076-03-29T00:59:59Z", 1h},
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2076-03-29T01:00:00Z", 2h},
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2076-10-25T00:59:59Z", 2h},
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2076-10-25T01:00:00Z", 1h},
      {"PST8PDT,M3.2.0,M11.1.0", "2050-03-13T09:59:59Z", -8h},
      {"PST8PDT,M3.2.0,M11.1.0", "2050-03-13T10:00:00Z", -7h},
      {"PST8PDT,M3.2.0,M11.1.0", "2050-11-06T09:00:00Z", -8h},
      {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-01-01T00:00:00Z", 11h},
      {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-07-01T00:00:00Z", 10h},
      {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-10-01T16:00:00Z", 11h},
      {"IST-1GMT0,M10.5.0,M3.5.0/1", "2050-07-01T00:00:00Z", 1h},
      {"IST-1GMT0,M10.5.0,M3.5.0/1", "2050-01-01T00:00:00Z", 0h},
      {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T00:59:59Z", -2h},
      {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T01:00:00Z", -1h},
      {"CAT-2", "2050-01-01T00:00:00Z", 2h},
      {"", "2050-01-01T00:00:00Z", 5h},  // no rule: as after the last change
  };
  for (const Row& row : rows) {
    INFO(row.rule << " " << row.instant);
    const auto rules = ZoneRules::parse(small_zone_file(5, row.rule));
    REQUIRE(rules);
    CHECK(rules->offset_at(at(row.instant)) == row.offset);
  }
  CHECK_FALSE(ZoneRules::parse(small_zone_file(5, "nonsense")));
}

TEST_CASE("a reading that summer time skips moves forward by the gap") {
  const Zone berlin("Europe/Berlin");
  CHECK(berlin.instant(wall("2026-03-29T02:30:00Z")) == at("2026-03-29T03:30:00+02:00"));
  CHECK(berlin.instant(wall("2026-03-29T01:59:59Z")) == at("2026-03-29T01:59:59+01:00"));
  CHECK(berlin.instant(wall("2026-03-29T03:00:00Z")) == at("2026-03-29T03:00:00+02:00"));
  const Zone tehran("Asia/Tehran");
  CHECK(tehran.instant(wall("2021-03-22T00:00:00Z")) == at("2021-03-22T01:00:00+04:30"));
  const Zone apia("Pacific/Apia");  // a whole day
  CHECK(apia.instant(wall("2011-12-30T12:00:00Z")) == at("2011-12-31T12:00:00+14:00"));
}

TEST_CASE("a reading that comes twice is the first") {
  const Zone berlin("Europe/Berlin");
  CHECK(berlin.instant(wall("2026-10-25T02:30:00Z")) == at("2026-10-25T02:30:00+02:00"));
  CHECK(berlin.instant(wall("2026-10-25T03:00:00Z")) == at("2026-10-25T03:00:00+01:00"));
  const Zone sao_paulo("America/Sao_Paulo");
  CHECK(sao_paulo.instant(wall("2018-02-17T23:30:00Z")) == at("2018-02-17T23:30:00-02:00"));
  CHECK(sao_paulo.instant(wall("2018-02-18T00:00:00Z")) == at("2018-02-18T00:00:00-03:00"));
}

TEST_CASE("a local day is that of the zone") {
  CHECK(format_date(Zone("Africa/Gaborone").date(at("2026-11-22T22:00:00Z"))) == "2026-11-23");
  CHECK(format_date(Zone().date(at("2026-11-22T22:00:00Z"))) == "2026-11-22");
  CHECK(format_date(Zone("America/Los_Angeles").date(at("2026-11-23T07:59:59Z"))) == "2026-11-22");
}

TEST_CASE("a name that is no zone is refused") {
  for (const char* name :
       {"", "Africa/Gaberone", "africa/gaborone", "Africa", "/", "../../../etc/passwd",
        "Africa/../Africa/Gaborone", "/usr/share/zoneinfo/UTC", "zone.tab", "tzdata.zi",
        "leapseconds", "Africa/Gaborone ", "Africa\n", "right/Europe/Berlin"}) {
    INFO("'" << name << "'");
    CHECK_THROWS_AS(Zone(name), Error);
  }
  CHECK_THROWS_AS(Zone(std::string("UTC\0", 4)), Error);
  try {
    const Zone zone("Africa/Gaberone");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::refused);
    CHECK(std::string(error.what()).find("'Africa/Gaberone'") != std::string::npos);
  }
}

TEST_CASE("the rule of the years to come is read in POSIX's notation") {
  const auto berlin = parse_yearly_rule("CET-1CEST,M3.5.0,M10.5.0/3");
  REQUIRE(berlin);
  CHECK(berlin->standard == 1h);
  REQUIRE(berlin->summer);
  CHECK(berlin->summer->offset == 2h);
  CHECK(berlin->summer->begins == YearDay{YearDay::Kind::weekday, 3, 5, 0, 2h});
  CHECK(berlin->summer->ends == YearDay{YearDay::Kind::weekday, 10, 5, 0, 3h});

  const auto gaborone = parse_yearly_rule("CAT-2");
  REQUIRE(gaborone);
  CHECK(gaborone->standard == 2h);
  CHECK_FALSE(gaborone->summer);

  const auto nuuk = parse_yearly_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  REQUIRE(nuuk);
  CHECK(nuuk->standard == -2h);
  CHECK(nuuk->summer->begins.time == -1h);

  const auto marquesas = parse_yearly_rule("<-0930>9:30");
  REQUIRE(marquesas);
  CHECK(marquesas->standard == -(9h + 30min));
}

TEST_CASE("a rule by days of the year, with and without leap days") {
  const auto with = parse_yearly_rule("AAA0BBB,59,304");  // 59 counts 29 February
  const auto without = parse_yearly_rule("AAA0BBB,J60,J305");
  REQUIRE(with);
  REQUIRE(without);
  CHECK(with->offset_at(at("2028-02-29T01:59:59Z")) == 0h);
  CHECK(with->offset_at(at("2028-02-29T02:00:00Z")) == 1h);
  CHECK(with->offset_at(at("2027-03-01T02:00:00Z")) == 1h);
  CHECK(without->offset_at(at("2028-03-01T01:59:59Z")) == 0h);
  CHECK(without->offset_at(at("2028-03-01T02:00:00Z")) == 1h);
  CHECK(without->offset_at(at("2027-03-01T02:00:00Z")) == 1h);
  CHECK(without->offset_at(at("2028-11-01T00:59:59Z")) == 1h);
  CHECK(without->offset_at(at("2028-11-01T01:00:00Z")) == 0h);
}

TEST_CASE("a rule of summer time all year never leaves it") {
  const auto rule = parse_yearly_rule("XXX3EDT4,0/0,J365/23");
  REQUIRE(rule);
  for (Instant instant = at("2030-12-31T00:00:00Z"); instant < at("2031-01-02T00:00:00Z");
       instant += 30min) {
    CHECK(rule->offset_at(instant) == -4h);
  }
}

TEST_CASE("a malformed rule of the years to come is none") {
  for (const char* text :
       {"", "C-1", "CET", "CET-", "CET-168", "CET-1:60", "CET-1CEST", "CET-1CEST,M3.5.0",
        "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/", "CET-1CEST,M3.5.0,M10.5.0 ", "CET-1CEST,J0,J365",
        "CET-1CEST,J366,J1", "CET-1CEST,366,1", "<CET-1", "CET-1,M3.5.0,M10.5.0"}) {
    INFO("'" << text << "'");
    CHECK_FALSE(parse_yearly_rule(text));
  }
}

TEST_CASE("a zone file that is cut short anywhere is none") {
  const std::string whole = zone_file("Europe/Berlin");
  REQUIRE(ZoneRules::parse(whole));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    if (ZoneRules::parse(whole.substr(0, length))) {
      FAIL("at " << length);
    }
  }
}

TEST_CASE("a zone file with a byte changed is read or is none, and harms nobody") {
  const std::string whole = zone_file("Africa/Gaborone");
  for (std::size_t place = 0; place < whole.size(); ++place) {
    for (const char byte : {'\0', '\1', '\x7f', '\x80', '\xff'}) {
      std::string changed = whole;
      changed[place] = byte;
      const auto rules = ZoneRules::parse(changed);
      CHECK((!rules || rules->offset_at(at("2026-11-23T06:00:00Z")) > -3000000000s));
    }
  }
}

}  // namespace
}  // namespace tkt
