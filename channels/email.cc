// SPDX-License-Identifier: MIT
//
// A message is composed here by hand, in the few forms it needs, because the libraries that know
// all of MIME take longer to load than a command takes to run.
#include "channels/email.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "channels/base64.h"
#include "channels/text.h"
#include "model/client.h"
#include "model/error.h"

namespace tkt {
namespace {

constexpr std::size_t kLongestLine = 76;
constexpr std::size_t kLongestPlainHeader = 78;
constexpr std::size_t kLongestWord = 48;  // the encoded part of one word

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

void check_address(std::string_view address) {
  if (!is_email_address(address)) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is not an email address", address));
  }
}

void check_token(std::string_view token) {
  const bool good = !token.empty() && std::all_of(token.begin(), token.end(), [](char c) {
    return is_alphanumeric(c) || c == '-' || c == '.' || c == '_';
  });
  if (!good) {
    throw Error(ErrorKind::refused, fmt::format("'{}' cannot be part of a Message-ID", token));
  }
}

std::string hexadecimal(char byte) {
  return fmt::format("={:02X}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
}

// One character in the Q encoding of RFC 2047, with the letters that are safe everywhere.
std::string q_encoded(char32_t character) {
  std::string bytes;
  append_utf8(bytes, character);
  if (bytes == " ") {
    return "_";
  }
  if (bytes.size() == 1 && (is_alphanumeric(bytes[0]) || bytes.find_first_of("!*+-/") == 0)) {
    return bytes;
  }
  std::string encoded;
  for (const char byte : bytes) {
    encoded += hexadecimal(byte);
  }
  return encoded;
}

// Encoded words of whole characters each, one a line.
std::string encoded_words(std::string_view text) {
  std::string words;
  std::string word;
  const auto end_word = [&] {
    words += (words.empty() ? "=?UTF-8?Q?" : "\n =?UTF-8?Q?") + word + "?=";
    word.clear();
  };
  for (const char32_t character : characters(text)) {
    const std::string encoded = q_encoded(character);
    if (word.size() + encoded.size() > kLongestWord) {
      end_word();
    }
    word += encoded;
  }
  end_word();
  return words;
}

// True where a header can hold the text as it is, on its first line.
bool is_plain(std::string_view text, std::size_t room) {
  return text.size() <= room && is_printable_ascii(text) &&
         text.find("=?") == std::string_view::npos;
}

std::string subject_header(std::string_view subject) {
  constexpr std::string_view kName = "Subject: ";
  const std::string line = one_line(subject);
  const bool plain = is_plain(line, kLongestPlainHeader - kName.size());
  return fmt::format("{}{}\n", kName, plain ? line : encoded_words(line));
}

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') {
      text += '\\';
    }
    text += c;
  }
  return text + '"';
}

std::string mailbox_header(std::string_view header, const Mailbox& mailbox) {
  const std::string name = one_line(mailbox.name);
  if (name.empty()) {
    return fmt::format("{}: {}\n", header, mailbox.address);
  }
  const std::string shown = is_plain(name, kLongestWord) ? quoted(name) : encoded_words(name);
  return fmt::format("{}: {}\n <{}>\n", header, shown, mailbox.address);
}

// RFC 5322: "Mon, 23 Nov 2026 08:15:00 +0200".
std::string date_header(Instant instant, Seconds offset) {
  using std::chrono::floor;
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Instant local = instant + offset;
  const auto day = floor<std::chrono::days>(local);
  const Date date(day);
  const std::chrono::hh_mm_ss time(local - day);
  const auto minutes = std::chrono::abs(floor<std::chrono::minutes>(offset)).count();
  return fmt::format(
      "Date: {}, {:02} {} {} {:02}:{:02}:{:02} {}{:02}{:02}\n",
      kDays[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
      kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
      time.hours().count(), time.minutes().count(), time.seconds().count(),
      offset < Seconds(0) ? '-' : '+', minutes / 60, minutes % 60);
}

std::string thread_headers(const Email& email) {
  const std::string domain = email.from.address.substr(email.from.address.rfind('@') + 1);
  return fmt::format("Message-ID: <{}@{}>\nIn-Reply-To: <{}@{}>\nReferences: <{}@{}>\n", email.key,
                     domain, email.thread, domain, email.thread, domain);
}

// What a line may not begin with as it is: mailboxes mark a message by "From ", and a dot alone
// ends one on its way.
bool must_hide_first(std::string_view line) {
  return line.starts_with("From ") || line.starts_with('.');
}

bool is_quoted_printable(char c, bool first, bool last, std::string_view line) {
  if ((c == ' ' || c == '\t') && last) {
    return false;
  }
  if (first && must_hide_first(line)) {
    return false;
  }
  return c == '\t' || (c >= ' ' && c <= '~' && c != '=');
}

std::string quoted_printable_line(std::string_view line) {
  std::string encoded;
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool plain = is_quoted_printable(line[i], i == 0, i + 1 == line.size(), line);
    const std::string piece = plain ? std::string(1, line[i]) : hexadecimal(line[i]);
    if (width + piece.size() > kLongestLine - 1) {
      encoded += "=\n";
      width = 0;
    }
    encoded += piece;
    width += piece.size();
  }
  return encoded + '\n';
}

std::string quoted_printable(std::string_view text) {
  std::string encoded;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    encoded += quoted_printable_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return encoded;
}

std::string text_part(const std::string& body) {
  return "Content-Type: text/plain; charset=utf-8\n"
         "Content-Transfer-Encoding: quoted-printable\n\n" +
         quoted_printable(clean_lines(body));
}

std::string attachment_part(const EmailAttachment& attachment) {
  check_token(attachment.name);
  std::string part = fmt::format(
      "Content-Type: {}; name=\"{}\"\nContent-Disposition: attachment; filename=\"{}\"\n"
      "Content-Transfer-Encoding: base64\n\n",
      attachment.type, attachment.name, attachment.name);
  constexpr std::size_t kLine = 76;
  const std::string encoded = base64(attachment.bytes);
  for (std::size_t i = 0; i < encoded.size(); i += kLine) {
    part += encoded.substr(i, kLine) + "\n";
  }
  return part;
}

/// Neither encoding ever writes "=_", which the boundary begins with.
std::string content(const Email& email) {
  if (email.attachments.empty()) {
    return text_part(email.body);
  }
  const std::string boundary = "=_" + email.key;
  std::string parts = fmt::format("Content-Type: multipart/mixed; boundary=\"{}\"\n\n", boundary);
  parts += fmt::format("--{}\n{}", boundary, text_part(email.body));
  for (const EmailAttachment& attachment : email.attachments) {
    parts += fmt::format("\n--{}\n{}", boundary, attachment_part(attachment));
  }
  return parts + fmt::format("\n--{}--\n", boundary);
}

}  // namespace

std::string compose(const Email& email) {
  check_address(email.from.address);
  check_address(email.to.address);
  check_token(email.key);
  check_token(email.thread);
  std::string message = mailbox_header("From", email.from);
  message += mailbox_header("To", email.to);
  message += subject_header(email.subject);
  message += date_header(email.date, email.offset);
  message += thread_headers(email);
  message += email.reply ? "Auto-Submitted: auto-replied\n" : "Auto-Submitted: auto-generated\n";
  message += "X-Auto-Response-Suppress: All\n";
  message += "X-Tkt-Loop: " + email.from.address + "\n";
  message += "MIME-Version: 1.0\n";
  return message + content(email);
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
