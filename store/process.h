// SPDX-License-Identifier: MIT
//
// Other programs, run by argument vector: no shell ever sees an argument.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "store/file.h"

namespace tkt {

struct Program {
  std::vector<std::string> arguments;  ///< the first is the program, looked for in PATH
  std::string input;                   ///< what it reads on its standard input
  std::string folder;                  ///< where it runs; empty: here
  /// Variables of the environment that it does not get to see begin so ("GIT_"); empty: it sees
  /// all.
  std::string hidden_variables;
  std::vector<std::string> variables;  ///< "NAME=value", added to what it sees
  /// It has the terminal: an editor. Input is then ours, and nothing is captured.
  bool interactive = false;
  /// It is ended, and counts as failed, when it takes longer; zero: it may take any time.
  std::chrono::seconds limit{0};
};

/// The variables of the environment that say what git's configuration is: "GIT_CONFIG_...".
struct ConfigVariables {
  std::vector<std::string> all;
  bool matter = false;  ///< it is another one than that of the files in their usual places
};
[[nodiscard]] ConfigVariables config_variables();

/// A word for a shell: in a hook of git's, or in a hint that somebody types.
[[nodiscard]] std::string shell_word(const std::string& word);

struct Outcome {
  int status = 0;  ///< its exit status; 128 and the number of the signal that ended it
  std::string output;
  std::string errors;
};

/// Runs a program to its end; a script without a first line that names its interpreter is given to
/// the system's shell, as other programs do. Throws Error{storage} where it cannot be started, or
/// took too long.
[[nodiscard]] Outcome run(const Program& program);

/// Runs git in a work tree or repository, deaf to GIT_* variables, hooks and monitors, in plain
/// English, and without a question on the terminal.
[[nodiscard]] Outcome run_git(const std::string& folder, const std::vector<std::string>& arguments,
                              const std::string& input = "",
                              const std::vector<std::string>& variables = {});

/// How git talks to another repository.
struct Talk {
  bool may_ask = false;           ///< for a password or passphrase, on the terminal
  std::chrono::seconds limit{0};  ///< as of `Program`
};

/// Runs git to talk to another repository: as `run_git`, but with the user's own credentials and
/// the variables that say how to reach it (GIT_SSH_COMMAND, GIT_ASKPASS, GIT_SSL_*). What comes in
/// is checked and flushed; no submodule, hook or upkeep is started.
[[nodiscard]] Outcome run_git_transport(const std::string& folder,
                                        const std::vector<std::string>& arguments,
                                        const Talk& talk);

/// Starts git as `run_git` does, at the lowest priority, and returns: it goes on by itself, also
/// when this process ends. It keeps `lock` open, and with it what is locked by it, to its end.
/// False where it cannot be started.
[[nodiscard]] bool start_git(const std::string& folder, const std::vector<std::string>& arguments,
                             const Fd& lock);

/// Starts a program at the lowest priority, with nothing on its standard streams, and returns: it
/// goes on by itself, also when this process ends. False where it cannot be started.
[[nodiscard]] bool start_detached(Program program);

}  // namespace tkt
