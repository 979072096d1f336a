// SPDX-License-Identifier: MIT
#include "cmd/book.h"

#include <algorithm>

namespace tkt {

Book read_book(const Snapshot& snapshot) {
  Book book;
  for (auto& record : snapshot.invoices(&book.broken)) {
    book.invoices.push_back(std::move(record.value));
  }
  for (auto& record : snapshot.payments(&book.broken)) {
    book.payments.push_back(std::move(record.value));
  }
  book.accounts = accounts_of(book.invoices, book.payments);
  std::ranges::stable_sort(book.invoices, {}, &Invoice::issued);
  return book;
}

}  // namespace tkt
