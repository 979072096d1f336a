// SPDX-License-Identifier: MIT
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "model/error.h"
#include "store/codec.h"

namespace tkt {

using std::chrono::day;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::year;

namespace {

/// The desk.yaml that init writes.
const std::string& shipped() {
  static const std::string text = [] {
    std::ifstream file(std::string(TKT_SOURCE_DIR) + "/templates/desk.yaml");
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
  }();
  return text;
}

std::string with(const std::string& piece, const std::string& instead) {
  std::string text = shipped();
  const std::size_t at = text.find(piece);
  REQUIRE(at != std::string::npos);
  return text.replace(at, piece.size(), instead);
}

Desk read(const std::string& text) {
  return desk_from(parse_yaml(text, "desk.yaml"), "desk.yaml");
}

std::string refusal(const std::string& text) {
  try {
    read(text);
    return "";
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::storage);
    const std::string message = error.what();
    CHECK_THAT(message, Catch::StartsWith("desk.yaml:"));
    return message.substr(10);
  }
}

}  // namespace

TEST_CASE("the shipped desk is read") {
  const Desk desk = read(shipped());
  CHECK(desk.company == Company{"ITWorx", "+267 71924495", "", {}, ""});
  CHECK(desk.prefix == "ITW");
  CHECK(desk.currency == "BWP");
  CHECK(desk.calendar == "office");
  REQUIRE(desk.calendars.size() == 1);
  const Calendar& office = desk.calendars.at("office");
  CHECK(office.name == "office");
  CHECK(office.zone == Zone("Africa/Gaborone"));
  for (std::size_t weekday = 0; weekday < 5; ++weekday) {
    CHECK(office.week[weekday] == std::vector<Hours>{{hours(8), hours(17)}});
  }
  CHECK(office.week[5].empty());
  CHECK(office.week[6].empty());
  CHECK(office.holidays == std::vector<std::string>{"botswana"});
  CHECK(office.days.empty());
  REQUIRE(desk.priorities.size() == 5);
  CHECK(desk.priorities[0] ==
        PriorityRule{"critical",
                     hours(1),
                     std::nullopt,
                     {"Server offline", "Network failure affecting half the company", "VPN down"}});
  CHECK(desk.priorities[1].respond == Seconds(hours(2)));
  CHECK(desk.priorities[2].respond == Seconds(hours(4)));
  CHECK(desk.priorities[3].respond == Seconds(hours(8)));
  CHECK(desk.priorities[4].name == "queue");
  CHECK_FALSE(desk.priorities[4].respond);
  CHECK(desk.categories ==
        std::vector<CategoryRule>{{"contract", true, true, InvoicePolicy::zero},
                                  {"non-contract", false, false, InvoicePolicy::charge}});
  CHECK(desk.warn == 75);
  CHECK(desk.escalation == std::vector<std::string>{"ntebo", "letla", "ciaron"});
  CHECK(desk.billing ==
        Billing{Rates{},
                Rounding{minutes(15), RoundingMode::up, Seconds(0), RoundingScope::entry},
                {{year(2023) / month(4) / day(1), 1400}},
                "INV",
                "CN",
                1,
                "",
                ""});
  CHECK(desk.remote == std::vector<RemoteTool>{{"windows", "Acronis Quick Assist for Windows", ""},
                                               {"mac", "Acronis Quick Assist for Mac", ""}});
  CHECK(desk.deliverer.empty());
  CHECK_FALSE(desk.sync_auto);
}

TEST_CASE("what a desk may leave out") {
  const Desk desk = read(
      "company: {name: A}\nprefix: A\ncurrency: EUR\ncalendar: c\n"
      "calendars: {c: {zone: UTC}}\npriorities: {one: }\ncategories: {k: {invoice: charge}}\n");
  CHECK(desk.warn == 75);
  CHECK(desk.billing == Billing{});
  CHECK(desk.priorities == std::vector<PriorityRule>{{"one", std::nullopt, std::nullopt, {}}});
  CHECK(desk.categories == std::vector<CategoryRule>{{"k", false, false, InvoicePolicy::charge}});
  CHECK(desk.escalation.empty());
  CHECK_FALSE(desk.sync_auto);
}

