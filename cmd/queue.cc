// SPDX-License-Identifier: MIT
#include "cmd/queue.h"

#include "cmd/ticket_cells.h"

namespace tkt {
namespace {

TicketQuery query_of(const QueueOptions& options, Context& context) {
  TicketQuery query;
  if (options.mine) {
    query.assigned = {context.actor().id};
  }
  return query;
}

void print_table(Context& context, const std::vector<Summary>& summaries) {
  Table table({"ID", "DUE", "PRIORITY", "CLIENT", "CONTACT", "ASSIGNED", "STATUS", "SUBJECT"}, 7);
  table.spare(4);
  table.spare(6);
  for (const Summary& summary : summaries) {
    table.row({id_cell(summary),
               due_cell(context, summary),
               priority_cell(context, summary),
               {summary.client},
               {summary.contact},
               {summary.assigned},
               status_cell(summary),
               {summary.subject}});
  }
  table.print(context.io.out);
}

}  // namespace

Exit run(const QueueOptions& options, Context& context) {
  Listing listing = context.store().list(context.snapshot(), query_of(options, context));
  const std::vector<Summary> summaries =
      sorted(std::move(listing.summaries), SortKey::queue, context.desk(), context.now());
  if (options.json) {
    print_json(context, summaries);
  } else {
    print_table(context, summaries);
  }
  return end_list(context, summaries.empty() && !options.json, listing.broken);
}

}  // namespace tkt
