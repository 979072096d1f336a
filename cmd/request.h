// SPDX-License-Identifier: MIT
//
// A request that came in by a message, whatever brought it, and what becomes of it.
#pragma once

#include <string>
#include <vector>

#include "cmd/context.h"

namespace tkt {

struct Request {
  std::string key;      ///< sum of what makes the message itself; 64 hexadecimal digits
  std::string channel;  ///< email, whatsapp, sms
  std::string name;     ///< the sender's; may be empty
  std::string address;  ///< email address or number; empty where the message has no one sender
  std::string subject;
  std::string text;
  std::string message_id;                ///< of a mail; may be empty
  std::vector<std::string> answers;      ///< Message-IDs
  std::vector<std::string> attachments;  ///< each in words
  std::string no_answer;                 ///< why no automatic answer may go out; empty: it may
  bool automatic = false;                ///< nobody wrote it
  std::string loop;                      ///< the mark of a desk that sent it
  Instant at;
};

enum class Fate { opened, added, known, aside };
struct Taken {
  Fate fate = Fate::aside;
  TicketId ticket;   ///< empty where it was kept aside
  std::string what;  ///< for people: why it is aside, what the ticket became
};

/// Commits what the request comes to, or nothing where it was taken before (`known`) or belongs to
/// nobody (`aside`). `client` is whose it is where the sender is unknown.
[[nodiscard]] Taken take_request(Context& context, const Request& request,
                                 const std::string& client);

/// A request from the bytes of a mail; its attachments are kept. Throws Error{refused} for a mail
/// that cannot be read within its limits.
[[nodiscard]] Request request_from_mail(Context& context, const std::string& bytes);
/// What makes a mail known when it comes again.
[[nodiscard]] std::string mail_key(const std::string& bytes);

/// A request for each object that a gateway's script handed over: {channel, from, text, id, at},
/// one object, an array, or one on each line. Throws Error{usage} for anything else.
[[nodiscard]] std::vector<Request> requests_from_json(Context& context, const std::string& text);

/// Which email address the desk sends from: git's `tkt.from`, or the company's.
[[nodiscard]] std::string own_address(Context& context);

}  // namespace tkt
