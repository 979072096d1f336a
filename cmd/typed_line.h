// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/command.h"

namespace tkt {

/// "tkt help assign" is "tkt assign --help", "tkt version" is "tkt --version".
[[nodiscard]] std::vector<std::string> without_help_word(std::vector<std::string> words);
[[nodiscard]] bool asks_for_help(const std::vector<std::string>& words);

/// The words behind "tkt", looked at in the order in which people want to hear of mistakes: an
/// option that the command does not have (with the one that was meant), one without its value, one
/// given twice, words too many, what is missing. Throws Error{usage} for the first of these.
/// Returns the words with an empty value ("--now=") as a word of its own: the parser would take the
/// next one for it.
[[nodiscard]] std::vector<std::string> checked_line(const std::vector<std::string>& words,
                                                    const SurfaceCommand& command,
                                                    const SurfaceCommand& program);

/// A sentence of the parser's as tkt words its own: in lower case, without a stop.
[[nodiscard]] std::string as_message(std::string text);

}  // namespace tkt
