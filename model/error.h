// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace tkt {

/// Why a command could not do what was asked; each kind is one exit status (see cmd/exit.h).
enum class ErrorKind {
  refused,  ///< against a rule, or not found: the user can mend it
  usage,    ///< the command line itself is wrong or incomplete
  storage,  ///< no desk, or a file that cannot be read or written
  busy,     ///< somebody else holds the desk; nothing changed, try again
};

/// The one exception of the program: an expected failure, told in one line plus an optional hint.
/// The message says what failed first, quotes its subject, and names file and line for a bad file.
/// It holds no capital at its start and no full stop at its end.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message, std::string hint = "")
      : std::runtime_error(message), kind_(kind), hint_(std::move(hint)) {}

  [[nodiscard]] ErrorKind kind() const { return kind_; }
  /// What to do about it; empty where the message says it all.
  [[nodiscard]] const std::string& hint() const { return hint_; }

 private:
  ErrorKind kind_;
  std::string hint_;
};

}  // namespace tkt
