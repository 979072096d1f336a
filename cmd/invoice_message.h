// SPDX-License-Identifier: MIT
//
// The email that brings an invoice.
#pragma once

#include <vector>

#include "cmd/message_text.h"
#include "templates/fill.h"

namespace tkt {

/// Adds the fields of the invoice that the message's event issued: `number`, `title`, `total`,
/// `time_spent`, `terms`; empty ones for any other message.
void add_invoice(TemplateFields& fields, const Snapshot& snapshot, const OwedMessage& owed);

/// The PDF of that invoice, for a message of the form `invoice`; none for any other. Throws as
/// `invoice_pdf`, and Error{refused} where the invoice is not on the desk.
[[nodiscard]] std::vector<EmailAttachment> attachments_of(const Snapshot& snapshot,
                                                          const OwedMessage& owed);

}  // namespace tkt
