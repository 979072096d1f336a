// SPDX-License-Identifier: MIT
//
// Real repositories in temporary folders, and git itself to look at them with.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "store/process.h"

namespace tkt::test {

/// Gone with all that is in it at the end of its life. No configuration of whoever runs the test
/// is in force in the process once there was one.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    ::setenv("HOME", "/nonexistent", 1);
    ::setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    ::unsetenv("XDG_CONFIG_HOME");
    std::string pattern = (std::filesystem::temp_directory_path() / "tkt-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
      throw std::runtime_error("no temporary folder");
    }
    path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A variable of the environment that is not set, but for its life.
class Variable {
 public:
  Variable(std::string name, const std::string& value) : name_(std::move(name)) {
    ::setenv(name_.c_str(), value.c_str(), 1);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { ::unsetenv(name_.c_str()); }

 private:
  std::string name_;
};

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  if (!(file << bytes).flush()) {
    throw std::runtime_error("cannot write " + path.string());
  }
}

/// Runs git, and throws with what it said where it fails.
inline std::string git_says(const std::filesystem::path& folder,
                            const std::vector<std::string>& arguments) {
  const Outcome outcome = run_git(folder.string(), arguments);
  if (outcome.status != 0) {
    throw std::runtime_error("git " + arguments.front() + ": " + outcome.errors);
  }
  return outcome.output;
}

/// A repository on branch main whose user is Ntebo.
inline void make_repository(const std::filesystem::path& folder) {
  git_says(".", {"init", "-q", "-b", "main", folder.string()});
  git_says(folder, {"config", "user.name", "Ntebo Mokgotthu"});
  git_says(folder, {"config", "user.email", "ntebo@example.com"});
}

inline void commit_all(const std::filesystem::path& folder, const std::string& subject) {
  git_says(folder, {"add", "-A"});
  git_says(folder, {"commit", "-q", "--allow-empty", "-m", subject});
}

}  // namespace tkt::test
