// SPDX-License-Identifier: MIT
#include "store/plain_git.h"

#include <algorithm>
#include <array>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include "model/error.h"
#include "store/file.h"
#include "store/paths.h"
#include "store/process.h"
#include "store/records.h"

namespace tkt {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAttributes =
    "# tkt: the records of the desk are merged by field\n"
    "/desk.yaml merge=tkt\n"
    "/staff/*.yaml merge=tkt\n"
    "/clients/*.yaml merge=tkt\n"
    "/tickets/**/*.yaml merge=tkt\n"
    "/invoices/**/*.yaml merge=tkt\n";
/// Whatever git is set to elsewhere, the work tree holds the bytes that were committed.
constexpr std::string_view kBytes =
    "# tkt: the work tree holds the bytes of the desk's files, and no others\n"
    "[attr]tkt -text -filter -ident -working-tree-encoding\n"
    "/desk.yaml tkt\n"
    "/staff/** tkt\n"
    "/clients/** tkt\n"
    "/tickets/** tkt\n"
    "/invoices/** tkt\n"
    "/templates/** tkt\n";
constexpr std::string_view kHookCall = " __check-staged";
constexpr std::array<const char*, 2> kHooks = {"pre-commit", "pre-merge-commit"};

std::string text_of(const fs::path& file) {
  std::error_code none;
  if (!fs::is_regular_file(file, none)) {
    return "";
  }
  return read_all(open_file(file.string(), O_RDONLY | O_CLOEXEC), file.string());
}

fs::path attributes_file(const git::Repository& repository) {
  return repository.common_dir() / "info" / "attributes";
}

fs::path hooks_folder(const git::Repository& repository) {
  const std::string set = repository.config("core.hooksPath").value_or("");
  return set.empty() ? repository.common_dir() / "hooks" : repository.root() / set;
}

bool is_executable(const fs::path& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 && (status.st_mode & S_IXUSR) != 0;
}

/// Of a command that `shell_word` began.
std::string program_of(const std::string& command) {
  std::string program;
  bool quoted = false;
  for (std::size_t i = 0; i < command.size() && (quoted || command[i] != ' '); ++i) {
    if (command[i] == '\'') {
      quoted = !quoted;
    } else {
      i += command[i] == '\\' && !quoted ? 1U : 0U;
      program += command.substr(i, 1);
    }
  }
  return program;
}

/// Without a path, the shell looks for it.
bool is_gone(const std::string& program) {
  return program.find('/') != std::string::npos && !is_executable(program);
}

void write_attributes(const git::Repository& repository) {
  const fs::path file = attributes_file(repository);
  const std::string before = text_of(file);
  std::string text = before;
  for (const std::string_view part : {kAttributes, kBytes}) {
    if (text.find(part) == std::string::npos) {
      text += (text.empty() || text.back() == '\n' ? "" : "\n") + std::string(part);
    }
  }
  if (text != before) {
    make_folders(file.parent_path().string());
    replace_file(file.string(), text);
  }
}

void write_hooks(const git::Repository& repository, const std::string& program) {
  // A folder that is set elsewhere serves other repositories, too.
  if (repository.config("core.hooksPath")) {
    return;
  }
  const fs::path folder = hooks_folder(repository);
  make_folders(folder.string());
  const std::string script = fmt::format(
      "#!/bin/sh\n# tkt: looks at the desk's files before they are committed\n"
      "command -v {0} >/dev/null 2>&1 || {{\n"
      "  echo \"tkt: the program that checks the desk's files is gone:\" {0} >&2\n"
      "  echo \"tkt: run 'tkt sync' with the one that is there now, or leave the check out with "
      "--no-verify\" >&2\n"
      "  exit 1\n"
      "}}\n"
      "exec {0}{1} \"$GIT_INDEX_FILE\"\n",
      shell_word(program), kHookCall);
  for (const char* const name : kHooks) {
    const std::string text = text_of(folder / name);
    if (text != script && (text.empty() || text.find(kHookCall) != std::string::npos)) {
      replace_file((folder / name).string(), script, 0777);
    }
  }
}

}  // namespace

std::string program_for_git() {
  std::error_code none;
  const fs::path program = fs::read_symlink("/proc/self/exe", none);
  return none ? "tkt" : program.string();
}

void set_up_plain_git(const git::Repository& repository, const std::string& program) {
  const std::string driver = shell_word(program) + " __merge-driver %O %A %B %P";
  if (repository.config("merge.tkt.driver") != driver) {
    repository.set_config("merge.tkt.name", "tkt: records merge by field");
    repository.set_config("merge.tkt.driver", driver);
  }
  write_attributes(repository);
  write_hooks(repository, program);
}

std::vector<std::string> missing_for_plain_git(const git::Repository& repository) {
  std::vector<std::string> missing;
  const std::string driver = repository.config("merge.tkt.driver").value_or("");
  if (driver.empty()) {
    missing.emplace_back("the merge driver 'merge.tkt.driver' in git's configuration");
  } else if (const std::string program = program_of(driver); is_gone(program)) {
    missing.push_back(fmt::format("the program '{}' that git is to call", program));
  }
  const std::string attributes = text_of(attributes_file(repository));
  if (attributes.find(kAttributes) == std::string::npos) {
    missing.emplace_back("the attributes 'merge=tkt' in .git/info/attributes");
  }
  if (attributes.find(kBytes) == std::string::npos) {
    missing.emplace_back("the attributes '[attr]tkt' in .git/info/attributes");
  }
  for (const char* const name : kHooks) {
    const fs::path hook = hooks_folder(repository) / name;
    if (text_of(hook).find(kHookCall) == std::string::npos || !is_executable(hook)) {
      missing.push_back(fmt::format("the call of 'tkt{}' in git's hook '{}'", kHookCall, name));
    }
  }
  return missing;
}

FileMerge drive_merge(const fs::path& root, const std::string& path, const std::string& base,
                      const std::string& ours, const std::string& theirs) {
  const git::Repository repository(root);
  std::optional<Desk> desk;
  try {
    const auto head = repository.head();
    const auto entry = head ? repository.entry(repository.tree_of(*head), kDeskFile) : std::nullopt;
    if (entry) {
      desk = read_desk(std::string(kDeskFile), repository.blob(entry->oid)).value;
    }
  } catch (const Error&) {
    // Without a policy, dues are not computed anew.
  }
  return merge_file(path, base, ours, theirs, desk ? &*desk : nullptr);
}

}  // namespace tkt
