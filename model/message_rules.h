// SPDX-License-Identifier: MIT
//
// What desk.yaml says of messages. See tkt-desk(5).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/instant.h"

namespace tkt {

/// Where a secret is to be found; it is in no file of the desk. One of them is set, or none.
struct SecretPlace {
  std::string file;      ///< readable by its owner alone
  std::string variable;  ///< of the environment; begins with "TKT_"
  bool operator==(const SecretPlace&) const = default;
};

enum class MailSecurity { tls, starttls, none };

/// The server that email leaves through.
struct SmtpRules {
  std::string host;
  int port = 587;
  MailSecurity security = MailSecurity::starttls;
  std::string user;  ///< empty: no authentication
  SecretPlace password;
  std::string authority;  ///< file of certificates to trust instead of the system's
  bool operator==(const SmtpRules&) const = default;
};

/// A gateway that takes SMS by HTTP. URL, headers and body are texts with {{number}}, {{text}},
/// {{key}}, {{secret}}.
struct GatewayRules {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  SecretPlace secret;
  std::string pointer;  ///< RFC 6901, into the JSON that it answers; empty: the status says it all
  std::string value;    ///< what it holds where the SMS was taken; empty: anything but null
  std::string authority;
  bool operator==(const GatewayRules&) const = default;
};

/// From when to when, by the desk's clock, no SMS leaves; the same twice: never.
struct QuietHours {
  Seconds from = std::chrono::hours(22);
  Seconds to = std::chrono::hours(6);
  bool operator==(const QuietHours&) const = default;
};

/// What becomes of mail that comes in.
struct IntakeRules {
  std::string client;        ///< whose the requests of unknown senders are; empty: kept aside
  std::string priority;      ///< of a request by mail; empty: medium, or the desk's first
  int acknowledgements = 5;  ///< for one sender and hour
  int largest_attachment = 10 << 20;  ///< bytes
  bool operator==(const IntakeRules&) const = default;
};

struct MessageRules {
  std::optional<SmtpRules> smtp;
  std::optional<GatewayRules> gateway;
  QuietHours quiet;
  int most_to_one = 6;  ///< messages to one recipient of a channel in an hour
  int most = 200;       ///< messages in an hour
  IntakeRules intake;
  bool operator==(const MessageRules&) const = default;
};

}  // namespace tkt
