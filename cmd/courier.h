// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "channels/dispatch.h"
#include "channels/smtp.h"
#include "cmd/context.h"
#include "cmd/message_text.h"

namespace tkt {

/// Hands messages over. Email leaves through the program that git's configuration of the clone
/// names (`tkt.sendmail`), else the server of desk.yaml, else /usr/sbin/sendmail, from `tkt.from`
/// or the company's address. SMS leave through git's `tkt.sms-program`, which gets the number as
/// its one argument and the text on its standard input, or the folder `tkt.sms-spool` of smstools,
/// else the gateway of desk.yaml.
class Courier {
 public:
  Courier(Context& context, const Snapshot& snapshot);

  /// One message, or several to one recipient as a digest; `key` is the same whenever the same is
  /// sent again.
  [[nodiscard]] Dispatch send(const std::vector<OwedMessage>& messages, const std::string& key);

 private:
  Dispatch send_email(const std::vector<OwedMessage>& messages, const std::string& key);
  Dispatch send_sms(const std::vector<OwedMessage>& messages, const std::string& key);
  Dispatch spool(const std::string& number, const std::string& text, const std::string& key);
  Dispatch post_sms(const std::string& number, const std::string& text, const std::string& key);
  Dispatch by_server(const OwedMessage& owed, const std::string& bytes);

  Context& context_;
  const Snapshot& snapshot_;
  std::string from_;
  std::optional<std::string> sendmail_;
  std::string sms_program_;
  std::string sms_spool_;
  std::optional<SmtpClient> smtp_;
};

/// "ITW-4F7K24.5D1AK3M90R.contact": what makes the Message-ID and the idempotency key of a message.
[[nodiscard]] std::string key_of(const OwedMessage& owed);

/// The secret that desk.yaml names; empty where it names none. Throws Error{refused} where it is
/// not there, or readable by others.
[[nodiscard]] std::string read_secret(const Environment& environment, const SecretPlace& place);

}  // namespace tkt
