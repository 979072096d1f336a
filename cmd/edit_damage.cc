// SPDX-License-Identifier: MIT
#include "cmd/edit_damage.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "cmd/verify_place.h"
#include "model/promise_rules.h"
#include "store/paths.h"

namespace tkt {
namespace {

/// Of a desk whose index cannot be used, because the last commit's desk.yaml is broken, the files
/// answer.
std::vector<Summary> matching(Context& context, const Snapshot& snapshot,
                              const TicketQuery& query) {
  if (snapshot.index()) {
    return context.store().list(snapshot, query).summaries;
  }
  std::vector<Summary> found;
  std::vector<BrokenFile> broken;
  for (const auto& record : snapshot.tickets(&broken)) {
    Summary summary = summarise(record.value, record.path, snapshot.desk().value);
    if (matches(query, summary)) {
      found.push_back(std::move(summary));
    }
  }
  return found;
}

class Search {
 public:
  Search(Context& context, const Snapshot& before, const Edits& edits)
      : context_(context), before_(before), edits_(edits) {}

  /// Remembers the tickets that were not edited and for which `is_hurt` holds.
  template <class IsHurt>
  void look(const TicketQuery& query, IsHurt is_hurt) {
    for (const Summary& summary : matching(context_, before_, query)) {
      if (edits_.find(summary.path) == edits_.end() && is_hurt(summary)) {
        paths.insert(summary.path);
      }
    }
  }

  std::set<std::string> paths;

 private:
  Context& context_;
  const Snapshot& before_;
  const Edits& edits_;
};

void look_for_priorities(Search& search, const Desk& before, const Desk& after) {
  TicketQuery query;
  query.all = true;
  for (const PriorityRule& rule : before.priorities) {
    if (after.priority(rule.name) == nullptr) {
      query.priority.push_back(rule.name);
    }
  }
  if (!query.priority.empty()) {
    search.look(query, [](const Summary&) { return true; });
  }
}

void look_for_calendars(Search& search, const Desk& before, const Desk& after) {
  std::set<std::string> gone;
  for (const auto& [name, calendar] : before.calendars) {
    if (after.calendars.count(name) == 0) {
      gone.insert(name);
    }
  }
  if (!gone.empty()) {
    search.look(TicketQuery(), [&](const Summary& summary) {
      return summary.clock && !summary.clock->met && gone.count(summary.clock->calendar) != 0;
    });
  }
}

void look_for_contacts(Search& search, const Client& before, const Client& after) {
  const bool lost =
      std::any_of(before.contacts.begin(), before.contacts.end(),
                  [&](const Contact& contact) { return after.contact(contact.name) == nullptr; });
  if (lost) {
    TicketQuery query;
    query.all = true;
    query.client = {before.id};
    search.look(query, [&](const Summary& summary) {
      return before.contact(summary.contact) != nullptr &&
             after.contact(summary.contact) == nullptr;
    });
  }
}

std::optional<Record<Client>> client_at(const Snapshot& snapshot, const std::string& path) {
  try {
    return snapshot.client(name_of(path));
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::vector<Finding> new_findings(const People& before, const People& after) {
  std::set<std::pair<std::string, std::string>> known;
  for (const Finding& finding : before.findings) {
    known.emplace(finding.path, finding.problem);
  }
  std::vector<Finding> fresh;
  std::copy_if(after.findings.begin(), after.findings.end(), std::back_inserter(fresh),
               [&](const Finding& finding) {
                 return known.count({finding.path, finding.problem}) == 0;
               });
  return fresh;
}

std::vector<std::string> other_places(Context& context, const Snapshot& before, const Edits& edits,
                                      const std::string& path) {
  std::set<std::string> places;
  const std::string id = name_of(path);
  const auto committed =
      before.index() ? context.store().ticket_paths(before, id) : before.files("tickets");
  places.insert(committed.begin(), committed.end());
  for (const auto& [edited, text] : edits) {
    places.insert(edited);
  }
  std::vector<std::string> others;
  std::copy_if(places.begin(), places.end(), std::back_inserter(others),
               [&](const std::string& place) {
                 return place != path && kind_of(place) == FileKind::ticket && name_of(place) == id;
               });
  return others;
}

std::vector<std::string> tickets_left_alone(Context& context, const Snapshot& before,
                                            const Snapshot& after, const Known& known,
                                            const Edits& edits) {
  constexpr std::size_t kMost = 5;
  Search search(context, before, edits);
  look_for_priorities(search, before.desk().value, after.desk().value);
  look_for_calendars(search, before.desk().value, after.desk().value);
  for (const auto& [path, text] : edits) {
    const auto old = kind_of(path) == FileKind::client ? client_at(before, path) : std::nullopt;
    const auto now = old ? client_at(after, path) : std::nullopt;
    if (now) {
      look_for_contacts(search, old->value, now->value);
    }
  }
  std::vector<std::string> lines;
  for (const std::string& path : search.paths) {
    if (lines.size() >= kMost) {
      lines.push_back(fmt::format("{} tickets are hurt in all", search.paths.size()));
      break;
    }
    const Record<Ticket> ticket = before.ticket_at(path);
    std::vector<Problem> problems = violations(ticket.value, after.desk().value, known);
    const auto promises = check_promises(ticket.value, after.desk().value).violations;
    problems.insert(problems.end(), promises.begin(), promises.end());
    for (const Problem& problem : problems) {
      lines.push_back(text_of({path, line_of(ticket.text, path, problem), problem.what}));
    }
  }
  return lines;
}

}  // namespace tkt
