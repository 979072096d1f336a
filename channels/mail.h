// SPDX-License-Identifier: MIT
//
// Mail that comes in, from bytes to what a ticket needs to know of it. Everything in it is hostile:
// `read_mail` belongs into a process of its own that may take only so much time and memory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tkt {

struct MailAttachment {
  std::string name;  ///< safe as a file's name and on a terminal; never empty
  std::string type;  ///< "application/pdf"
  std::string bytes;
  bool operator==(const MailAttachment&) const = default;
};

struct IncomingMail {
  std::string name;        ///< the sender's, as the mail has it; may be empty
  std::string address;     ///< the sender's, in lower case; empty where it is not exactly one
  std::string subject;     ///< one line
  std::string message_id;  ///< without its brackets; may be empty
  /// The Message-IDs that it answers, nearest first; of a delivery report, the one it reports on.
  std::vector<std::string> answers;
  std::string text;  ///< UTF-8, lines ended by line feeds; of a reply, what is new in it
  std::vector<MailAttachment> attachments;
  /// Why no automatic answer may follow: "a mailing list"; empty where one may.
  std::string no_answer;
  bool automatic = false;  ///< written by nobody: a delivery report, an absence notice
  std::string loop;        ///< our own mark in it, where it has one
  bool operator==(const IncomingMail&) const = default;
};

/// What a message may measure. More is refused by `read_mail`, in the spirit of "keep it aside".
inline constexpr std::size_t kLargestMail = 25U << 20U;
inline constexpr std::size_t kLargestMailHead = 256U << 10U;
inline constexpr int kMostHeaderLines = 1000;
inline constexpr int kMostMailParts = 500;
inline constexpr int kDeepestMail = 20;
inline constexpr std::size_t kLargestDecodedMail = 50U << 20U;

/// Reads one message. Throws Error{refused} for one beyond the limits, and where it is none at all.
[[nodiscard]] IncomingMail read_mail(std::string_view bytes);

/// The header of the message that makes a second copy of it known as such: Message-ID, or where it
/// has none its From, Date and Subject; and the bytes of its body. Not changed by what it travels
/// through.
struct MailIdentity {
  std::string id;
  std::string_view body;
};
[[nodiscard]] MailIdentity identity_of(std::string_view bytes);

/// The same through a pipe.
[[nodiscard]] std::string packed(const IncomingMail& mail);
[[nodiscard]] IncomingMail unpacked(std::string_view bytes);

}  // namespace tkt
