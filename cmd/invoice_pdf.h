// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "model/invoice.h"

namespace tkt {

/// The document as a PDF of A4 pages: what the text form says, in real fonts, each page with the
/// table's head and "Page x of y". `logo` is a PNG. Every field is printable; dates are of `zone`.
/// Throws Error{refused} where Pango or a font is missing, and for a logo that is no PNG.
[[nodiscard]] std::string invoice_pdf(const Invoice& invoice, const Zone& zone,
                                      const std::optional<std::string>& logo);

}  // namespace tkt
