// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/instant.h"
#include "model/rates.h"

namespace tkt {

/// A person at a client.
struct Contact {
  std::string name;
  std::string mobile;  ///< E.164 where it could be read as such ("+26771234567"), else as typed
  std::string email;
  bool operator==(const Contact&) const = default;
};

/// What a contract client has signed.
struct Contract {
  std::string number;
  std::optional<Date> from;
  std::optional<Date> to;
  Rates rates;                   ///< on its days, stronger than the client's
  std::optional<Seconds> hours;  ///< billed time that it covers in a month; none: all
  bool operator==(const Contract&) const = default;
};

/// A company served by the desk: clients/<id>.yaml.
struct Client {
  std::string id;        ///< the short name: the file's name, used everywhere
  std::string name;      ///< in full
  std::string category;  ///< "contract", "non-contract"
  std::string calendar;  ///< empty: the desk's own
  std::vector<std::string> address;
  std::string vat_number;
  std::vector<Contact> contacts;
  /// Of email addresses: who writes from there, and is no contact of any client, belongs to it.
  std::vector<std::string> domains;
  std::string usual;  ///< the technician who usually serves it
  Contract contract;
  Rates rates;                       ///< its own, stronger than the desk's
  std::optional<Rounding> rounding;  ///< its own, instead of the desk's
  Percent discount = 0;              ///< on what is charged
  bool operator==(const Client&) const = default;

  /// By name, upper and lower case alike; nullptr when there is none.
  [[nodiscard]] const Contact* contact(std::string_view contact_name) const;
};

/// A telephone number in E.164 form. Spaces, dashes, dots and brackets are dropped; "00" is "+"; a
/// number of eight digits that starts with 7 is a mobile of Botswana (+267), behind a bare 267
/// too. nullopt for what cannot be a telephone number.
[[nodiscard]] std::optional<std::string> normalise_mobile(std::string_view typed);

/// True when `text` has the shape of one address: addr-spec of RFC 5322 without comments, quotes,
/// address literals and control characters.
[[nodiscard]] bool is_email_address(std::string_view text);

/// True when `text` has the shape of the part behind the @: "kgalagadi.co.bw".
[[nodiscard]] bool is_email_domain(std::string_view text);

/// True for a domain where anybody can have an address, so that it tells nothing of whose a message
/// is; in any case of letters.
[[nodiscard]] bool is_anybodys_domain(std::string_view domain);

}  // namespace tkt
