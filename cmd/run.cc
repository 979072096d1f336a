// SPDX-License-Identifier: MIT
#include "cmd/run.h"

#include <exception>
#include <filesystem>

#include <fmt/core.h>

#include "cmd/command.h"
#include "cmd/complete.h"
#include "cmd/git_calls.h"
#include "model/error.h"

namespace tkt {
namespace {

Exit report(Io& io, const Error& error) {
  io.err.text(Style::red, "tkt: ");
  io.err.line(error.what());
  if (!error.hint().empty()) {
    io.err.text(Style::dim, "tkt: hint: ");
    io.err.line(error.hint());
  }
  return exit_for(error.kind());
}

Error in_words(const std::filesystem::filesystem_error& error) {
  return {ErrorKind::storage,
          fmt::format("cannot use '{}': {}", error.path1().string(), error.code().message())};
}

/// What fails after something was committed says so.
Error after_recording(const Context& context, const Error& error) {
  const std::string said = error.what();
  if (context.recorded().empty() || said.starts_with("recorded as")) {
    return error;
  }
  return {error.kind(), fmt::format("recorded as {}, but {}", context.recorded(), said),
          error.hint()};
}

Exit run_command(const Invocation& invocation, Context& context) {
  try {
    return std::visit([&](const auto& options) { return run(options, context); },
                      invocation.command);
  } catch (const Error& error) {
    throw after_recording(context, error);
  } catch (const std::filesystem::filesystem_error& error) {
    throw after_recording(context, in_words(error));
  }
}

Exit invoke(const Invocation& invocation, const Environment& environment, Io& io, Instant clock) {
  if (!invocation.text.empty()) {
    io.out.text(invocation.text);
    return Exit::done;
  }
  Context context(io, environment, invocation.global, clock);
  const Exit exit = run_command(invocation, context);
  if (!context.recorded().empty()) {
    (void)io.out.flush();
    (void)io.err.flush();
    start_background_sync(context);
  }
  return exit;
}

/// Hidden commands: for the completion stubs, the tests of the documentation, and the process that
/// exchanges in the background.
std::optional<Exit> invoke_hidden(const std::vector<std::string>& words,
                                  const Environment& environment, Io& io, Instant clock) {
  if (words.empty() || words.front().rfind("__", 0) != 0) {
    return std::nullopt;
  }
  if (words.front() == "__surface") {
    print_surface(io.out);
    return Exit::done;
  }
  if (words.front() == "__merge-driver") {
    return run_merge_driver({words.begin() + 1, words.end()}, environment, io);
  }
  if (words.front() == "__check-staged") {
    return run_staged_check({words.begin() + 1, words.end()}, environment, io);
  }
  if (words.front() == "__complete") {
    complete({words.begin() + 1, words.end()}, environment, io, clock);
    return Exit::done;
  }
  if (words.front() == "__sync" && words.size() == 2) {
    GlobalOptions global;
    global.desk = words[1];
    Context context(io, environment, global, clock);
    sync_in_background(context);
    return Exit::done;
  }
  return std::nullopt;
}

}  // namespace

Exit run_tkt(const std::vector<std::string>& words, const Environment& environment, Io& io,
             Instant clock) {
  Exit exit = Exit::bug;
  try {
    const auto hidden = invoke_hidden(words, environment, io, clock);
    exit = hidden ? *hidden : invoke(parse(words), environment, io, clock);
  } catch (const Error& error) {
    exit = report(io, error);
  } catch (const std::filesystem::filesystem_error& error) {
    exit = report(io, in_words(error));
  } catch (const std::exception& bug) {
    io.err.line(std::string("tkt: internal error: ") + bug.what());
    io.err.line(
        "tkt: hint: this is a bug in tkt; please report it with the command that you typed");
    exit = Exit::bug;
  }
  const bool written = io.out.flush();
  io.err.flush();
  if (!written && (exit == Exit::done || exit == Exit::found)) {
    io.err.line("tkt: cannot write the output: the disk is full, or it was closed");
    io.err.flush();
    return Exit::storage;
  }
  return exit;
}

}  // namespace tkt
