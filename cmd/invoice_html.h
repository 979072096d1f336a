// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/invoice.h"

namespace tkt {

/// The document as one HTML file that asks for nothing from outside and prints on A4.
/// `page` is the template, as templates/invoice.html; every field is printable and escaped. Dates
/// are of `zone`; `logo` is a PNG. Throws Error{refused} for a bad template, as `fill_template`.
[[nodiscard]] std::string invoice_html(const Invoice& invoice, const Zone& zone,
                                       std::string_view page,
                                       const std::optional<std::string>& logo);

}  // namespace tkt
