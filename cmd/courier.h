// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>

#include "cmd/context.h"
#include "cmd/message_text.h"

namespace tkt {

/// Hands messages to the programs that git's configuration of the clone names: `tkt.sendmail`
/// (/usr/sbin/sendmail), which takes an email from `tkt.from` or the company's address, and
/// `tkt.sms-program`, which gets the number as its one argument and the text on its standard input.
class Courier {
 public:
  Courier(Context& context, const Snapshot& snapshot);

  /// True when the program took the message; otherwise what was wrong is told on stderr. A channel
  /// without a program, sender or a program that starts and ends is told of once, and not tried
  /// again.
  [[nodiscard]] bool send(const OwedMessage& owed);

 private:
  void send_email(const OwedMessage& owed);
  void send_sms(const OwedMessage& owed);
  void hand_over(const std::vector<std::string>& call, std::string input);

  Context& context_;
  const Snapshot& snapshot_;
  std::string from_;
  std::string sendmail_;
  std::string sms_program_;
  std::set<std::string> closed_;  ///< channels that are not tried again
};

}  // namespace tkt
