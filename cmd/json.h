// SPDX-License-Identifier: MIT
//
// Values as JSON: keys as in the YAML files, underscores for their hyphens, times ISO 8601, money
// as a string of decimal digits. Only ASCII leaves: everything else is escaped, so that no terminal
// is commanded by it.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "model/assignment.h"
#include "model/client.h"
#include "model/desk.h"
#include "model/invoice.h"
#include "model/query.h"
#include "model/sla.h"
#include "model/staff.h"
#include "model/ticket.h"
#include "store/yaml.h"

namespace tkt {

using Json = nlohmann::ordered_json;

/// A file's tree. Integers, true and false keep their type under the keys that the files have them
/// under, unless they are quoted; everything else is a string.
[[nodiscard]] Json to_json(const Node& node);
/// A ticket's file plus `sla_state`, `due`, `overdue_seconds` and the contact opened up. `client`
/// may be nullptr. What is not known of the contact is null.
[[nodiscard]] Json to_json(const Ticket& ticket, const Node& file, const Client* client,
                           const Desk& desk, Instant now);
/// A client's or member of staff's file plus its short name, `id`.
[[nodiscard]] Json to_json(const Client& client, const Node& file);
[[nodiscard]] Json to_json(const Staff& staff, const Node& file);
[[nodiscard]] Json to_json(const Summary& summary, const Desk& desk, Instant now);
[[nodiscard]] Json to_json(const Sum& sum, const Ticket& ticket, const Zone& zone);

/// The ranking of `assign --suggest`.
[[nodiscard]] Json to_json(const std::vector<Candidate>& candidates);

/// Two spaces an indent, a line feed at the end.
[[nodiscard]] std::string dump(const Json& json);

}  // namespace tkt
