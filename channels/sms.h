// SPDX-License-Identifier: MIT
//
// Short messages: one segment of 160 septets, as the networks of Botswana join none. GSM 03.38 has
// 128 characters of one septet each and ten of two (^ { } \ [ ~ ] | and the euro); a single
// character outside of them would leave room for 70 in all, so that every text is respelled.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace tkt {

inline constexpr int kSmsSeptets = 160;

/// `text` on one line, in characters of GSM 03.38 (as UTF-8): accents and typographic signs are
/// respelled, what has no spelling is "?".
[[nodiscard]] std::string sms_spelling(std::string_view text);
/// Septets that a text in that spelling takes.
[[nodiscard]] int septets(std::string_view text);

/// True for an international number: + and 6 to 15 digits.
[[nodiscard]] bool is_sms_number(std::string_view text);

/// The text of one segment. `render` makes it with a given subject; where that is too long, the
/// subject is cut, with "..." at its end, and where even none is short enough, the end of the text.
/// `id` stays whole: throws Error{refused} where the cut would reach it, or the text lacks it.
[[nodiscard]] std::string fit_sms(
    const std::function<std::string(std::string_view subject)>& render, std::string_view subject,
    std::string_view id);

}  // namespace tkt
