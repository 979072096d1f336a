// SPDX-License-Identifier: MIT
#include "cmd/sync_text.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cmd/table.h"

namespace tkt {
namespace {

std::string name_of_record(const std::string& ticket, const std::string& path) {
  return ticket.empty() ? path : ticket;
}

std::string commits(int count) {
  return fmt::format("{} {}", count, count == 1 ? "commit" : "commits");
}

std::string overruled_line(const Overruled& one) {
  const std::string loser = one.ours ? "yours" : one.of.empty() ? "another's" : one.of + "'s";
  return fmt::format("{} {}: '{}' of {} stands, and overrules {}, '{}'",
                     name_of_record(one.ticket, one.path), one.field, one.kept,
                     one.by.empty() ? "the other side" : one.by, loser, one.lost);
}

std::string file_line(const Stopped& file) {
  return (file.line == 0 ? file.path : fmt::format("{}:{}", file.path, file.line)) + ": " +
         file.message;
}

void print_line(Output& err, Style style, const char* label, const std::string& text) {
  err.text(style, label);
  err.line(printable_line(text));
}

Json to_json(const Stopped& file) {
  return {{"path", file.path},
          {"line", file.line == 0 ? Json() : Json(file.line)},
          {"problem", file.message}};
}

Json ticket_json(const std::string& id) {
  return id.empty() ? Json() : Json(id);
}

Json to_json(const Incoming& one) {
  return {{"ticket", ticket_json(one.ticket)},
          {"path", one.path},
          {"field", one.field},
          {"old", one.before},
          {"new", one.after},
          {"by", one.by}};
}

Json to_json(const Overruled& one) {
  return {{"ticket", ticket_json(one.ticket)},
          {"path", one.path},
          {"field", one.field},
          {"kept", one.kept},
          {"lost", one.lost},
          {"of", one.of},
          {"by", one.by},
          {"yours", one.ours}};
}

Json to_json(const Renamed& one) {
  return {
      {"old", one.before}, {"new", one.after}, {"opener", one.opener}, {"subject", one.subject}};
}

template <class T>
Json list_of(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) {
    list.push_back(to_json(value));
  }
  return list;
}

/// The text of a key; empty for null and for what is missing.
std::string text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

Incoming incoming_from(const Json& json) {
  return {text_of(json, "path"), text_of(json, "ticket"), text_of(json, "field"),
          text_of(json, "old"),  text_of(json, "new"),    text_of(json, "by")};
}

Overruled overruled_from(const Json& json) {
  return {text_of(json, "path"), text_of(json, "ticket"),   text_of(json, "field"),
          text_of(json, "kept"), text_of(json, "lost"),     text_of(json, "of"),
          text_of(json, "by"),   json.value("yours", false)};
}

Stopped stopped_from(const Json& json) {
  const auto line = json.find("line");
  const bool known = line != json.end() && line->is_number_integer();
  return {text_of(json, "path"), known ? line->get<int>() : 0, text_of(json, "problem")};
}

Renamed renamed_from(const Json& json) {
  return {text_of(json, "old"), text_of(json, "new"), text_of(json, "opener"),
          text_of(json, "subject")};
}

template <class T, class From>
void add_list(const Json& json, const char* key, std::vector<T>& list, From from) {
  const auto found = json.find(key);
  if (found != json.end() && found->is_array()) {
    for (const Json& one : *found) {
      list.push_back(from(one));
    }
  }
}

}  // namespace

void print_incoming(Output& out, const Exchanged& exchanged) {
  Table table({"WHAT", "FIELD", "OLD", "NEW", "BY"}, 3);
  for (const Incoming& one : exchanged.incoming) {
    table.row({{printable_line(name_of_record(one.ticket, one.path)), Style::cyan},
               {one.field.empty() ? "new" : printable_line(one.field)},
               {printable_line(one.before), Style::dim},
               {printable_line(one.after)},
               {printable_line(one.by)}});
  }
  if (!exchanged.incoming.empty()) {
    table.print(out);
  }
}

void print_notices(Output& err, const Exchanged& exchanged) {
  for (const Overruled& one : exchanged.overruled) {
    print_line(err, Style::yellow, "tkt: overruled: ", overruled_line(one));
  }
  for (const Renamed& one : exchanged.renamed) {
    print_line(err, Style::yellow, "tkt: renamed: ",
               fmt::format("{}, opened by {}, had the ID of another ticket and is {} now: {}",
                           one.before, one.opener, one.after, one.subject));
  }
  for (const Stopped& file : exchanged.told) {
    print_line(err, Style::plain, "tkt: note: ", file_line(file));
  }
  for (const Stopped& file : exchanged.stopped) {
    print_line(err, Style::red, "tkt: not merged: ", file_line(file));
  }
}

std::string summary_of(const Exchanged& exchanged, const Remote& remote, bool dry_run) {
  if (exchanged.received == 0 && exchanged.sent == 0) {
    return fmt::format("in step with '{}'", remote.name);
  }
  const std::string received =
      exchanged.received == 0
          ? ""
          : fmt::format("{} {}", dry_run ? "receive" : "received", commits(exchanged.received));
  const std::string sent = exchanged.sent == 0
                               ? ""
                               : fmt::format("{}{} {}", received.empty() ? "" : ", ",
                                             dry_run ? "send" : "sent", commits(exchanged.sent));
  return fmt::format("{}'{}': {}{}", dry_run ? "would exchange with " : "", remote.name, received,
                     sent);
}

Json to_json(const Exchanged& exchanged, const Remote& remote) {
  return {{"remote", remote.name},
          {"branch", remote.branch},
          {"received", exchanged.received},
          {"sent", exchanged.sent},
          {"incoming", list_of(exchanged.incoming)},
          {"overruled", list_of(exchanged.overruled)},
          {"renamed", list_of(exchanged.renamed)},
          {"stopped", list_of(exchanged.stopped)},
          {"notes", list_of(exchanged.told)}};
}

void add_from_json(const Json& json, Exchanged& exchanged) {
  add_list(json, "incoming", exchanged.incoming, incoming_from);
  add_list(json, "overruled", exchanged.overruled, overruled_from);
  add_list(json, "renamed", exchanged.renamed, renamed_from);
  add_list(json, "stopped", exchanged.stopped, stopped_from);
  add_list(json, "notes", exchanged.told, stopped_from);
}

}  // namespace tkt
