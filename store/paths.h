// SPDX-License-Identifier: MIT
//
// The names of the files on a desk; nothing else knows them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/instant.h"
#include "model/ticket.h"

namespace tkt {

inline constexpr std::string_view kDeskFile = "desk.yaml";

/// "tickets/2026/11/23/ITW-4F7K24.yaml", by the day of opening in the desk's zone.
[[nodiscard]] std::string ticket_path(const TicketId& id, Date opened);
/// "clients/kgalagadi-foods.yaml".
[[nodiscard]] std::string client_path(std::string_view id);
/// "staff/letla.yaml".
[[nodiscard]] std::string staff_path(std::string_view id);
/// "invoices/2026/INV-2026-000042.yaml"; credit notes likewise. Throws Error{refused} for what is
/// not an invoice number.
[[nodiscard]] std::string invoice_path(std::string_view number);
/// "invoices/2026/INV-2026-000042.paid.9C2E0TQ4WX.yaml", beside the invoice that it pays. Throws as
/// `invoice_path`.
[[nodiscard]] std::string payment_path(std::string_view number, std::string_view id);
/// "templates/opened.email.txt" and the like.
[[nodiscard]] std::string template_path(std::string_view name);

enum class FileKind { desk, ticket, client, staff, invoice, payment, message_template, other };
/// What a path on the desk holds, judged by the path alone; `other` is not tkt's and is left alone.
[[nodiscard]] FileKind kind_of(std::string_view path);
/// "ITW-4F7K24" of "tickets/2026/11/23/ITW-4F7K24.yaml": the file's name without folder and
/// ".yaml".
[[nodiscard]] std::string name_of(std::string_view path);

}  // namespace tkt
