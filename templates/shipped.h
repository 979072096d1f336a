// SPDX-License-Identifier: MIT
//
// The texts shipped with the program: the first desk.yaml, messages, invoices. They are compiled
// in, so that a binary that was never installed works. A desk overrides a text by a file of the
// same name in its own templates/ folder.
//
// A message's template is named FORM.CHANNEL.txt: "opened.email.txt", "resolved.sms.txt".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace tkt {

/// The text of that name ("desk.yaml"); nullopt where none is shipped.
[[nodiscard]] std::optional<std::string_view> shipped_template(std::string_view name);

/// The names of all of them, sorted.
[[nodiscard]] std::vector<std::string_view> shipped_template_names();

}  // namespace tkt