TEST_CASE("what a desk may say") {
  CHECK(read(with("respond: 60m", "respond: 1h30m, resolve: 16h")).priorities[0] ==
        PriorityRule{"critical",
                     minutes(90),
                     hours(16),
                     {"Server offline", "Network failure affecting half the company", "VPN down"}});
  CHECK(read(with("respond: 60m", "respond: 90s")).priorities[0].respond == Seconds(90));
  const Calendar split =
      read(with("sat: []", "sat: [\"13:00-24:00\", \"08:00-12:30\"]")).calendars.at("office");
  CHECK(split.week[5] ==
        std::vector<Hours>{{hours(8), minutes(12 * 60 + 30)}, {hours(13), hours(24)}});
  const Calendar special =
      read(with("days: {} ",
                "days: {2026-12-24: {hours: [\"08:00-12:00\"], name: Half day}, 2026-12-27: "
                "{name: Stocktaking}} "))
          .calendars.at("office");
  CHECK(special.days.at(year(2026) / month(12) / day(24)) ==
        SpecialDay{{{hours(8), hours(12)}}, "Half day"});
  CHECK(special.days.at(year(2026) / month(12) / day(27)) == SpecialDay{{}, "Stocktaking"});
  CHECK(read(with("rates: {} ", "rates: {normal: \"450.00\", after-hours: 675} ")).billing.rates ==
        Rates{45000, 67500});
  CHECK(read(with("vat: [", "vat: [{from: 2027-01-01, percent: 15.5}, ")).billing.vat ==
        std::vector<VatRate>{{year(2023) / month(4) / day(1), 1400},
                             {year(2027) / month(1) / day(1), 1550}});
  CHECK(read(with("sync: {auto: false}", "sync: {auto: true}")).sync_auto);
  CHECK(read(shipped() + "messages: {machine: desk01}\n").deliverer == "desk01");
  CHECK(read(with("first-number: 1", "first-number: 300\n  terms: 30 days")).billing.terms ==
        "30 days");
}

