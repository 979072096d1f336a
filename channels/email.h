// SPDX-License-Identifier: MIT
//
// Emails as bytes (GMime), for a sendmail-compatible program or a server.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/instant.h"

namespace tkt {

struct Mailbox {
  std::string name;  ///< of a person or company; may be empty
  std::string address;
};

/// A file that goes with an email.
struct EmailAttachment {
  std::string name;  ///< letters, digits, dashes and dots
  std::string type;  ///< "application/pdf"
  std::string bytes;
};

struct Email {
  Mailbox from;
  Mailbox to;
  std::string subject;
  std::string body;
  std::vector<EmailAttachment> attachments;
  Instant date;
  Seconds offset{};  ///< of the desk's zone at `date`
  /// What the Message-ID is made of, so that a second sending of one message is known as such:
  /// "ITW-4F7K24.5D1AK3M90R.contact".
  std::string key;
  /// What all messages of one ticket refer to: "ITW-4F7K24".
  std::string thread;
  /// The Message-ID of the mail that the thread began with, without its brackets; empty for none.
  std::string request;
  bool reply = false;  ///< the automatic answer to that mail
};

/// The whole message: ASCII, short lines ended by line feeds; MIME, the body in UTF-8. The same
/// email gives the same bytes. Nothing in a field can add a header or a recipient. Throws
/// Error{refused} for an address, key, thread, request or name of an attachment that cannot stand
/// in a header, Error{storage} where GMime is not installed.
[[nodiscard]] std::string compose(const Email& email);

/// A filled template: its first line is "Subject: ...", the rest after an empty line the body.
struct EmailText {
  std::string subject;
  std::string body;
};
/// Throws Error{refused}, naming the template, for a text that begins otherwise.
[[nodiscard]] EmailText read_email_text(std::string_view template_name, std::string_view filled);

/// What a sendmail-compatible program is called with to take a message on its standard input for
/// exactly this recipient. Throws Error{refused} for what is no address.
[[nodiscard]] std::vector<std::string> sendmail_call(const std::string& program,
                                                     const std::string& from,
                                                     const std::string& to);

}  // namespace tkt
