// SPDX-License-Identifier: MIT
//
// The merge of one file of which both sides have their own version.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/desk.h"
#include "model/merge.h"
#include "store/merge.h"
#include "store/paths.h"

namespace tkt {

/// Whether a file is merged by its fields.
[[nodiscard]] bool is_record(FileKind kind);

/// Who gave a field of a file without events its value, on which side; nullopt where nobody knows.
using FileWriting = std::function<std::optional<Writing>(bool theirs, const std::string& field,
                                                         const std::string& value)>;

/// The versions of a file. `base` is empty where both sides added it.
struct FileVersions {
  std::string path;
  std::string base;
  std::string ours;
  std::string theirs;
};

struct RecordMerge {
  std::string text;
  std::vector<Overruled> overruled;
  std::vector<Stopped> told;
};

/// Of a desk.yaml, ticket, client or member of staff whose versions all can be read. Throws
/// Error{storage} where the merged record breaks the format. `desk` may be nullptr.
[[nodiscard]] RecordMerge merge_record(const FileVersions& file, const Desk* desk,
                                       const FileWriting& writing);

/// Of any other file: by lines where that is clean, else the later version as a whole.
[[nodiscard]] RecordMerge merge_plain(const FileVersions& file, const FileWriting& writing);

}  // namespace tkt
