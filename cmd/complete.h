// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/environment.h"
#include "cmd/io.h"
#include "model/instant.h"

namespace tkt {

/// Answers the shells' completion stubs: a line "candidate<TAB>description" for everything that the
/// last of `words` may become. `words` are those behind "tkt", a leading "--" is passed over. Never
/// fails and never writes to stderr.
void complete(std::vector<std::string> words, const Environment& environment, Io& io,
              Instant clock);

/// The command line as data, a line for each command and option: command, names, value, help,
/// separated by tabs.
void print_surface(Output& out);

}  // namespace tkt
