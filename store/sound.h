// SPDX-License-Identifier: MIT
//
// Which commit of this clone is known to hold, since the last merge, nothing but what tkt itself
// wrote: a merge then need not look at it again. A cache, in the file "sound" of the state folder.
#pragma once

#include <filesystem>
#include <optional>

#include "store/git.h"

namespace tkt {

[[nodiscard]] bool is_sound(const std::filesystem::path& state_folder, const git::Oid& commit);
/// A commit by tkt upon `before`; `merged` where both sides were checked for it. As well as
/// possible.
void note_sound(const std::filesystem::path& state_folder, const std::optional<git::Oid>& before,
                const git::Oid& after, bool merged);

}  // namespace tkt
