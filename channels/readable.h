// SPDX-License-Identifier: MIT
//
// Mail as people read it.
#pragma once

#include <string>
#include <string_view>

namespace tkt {

/// HTML as plain text, for reading: blocks on lines of their own, quotations behind "> ", links
/// with their addresses; scripts, styles and comments are left out. Never fails: what is no HTML is
/// taken as text.
[[nodiscard]] std::string text_of_html(std::string_view html);

/// A reply without the history under it: quoted lines, and what mail programs put above them, are
/// folded into "[12 quoted lines]".
[[nodiscard]] std::string without_history(std::string_view text);

/// What an attachment is called, made safe as the name of a file: no folders, no leading dot or
/// dash, no control characters, no password marked as such; `otherwise` where nothing is left.
[[nodiscard]] std::string safe_file_name(std::string_view name, std::string_view otherwise);

}  // namespace tkt
