// SPDX-License-Identifier: MIT
#include "store/odd_mode.h"

#include <fmt/core.h>

#include "store/process.h"

namespace tkt {
namespace {

constexpr unsigned kLink = 0120000;

bool is_program(unsigned mode) {
  return mode != kLink && mode != kSubmodule;
}

}  // namespace

std::string problem_of(const OddFile& file) {
  const char* const kind = file.mode == kLink        ? "a symbolic link"
                           : file.mode == kSubmodule ? "a submodule"
                                                     : "a program";
  return fmt::format("it is {} in git (mode {:06o}), and a desk holds plain files only", kind,
                     file.mode);
}

std::string mending_of(const OddFile& file) {
  const std::string word = shell_word(file.path);
  return is_program(file.mode)
             ? fmt::format("chmod -x {0}, then git commit {0}", word)
             : std::string(
                   "put a plain file in its place or take it out, and commit that with git");
}

std::string described(const OddFile& file) {
  return file.path + ": " + problem_of(file) + ": " + mending_of(file);
}

}  // namespace tkt
