// SPDX-License-Identifier: MIT
//
// The files of a desk as values, and back. Field order here is field order in a new file.
#pragma once

#include <string>
#include <string_view>

#include "model/client.h"
#include "model/desk.h"
#include "model/invoice.h"
#include "model/payment.h"
#include "model/staff.h"
#include "model/ticket.h"
#include "store/yaml.h"

namespace tkt {

struct AskedKeys;

// Reading: throws Error{storage}, with file and line, for a missing required key or a value outside
// its kind. Unknown keys are passed over; so are line breaks at the end of a description. `asked`
// takes down which keys are known (store/field_reader.h).
[[nodiscard]] Ticket ticket_from(const Node& root, std::string_view path,
                                 AskedKeys* asked = nullptr);
[[nodiscard]] Client client_from(const Node& root, std::string_view path,
                                 AskedKeys* asked = nullptr);
[[nodiscard]] Staff staff_from(const Node& root, std::string_view path, AskedKeys* asked = nullptr);
[[nodiscard]] Desk desk_from(const Node& root, std::string_view path, AskedKeys* asked = nullptr);
[[nodiscard]] Invoice invoice_from(const Node& root, std::string_view path);
[[nodiscard]] Payment payment_from(const Node& root, std::string_view path);

// Writing: empty optional fields are left out. Times carry the zone's offset.
[[nodiscard]] Node to_node(const Ticket& ticket, const Zone& zone);
[[nodiscard]] Node to_node(const Client& client);
[[nodiscard]] Node to_node(const Staff& staff);
[[nodiscard]] Node to_node(const Invoice& invoice, const Zone& zone);
[[nodiscard]] Node to_node(const Payment& payment, const Zone& zone);

}  // namespace tkt
