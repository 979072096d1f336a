// SPDX-License-Identifier: MIT
#include "cmd/git_calls.h"

#include <fcntl.h>
#include <fmt/core.h>

#include "model/error.h"
#include "store/file.h"
#include "store/plain_git.h"

namespace tkt {
namespace {

std::string bytes_of(const std::string& file) {
  return read_all(open_file(file, O_RDONLY | O_CLOEXEC), file);
}

void say(Io& io, const std::string& line) {
  io.err.line("tkt: " + printable_line(line));
}

void tell(Io& io, const FileMerge& merge) {
  for (const Overruled& one : merge.overruled) {
    say(io, fmt::format("{}: {}: kept '{}'{}, lost '{}'{}", one.path, one.field, one.kept,
                        one.by.empty() ? "" : " by " + one.by, one.lost,
                        one.of.empty() ? "" : " by " + one.of));
  }
  for (const Stopped& one : merge.told) {
    say(io, fmt::format("{}: {}", one.path, one.message));
  }
}

}  // namespace

Exit run_merge_driver(const std::vector<std::string>& words, const Environment& environment,
                      Io& io) {
  if (words.size() != 4) {
    throw Error(ErrorKind::usage, "the merge driver takes BASE OURS THEIRS PATH",
                "git calls it; 'tkt sync' is for people");
  }
  const FileMerge merge = drive_merge(environment.working_folder, words[3], bytes_of(words[0]),
                                      bytes_of(words[1]), bytes_of(words[2]));
  if (!merge.text) {
    say(io, merge.problem);
    io.err.line("tkt: hint: end this merge with 'git merge --abort', then run 'tkt sync'");
    return Exit::refused;
  }
  replace_file(environment.working_folder + "/" + words[1], *merge.text);
  tell(io, merge);
  return Exit::done;
}

Exit run_staged_check(const std::vector<std::string>& words, const Environment& environment,
                      Io& io) {
  const auto problems =
      staged_problems(environment.working_folder, words.empty() ? "" : words.front());
  for (const Stopped& problem : problems) {
    const std::string line = problem.line == 0 ? "" : fmt::format("{}:", problem.line);
    say(io, fmt::format("{}:{} {}", problem.path, line, problem.message));
  }
  if (problems.empty()) {
    return Exit::done;
  }
  io.err.line("tkt: hint: nothing was committed; mend these, or commit with 'tkt commit'");
  return Exit::refused;
}

}  // namespace tkt
