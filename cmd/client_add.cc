// SPDX-License-Identifier: MIT
#include "cmd/client_add.h"

#include "cmd/short_name.h"
#include "model/error.h"

namespace tkt {

Exit run(const ClientAddOptions& options, Context& context) {
  (void)context.actor();
  if (!options.fields.category) {
    throw Error(ErrorKind::usage, "a client needs a --category",
                "contract (has an SLA) or non-contract (served in queue order)");
  }
  Client client;
  client.id = short_name_of(options.id);
  client.name = options.id == client.id ? "" : options.id;
  Change change = context.change();
  if (change.snapshot().client(client.id)) {
    throw Error(ErrorKind::refused, "client '" + client.id + "' is there already",
                "tkt client edit " + client.id);
  }
  client = apply(client, options.fields, change.snapshot());
  change.create(client);
  if (context.commit(change,
                     "client add " + client.id + (client.name.empty() ? "" : ": " + client.name) +
                         " [" + client.category + ", by " + context.actor().id + "]",
                     {{"Client", client.id}})) {
    context.io.err.line("added client " + client.id);
  }
  return Exit::done;
}

}  // namespace tkt
