// SPDX-License-Identifier: MIT
//
// A desk as one commit has it. Every reading command looks at one snapshot and so sees one moment.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/client.h"
#include "model/desk.h"
#include "model/invoice.h"
#include "model/payment.h"
#include "model/staff.h"
#include "model/ticket.h"
#include "store/git.h"
#include "store/listing.h"
#include "store/yaml.h"

namespace tkt {

class Index;

/// A file of the desk: what it says, where it stands, and its bytes, which an edit keeps.
template <class T>
struct Record {
  T value;
  std::string path;
  std::string text;
};

/// Other texts of some files, by path; nullopt: none.
using Edits = std::map<std::string, std::optional<std::string>, std::less<>>;

class Snapshot {
 public:
  /// Reads desk.yaml at once. Throws Error{storage} where the commit holds none or a broken one,
  /// and there is no `desk` to be read instead. With an index, desk.yaml, staff and clients come
  /// from there, and git's objects are read only for the rest.
  Snapshot(std::shared_ptr<const git::Repository> repository, git::Oid commit,
           std::shared_ptr<Index> index = nullptr, const std::optional<std::string>& desk = {});

  /// The desk as these edits would make it. Throws Error{storage} for a desk.yaml that is broken.
  [[nodiscard]] Snapshot with(Edits edits) const;

  [[nodiscard]] const git::Oid& commit() const { return commit_; }
  /// nullptr for a snapshot without one. It knows nothing of edits.
  [[nodiscard]] const std::shared_ptr<Index>& index() const { return index_; }
  [[nodiscard]] const Record<Desk>& desk() const { return desk_; }

  /// The bytes of a file; nullopt where the commit holds none of that path.
  [[nodiscard]] std::optional<std::string> file(std::string_view path) const;
  /// Paths of the plain files under a folder ("clients"), sorted; of staff and clients perhaps only
  /// those that are tkt's.
  [[nodiscard]] std::vector<std::string> files(std::string_view folder) const;

  /// All of them, by name. A broken file is added to `broken` where given, and throws where not.
  [[nodiscard]] std::vector<Record<Staff>> staff(std::vector<BrokenFile>* broken = nullptr) const;
  [[nodiscard]] std::vector<Record<Client>> clients(
      std::vector<BrokenFile>* broken = nullptr) const;
  [[nodiscard]] std::vector<Record<Ticket>> tickets(
      std::vector<BrokenFile>* broken = nullptr) const;
  [[nodiscard]] std::vector<Record<Invoice>> invoices(
      std::vector<BrokenFile>* broken = nullptr) const;
  [[nodiscard]] std::vector<Record<Payment>> payments(
      std::vector<BrokenFile>* broken = nullptr) const;

  /// nullopt when there is none of that name. Throws Error{storage} when the file is broken.
  [[nodiscard]] std::optional<Record<Staff>> staff_member(std::string_view id) const;
  [[nodiscard]] std::optional<Record<Client>> client(std::string_view id) const;
  [[nodiscard]] std::optional<Record<Invoice>> invoice(std::string_view number) const;
  [[nodiscard]] Record<Ticket> ticket_at(std::string_view path) const;

  /// Numbers of all invoices and credit notes, from their file names.
  [[nodiscard]] std::vector<std::string> invoice_numbers() const;

 private:
  std::shared_ptr<const git::Repository> repository_;
  git::Oid commit_;
  std::shared_ptr<Index> index_;
  Record<Desk> desk_;
  Edits edits_;
};

}  // namespace tkt
