// SPDX-License-Identifier: MIT
//
// How a document gets its number. A desk without a remote gives it out itself, in one commit. With
// a remote, the others have a say: fetch, take the next number, send the commit, and only when the
// remote took it is anything issued. Where somebody else was faster the number is thrown away, and
// all begins anew.
//
// A command may die when its document is sent and nobody was told. So the document carries the ID
// of its draft, and the clone remembers, in the file "draft" of the state folder, the drafts that
// it sent: the same command, run again, finds that it was issued, and bills nothing twice.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cmd/context.h"
#include "model/invoice.h"

namespace tkt {

/// A document that is staged, and what its commit says.
struct StagedDocument {
  Invoice invoice;
  std::string subject;
  Trailers trailers;
};
/// Makes the document with the next number of the change's snapshot, and stages it. `draft` is to
/// stand in it.
using StageDocument = std::function<StagedDocument(Change& change, const std::string& draft)>;

struct IssuedDocument {
  Invoice invoice;
  bool earlier = false;  ///< by the same command, which broke off before it could say so
};

/// Issues it; nullopt under --dry-run. `request` is the same for the same command. Throws as
/// `exchange_until_sent`, and what `stage` throws.
[[nodiscard]] std::optional<IssuedDocument> issue_document(Context& context,
                                                           const std::string& request,
                                                           const StageDocument& stage);

/// To be called when the number was told. Where standard output takes it no longer, the draft
/// stays, so that the same command tells it again.
void forget_draft(Context& context);

}  // namespace tkt
