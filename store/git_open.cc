// SPDX-License-Identifier: MIT
//
// Whose repositories are opened: as git does it, where libgit2 1.5 does less. It knows no
// `safe.directory = *`, and takes a stranger's repository for none where git has no configuration
// at all.
#include <string_view>

#include <sys/stat.h>
#include <unistd.h>

#include "store/git_internal.h"

namespace tkt::git {
namespace {

namespace fs = std::filesystem;

bool belongs_to_another(const fs::path& root) {
  struct stat status {};
  const auto is_foreign = [&](const fs::path& path) {
    return ::lstat(path.c_str(), &status) == 0 && status.st_uid != ::geteuid();
  };
  return ::lstat((root / ".git" / "HEAD").c_str(), &status) == 0 &&
         (is_foreign(root) || is_foreign(root / ".git"));
}

/// Takes one value of safe.directory: an empty one forgets those before it.
int take_safe_directory(const git_config_entry* entry, void* trusts_all) {
  const std::string_view value = entry->value;
  bool& all = *static_cast<bool*>(trusts_all);
  all = value == "*" || (all && !value.empty());
  return 0;
}

bool trusts_every_folder() {
  git_config* config = nullptr;
  if (git_config_open_default(&config) != 0) {
    return false;
  }
  const ConfigPtr owner(config);
  bool all = false;
  git_config_get_multivar_foreach(config, "safe.directory", nullptr, take_safe_directory, &all);
  return all;
}

}  // namespace

int open_repository(git_repository** opened, const fs::path& root) {
  start_libgit2();
  int status = git_repository_open(opened, root.c_str());
  if (status == GIT_ENOTFOUND && belongs_to_another(root)) {
    status = GIT_EOWNER;
  }
  if (status == GIT_EOWNER && trusts_every_folder()) {
    check(git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0), "trust every folder");
    status = git_repository_open(opened, root.c_str());
  }
  return status;
}

}  // namespace tkt::git
