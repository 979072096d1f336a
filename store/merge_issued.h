// SPDX-License-Identifier: MIT
//
// The merge of files that are written once: invoices, credit notes, payments. Of two versions the
// issued one stands, in whichever clone they meet and whatever the base has: a clone may stand on
// a version that was changed. Where a number was given out twice, the document issued first stands,
// and the work on the other is free to be billed again.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/invoice.h"
#include "store/merge_record.h"
#include "store/three_trees.h"

namespace tkt {

[[nodiscard]] bool is_written_once(FileKind kind);

struct IssuedMerge {
  std::string text;  ///< what stands
  struct Aside {
    std::string text;
    std::string why;
  };
  std::vector<Aside> aside;   ///< versions to be kept beside it, and told
  std::vector<Invoice> lost;  ///< other documents of the number, with the lines that only they have
};
/// `versions` are those of `issued_versions`.
[[nodiscard]] IssuedMerge merge_issued(const FileVersions& file, std::vector<std::string> versions);

/// Work on lost invoices is unbilled again in the tickets among `changed`, whose merge is in
/// `files`, as far as it differs from ours.
void free_work(const git::Repository& repository, const std::vector<ThreeFiles>& changed,
               const std::vector<Invoice>& lost, const Zone& zone,
               std::map<std::string, std::optional<std::string>>& files);

}  // namespace tkt