TEST_CASE("a desk that breaks a rule is refused, with its line") {
  struct Case {
    const char* piece;
    const char* instead;
    const char* refusal;
  };
  const Case cases[] = {
      {"company: {name: ITWorx, ", "company: {", "1: 'name' is missing"},
      {"company: ", "company:\nx: ", "1: 'company' is missing"},
      {"prefix: ITW\n", "", "1: 'prefix' is missing"},
      {"prefix: ITW", "prefix: itw", "2: prefix: 'itw' is no prefix"},
      {"prefix: ITW", "prefix: ITWORXDESK", "2: prefix: 'ITWORXDESK' is no prefix"},
      {"currency: BWP", "currency: Pula", "3: currency: 'Pula' is no currency"},
      {"calendar: office ", "calendar: shop ", "4: calendar: 'shop' is no calendar of this desk"},
      {"calendars:", "calendars: {}\nx:", "5: 'calendars' is missing"},
      {"calendars:\n  office:", "calendars:\n  always:", "7: the calendar name 'always' is taken"},
      {"calendars:\n  office:", "calendars:\n  Office Hours:", "7: Office Hours: 'Office Hours'"},
      {"zone: Africa/Gaborone", "zone: Africa/Gabarone",
       "7: zone: 'Africa/Gabarone' is no time zone"},
      {"zone: Africa/Gaborone", "zone: ../../etc/passwd", "7: zone: '../../etc/passwd' is no"},
      {"    zone: Africa/Gaborone\n", "", "7: 'zone' is missing"},
      {"mon: [\"08:00-17:00\"]", "mon: [\"17:00-08:00\"]", "8: mon: '17:00-08:00' is no span"},
      {"mon: [\"08:00-17:00\"]", "mon: [8-17]", "8: mon: '8-17' is no span of hours"},
      {"mon: [\"08:00-17:00\"]", "mon: \"08:00-17:00\"", "8: mon: a list was expected"},
      {"mon: [\"08:00-17:00\"]", "mon: [\"08:00-13:00\", \"12:59-17:00\"]",
       "8: mon: 08:00-13:00 and 12:59-17:00 overlap"},
      {"mon: [", "monday: [", "8: monday: 'monday' is no day of the week"},
      {"[botswana]", "[narnia]", "9: holidays: 'narnia' is no shipped rule set"},
      {"days: {} ", "days: {2026-02-30: {name: x}} ", "10: 2026-02-30: '2026-02-30' is no day"},
      {"days: {} ", "days: {2026-02-03: closed} ", "10: a map of keys and values was expected"},
      {"priorities:", "priorities: {}\nx:", "11: 'priorities' is missing"},
      {"  critical: {", "  Very Urgent: {", "12: Very Urgent: 'Very Urgent' is no name"},
      {"respond: 60m", "respond: 60", "12: respond: '60' is no length of time"},
      {"respond: 60m", "respond: -60m", "12: respond: '-60m' is no length of time"},
      {"respond: 60m", "respond: 0m", "12: respond: no time at all"},
      {"examples: [Server", "examples: {a: b}, x: [Server", "12: examples: a list was expected"},
      {"categories:", "categories:\nx:", "17: 'categories' is missing"},
      {"sla: true", "sla: yes", "18: sla: 'yes' is no true or false"},
      {"invoice: zero", "invoice: free", "18: invoice: 'free' is no invoice policy (zero, charge)"},
      {", invoice: zero", "", "18: 'invoice' is missing"},
      {"warn: 75", "warn: 0", "20: warn: 0 is not between 1 and 100"},
      {"warn: 75", "warn: 175", "20: warn: 175 is not between 1 and 100"},
      {"warn: 75", "warn: most", "20: warn: 'most' is no whole number"},
      {"[ntebo, letla, ciaron]", "[ntebo, letla, ntebo]", "21: escalation: 'ntebo' is there twice"},
      {"[ntebo, letla, ciaron]", "[Ntebo]", "21: escalation: 'Ntebo' is no short name"},
      {"rates: {} ", "rates: {normal: much} ", "23: normal: 'much' is no amount"},
      {"rates: {} ", "rates: {after-hours: \"-1.00\"} ", "23: after-hours: '-1.00' is no rate"},
      {"unit: 15m", "unit: 90s", "24: unit: '90s' is no number of whole minutes"},
      {"unit: 15m", "unit: 0m", "24: unit: '0m' is no number of whole minutes"},
      {"mode: up", "mode: fair", "24: mode: 'fair' is no mode (up, down, nearest)"},
      {"scope: entry", "scope: week", "24: scope: 'week' is no scope (entry, ticket, day)"},
      {"percent: \"14\"", "percent: \"114\"", "25: percent: '114' is no percentage"},
      {"{from: 2023-04-01, ", "{", "25: 'from' is missing"},
      {"vat: [", "vat: [{from: 2023-04-01, percent: 12}, ", "25: two VAT rates from 2023-04-01"},
      {"credit-prefix: CN", "credit-prefix: INV", "27: credit notes need a prefix of their own"},
      {"invoice-prefix: INV", "invoice-prefix: ../x", "26: invoice-prefix: '../x' is no prefix"},
      {"first-number: 1", "first-number: 0", "28: first-number: 0 is not between 1 and"},
      {"tool: Acronis Quick Assist for Windows, ", "", "30: 'tool' is missing"},
      {"auto: false", "auto: sometimes", "32: auto: 'sometimes' is no true or false"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.piece, c.instead);
    CHECK_THAT(refusal(with(c.piece, c.instead)), Catch::StartsWith(c.refusal));
  }
}

}  // namespace tkt
