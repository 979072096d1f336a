// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/book.h"
#include "cmd/io.h"

namespace tkt {

/// What each client owes of the book's invoices, a line for each currency, by the age of the
/// invoice in days.
void print_aged(Output& out, const Book& book, Date today, const Zone& zone, bool json, bool csv);

}  // namespace tkt
