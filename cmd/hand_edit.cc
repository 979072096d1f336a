// SPDX-License-Identifier: MIT
#include "cmd/hand_edit.h"

#include <algorithm>

#include <fmt/core.h>

#include "cmd/staff_fields.h"
#include "model/error.h"
#include "model/sla.h"
#include "store/codec.h"
#include "store/paths.h"

namespace tkt {
namespace {

[[noreturn]] void refuse(const std::string& message, const std::string& hint = "") {
  throw Error(ErrorKind::refused, message, hint);
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : std::string(between)) + part;
  }
  return text;
}

/// Top-level keys whose values differ.
std::vector<std::string> changed_fields(const Node& before, const Node& after) {
  std::vector<std::string> changed;
  for (const auto& [key, value] : after.fields) {
    const Node* old = before.find(key);
    if (old == nullptr || !(*old == value)) {
      changed.push_back(key);
    }
  }
  for (const auto& [key, value] : before.fields) {
    if (after.find(key) == nullptr) {
      changed.push_back(key);
    }
  }
  return changed;
}

/// An event tells what happened; it may be added to by commands alone.
void check_history(const Ticket& before, const Ticket& after, std::string_view path) {
  for (const Event& event : before.events) {
    const bool kept = std::any_of(after.events.begin(), after.events.end(),
                                  [&](const Event& one) { return one.id == event.id; });
    if (!kept) {
      refuse(fmt::format("{}: event '{}' ({}) is missing", path, event.id, event.did),
             "what happened stays written; put the line back");
    }
  }
  for (const Work& work : before.work) {
    const auto same = std::find(after.work.begin(), after.work.end(), work);
    if (!work.invoice.empty() && same == after.work.end()) {
      refuse(fmt::format("{}: work '{}' is billed by {} and cannot change", path, work.id,
                         work.invoice),
             "credit the invoice first: tkt credit " + work.invoice + " --reason TEXT");
    }
  }
}

Ticket edited_ticket(Context& context, const Snapshot& snapshot, std::string_view path,
                     const Ticket* before, const std::string& text, const Known& known) {
  Ticket ticket = ticket_from(parse_yaml(text, path), path);
  const Desk& desk = snapshot.desk().value;
  if (ticket.id != name_of(path) || !is_ticket_id(ticket.id)) {
    refuse(fmt::format("{}: its id is '{}'", path, ticket.id), "a ticket's ID never changes");
  }
  if (before == nullptr && path != ticket_path(ticket.id, desk.zone().date(ticket.opened))) {
    refuse(fmt::format("{}: a ticket opened then belongs into {}", path,
                       ticket_path(ticket.id, desk.zone().date(ticket.opened))));
  }
  if (before != nullptr) {
    check_history(*before, ticket, path);
  }
  // The edit itself may change the status: its event says so.
  Ticket judged = ticket;
  judged.events.push_back({"", context.now(), std::nullopt, "", "edit", {}});
  std::vector<std::string> problems;
  for (Problem& problem : violations(judged, desk, known)) {
    problems.push_back(std::move(problem.what));
  }
  if (!problems.empty()) {
    refuse(fmt::format("{}: {}", path, joined(problems, "; ")));
  }
  return ticket;
}

}  // namespace

Known known_to(const Snapshot& snapshot) {
  Known known;
  std::vector<BrokenFile> broken;
  for (auto& record : snapshot.clients(&broken)) {
    known.clients.emplace(record.value.id, std::move(record.value));
  }
  for (const auto& record : snapshot.staff(&broken)) {
    known.staff.insert(record.value.id);
  }
  const auto numbers = snapshot.invoice_numbers();
  known.invoices.insert(numbers.begin(), numbers.end());
  return known;
}

std::string take_over_ticket(Context& context, const Snapshot& snapshot, std::string_view path,
                             const Ticket* before, const std::string& text, const Known& known) {
  const Ticket edited = edited_ticket(context, snapshot, path, before, text, known);
  if (before != nullptr && *before == edited) {
    return text;
  }
  const Zone& zone = snapshot.desk().value.zone();
  const Node as_edited = to_node(edited, zone);
  const auto fields = before == nullptr ? std::vector<std::string>{"all"}
                                        : changed_fields(to_node(*before, zone), as_edited);
  Ticket after = edited;
  after.events.push_back({draw_entry_id(context.random),
                          context.now(),
                          std::nullopt,
                          context.actor().id,
                          "edit",
                          {{"fields", joined(fields, ", ")}}});
  const bool promise_moved =
      before != nullptr && before->sla == edited.sla &&
      (before->priority != edited.priority || before->client != edited.client);
  if (promise_moved) {
    after = restart_clocks(std::move(after), known.clients.at(after.client), snapshot.desk().value);
  }
  return edit_yaml(text, as_edited, to_node(after, zone), path);
}

void check_hand_edit(Context& context, const Snapshot& snapshot, std::string_view path,
                     const std::optional<std::string>& text) {
  const FileKind kind = kind_of(path);
  if (kind == FileKind::invoice) {
    refuse(fmt::format("{}: an issued invoice never changes", path),
           "a mistake is mended by a credit note: tkt credit NUMBER --reason TEXT");
  }
  if (kind == FileKind::payment) {
    refuse(fmt::format("{}: a recorded payment never changes", path),
           "a mistake is mended by a record of the difference: tkt paid NUMBER --amount=-100.00");
  }
  if (!text && kind != FileKind::message_template) {
    refuse(fmt::format("{}: the file is missing", path),
           "files of a desk are never deleted; 'git status' shows how to bring it back");
  }
  if (kind == FileKind::desk || kind == FileKind::staff) {
    context.require_manager("change " + std::string(path));
  }
  if (kind == FileKind::desk) {
    const Desk desk = desk_from(parse_yaml(*text, path), path);
    for (const std::string& name : desk.escalation) {
      if (!snapshot.staff_member(name)) {
        refuse(fmt::format("{}: escalation: '{}' is not on the staff", path, name));
      }
    }
  } else if (kind == FileKind::staff) {
    const Staff staff = staff_from(parse_yaml(*text, path), path);
    refuse_taken_address(snapshot, staff);
    refuse_last_manager(snapshot, staff);
  } else if (kind == FileKind::client) {
    const Client client = client_from(parse_yaml(*text, path), path);
    if (snapshot.desk().value.category(client.category) == nullptr) {
      refuse(fmt::format("{}: category '{}' is not in desk.yaml", path, client.category));
    }
    (void)snapshot.desk().value.calendar_named(client.calendar);
  }
}

}  // namespace tkt
