// SPDX-License-Identifier: MIT
//
// Modes that git knows and no desk holds: of programs (100755), symbolic links (120000) and
// submodules (160000). Plain git can commit them; `tkt sync` takes none of them over.
#pragma once

#include <string>

namespace tkt {

/// A submodule: its object is a commit of another repository, and no blob.
inline constexpr unsigned kSubmodule = 0160000;

/// A path of a commit that has such a mode.
struct OddFile {
  std::string path;
  unsigned mode = 0;
};

/// "it is a program in git (mode 100755), and a desk holds plain files only".
[[nodiscard]] std::string problem_of(const OddFile& file);
/// How to make it a plain file.
[[nodiscard]] std::string mending_of(const OddFile& file);
/// Path, problem and mending on one line.
[[nodiscard]] std::string described(const OddFile& file);

}  // namespace tkt
