// SPDX-License-Identifier: MIT
#include "cmd/verify_people.h"

#include "cmd/verify_place.h"
#include "model/desk_rules.h"
#include "store/paths.h"

namespace tkt {
namespace {

template <class T>
void add(People& people, const Record<T>& record, const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) {
    people.findings.push_back(
        {record.path, line_of(record.text, record.path, problem), problem.what});
  }
}

}  // namespace

People look_at_people(const Snapshot& snapshot) {
  People people;
  std::vector<Staff> staff;
  const auto members = snapshot.staff(&people.broken);
  for (const auto& record : members) {
    staff.push_back(record.value);
    people.known.staff.insert(record.value.id);
  }
  for (const BrokenFile& file : people.broken) {
    people.known.staff.insert(name_of(file.path));  // whoever refers to them is not to blame
  }
  const std::size_t broken_staff = people.broken.size();
  const auto clients = snapshot.clients(&people.broken);
  for (std::size_t i = broken_staff; i < people.broken.size(); ++i) {
    people.unread_clients.insert(name_of(people.broken[i].path));
  }
  for (const auto& record : members) {
    add(people, record, violations(record.value, staff));
  }
  for (const auto& record : clients) {
    people.known.clients.emplace(record.value.id, record.value);
    add(people, record, violations(record.value, snapshot.desk().value, people.known.staff));
  }
  if (broken_staff == 0) {
    add(people, snapshot.desk(), violations(snapshot.desk().value, staff));
  }
  return people;
}

}  // namespace tkt
