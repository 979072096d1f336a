// SPDX-License-Identifier: MIT
//
// The head of a message, read for what decides whether it may be answered.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tkt {

/// Headers in their order: the name in lower case, the value unfolded and without space at its
/// ends.
using MailHead = std::vector<std::pair<std::string, std::string>>;

/// Where the head ends and the body begins.
[[nodiscard]] std::size_t head_size(std::string_view bytes);
/// Throws Error{refused} for a head that is too large. A line that is no header is left out.
[[nodiscard]] MailHead read_head(std::string_view bytes);
/// The first of that name (in lower case); empty where there is none.
[[nodiscard]] std::string_view header(const MailHead& head, std::string_view name);

/// Why a message may not be answered by a machine (RFC 3834 and the habits of other helpdesks), or
/// an empty text. `automatic` says whether nobody wrote it.
struct AnswerRule {
  std::string why;
  bool automatic = false;
};
[[nodiscard]] AnswerRule answer_rule(const MailHead& head, std::string_view sender);

/// The Message-IDs in a text, without their brackets.
[[nodiscard]] std::vector<std::string> message_ids(std::string_view text);

}  // namespace tkt
