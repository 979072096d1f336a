// SPDX-License-Identifier: MIT
//
// Passwords and access codes that somebody wrote down as such. git keeps everything for ever, so
// they may not get there.
#pragma once

#include <string>
#include <string_view>

namespace tkt {

/// True for a text that gives a secret away by its name: "password: hunter2", "access code = 482
/// 913", "the PIN is 4711". A word for a secret alone is none: "forgot the password".
[[nodiscard]] bool gives_secret(std::string_view text);

/// The text with "[removed]" in place of every such secret.
[[nodiscard]] std::string without_secrets(std::string_view text);

}  // namespace tkt
