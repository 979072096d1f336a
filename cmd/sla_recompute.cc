// SPDX-License-Identifier: MIT
#include "cmd/sla_recompute.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "cmd/confirm.h"
#include "cmd/table.h"
#include "cmd/ticket_change.h"
#include "model/error.h"
#include "model/sla.h"

namespace tkt {
namespace {

/// A promise as it was made, and as the calendars give it now.
struct Move {
  std::string path;
  TicketId ticket;
  std::string client;
  std::size_t clock = 0;  ///< of the ticket's
  Clock before;
  Clock after;
  bool operator==(const Move&) const = default;
};

std::vector<Move> moves_of(Context& context, const Snapshot& snapshot,
                           const std::vector<std::string>& paths) {
  std::vector<Move> moves;
  for (const std::string& path : paths) {
    const Ticket ticket = snapshot.ticket_at(path).value;
    const auto client = snapshot.client(ticket.client);
    for (std::size_t i = 0; i < ticket.sla.size(); ++i) {
      try {
        const Clock after = recomputed(ticket, ticket.sla[i], client ? client->value.calendar : "",
                                       snapshot.desk().value);
        if (after.due != ticket.sla[i].due) {
          moves.push_back({path, ticket.id, ticket.client, i, ticket.sla[i], after});
        }
      } catch (const Error& error) {
        context.warn(ticket.id + ": " + error.what());
      }
    }
  }
  return moves;
}

void print(Context& context, const std::vector<Move>& moves) {
  const Zone& zone = context.zone();
  Table table({"ID", "TARGET", "DUE", "WOULD BE DUE", "MOVES", "CLIENT"}, 5);
  for (const Move& move : moves) {
    const Seconds by = move.after.due - move.before.due;
    table.row({{move.ticket, Style::cyan},
               {std::string(to_string(move.before.target))},
               {format_instant(move.before.due, zone)},
               {format_instant(move.after.due, zone), Style::bold},
               {(by > Seconds(0) ? "+" : "") + format_duration(by)},
               {move.client}});
  }
  table.print(context.io.out);
}

/// What somebody edits at the moment must not keep the others from being recomputed.
void leave_out_hand_edited(Context& context, std::vector<Move>& moves) {
  std::vector<std::string> paths;
  for (const Move& move : moves) {
    paths.push_back(move.path);
  }
  const auto edited = context.store().hand_edits(context.snapshot(), paths);
  for (const std::string& path : edited) {
    context.warn("'" + path + "' was edited by hand and is left out until 'tkt commit'");
  }
  std::erase_if(moves, [&](const Move& move) {
    return std::find(edited.begin(), edited.end(), move.path) != edited.end();
  });
}

Trailers stage(Context& context, Change& change, const std::vector<Move>& moves) {
  Trailers trailers;
  for (auto move = moves.begin(); move != moves.end();) {
    const Record<Ticket> record = change.snapshot().ticket_at(move->path);
    Ticket after = record.value;
    for (Event& breach : breaches_so_far(record.value, context.desk(), context.now())) {
      after.events.push_back(std::move(breach));
    }
    for (const std::string path = move->path; move != moves.end() && move->path == path; ++move) {
      after.sla[move->clock] = move->after;
    }
    after = note_moves(context, record.value, std::move(after));
    trailers.emplace_back("Ticket", after.id);
    change.update(record, after);
  }
  return trailers;
}

std::string count_text(std::size_t count) {
  return fmt::format("{} {}", count, count == 1 ? "promise" : "promises");
}

}  // namespace

Exit run(const SlaRecomputeOptions& options, Context& context) {
  (void)context.actor();
  const UnmetList unmet = context.store().unmet(context.snapshot());
  const Exit exit = context.report_broken(unmet.broken) ? Exit::storage : Exit::done;
  std::vector<std::string> paths;
  for (const TicketRow& row : unmet.rows) {
    paths.push_back(row.summary.path);
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Move> moves = moves_of(context, context.snapshot(), paths);
  leave_out_hand_edited(context, moves);
  if (moves.empty()) {
    context.io.err.line("every running promise is what the calendars give");
    return exit;
  }
  print(context, moves);
  if (!confirm(context, fmt::format("Change {}?", count_text(moves.size())), options.yes)) {
    context.io.err.line("nothing was changed");
    return exit;
  }
  Change change = context.change();
  if (change.snapshot().commit() != context.snapshot().commit()) {
    throw Error(ErrorKind::busy, "the desk changed meanwhile; nothing was recomputed",
                "look at the difference again");
  }
  const Trailers trailers = stage(context, change, moves);
  if (context.commit(
          change,
          fmt::format("sla recompute: {} [by {}]", count_text(moves.size()), context.actor().id),
          trailers)) {
    context.io.err.line("recomputed " + count_text(moves.size()));
  }
  return exit;
}

}  // namespace tkt
