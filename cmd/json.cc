// SPDX-License-Identifier: MIT
#include "cmd/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include <nlohmann/json.hpp>

namespace tkt {
namespace {

std::string json_key(std::string yaml_key) {
  std::replace(yaml_key.begin(), yaml_key.end(), '-', '_');
  return yaml_key;
}

/// An integer in its shortest spelling: "007" and "+1" are texts.
std::optional<std::int64_t> integer(const std::string& text) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || std::to_string(value) != text) {
    return std::nullopt;
  }
  return value;
}

/// Whether the files have a number, or true or false, under that key; a subject is a text, also
/// where somebody calls it 42.
bool is_typed(std::string_view key) {
  constexpr std::array<std::string_view, 10> kTyped = {
      "covered", "cycle",   "minutes", "escalation", "step",
      "billed",  "callout", "agreed",  "active",     "billable"};
  return std::find(kTyped.begin(), kTyped.end(), key) != kTyped.end();
}

Json json_of(const Node& node, std::string_view key);

Json scalar(const Node& node, std::string_view key) {
  const bool unquoted =
      is_typed(key) && (node.style == Node::Style::plain || node.style == Node::Style::bare);
  if (unquoted && (node.scalar == "true" || node.scalar == "false")) {
    return node.scalar == "true";
  }
  if (const auto number = integer(node.scalar); unquoted && number) {
    return *number;
  }
  return node.scalar;
}

Json object(const Node& map) {
  Json result = Json::object();
  for (const auto& [key, value] : map.fields) {
    result[json_key(key)] = json_of(value, key);
  }
  return result;
}

Json array(const Node& sequence) {
  Json result = Json::array();
  for (const Node& item : sequence.items) {
    result.push_back(json_of(item, ""));
  }
  return result;
}

Json json_of(const Node& node, std::string_view key) {
  switch (node.kind) {
    case Node::Kind::null: return nullptr;
    case Node::Kind::scalar: return scalar(node, key);
    case Node::Kind::sequence: return array(node);
    case Node::Kind::map: return object(node);
  }
  return nullptr;
}

Json or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json contact_details(const std::string& name, const Client* client) {
  const Contact* contact = client == nullptr ? nullptr : client->contact(name);
  if (contact == nullptr) {
    return {{"name", name}, {"mobile", nullptr}, {"email", nullptr}};
  }
  return {{"name", contact->name},
          {"mobile", or_null(contact->mobile)},
          {"email", or_null(contact->email)}};
}

/// How long a promise has been broken, or had been when it was kept; 0 for a kept one, and for one
/// that nobody kept before the ticket was cancelled.
std::int64_t overdue_seconds(const Summary& summary, Instant now) {
  const SlaState state = state_of(summary, now);
  if (state == SlaState::missed && summary.clock->met) {
    return (*summary.clock->met - summary.clock->due).count();
  }
  const Instant judged = std::min(now, summary.still_since.value_or(now));
  return state == SlaState::breached ? (judged - summary.clock->due).count() : 0;
}

void add_sla(Json& json, const Summary& summary, const Desk& desk, Instant now) {
  json["sla_state"] = to_string(state_of(summary, now));
  json["due"] = summary.clock ? Json(format_instant(summary.clock->due, desk.zone())) : Json();
  json["overdue_seconds"] = overdue_seconds(summary, now);
}

/// As the ticket's file has it: a whole number, or where seconds count a duration.
Json minutes_of(const Clock& clock) {
  const auto seconds = clock.allowed.count();
  return seconds % 60 == 0 ? Json(seconds / 60) : Json(format_duration(clock.allowed));
}

Json file_of(std::string_view id, const Node& file) {
  Json json = {{"id", id}};
  json.update(object(file));
  return json;
}

}  // namespace

Json to_json(const Node& node) {
  return json_of(node, "");
}

Json to_json(const Ticket& ticket, const Node& file, const Client* client, const Desk& desk,
             Instant now) {
  Json json = object(file);
  json["contact"] = contact_details(ticket.contact, client);
  add_sla(json, summarise(ticket, "", desk), desk, now);
  return json;
}

Json to_json(const Client& client, const Node& file) {
  return file_of(client.id, file);
}

Json to_json(const Staff& staff, const Node& file) {
  return file_of(staff.id, file);
}

Json to_json(const Summary& summary, const Desk& desk, Instant now) {
  Json json = {{"id", summary.id},
               {"subject", summary.subject},
               {"status", to_string(summary.status)},
               {"priority", summary.priority},
               {"client", summary.client},
               {"contact", {{"name", summary.contact}}},
               {"tags", summary.tags},
               {"assigned", summary.assigned.empty() ? Json() : Json(summary.assigned)},
               {"escalation", summary.escalation},
               {"opened", format_instant(summary.opened, desk.zone())},
               {"unbilled_minutes", summary.unbilled_minutes},
               {"owed_messages", summary.owed_messages}};
  add_sla(json, summary, desk, now);
  return json;
}

Json to_json(const Sum& sum, const Ticket& ticket, const Zone& zone) {
  Json json = {{"id", ticket.id},
               {"cycle", sum.clock.cycle},
               {"target", to_string(sum.clock.target)},
               {"minutes", minutes_of(sum.clock)},
               {"calendar", sum.clock.calendar},
               {"start", format_instant(sum.start, zone)},
               {"due", format_instant(sum.clock.due, zone)},
               {"state", to_string(sum.state)},
               {"elapsed_seconds", sum.elapsed.count()},
               {"remaining_seconds", sum.remaining.count()},
               {"intervals", Json::array()},
               {"skipped", Json::array()}};
  for (const Sum::Part& part : sum.intervals) {
    json["intervals"].push_back({{"from", format_instant(part.from, zone)},
                                 {"to", format_instant(part.to, zone)},
                                 {"seconds", part.length.count()}});
  }
  for (const Sum::Skipped& day : sum.skipped) {
    json["skipped"].push_back({{"date", format_date(day.date)}, {"why", day.why}});
  }
  return json;
}

Json to_json(const std::vector<Candidate>& candidates) {
  Json json = Json::array();
  for (const Candidate& candidate : candidates) {
    json.push_back({{"staff", candidate.staff.id},
                    {"name", candidate.staff.name},
                    {"skills", candidate.matching_skills},
                    {"usual", candidate.usual},
                    {"load", candidate.load.weight},
                    {"why", candidate.why}});
  }
  return json;
}

std::string dump(const Json& json) {
  constexpr int kIndent = 2;
  constexpr bool kAscii = true;
  return json.dump(kIndent, ' ', kAscii, Json::error_handler_t::replace) + "\n";
}

}  // namespace tkt
