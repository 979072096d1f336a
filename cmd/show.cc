// SPDX-License-Identifier: MIT
#include "cmd/show.h"

#include <nlohmann/json.hpp>

#include "cmd/find.h"
#include "cmd/json.h"
#include "cmd/ticket_page.h"
#include "model/error.h"
#include "store/paths.h"
#include "store/yaml.h"

namespace tkt {
namespace {

struct Found {
  Record<Ticket> ticket;
  std::optional<Record<Client>> client;

  [[nodiscard]] const Client* client_value() const { return client ? &client->value : nullptr; }
};

/// A client's file that is missing or broken hides no ticket.
std::optional<Record<Client>> client_of(Context& context, const Ticket& ticket,
                                        std::vector<BrokenFile>& broken) {
  try {
    return is_short_name(ticket.client) ? context.snapshot().client(ticket.client) : std::nullopt;
  } catch (const Error& error) {
    broken.push_back({client_path(ticket.client), error.what()});
    return std::nullopt;
  }
}

std::vector<Found> find_all(Context& context, const std::vector<std::string>& typed,
                            std::vector<BrokenFile>& broken) {
  std::vector<Found> found;
  for (const std::string& id : typed) {
    try {
      Record<Ticket> ticket = find_ticket(context, context.snapshot(), id);
      auto client = client_of(context, ticket.value, broken);
      found.push_back({std::move(ticket), std::move(client)});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::storage) {
        throw;
      }
      broken.push_back({id, error.what()});
    }
  }
  return found;
}

void warn_of_hand_edits(Context& context, const std::vector<Found>& found) {
  for (const Found& one : found) {
    if (!context.store().hand_edits(context.snapshot(), {one.ticket.path}).empty()) {
      context.warn("'" + one.ticket.path +
                   "' was edited by hand; what is shown is in force until 'tkt commit'");
    }
  }
}

Json json_of(Context& context, const Found& one) {
  return to_json(one.ticket.value, parse_yaml(one.ticket.text, one.ticket.path), one.client_value(),
                 context.desk(), context.now());
}

void print_json(Context& context, const std::vector<Found>& found) {
  Json list = Json::array();
  for (const Found& one : found) {
    list.push_back(json_of(context, one));
  }
  context.io.out.raw(dump(list));
}

void print_pages(Context& context, const std::vector<Found>& found) {
  for (const Found& one : found) {
    if (&one != &found.front()) {
      context.io.out.line();
    }
    print_page(context, one.ticket.value, one.client_value());
  }
}

}  // namespace

Exit run(const ShowOptions& options, Context& context) {
  std::vector<BrokenFile> broken;
  const std::vector<Found> found = find_all(context, options.tickets, broken);
  warn_of_hand_edits(context, found);
  if (options.json && options.tickets.size() == 1 && !found.empty()) {
    context.io.out.raw(dump(json_of(context, found.front())));
  } else if (options.json && options.tickets.size() > 1) {
    print_json(context, found);
  }
  if (!options.json) {
    print_pages(context, found);
  }
  return context.report_broken(broken) ? Exit::storage : Exit::done;
}

}  // namespace tkt
