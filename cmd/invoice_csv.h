// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "model/invoice.h"

namespace tkt {

/// The documents' lines as CSV, a row each under one heading. Dates are of `zone`.
[[nodiscard]] std::string invoice_csv(const std::vector<Invoice>& invoices, const Zone& zone);

}  // namespace tkt
