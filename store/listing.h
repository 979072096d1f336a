// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "model/facts.h"
#include "model/query.h"
#include "store/ticket_row.h"

namespace tkt {

/// A file that breaks a rule: named and listed, and no obstacle to the others.
struct BrokenFile {
  std::string path;
  std::string problem;  ///< "tickets/...yaml:7: ..."
};

/// Summaries of the tickets that a question finds.
struct Listing {
  std::vector<Summary> summaries;
  std::vector<BrokenFile> broken;  ///< all broken ticket files of the desk, whatever was asked
};

/// Unfinished tickets with a promise that has no response yet.
struct UnmetList {
  std::vector<TicketRow> rows;
  std::vector<BrokenFile> broken;
};

/// What reports need to know of all tickets.
struct FactList {
  std::vector<TicketFacts> tickets;
  std::vector<BrokenFile> broken;
};

}  // namespace tkt
