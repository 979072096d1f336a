// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/merge.h"
#include "store/git.h"

namespace tkt {

/// What one side's commits, those that the other has not, did to files without events of their own.
/// Reads the history when it is asked first.
class SideHistory {
 public:
  SideHistory(const git::Repository& repository, const git::Oid& tip, const git::Oid& other)
      : repository_(repository), tip_(tip), other_(other) {}

  /// The last commit that gave a field of a file its value, else the last that changed the file.
  /// An empty field is the whole text.
  [[nodiscard]] std::optional<Writing> writing(const std::string& path, const std::string& field,
                                               const std::string& value);

 private:
  [[nodiscard]] std::string value_in(const git::Oid& commit, const std::string& path,
                                     const std::string& field) const;
  [[nodiscard]] std::optional<git::Oid> blob_in(const git::Oid& commit,
                                                const std::string& path) const;

  const git::Repository& repository_;
  git::Oid tip_;
  git::Oid other_;
  std::optional<std::vector<git::CommitInfo>> commits_;
};

}  // namespace tkt
