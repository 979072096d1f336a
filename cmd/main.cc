// SPDX-License-Identifier: MIT
//
// The edge of the program: arguments, environment, clock, terminal.
#include <chrono>
#include <climits>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd/run.h"
#include "store/memory.h"

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string first_of(const std::string& a, const std::string& b, const std::string& c) {
  return !a.empty() ? a : !b.empty() ? b : c;
}

tkt::Environment read_environment() {
  tkt::Environment environment;
  environment.desk = variable("TKT_DESK");
  environment.staff = variable("TKT_STAFF");
  environment.now = variable("TKT_NOW");
  environment.editor = first_of(variable("VISUAL"), variable("EDITOR"), "editor");
  char host[HOST_NAME_MAX + 1] = {};
  environment.hostname = gethostname(host, sizeof host - 1) == 0 ? host : "";
  environment.home = variable("HOME");
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto sign = text.find('=');
    if (text.substr(0, 4) == "TKT_" && sign != std::string_view::npos) {
      environment.variables.emplace(text.substr(0, sign), text.substr(sign + 1));
    }
  }
  std::error_code none;
  environment.working_folder = std::filesystem::current_path(none).string();
  if (const std::string seed = variable("TKT_SEED"); !seed.empty()) {
    environment.seed = std::strtoull(seed.c_str(), nullptr, 10);
  }
  return environment;
}

/// A closed standard stream would lend its number to the next file opened, and be written into.
void keep_standard_streams() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (fcntl(fd, F_GETFD) == -1) {
      // Opened the wrong way round on purpose: using it fails, as using a closed stream does.
      open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
    }
  }
}

int terminal_width() {
  if (const std::string columns = variable("COLUMNS"); !columns.empty()) {
    if (const int width = std::atoi(columns.c_str()); width >= 20) {
      return width;
    }
  }
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

int main(int argc, char** argv) {
  keep_standard_streams();
  tkt::prepare_memory();
  std::ios::sync_with_stdio(false);
  const bool out_terminal = isatty(STDOUT_FILENO) == 1;
  const bool err_terminal = isatty(STDERR_FILENO) == 1;
  const bool plain = !variable("NO_COLOR").empty() || variable("TERM") == "dumb";
  const int width = terminal_width();
  tkt::Io io{std::cin, isatty(STDIN_FILENO) == 1,
             tkt::Output(std::cout, out_terminal, width, out_terminal && !plain),
             tkt::Output(std::cerr, err_terminal, width, err_terminal && !plain)};
  const auto clock = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  return static_cast<int>(tkt::run_tkt(words, read_environment(), io, clock));
}
