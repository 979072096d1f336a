// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/exit.h"

namespace tkt {

/// `tkt invoice ID...`, `tkt invoice --client CLIENT`: bills the unbilled work of tickets.
struct InvoiceOptions {
  std::vector<std::string> tickets;
  std::string client;    ///< instead: its resolved tickets with unbilled work
  std::string month;     ///< "2026-11": only work that began then
  bool interim = false;  ///< also of tickets that are not resolved yet; they stay what they are
  bool send = false;     ///< owe the contact of the first ticket an email with the PDF
  bool preview = false;  ///< print the document, write nothing, give no number
  bool json = false;     ///< print the document as JSON
  bool operator==(const InvoiceOptions&) const = default;
};

/// Prints the new number alone on standard output. One commit holds the invoice and the tickets.
/// Only a Helpdesk Manager issues; anybody may see a preview. Exit::storage where a broken ticket
/// file may hide work of the client.
Exit run(const InvoiceOptions& options, Context& context);

}  // namespace tkt
