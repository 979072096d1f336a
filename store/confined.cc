// SPDX-License-Identifier: MIT
#include "store/confined.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <optional>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/error.h"
#include "store/file.h"

namespace tkt {
namespace {

using std::chrono::steady_clock;

void bound(int resource, rlim_t most) {
  const rlimit limit{most, most};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &limit);
}

void confine(const Confinement& bounds) {
  bound(RLIMIT_CPU, static_cast<rlim_t>(bounds.time.count()));
  bound(RLIMIT_CORE, 0);
  bound(RLIMIT_FSIZE, 0);
#ifndef __SANITIZE_ADDRESS__  // which takes terabytes of addresses for itself
  bound(RLIMIT_AS, bounds.memory);
#endif
}

// The first byte tells what the rest is: a result, or an error's kind with message and hint.
std::string answer_of(const std::function<std::string()>& work) {
  try {
    return "=" + work();
  } catch (const Error& error) {
    const char* kind = error.kind() == ErrorKind::refused ? "r" : "s";
    return kind + std::string(error.what()) + '\n' + error.hint();
  } catch (const std::exception& error) {
    return std::string("r") + error.what() + '\n';
  }
}

[[noreturn]] void be_child(const std::function<std::string()>& work, const Confinement& bounds,
                           const Fd& pipe) {
  try {
    confine(bounds);
    write_all(pipe, answer_of(work), "result");
    ::_exit(0);
  } catch (...) {
    ::_exit(1);
  }
}

// To its end, or to the deadline.
// nullopt where the pipe cannot be read.
std::optional<std::string> read_until(const Fd& pipe, steady_clock::time_point deadline) {
  std::string text;
  std::array<char, 65536> buffer;
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
    pollfd waiting{pipe.get(), POLLIN, 0};
    if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) == 0) {
      return text;
    }
    const ssize_t count = ::read(pipe.get(), buffer.data(), buffer.size());
    if (count > 0) {
      text.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (count == 0) {
      return text;
    } else if (errno != EINTR) {
      return std::nullopt;
    }
  }
}

bool ended_well(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) {
      return false;
    }
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::string run_confined(const std::function<std::string()>& work, const Confinement& bounds) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw_errno("make a pipe");
  }
  const Fd reader(ends[0]);
  Fd writer(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) {
    throw_errno("start a process");
  }
  if (child == 0) {
    be_child(work, bounds, writer);
  }
  writer = Fd();
  const auto read = read_until(reader, steady_clock::now() + 3 * bounds.time);
  ::kill(child, SIGKILL);  // it has ended, or takes too long
  const bool well = ended_well(child);
  if (!read) {
    throw Error(ErrorKind::storage, "cannot read what a process answers");
  }
  const std::string& answer = *read;
  if (answer.empty() || (!well && answer[0] == '=')) {
    throw Error(ErrorKind::refused, "it could not be read in the time and memory that it may take");
  }
  const char kind = answer[0];
  if (kind == '=') {
    return answer.substr(1);
  }
  const auto line = std::min(answer.find('\n'), answer.size());
  throw Error(kind == 's' ? ErrorKind::storage : ErrorKind::refused, answer.substr(1, line - 1),
              answer.substr(std::min(line + 1, answer.size())));
}

}  // namespace tkt
