// SPDX-License-Identifier: MIT
#include "model/query.h"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "tests/model/sla_fixtures.h"

namespace tkt {
namespace {

const std::string kNow = "2026-11-23 10:00";

Summary summary_of(std::string id, std::string priority = "medium") {
  Summary summary;
  summary.id = std::move(id);
  summary.priority = std::move(priority);
  summary.opened = gaborone("2026-11-23 08:00");
  return summary;
}

Summary with_due(Summary summary, const std::string& due) {
  Clock clock;
  clock.due = gaborone(due);
  summary.clock = clock;
  summary.warning_from = clock.due - std::chrono::minutes(15);
  return summary;
}

Summary met_at(Summary summary, const std::string& reading) {
  summary.clock->met = gaborone(reading);
  return summary;
}

Summary in_status(Summary summary, Status status) {
  summary.status = status;
  return summary;
}

std::string order(std::vector<Summary> summaries, SortKey key) {
  std::string ids;
  for (const Summary& s : sorted(std::move(summaries), key, guide_desk(), gaborone(kNow))) {
    ids += (ids.empty() ? "" : " ") + s.id;
  }
  return ids;
}

/// The same whatever the order was before.
std::string steady_order(std::vector<Summary> summaries, SortKey key) {
  const std::string first = order(summaries, key);
  std::mt19937 shuffler(1);
  for (int i = 0; i < 50; ++i) {
    std::shuffle(summaries.begin(), summaries.end(), shuffler);
    REQUIRE(order(summaries, key) == first);
  }
  return first;
}

std::vector<Summary> mixed() {
  Summary older = summary_of("free-older", "low");
  older.opened = gaborone("2026-11-20 08:00");
  Summary critical = summary_of("free-critical", "critical");
  critical.opened = gaborone("2026-11-23 09:59");
  return {
      with_due(summary_of("late-less"), "2026-11-23 09:30"),
      with_due(summary_of("late-more", "low"), "2026-11-23 08:30"),
      with_due(summary_of("soon", "low"), "2026-11-23 10:00"),
      with_due(summary_of("later", "critical"), "2026-11-23 12:00"),
      older,
      summary_of("free-low", "low"),
      critical,
      summary_of("free-unknown", "urgent"),
      met_at(with_due(summary_of("met-high", "high"), "2026-11-23 08:30"), "2026-11-23 08:20"),
      met_at(with_due(summary_of("missed-high", "high"), "2026-11-23 08:30"), "2026-11-23 08:40")};
}

TEST_CASE("the order of the queue") {
  CHECK(steady_order(mixed(), SortKey::queue) ==
        "late-more late-less soon later free-critical met-high missed-high free-older free-low "
        "free-unknown");
}

TEST_CASE("ID decides at last, and a finished ticket's clock hurries nobody") {
  std::vector<Summary> alike = {summary_of("b"), summary_of("c"), summary_of("a")};
  CHECK(steady_order(alike, SortKey::queue) == "a b c");
  alike.push_back(
      in_status(with_due(summary_of("z", "low"), "2026-11-23 08:30"), Status::cancelled));
  CHECK(steady_order(alike, SortKey::queue) == "a b c z");
}

TEST_CASE("other orders") {
  std::vector<Summary> some = {with_due(summary_of("a", "low"), "2026-11-23 12:00"),
                               with_due(summary_of("b", "critical"), "2026-11-23 11:00"),
                               summary_of("c", "critical"), summary_of("d", "high")};
  some[0].client = "acme";
  some[1].client = "zebra";
  some[2].client = "acme";
  some[3].client = "mma";
  some[0].opened = gaborone("2026-11-23 08:03");
  some[1].opened = gaborone("2026-11-23 08:02");
  some[2].opened = gaborone("2026-11-23 08:01");
  some[3].opened = gaborone("2026-11-23 08:04");
  CHECK(steady_order(some, SortKey::opened) == "c b a d");
  CHECK(steady_order(some, SortKey::due) == "b a c d");
  CHECK(steady_order(some, SortKey::priority) == "b c d a");
  CHECK(steady_order(some, SortKey::client) == "c a d b");
  CHECK(steady_order(some, SortKey::id) == "a b c d");
}

TEST_CASE("sort keys by name") {
  CHECK(parse_sort_key("queue") == SortKey::queue);
  CHECK(parse_sort_key("opened") == SortKey::opened);
  CHECK(parse_sort_key("due") == SortKey::due);
  CHECK(parse_sort_key("priority") == SortKey::priority);
  CHECK(parse_sort_key("client") == SortKey::client);
  CHECK(parse_sort_key("id") == SortKey::id);
  CHECK_FALSE(parse_sort_key(""));
  CHECK_FALSE(parse_sort_key("Queue"));
}

Summary vpn() {
  Summary summary = summary_of("ITW-4F7K24", "critical");
  summary.subject = "VPN down for the whole office";
  summary.client = "kgalagadi-foods";
  summary.contact = "Neo Kgosi";
  summary.assigned = "letla";
  summary.tags = {"network", "gaborone"};
  return summary;
}

bool finds(const TicketQuery& query) {
  return matches(query, vpn());
}

template <class Field, class Value>
bool finds(Field TicketQuery::*field, Value value) {
  TicketQuery query;
  query.*field = std::move(value);
  return finds(query);
}

using Words = std::vector<std::string>;

TEST_CASE("words are looked for in ID, subject, client, contact and tags, in any case") {
  CHECK(finds(TicketQuery{}));
  for (const char* word : {"vpn", "4f7k", "itw-4F", "OFFICE", "kgalagadi", "kgosi", "NETWORK",
                           "gabo", "down for", ""}) {
    INFO(word);
    CHECK(finds(&TicketQuery::words, Words{word}));
  }
  for (const char* word : {"printer", "letla", "critical", "open", "vpn down office"}) {
    INFO(word);
    CHECK_FALSE(finds(&TicketQuery::words, Words{word}));
  }
  CHECK(finds(&TicketQuery::words, Words{"vpn", "neo", "foods"}));
  CHECK_FALSE(finds(&TicketQuery::words, Words{"vpn", "printer"}));
}

TEST_CASE("a field holds when any of its values does") {
  CHECK(finds(&TicketQuery::client, Words{"acme", "Kgalagadi-Foods"}));
  CHECK_FALSE(finds(&TicketQuery::client, Words{"kgalagadi"}));
  CHECK(finds(&TicketQuery::assigned, Words{"LETLA"}));
  CHECK_FALSE(finds(&TicketQuery::assigned, Words{"nobody", "ntebo"}));
  CHECK(finds(&TicketQuery::priority, Words{"low", "critical"}));
  CHECK_FALSE(finds(&TicketQuery::priority, Words{"low"}));
  CHECK(finds(&TicketQuery::tag, Words{"vpn", "Network"}));
  CHECK_FALSE(finds(&TicketQuery::tag, Words{"vpn"}));
}

TEST_CASE("all fields must hold") {
  TicketQuery query;
  query.client = {"kgalagadi-foods"};
  query.words = {"vpn"};
  query.priority = {"critical"};
  CHECK(finds(query));
  query.priority = {"low"};
  CHECK_FALSE(finds(query));
}

TEST_CASE("nobody is who is not assigned") {
  Summary summary = vpn();
  summary.assigned = "";
  TicketQuery query;
  query.assigned = {"nobody"};
  CHECK(matches(query, summary));
  query.assigned = {"letla"};
  CHECK_FALSE(matches(query, summary));
}

TEST_CASE("unfinished where no status is asked for") {
  for (int i = 0; i < kStatusCount; ++i) {
    const auto status = static_cast<Status>(i);
    const Summary summary = in_status(vpn(), status);
    TicketQuery query;
    CHECK(matches(query, summary) == !is_finished(status));
    query.all = true;
    CHECK(matches(query, summary));
    query.status = {Status::resolved, Status::waiting};
    CHECK(matches(query, summary) == (status == Status::resolved || status == Status::waiting));
    query.all = false;
    CHECK(matches(query, summary) == (status == Status::resolved || status == Status::waiting));
  }
}

TEST_CASE("since includes the instant itself") {
  const Instant opened = gaborone("2026-11-23 08:00");
  CHECK(finds(&TicketQuery::since, opened));
  CHECK(finds(&TicketQuery::since, opened - Seconds(1)));
  CHECK_FALSE(finds(&TicketQuery::since, opened + Seconds(1)));
}

TEST_CASE("a summary says what the ticket says") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  ticket.subject = "VPN down";
  ticket.contact = "Neo Kgosi";
  ticket.tags = {"vpn"};
  ticket.escalation = 1;
  ticket.work = {{"A", "letla", {}, 45, "", true, ""}};
  ticket.messages = {{"E", "email", "contact", "opened", std::nullopt},
                     {"E", "sms", "contact", "opened", Instant{}},
                     {"F", "sms", "contact", "opened", std::nullopt, Instant{}}};
  Summary summary = summarise(ticket, "tickets/x.yaml", desk);
  CHECK(summary.id == "ITW-4F7K24");
  CHECK(summary.path == "tickets/x.yaml");
  CHECK(summary.subject == "VPN down");
  CHECK(summary.contact == "Neo Kgosi");
  CHECK(summary.client == "kgalagadi-foods");
  CHECK(summary.tags == Words{"vpn"});
  CHECK(summary.escalation == 1);
  CHECK(summary.unbilled_minutes == 45);
  CHECK(summary.owed_messages == 1);
  CHECK(summary.given_up_messages == 1);
  REQUIRE(summary.clock);
  CHECK(in_gaborone(summary.clock->due) == "2026-11-23 09:15");
  CHECK(in_gaborone(summary.clock_start) == "2026-11-23 08:15");
  CHECK(in_gaborone(summary.warning_from) == "2026-11-23 09:00");
  CHECK(summary.assigned_before.empty());
}

TEST_CASE("a summary knows when each who was assigned the ticket was so last") {
  const Desk desk = guide_desk();
  Ticket ticket = opened("2026-11-23 08:15", "critical", desk);
  ticket.assigned = "letla";
  const auto told = [&] {
    std::string text;
    for (const auto& [to, at] : summarise(ticket, "", desk).assigned_before) {
      text += to + " " + in_gaborone(at) + "; ";
    }
    return text;
  };
  CHECK(told() == "letla 2026-11-23 08:15; ");
  for (const auto& [to, at] :
       {std::pair("thato", "2026-11-23 08:20"), std::pair("letla", "2026-11-23 08:30"),
        std::pair("thato", "2026-11-23 08:25")}) {
    ticket = then(ticket, "assign", at, Status::assigned);
    ticket.events.back().details = {{"to", to}};
  }
  CHECK(told() == "letla 2026-11-23 08:30; thato 2026-11-23 08:25; ");
}

TEST_CASE("a message given up is owed no longer, and has not left") {
  Summary summary;
  summary.given_up_messages = 1;
  TicketQuery owed;
  owed.owed = true;
  TicketQuery unsent;
  unsent.unsent = true;
  CHECK_FALSE(matches(owed, summary));
  CHECK(matches(unsent, summary));
  summary = {};
  CHECK_FALSE(matches(unsent, summary));
  summary.owed_messages = 1;
  CHECK(matches(owed, summary));
  CHECK(matches(unsent, summary));
}

TEST_CASE("a ticket without a clock has none in its summary") {
  const Desk desk = guide_desk();
  const Summary summary = summarise(opened("2026-11-23 08:15", "queue", desk), "", desk);
  CHECK_FALSE(summary.clock);
  CHECK(state_of(summary, gaborone(kNow)) == SlaState::none);
}

/// Tickets of every fate, with the state that they are in at each hour.
std::vector<Ticket> fates(const Desk& desk) {
  const Ticket fresh = opened("2026-11-23 08:15", "critical", desk);
  const auto met = [&](const std::string& reading) {
    return meet(then(fresh, "respond", reading, Status::in_progress), Target::respond,
                gaborone(reading));
  };
  const auto solved = [&](Ticket ticket, const std::string& reading) {
    ticket = meet(std::move(ticket), Target::respond, gaborone(reading));
    ticket = meet(std::move(ticket), Target::resolve, gaborone(reading));
    return then(std::move(ticket), "resolve", reading, Status::resolved);
  };
  std::vector<Ticket> all = {
      fresh,
      met("2026-11-23 08:31"),
      met("2026-11-23 09:31"),
      solved(met("2026-11-23 08:31"), "2026-11-23 10:00"),
      solved(fresh, "2026-11-23 10:00"),
      then(fresh, "cancel", "2026-11-23 08:40", Status::cancelled),
      then(fresh, "cancel", "2026-11-23 09:40", Status::cancelled),
      then(fresh, "wait", "2026-11-23 08:40", Status::waiting),
      then(met("2026-11-23 08:31"), "wait", "2026-11-23 08:40", Status::waiting),
      then(met("2026-11-23 08:31"), "wait", "2026-11-23 16:40", Status::waiting)};
  all.push_back(then(all[3], "reopen", "2026-11-23 14:00", Status::open));
  all.back().sla.push_back(
      {2, Target::respond, std::chrono::minutes(60), "office", gaborone("2026-11-23 15:00"), {}});
  all.push_back(then(all[6], "reopen", "2026-11-23 14:00", Status::open));
  return all;
}

TEST_CASE("the state of a summary is the state of its ticket, at every time") {
  for (const Desk& desk : {guide_desk(), solving_desk()}) {
    for (const Ticket& ticket : fates(desk)) {
      const Summary summary = summarise(ticket, "", desk);
      for (Instant now = gaborone("2026-11-23 08:15"); now < gaborone("2026-11-24 18:00");
           now += Seconds(450)) {
        INFO(to_string(ticket.status) << " " << ticket.events.size() << " " << in_gaborone(now));
        REQUIRE(to_string(state_of(summary, now)) == to_string(ticket_state(ticket, desk, now)));
        REQUIRE(to_string(state_of(summary, now + Seconds(1))) ==
                to_string(ticket_state(ticket, desk, now + Seconds(1))));
      }
    }
  }
}

TEST_CASE("a promise dropped in time leaves no clock behind") {
  const Desk desk = guide_desk();
  CHECK_FALSE(summarise(fates(desk)[5], "", desk).clock);
  CHECK(summarise(fates(desk)[6], "", desk).clock);
}

}  // namespace
}  // namespace tkt
