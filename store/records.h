// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "store/snapshot.h"
#include "store/yaml.h"

namespace tkt {

// The records that files hold. Throw Error{storage}, with file and line, for a text that breaks a
// rule, for one whose ID or number is not that of its file name, and for one that does not stand in
// its place: of two files for one ticket, one must be the right one.
[[nodiscard]] Record<Desk> read_desk(std::string path, std::string text);
[[nodiscard]] Record<Ticket> read_ticket(std::string path, std::string text);
[[nodiscard]] Record<Client> read_client(std::string path, std::string text);
[[nodiscard]] Record<Staff> read_staff(std::string path, std::string text);
[[nodiscard]] Record<Invoice> read_invoice(std::string path, std::string text);
[[nodiscard]] Record<Payment> read_payment(std::string path, std::string text);

/// The most bytes that are read of a file: a record, or one that is not tkt's.
[[nodiscard]] std::uint64_t most_bytes(std::string_view path);

/// The bytes of a file of the desk, from git. Throws Error{storage}, with the path, where git
/// cannot give them or there are more than are read: these are not fetched into memory.
[[nodiscard]] std::string text_of(const git::Repository& repository, const std::string& path,
                                  const git::Oid& blob);

/// What `read_ticket` makes of the text's tree.
[[nodiscard]] Ticket ticket_in(const Node& root, const std::string& path);

/// Reads a text as what its path says it is.
void check_file(const std::string& path, const std::string& text);

}  // namespace tkt
