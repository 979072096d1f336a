// SPDX-License-Identifier: MIT
//
// Email by SMTP, with TLS and authentication (libcurl).
#pragma once

#include <memory>
#include <string>

#include "channels/dispatch.h"
#include "model/message_rules.h"

namespace tkt {

/// One connection, kept from message to message.
class SmtpClient {
 public:
  SmtpClient(SmtpRules rules, std::string password);
  ~SmtpClient();
  SmtpClient(SmtpClient&&) noexcept;

  /// Hands a message over, to exactly this recipient; its lines may end in line feeds. The
  /// addresses are those of `is_email_address`. A refusal of the recipient or the message by 5xx is
  /// `never`; anything else that goes wrong is `later`.
  [[nodiscard]] Dispatch send(const std::string& from, const std::string& to,
                              const std::string& message);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tkt
