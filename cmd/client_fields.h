// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/client.h"
#include "store/snapshot.h"

namespace tkt {

/// What `client add` and `client edit` set; what is not given stays as it is.
struct ClientFields {
  std::optional<std::string> name;
  std::optional<std::string> category;
  std::optional<std::string> calendar;
  std::optional<std::vector<std::string>> address;  ///< a line each
  std::optional<std::string> vat_number;
  std::optional<std::vector<std::string>> domains;  ///< of its email addresses
  std::optional<std::string> usual;
  std::optional<std::string> contract;  ///< its number
  std::optional<std::string> from;      ///< of the contract
  std::optional<std::string> to;
  std::optional<std::string> hours;        ///< of the contract, in a month; empty: all
  std::optional<std::string> rate;         ///< an hour's price; empty: the desk's
  std::optional<std::string> after_hours;  ///< likewise
  std::optional<std::string> discount;     ///< percent
  std::string contact;                     ///< a person to add, or to change when known
  std::optional<std::string> mobile;       ///< of that contact
  std::optional<std::string> email;
  bool operator==(const ClientFields&) const = default;
};

/// `client` with the given fields set, checked against the desk. Throws Error{refused} for an
/// unknown category, calendar or member of staff, and for a domain that is anybody's; Error{usage}
/// for a malformed date, number or address, and a mobile or email without a contact.
[[nodiscard]] Client apply(Client client, const ClientFields& fields, const Snapshot& snapshot);

/// What differs, by the names of the options: "usual", "mobile".
[[nodiscard]] std::vector<std::string> changed_fields(const Client& before, const Client& after);

/// A telephone number and an email address as the files hold them; throw Error{usage} for what is
/// neither.
[[nodiscard]] std::string mobile_option(std::string_view typed);
[[nodiscard]] std::string email_option(std::string_view typed);

}  // namespace tkt
