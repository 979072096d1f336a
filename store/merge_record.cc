// SPDX-License-Identifier: MIT
#include "store/merge_record.h"

#include <algorithm>
#include <tuple>

#include <fmt/core.h>

#include "model/error.h"
#include "store/codec.h"
#include "store/merge_nodes.h"
#include "store/merge_text.h"
#include "store/records.h"

namespace tkt {
namespace {

std::string by_of(const std::optional<Writing>& writing) {
  return writing ? writing->by : "";
}

/// The later one stands; of two of which nothing is known, the greater text.
bool theirs_is_later(const std::optional<Writing>& ours, const std::optional<Writing>& theirs,
                     const FieldConflict& conflict) {
  return std::tie(ours, conflict.ours) < std::tie(theirs, conflict.theirs);
}

/// Decides conflicts and notes what lost.
class Judge {
 public:
  explicit Judge(std::string path) : path_(std::move(path)) {}

  bool theirs_stands(const FieldConflict& conflict, const std::optional<Writing>& ours,
                     const std::optional<Writing>& theirs) {
    const bool later = theirs_is_later(ours, theirs, conflict);
    const std::string& kept = later ? conflict.theirs : conflict.ours;
    const std::string& lost = later ? conflict.ours : conflict.theirs;
    overruled.push_back({path_, "", conflict.field, kept, lost, by_of(later ? ours : theirs),
                         by_of(later ? theirs : ours), later});
    return later;
  }

  std::vector<Overruled> overruled;

 private:
  std::string path_;
};

// Tickets.

struct ParsedTicket {
  Source source;
  Ticket ticket;
};

ParsedTicket parsed_ticket(const std::string& text, const std::string& path) {
  Source source = source_of(text, path);
  Ticket ticket = ticket_from(source.root, path);
  return {std::move(source), std::move(ticket)};
}

/// Fields that `settle` decides, and what former merges told.
bool is_settled_later(const FieldConflict& conflict, const Node& ours) {
  const std::string root = conflict.field.substr(0, conflict.field.find('.'));
  if (root == "sla" || root == "messages" || root == "status") {
    return true;
  }
  if (root != "events") {
    return false;
  }
  const Node* const did =
      node_at(ours, conflict.field.substr(0, conflict.field.rfind('.')) + ".did");
  return did != nullptr && did->scalar == "merge";
}

class TicketMerge {
 public:
  TicketMerge(const FileVersions& file, const Desk* desk)
      : file_(file),
        desk_(desk),
        zone_(desk != nullptr ? desk->zone() : Zone()),
        ours_(parsed_ticket(file.ours, file.path)),
        theirs_(parsed_ticket(file.theirs, file.path)),
        judge_(file.path) {
    if (!file.base.empty()) {
      base_ = parsed_ticket(file.base, file.path);
    }
  }

  RecordMerge merge() {
    const Node merged =
        merge_nodes(base_ ? base_->source.root : Node(), ours_.source.root, theirs_.source.root,
                    [this](const FieldConflict& conflict) { return theirs_stands(conflict); });
    const std::string text = merge_texts(base_ ? &base_->source : nullptr, ours_.source,
                                         theirs_.source, merged, file_.path);
    const Ticket before = ticket_from(merged, file_.path);
    const Settled settled = settle(
        before, {base_ ? &base_->ticket : nullptr, ours_.ticket, theirs_.ticket}, lost(),
        [&](const std::string& field) { return told_text(node_at(merged, field)); }, desk_);
    RecordMerge result;
    result.text =
        edit_yaml(text, to_node(before, zone_), to_node(settled.ticket, zone_), file_.path);
    tell_status(settled);
    for (Overruled& one : judge_.overruled) {
      one.ticket = settled.ticket.id;
    }
    result.overruled = std::move(judge_.overruled);
    tell_billing(settled.ticket, result.told);
    return result;
  }

 private:
  [[nodiscard]] const Ticket* base() const { return base_ ? &base_->ticket : nullptr; }

  bool theirs_stands(const FieldConflict& conflict) {
    if (is_settled_later(conflict, ours_.source.root)) {
      return conflict.ours < conflict.theirs;
    }
    return judge_.theirs_stands(
        conflict, writing_of(ours_.ticket, base(), conflict.field, conflict.ours),
        writing_of(theirs_.ticket, base(), conflict.field, conflict.theirs));
  }

