// SPDX-License-Identifier: MIT
#include "store/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <optional>

#include <fcntl.h>
#include <fmt/core.h>
#include <paths.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/error.h"
#include "store/file.h"
#include "store/lock.h"

namespace tkt {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kFirstFreeNumber = 3;

struct Pipe {
  Fd reader;
  Fd writer;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw_errno("make a pipe");
  }
  return {Fd(ends[0]), Fd(ends[1])};
}

// The input as a file in memory, all of it there before the program starts: a program that does
// not read it to the end does no harm, and nothing can wait for something that waits for us.
Fd input_file(const std::string& input) {
  Fd file(::memfd_create("input", MFD_CLOEXEC));
  if (!file) {
    throw_errno("make a file in memory");
  }
  write_all(file, input, "input");
  if (::lseek(file.get(), 0, SEEK_SET) != 0) {
    throw_errno("rewind a file in memory");
  }
  return file;
}

class Actions {
 public:
  Actions() { posix_spawn_file_actions_init(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  ~Actions() { posix_spawn_file_actions_destroy(&actions_); }

  void give(const Fd& file, int as) { posix_spawn_file_actions_adddup2(&actions_, file.get(), as); }
  void enter(const std::string& folder) {
    posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (const std::string& text : texts) {
    list.push_back(const_cast<char*>(text.c_str()));
  }
  list.push_back(nullptr);
  return list;
}

std::vector<std::string> environment(const Program& program) {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    const std::string& hidden = program.hidden_variables;
    if (hidden.empty() || text.compare(0, hidden.size(), hidden) != 0) {
      variables.emplace_back(text);
    }
  }
  variables.insert(variables.end(), program.variables.begin(), program.variables.end());
  return variables;
}

pid_t start(const Program& program, const Actions& actions, short flags = 0) {
  const std::vector<std::string> variables = environment(program);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, flags);
  pid_t process = 0;
  const auto spawn = [&](const std::vector<std::string>& arguments) {
    return posix_spawnp(&process, arguments.front().c_str(), actions.get(), &attributes,
                        pointers(arguments).data(), pointers(variables).data());
  };
  int failure = spawn(program.arguments);
  if (failure == ENOEXEC) {
    // A script that does not name its interpreter.
    std::vector<std::string> arguments = program.arguments;
    arguments.insert(arguments.begin(), _PATH_BSHELL);
    failure = spawn(arguments);
  }
  posix_spawnattr_destroy(&attributes);
  if (failure != 0) {
    errno = failure;
    throw_errno(fmt::format("run '{}'", program.arguments.front()));
  }
  return process;
}

int status_of(int waited) {
  return WIFEXITED(waited) ? WEXITSTATUS(waited) : 128 + WTERMSIG(waited);
}

int wait_for(pid_t process) {
  int waited = 0;
  while (::waitpid(process, &waited, 0) < 0) {
    if (errno != EINTR) {
      throw_errno("wait for a program");
    }
  }
  return status_of(waited);
}

// When a program has to have ended; nullopt: never.
using Deadline = std::optional<steady_clock::time_point>;

// At least zero.
milliseconds time_left(steady_clock::time_point deadline) {
  const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
  return std::max(left, milliseconds(0));
}

int wait_until(pid_t process, const Deadline& deadline, const std::string& name) {
  if (!deadline) {
    return wait_for(process);
  }
  int waited = 0;
  const auto ended = [&] { return ::waitpid(process, &waited, WNOHANG) == process; };
  if (keep_trying(ended, time_left(*deadline))) {
    return status_of(waited);
  }
  ::kill(process, SIGKILL);
  (void)wait_for(process);
  throw Error(ErrorKind::storage, fmt::format("'{}' did not come to an end and was stopped", name));
}

// Reads what there is; false at the end of the file.
bool take_some(const Fd& from, std::string& text) {
  std::array<char, 16384> buffer;
  const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
  if (count > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return count > 0 || (count < 0 && errno == EINTR);
}

// Reads until both are at their ends, or the deadline: a program that ended may have left one of
// its own behind that holds them open.
void read_both(const Fd& output, const Fd& errors, const Deadline& deadline, Outcome& outcome) {
  std::array<pollfd, 2> waiting = {pollfd{output.get(), POLLIN, 0},
                                   pollfd{errors.get(), POLLIN, 0}};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    const int left = deadline ? static_cast<int>(time_left(*deadline).count()) : -1;
    const int ready = ::poll(waiting.data(), waiting.size(), left);
    if (ready == 0) {
      return;
    }
    if (ready < 0) {
      continue;
    }
    if (waiting[0].revents != 0 && !take_some(output, outcome.output)) {
      waiting[0].fd = -1;
    }
    if (waiting[1].revents != 0 && !take_some(errors, outcome.errors)) {
      waiting[1].fd = -1;
    }
  }
}

Program git_program(const std::string& folder, const std::vector<std::string>& arguments) {
  Program git;
  git.arguments = {"git",
                   "-c",
                   "core.hooksPath=/dev/null",
                   "-c",
                   "core.fsmonitor=false",
                   "-c",
                   "i18n.logOutputEncoding=UTF-8",
                   "-c",
                   "protocol.ext.allow=never"};
  git.arguments.insert(git.arguments.end(), arguments.begin(), arguments.end());
  git.folder = folder;
  git.hidden_variables = "GIT_";
  git.variables = {"LC_ALL=C", "GIT_TERMINAL_PROMPT=0"};
  return git;
}

// What of the environment says how a remote is reached, and not where a repository is.
std::vector<std::string> transport_variables() {
  constexpr std::array<std::string_view, 7> kKept = {
      "GIT_SSH", "GIT_ASKPASS", "GIT_SSL", "GIT_HTTP", "GIT_PROXY", "GIT_CURL", "GIT_CONFIG_"};
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    if (std::any_of(kKept.begin(), kKept.end(),
                    [&](std::string_view start) { return text.starts_with(start); })) {
      variables.emplace_back(text);
    }
  }
  return variables;
}

