// SPDX-License-Identifier: MIT
//
// Who is the most appropriate technician for a ticket, and why.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/client.h"
#include "model/staff.h"
#include "model/ticket.h"

namespace tkt {

/// What a technician already carries.
struct Load {
  int weight = 0;  ///< unfinished tickets: critical 8, high 4, medium 2, every other priority 1
  std::optional<Instant> last_assigned;
};

/// The weight that one unfinished ticket of that priority adds to a load.
[[nodiscard]] int load_weight(std::string_view priority);

struct Candidate {
  Staff staff;
  std::vector<std::string> matching_skills;  ///< skills that are tags of the ticket
  bool usual = false;
  Load load;
  std::string why;  ///< "skill vpn; usual technician; load 5; least recently assigned"
};

/// Every technician who can take the ticket, best first: matching skills, then the client's usual
/// technician, then lightest load, then least recently assigned, then name. Nobody who is inactive,
/// on leave on `today`, or a service. Staff without the technician's role are candidates only where
/// no technician is left.
[[nodiscard]] std::vector<Candidate> rank_technicians(const Ticket& ticket, const Client& client,
                                                      const std::vector<Staff>& staff,
                                                      const std::map<std::string, Load>& loads,
                                                      Date today);

}  // namespace tkt