  [[nodiscard]] std::vector<LostValue> lost() const {
    std::vector<LostValue> values;
    for (const Overruled& one : judge_.overruled) {
      const Ticket& loser = one.ours ? ours_.ticket : theirs_.ticket;
      values.push_back({one.field, one.lost, by_of(named_writing_of(loser, one.field, one.lost))});
    }
    return values;
  }

  void tell_status(const Settled& settled) {
    const std::string kept(to_string(settled.ticket.status));
    for (const LostValue& value : settled.lost) {
      if (value.field == "status") {
        const bool ours = to_string(ours_.ticket.status) == value.lost;
        const Ticket& winner = ours ? theirs_.ticket : ours_.ticket;
        judge_.overruled.push_back({file_.path, "", "status", kept, value.lost, value.of,
                                    by_of(writing_of(winner, base(), "status", kept)), ours});
      }
    }
  }

  /// What both sides' changes together make of the bill.
  void tell_billing(const Ticket& ticket, std::vector<Stopped>& told) const {
    const int unbilled = ticket.unbilled_minutes();
    const int known =
        std::max(ours_.ticket.status == Status::invoiced ? ours_.ticket.unbilled_minutes() : 0,
                 theirs_.ticket.status == Status::invoiced ? theirs_.ticket.unbilled_minutes() : 0);
    if (ticket.status == Status::invoiced && unbilled > known) {
      told.push_back(
          {file_.path, 0,
           fmt::format("invoiced while work was added: {} minutes are unbilled", unbilled)});
    }
    for (const Overruled& one : judge_.overruled) {
      if (one.field.starts_with("work.") && one.field.ends_with(".invoice")) {
        told.push_back(
            {file_.path, 0,
             fmt::format("a work entry was billed twice, by {} and by {}", one.kept, one.lost)});
      }
    }
  }

  const FileVersions& file_;
  const Desk* desk_;
  Zone zone_;
  std::optional<ParsedTicket> base_;
  ParsedTicket ours_;
  ParsedTicket theirs_;
  Judge judge_;
};

// Files without events.

RecordMerge merge_fields(const FileVersions& file, const FileWriting& writing) {
  Judge judge(file.path);
  std::optional<Source> base;
  if (!file.base.empty()) {
    base = source_of(file.base, file.path);
  }
  const Source ours = source_of(file.ours, file.path);
  const Source theirs = source_of(file.theirs, file.path);
  const Node merged = merge_nodes(
      base ? base->root : Node(), ours.root, theirs.root, [&](const FieldConflict& conflict) {
        return judge.theirs_stands(conflict, writing(false, conflict.field, conflict.ours),
                                   writing(true, conflict.field, conflict.theirs));
      });
  std::string text = merge_texts(base ? &*base : nullptr, ours, theirs, merged, file.path);
  check_file(file.path, text);
  return {std::move(text), std::move(judge.overruled), {}};
}

}  // namespace

bool is_record(FileKind kind) {
  return kind != FileKind::message_template && kind != FileKind::other;
}

RecordMerge merge_record(const FileVersions& file, const Desk* desk, const FileWriting& writing) {
  return kind_of(file.path) == FileKind::ticket ? TicketMerge(file, desk).merge()
                                                : merge_fields(file, writing);
}

RecordMerge merge_plain(const FileVersions& file, const FileWriting& writing) {
  // The order of the sides must not tell in what diff3 puts first.
  const bool swapped = file.theirs < file.ours;
  if (auto text = git::merge_lines(file.base, swapped ? file.theirs : file.ours,
                                   swapped ? file.ours : file.theirs)) {
    return {*std::move(text), {}, {}};
  }
  Judge judge(file.path);
  const bool theirs = judge.theirs_stands(
      {"", file.ours, file.theirs}, writing(false, "", file.ours), writing(true, "", file.theirs));
  for (Overruled& one : judge.overruled) {
    one.kept = "the later version";
    one.lost = "the other version, which stays in git's history";
  }
  return {theirs ? file.theirs : file.ours, std::move(judge.overruled), {}};
}

}  // namespace tkt