// Starts a program in a session of its own, so that it has no terminal to ask on; false where it
// cannot be started.
bool start_beside(const Program& program, const Fd* lock) {
  const Fd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  Actions actions;
  if (!program.folder.empty()) {
    actions.enter(program.folder);
  }
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    actions.give(nothing, stream);
  }
  if (lock != nullptr) {
    actions.give(*lock, kFirstFreeNumber);
  }
  try {
    start(program, actions, POSIX_SPAWN_SETSID);
    return true;
  } catch (const Error&) {
    return false;
  }
}

void lower_priority(Program& program) {
  program.arguments.insert(program.arguments.begin(), {"nice", "-n", "19"});
}

}  // namespace

ConfigVariables config_variables() {
  constexpr std::string_view kGlobal = "GIT_CONFIG_GLOBAL=";
  std::string home;
  std::string global;
  ConfigVariables variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    if (text.starts_with("HOME=")) {
      home = text.substr(5);
    } else if (text.starts_with("GIT_CONFIG_")) {
      variables.all.emplace_back(text);
      if (text.starts_with(kGlobal)) {
        global = text.substr(kGlobal.size());
      } else {
        variables.matter = variables.matter || !text.starts_with("GIT_CONFIG_NOSYSTEM=");
      }
    }
  }
  variables.matter = variables.matter || (!global.empty() && global != home + "/.gitconfig");
  return variables;
}

std::string shell_word(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+=:@,";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) {
    return word;
  }
  std::string text = "'";
  for (const char c : word) {
    text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return text + "'";
}

Outcome run(const Program& program) {
  Actions actions;
  if (!program.folder.empty()) {
    actions.enter(program.folder);
  }
  Outcome outcome;
  if (program.interactive) {
    outcome.status = wait_for(start(program, actions));
    return outcome;
  }
  const Fd input = input_file(program.input);
  Pipe output = make_pipe();
  Pipe errors = make_pipe();
  actions.give(input, STDIN_FILENO);
  actions.give(output.writer, STDOUT_FILENO);
  actions.give(errors.writer, STDERR_FILENO);
  const pid_t process = start(program, actions);
  output.writer = Fd();
  errors.writer = Fd();
  const Deadline deadline =
      program.limit.count() == 0 ? Deadline() : Deadline(steady_clock::now() + program.limit);
  read_both(output.reader, errors.reader, deadline, outcome);
  outcome.status = wait_until(process, deadline, program.arguments.front());
  return outcome;
}

Outcome run_git(const std::string& folder, const std::vector<std::string>& arguments,
                const std::string& input, const std::vector<std::string>& variables) {
  Program git = git_program(folder, arguments);
  git.input = input;
  git.variables.insert(git.variables.end(), variables.begin(), variables.end());
  return run(git);
}

Outcome run_git_transport(const std::string& folder, const std::vector<std::string>& arguments,
                          const Talk& talk) {
  std::vector<std::string> words;
  for (const char* setting :
       {"fetch.fsckObjects=true", "core.fsync=all", "core.fsyncMethod=batch",
        "maintenance.auto=false", "fetch.recurseSubmodules=false", "push.recurseSubmodules=no",
        "submodule.recurse=false", "push.followTags=false", "fetch.writeCommitGraph=false"}) {
    words.insert(words.end(), {"-c", setting});
  }
  words.insert(words.end(), arguments.begin(), arguments.end());
  Program git = git_program(folder, words);
  git.limit = talk.limit;
  for (const std::string& variable : transport_variables()) {
    git.variables.push_back(variable);
  }
  if (talk.may_ask) {
    git.variables.emplace_back("GIT_TERMINAL_PROMPT=1");
    std::erase(git.variables, "GIT_TERMINAL_PROMPT=0");
  } else {
    git.variables.emplace_back("SSH_ASKPASS_REQUIRE=never");
  }
  return run(git);
}

bool start_git(const std::string& folder, const std::vector<std::string>& arguments,
               const Fd& lock) {
  Program git = git_program(folder, arguments);
  lower_priority(git);
  return start_beside(git, &lock);
}

bool start_detached(Program program) {
  lower_priority(program);
  return start_beside(program, nullptr);
}

}  // namespace tkt
