// SPDX-License-Identifier: MIT
#include "channels/email.h"

#include <algorithm>

#include <fmt/core.h>

#include "channels/gmime.h"
#include "channels/text.h"
#include "model/client.h"
#include "model/error.h"
#include "model/intake.h"

namespace tkt {
namespace {

constexpr const char* kCharset = "utf-8";

bool is_token(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
         c == '.' || c == '_';
}

void check_address(std::string_view address) {
  if (!is_email_address(address)) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is not an email address", address));
  }
}

void check_token(std::string_view token) {
  if (token.empty() || !std::all_of(token.begin(), token.end(), is_token)) {
    throw Error(ErrorKind::refused, fmt::format("'{}' cannot be part of a Message-ID", token));
  }
}

void check_request(std::string_view id) {
  if (!id.empty() && !is_message_id(id)) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is no Message-ID", id));
  }
}

// GMime lets a text that looks like an encoded word pass as it is, and the reader would decode what
// was never encoded.
std::string header_text(std::string_view text) {
  std::string line = one_line(text);
  for (auto at = line.find("=?"); at != std::string::npos; at = line.find("=?", at)) {
    line.insert(at + 1, " ");
  }
  return line;
}

// GMime 3.2 forgets to encode the equals sign within an encoded word of a name, so that the reader
// takes what follows it for a byte.
std::string name_text(std::string_view name) {
  std::string line = one_line(name);
  std::replace(line.begin(), line.end(), '=', '-');
  return line;
}

template <class Object>
GMimeObject* as_object(const GHandle<Object>& handle) {
  return reinterpret_cast<GMimeObject*>(handle.get());
}

void add_mailbox(InternetAddressList* list, const Mailbox& mailbox) {
  const GMime& g = gmime();
  const std::string name = name_text(mailbox.name);
  const auto one =
      g_handle(g.new_mailbox(name.empty() ? nullptr : name.c_str(), mailbox.address.c_str()));
  g.set_address_charset(one.get(), kCharset);
  g.add_address(list, one.get());
}

void set_date(GMimeMessage* message, Instant instant, Seconds offset) {
  const GMime& g = gmime();
  using Date = std::unique_ptr<GDateTime, decltype(g.unref_date)>;
  using Zone = std::unique_ptr<GTimeZone, decltype(g.unref_zone)>;
  const Zone zone(g.new_zone(static_cast<gint32>(offset.count())), g.unref_zone);
  const Date date(g.new_date(instant.time_since_epoch().count()), g.unref_date);
  const Date local(g.date_in_zone(date.get(), zone.get()), g.unref_date);
  g.set_date(message, local.get());
}

GHandle<GMimePart> new_part(const std::string& type, std::string_view bytes,
                            GMimeContentEncoding encoding) {
  const GMime& g = gmime();
  const auto slash = std::min(type.find('/'), type.size() - 1);
  auto part = g_handle(g.new_part(type.substr(0, slash).c_str(), type.substr(slash + 1).c_str()));
  const auto stream = g_handle(g.stream_of(bytes.data(), bytes.size()));
  const auto content = g_handle(g.new_content(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g.set_content(part.get(), content.get());
  g.set_encoding(part.get(), encoding);
  return part;
}

GHandle<GMimePart> text_part(const std::string& body) {
  auto part =
      new_part("text/plain", clean_lines(body) + '\n', GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  gmime().set_type_parameter(as_object(part), "charset", kCharset);
  return part;
}

GHandle<GMimePart> attachment_part(const EmailAttachment& attachment) {
  check_token(attachment.name);
  auto part = new_part(attachment.type, attachment.bytes, GMIME_CONTENT_ENCODING_BASE64);
  gmime().set_filename(part.get(), attachment.name.c_str());
  return part;
}

// Made of the key, so that a message sent again is the same to the last byte. No part holds it:
// neither encoding ever writes "=_".
std::string boundary(const std::string& key) {
  constexpr std::size_t kRoom = 60;  // of 70 that RFC 2046 allows
  return "=_" + key.substr(0, kRoom);
}

void set_content(GMimeMessage* message, const Email& email) {
  const GMime& g = gmime();
  const auto text = text_part(email.body);
  if (email.attachments.empty()) {
    g.set_part_of_message(message, as_object(text));
    return;
  }
  const auto all = g_handle(g.new_multipart());
  g.set_boundary(all.get(), boundary(email.key).c_str());
  g.add_part(all.get(), as_object(text));
  for (const EmailAttachment& attachment : email.attachments) {
    g.add_part(all.get(), as_object(attachment_part(attachment)));
  }
  g.set_part_of_message(message, as_object(all));
}

std::string bytes_of(GMimeObject* message) {
  const GMime& g = gmime();
  const auto stream = g_handle(g.new_stream());
  g.write_object(message, nullptr, stream.get());
  return bytes_in(stream.get());
}

// Mailboxes mark a message by "From " at a line's start. Only quoted-printable text has such lines,
// where they can be written in another way. (GMime's filter for it loses an "F" at the end.)
std::string without_from_lines(std::string bytes) {
  constexpr std::string_view kLine = "\nFrom ";
  for (auto at = bytes.find(kLine); at != std::string::npos; at = bytes.find(kLine, at)) {
    bytes.replace(at + 1, 1, "=46");
  }
  return bytes;
}

}  // namespace

std::string compose(const Email& email) {
  check_address(email.from.address);
  check_address(email.to.address);
  check_token(email.key);
  check_token(email.thread);
  check_request(email.request);
  const GMime& g = gmime();
  const auto message = g_handle(g.new_message(FALSE));
  add_mailbox(g.from(message.get()), email.from);
  add_mailbox(g.to(message.get()), email.to);
  g.set_subject(message.get(), header_text(email.subject).c_str(), kCharset);
  set_date(message.get(), email.date, email.offset);
  const std::string domain = email.from.address.substr(email.from.address.rfind('@') + 1);
  const std::string thread = fmt::format("<{}@{}>", email.thread, domain);
  const std::string request = email.request.empty() ? "" : fmt::format("<{}>", email.request);
  const auto add = [&](const char* name, const std::string& value) {
    g.append_header(as_object(message), name, value.c_str(), nullptr);
  };
  add("Message-ID", fmt::format("<{}@{}>", email.key, domain));
  add("In-Reply-To", email.reply && !request.empty() ? request : thread);
  add("References", request.empty() ? thread : request + " " + thread);
  add("Auto-Submitted", email.reply ? "auto-replied" : "auto-generated");
  add("X-Auto-Response-Suppress", "All");
  add("X-Tkt-Loop", email.from.address);
  set_content(message.get(), email);
  return without_from_lines(bytes_of(as_object(message)));
}

EmailText read_email_text(std::string_view template_name, std::string_view filled) {
  constexpr std::string_view kName = "Subject: ";
  const auto end = std::min(filled.find('\n'), filled.size());
  if (!filled.starts_with(kName)) {
    throw Error(ErrorKind::refused,
                fmt::format("template '{}' does not begin with 'Subject: '", template_name));
  }
  return {one_line(filled.substr(kName.size(), end - kName.size())),
          clean_lines(filled.substr(end))};
}

std::vector<std::string> sendmail_call(const std::string& program, const std::string& from,
                                       const std::string& to) {
  check_address(from);
  check_address(to);
  return {program, "-oi", "-f", from, "--", to};
}

}  // namespace tkt
