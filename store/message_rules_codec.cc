// SPDX-License-Identifier: MIT
#include "store/message_rules_codec.h"

#include <algorithm>

#include "model/calendar.h"

namespace tkt {
namespace {

SecretPlace secret_from(const FieldReader& fields, const std::string& what) {
  const std::string file_key = what + "-file";
  const std::string variable_key = what + "-variable";
  SecretPlace place{fields.text(file_key), fields.text(variable_key)};
  if (!place.file.empty() && !place.variable.empty()) {
    fields.fail(variable_key, "a secret is in a file or in a variable, not in both");
  }
  if (!place.file.empty() && place.file[0] != '/' && !place.file.starts_with("~/")) {
    fields.fail(file_key, place.file, "whole path (/etc/tkt/secret, ~/.config/tkt/secret)");
  }
  // A pulled file must not be able to send any variable of a technician's to a stranger.
  if (!place.variable.empty() && !place.variable.starts_with("TKT_")) {
    fields.fail(variable_key, place.variable, "name that begins with TKT_");
  }
  if (fields.find(what) != nullptr) {
    fields.fail(what, what + ": a secret belongs into no file of the desk; name " + file_key +
                          " or " + variable_key);
  }
  return place;
}

std::optional<MailSecurity> parse_security(std::string_view text) {
  if (text == "tls") {
    return MailSecurity::tls;
  }
  if (text == "starttls") {
    return MailSecurity::starttls;
  }
  return text == "none" ? std::optional(MailSecurity::none) : std::nullopt;
}

bool is_host(const std::string& text) {
  return !text.empty() && text[0] != '-' && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-';
  });
}

SmtpRules smtp_from(const FieldReader& fields) {
  SmtpRules smtp;
  smtp.host = fields.required("host");
  if (!is_host(smtp.host)) {
    fields.fail("host", smtp.host, "name of a host");
  }
  if (fields.find("security") != nullptr) {
    smtp.security =
        fields.parsed<MailSecurity>("security", parse_security, "security (tls, starttls, none)");
  }
  smtp.port = fields.integer("port", smtp.security == MailSecurity::tls ? 465 : 587, 1, 65535);
  smtp.user = fields.text("user");
  smtp.password = secret_from(fields, "password");
  smtp.authority = fields.text("authority");
  const bool here = smtp.host == "localhost" || smtp.host.starts_with("127.");
  if (smtp.security == MailSecurity::none && !smtp.user.empty() && !here) {
    fields.fail("security", "a password does not travel without encryption");
  }
  return smtp;
}

GatewayRules gateway_from(const FieldReader& fields) {
  GatewayRules gateway;
  gateway.url = fields.required("url");
  const bool here =
      gateway.url.starts_with("http://localhost") || gateway.url.starts_with("http://127.0.0.1");
  if (!gateway.url.starts_with("https://") && !here) {
    fields.fail("url", gateway.url, "address of a gateway (https://...)");
  }
  if (const auto headers = fields.map("headers")) {
    for (const auto& [name, value] : headers->node().fields) {
      gateway.headers.emplace_back(name, headers->required(name));
    }
  }
  gateway.body = fields.text("body");
  gateway.secret = secret_from(fields, "secret");
  gateway.authority = fields.text("authority");
  if (const auto success = fields.map("success")) {
    gateway.pointer = success->required("pointer");
    gateway.value = success->text("value");
    if (gateway.pointer[0] != '/') {
      success->fail("pointer", gateway.pointer, "JSON pointer (/status)");
    }
  }
  return gateway;
}

// "22:00-06:00", or "none".
QuietHours quiet_from(const FieldReader& fields) {
  const std::string text = fields.text("quiet");
  if (text.empty()) {
    return {};
  }
  if (text == "none") {
    return {Seconds(0), Seconds(0)};
  }
  const std::size_t dash = std::min(text.find('-'), text.size() - 1);
  const auto from = parse_time_of_day(std::string_view(text).substr(0, dash));
  const auto to = parse_time_of_day(std::string_view(text).substr(dash + 1));
  if (!from || !to) {
    fields.fail("quiet", text, "hours (22:00-06:00, or none)");
  }
  return {*from, *to};
}

IntakeRules intake_from(const FieldReader& fields) {
  IntakeRules intake;
  intake.client = fields.name("client");
  intake.priority = fields.text("priority");
  intake.acknowledgements = fields.integer("acknowledgements", intake.acknowledgements, 0, 1000);
  constexpr int kMegabyte = 1 << 20;
  intake.largest_attachment =
      fields.integer("attachment-megabytes", intake.largest_attachment / kMegabyte, 0, 50) *
      kMegabyte;
  return intake;
}

}  // namespace

MessageRules message_rules_from(const FieldReader& fields) {
  MessageRules rules;
  if (const auto smtp = fields.map("smtp")) {
    rules.smtp = smtp_from(*smtp);
  }
  if (const auto gateway = fields.map("gateway")) {
    rules.gateway = gateway_from(*gateway);
  }
  rules.quiet = quiet_from(fields);
  if (const auto brake = fields.map("brake")) {
    rules.most_to_one = brake->integer("recipient", rules.most_to_one, 1, 10000);
    rules.most = brake->integer("all", rules.most, 1, 1000000);
  }
  if (const auto intake = fields.map("intake")) {
    rules.intake = intake_from(*intake);
  }
  return rules;
}

}  // namespace tkt
