// SPDX-License-Identifier: MIT
#include "store/sound.h"

#include <fcntl.h>

#include "model/error.h"
#include "store/file.h"

namespace tkt {
namespace {

std::string file_in(const std::filesystem::path& state_folder) {
  return (state_folder / "sound").string();
}

}  // namespace

bool is_sound(const std::filesystem::path& state_folder, const git::Oid& commit) {
  const std::string name = file_in(state_folder);
  const Fd file(::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  try {
    return file && read_all(file, name) == commit.hex();
  } catch (const Error&) {
    return false;
  }
}

// Neither flushed nor put in place by a rename: half a name is no name.
void note_sound(const std::filesystem::path& state_folder, const std::optional<git::Oid>& before,
                const git::Oid& after, bool merged) {
  if (!merged && (!before || !is_sound(state_folder, *before))) {
    return;
  }
  try {
    const std::string name = file_in(state_folder);
    write_all(open_file(name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW), after.hex(), name);
  } catch (const Error&) {
    // The next merge looks at everything.
  }
}

}  // namespace tkt
