// SPDX-License-Identifier: MIT
#include "cmd/hand_edit.h"

#include <algorithm>

#include <fmt/core.h>

#include "cmd/edit_damage.h"
#include "cmd/template_check.h"
#include "cmd/ticket_change.h"
#include "cmd/verify_place.h"
#include "model/edit_rules.h"
#include "model/error.h"
#include "model/ledger.h"
#include "model/promise_rules.h"
#include "model/sla.h"
#include "model/text.h"
#include "store/codec.h"
#include "store/paths.h"
#include "store/records.h"

namespace tkt {
namespace {

[[noreturn]] void refuse(const std::string& message, const std::string& hint = "") {
  throw Error(ErrorKind::refused, message, hint);
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

Edits readable(const Edits& edits) {
  Edits sound;
  for (const auto& [path, text] : edits) {
    try {
      if (text) {
        check_file(path, *text);
        sound.emplace(path, text);
      }
    } catch (const Error&) {
      // Told when it is to be taken over. A removal is refused there, too.
    }
  }
  return sound;
}

/// Throws with every problem in a line of its own.
void refuse_problems(const std::vector<Finding>& findings) {
  std::string all;
  for (const Finding& finding : findings) {
    all += (all.empty() ? "" : "\n") + text_of(finding);
  }
  if (!all.empty()) {
    refuse(all);
  }
}

bool is_new_bill(const Work& work, const std::optional<Record<Ticket>>& old) {
  return !work.invoice.empty() && (!old || std::find(old->value.work.begin(), old->value.work.end(),
                                                     work) == old->value.work.end());
}

/// The problems of a ticket with the invoices that bill it, where the edit could have made some.
std::vector<Problem> billing_problems(const Snapshot& snapshot, const Ticket& ticket,
                                      const std::optional<Record<Ticket>>& old) {
  const auto fresh = [&](const Work& work) { return is_new_bill(work, old); };
  if (std::none_of(ticket.work.begin(), ticket.work.end(), fresh)) {
    return {};
  }
  Ledger ledger;
  std::vector<BrokenFile> broken;
  for (const auto& invoice : snapshot.invoices(&broken)) {
    ledger.add(invoice.value);
  }
  return ledger.check(ticket);
}

Ticket with_edit_event(Context& context, Ticket ticket, const std::vector<std::string>& fields) {
  ticket.events.push_back({draw_entry_id(context.random),
                           context.now(),
                           std::nullopt,
                           context.actor().id,
                           "edit",
                           {{"fields", joined(fields)}}});
  return ticket;
}

bool moves_promise(const Ticket& before, const Ticket& after) {
  return before.sla == after.sla &&
         (before.priority != after.priority || before.client != after.client);
}

void append(std::vector<Problem>& problems, const std::vector<Problem>& more) {
  problems.insert(problems.end(), more.begin(), more.end());
}

}  // namespace

HandEdits::HandEdits(Context& context, const Snapshot& before, Edits edits)
    : context_(context),
      before_(before),
      edits_(std::move(edits)),
      after_(before.with(readable(edits_))),
      people_(look_at_people(after_)) {
  const auto numbers = after_.invoice_numbers();
  people_.known.invoices.insert(numbers.begin(), numbers.end());
}

std::optional<std::string> HandEdits::take_over(const std::string& path) const {
  const auto& text = edits_.at(path);
  const FileKind kind = kind_of(path);
  if (kind == FileKind::invoice || kind == FileKind::payment) {
    check_issued(path);
    return text;
  }
  if (!text && kind != FileKind::message_template) {
    refuse(path + ": the file is missing",
           "files of a desk are never deleted; 'git status' shows how to bring it back");
  }
  if (text) {
    check_file(path, *text);
  }
  if (kind == FileKind::ticket) {
    return take_over_ticket(path);
  }
  if (kind == FileKind::message_template) {
    check_template(path);
  } else {
    check_people(path);
  }
  return text;
}

std::vector<std::string> HandEdits::damage() const {
  std::vector<std::string> lines;
  const auto edited = [&](const std::string& path) { return edits_.count(path) != 0; };
  for (const Finding& finding : new_findings(look_at_people(before_), people_)) {
    if (!edited(finding.path)) {
      lines.push_back(text_of(finding));
    }
  }
  for (std::string& line : tickets_left_alone(context_, before_, after_, people_.known, edits_)) {
    lines.push_back(std::move(line));
  }
  return lines;
}

/// What was issued may only be restored.
void HandEdits::check_issued(const std::string& path) const {
  for (const Altered& file : context_.store().altered(before_, "invoices")) {
    const auto made = git::Oid::from_hex(file.made);
    if (file.path == path && made &&
        context_.store().snapshot_of(*made).file(path) == edits_.at(path)) {
      context_.require_manager("restore " + path);
      return;
    }
  }
  if (kind_of(path) == FileKind::invoice) {
    refuse(path + ": an issued invoice never changes",
           "a mistake is mended by a credit note: tkt credit NUMBER --reason TEXT");
  }
  refuse(path + ": a recorded payment never changes",
         "a mistake is mended by a record of the difference: tkt paid NUMBER --amount=-100.00");
}

void HandEdits::check_people(const std::string& path) const {
  std::vector<Finding> findings;
  std::copy_if(people_.findings.begin(), people_.findings.end(), std::back_inserter(findings),
               [&](const Finding& finding) { return finding.path == path; });
  refuse_problems(findings);
}

void HandEdits::check_template(const std::string& path) const {
  const std::string name = path.substr(path.find('/') + 1);
  const std::string problem =
      edits_.at(path) && is_used_template(name) ? template_problem(after_, name) : "";
  if (!problem.empty()) {
    refuse(path + ": " + problem);
  }
}

/// nullopt for a new one, and for one that is broken: the edit mends it.
std::optional<Record<Ticket>> HandEdits::ticket_before(const std::string& path) const {
  try {
    return before_.file(path) ? std::optional(before_.ticket_at(path)) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::vector<Problem> HandEdits::judge(const Record<Ticket>& record,
                                      const std::optional<Record<Ticket>>& old) const {
  const Ticket& ticket = record.value;
  const Desk& desk = after_.desk().value;
  std::vector<Problem> problems;
  if (!is_in_place(record, desk.zone())) {
    problems.push_back(
        {fmt::format("its place is '{}'", ticket_path(ticket.id, desk.zone().date(ticket.opened))),
         "opened"});
  }
  for (const std::string& other : other_places(context_, before_, edits_, record.path)) {
    problems.push_back({fmt::format("'{}' has the same ID", other), "id"});
  }
  append(problems, edit_violations(old ? &old->value : nullptr, ticket));
  // The edit itself may change the status: its event says so.
  Ticket judged = ticket;
  judged.events.push_back({"", context_.now(), std::nullopt, "", "edit", {}});
  const bool unread = people_.unread_clients.count(ticket.client) != 0;
  for (Problem& problem : violations(judged, desk, people_.known)) {
    if (unread && problem.key == "client") {
      problem.what =
          fmt::format("the file of client '{}' is broken: mend that first", ticket.client);
    }
    problems.push_back(std::move(problem));
  }
  append(problems, check_promises(judged, desk).violations);
  append(problems, billing_problems(before_, ticket, old));
  return problems;
}

std::string HandEdits::take_over_ticket(const std::string& path) const {
  const std::string& text = edits_.at(path).value();
  const Record<Ticket> record = read_ticket(path, text);
  const std::optional<Record<Ticket>> old = ticket_before(path);
  std::vector<Finding> findings;
  for (const Problem& problem : judge(record, old)) {
    findings.push_back({path, line_of(text, path, problem), problem.what});
  }
  refuse_problems(findings);
  const Ticket& edited = record.value;
  if (old && old->value == edited) {
    return text;
  }
  const Desk& desk = after_.desk().value;
  const Node as_edited = to_node(edited, desk.zone());
  const auto fields = old ? changed_fields(to_node(old->value, desk.zone()), as_edited)
                          : std::vector<std::string>{"all"};
  Ticket after = with_edit_event(context_, edited, fields);
  if (old && moves_promise(old->value, edited)) {
    after = restart_clocks(std::move(after), people_.known.clients.at(edited.client), desk);
  }
  if (old && old->value.sla != after.sla) {
    const auto breaches = breaches_so_far(old->value, desk, context_.now());
    after.events.insert(after.events.end(), breaches.begin(), breaches.end());
    after = note_moves(context_, old->value, std::move(after));
  }
  return edit_yaml(text, as_edited, to_node(after, desk.zone()), path);
}

}  // namespace tkt
