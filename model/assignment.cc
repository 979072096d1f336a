// SPDX-License-Identifier: MIT
#include "model/assignment.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "model/text.h"

namespace tkt {
namespace {

std::vector<std::string> matching_skills(const Staff& staff, const Ticket& ticket) {
  std::vector<std::string> matching;
  for (const std::string& skill : staff.skills) {
    if (std::any_of(ticket.tags.begin(), ticket.tags.end(),
                    [&](const std::string& tag) { return same_name(tag, skill); })) {
      matching.push_back(skill);
    }
  }
  return matching;
}

std::string reasons(const Candidate& candidate) {
  std::string why;
  if (!candidate.matching_skills.empty()) {
    why = fmt::format("skill{} {}; ", candidate.matching_skills.size() == 1 ? "" : "s",
                      joined(candidate.matching_skills));
  }
  if (candidate.usual) {
    why += "usual technician; ";
  }
  return why + fmt::format("load {}", candidate.load.weight);
}

Candidate candidate_of(const Staff& staff, const Ticket& ticket, const Client& client,
                       const std::map<std::string, Load>& loads) {
  Candidate candidate{staff, matching_skills(staff, ticket), client.usual == staff.id, {}, ""};
  if (const auto load = loads.find(staff.id); load != loads.end()) {
    candidate.load = load->second;
  }
  candidate.why = reasons(candidate);
  return candidate;
}

bool are_level(const Candidate& a, const Candidate& b) {
  return a.matching_skills.size() == b.matching_skills.size() && a.usual == b.usual &&
         a.load.weight == b.load.weight;
}

/// What puts a candidate before the next, where it is none of the reasons that stand by themselves.
std::string last_reason(const Candidate& candidate, const Candidate& next) {
  if (!are_level(candidate, next)) {
    return "";
  }
  return candidate.load.last_assigned == next.load.last_assigned ? "; first by name"
                                                                 : "; least recently assigned";
}

/// Who never had a ticket was assigned least recently: an empty optional comes before all instants.
bool is_better(const Candidate& a, const Candidate& b) {
  if (a.matching_skills.size() != b.matching_skills.size()) {
    return a.matching_skills.size() > b.matching_skills.size();
  }
  if (a.usual != b.usual) {
    return a.usual;
  }
  if (a.load.weight != b.load.weight) {
    return a.load.weight < b.load.weight;
  }
  if (a.load.last_assigned != b.load.last_assigned) {
    return a.load.last_assigned < b.load.last_assigned;
  }
  return a.staff.id < b.staff.id;
}

std::vector<Staff> available(const std::vector<Staff>& staff, Date today) {
  std::vector<Staff> present;
  std::copy_if(staff.begin(), staff.end(), std::back_inserter(present),
               [&](const Staff& s) { return s.assignable() && !s.on_leave(today); });
  const auto is_technician = [](const Staff& s) { return s.has_role(kTechnician); };
  if (std::any_of(present.begin(), present.end(), is_technician)) {
    std::erase_if(present, [&](const Staff& s) { return !is_technician(s); });
  }
  return present;
}

}  // namespace

int load_weight(std::string_view priority) {
  if (priority == "critical") {
    return 8;
  }
  if (priority == "high") {
    return 4;
  }
  return priority == "medium" ? 2 : 1;
}

std::vector<Candidate> rank_technicians(const Ticket& ticket, const Client& client,
                                        const std::vector<Staff>& staff,
                                        const std::map<std::string, Load>& loads, Date today) {
  std::vector<Candidate> candidates;
  for (const Staff& member : available(staff, today)) {
    candidates.push_back(candidate_of(member, ticket, client, loads));
  }
  std::sort(candidates.begin(), candidates.end(), is_better);
  for (std::size_t i = 0; i + 1 < candidates.size(); ++i) {
    candidates[i].why += last_reason(candidates[i], candidates[i + 1]);
  }
  return candidates;
}

}  // namespace tkt
