// SPDX-License-Identifier: MIT
//
// Random histories of three clones that work, part and meet.
#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>

#include <fmt/core.h>

#include "model/promise_rules.h"
#include "model/rules.h"
#include "store/paths.h"
#include "tests/store/merge_desk.h"

namespace tkt::test {
namespace {

const std::vector<std::string> kStaff = {"ntebo", "letla", "ciaron"};

/// What was said to have happened, over all clones.
struct Acknowledged {
  std::set<std::string> events;
  std::set<std::string> work;
};

class Clones {
 public:
  explicit Clones(unsigned seed) : random_(seed), heads_(3, desk_.root) {}

  void live(int commands) {
    heads_[0] = desk_.hand(heads_[0], kMergePath, "opened:", "# keep me\nseen-by: nobody\nopened:");
    for (int i = 0; i < commands * 3; ++i) {
      const std::size_t who = draw(3);
      now_ += draw(4) == 0 ? 0 : static_cast<int>(draw(90));
      heads_[who] = change(heads_[who], who);
      past_.push_back(heads_[who]);
      if (draw(8) == 0) {
        meet(who, draw(3));
      }
      if (draw(16) == 0) {
        hear_late(who);
      }
    }
  }

  /// As through a remote: each takes what the others have, until nobody has anything new.
  void all_meet() {
    for (int round = 0; round < 2; ++round) {
      for (std::size_t who = 0; who < 3; ++who) {
        meet(who, (who + 1) % 3);
        meet(who, (who + 2) % 3);
      }
    }
  }

  void check() {
    CHECK(difference(heads_[0], heads_[1]) == "");
    CHECK(difference(heads_[0], heads_[2]) == "");
    check_entries();
    CHECK(desk_.file(heads_[0], kMergePath).find("seen-by: ") != std::string::npos);
    CHECK(desk_.file(heads_[0], kMergePath).find("# keep me") != std::string::npos);
    Known known;
    known.staff = {kStaff.begin(), kStaff.end()};
    known.clients.emplace("kgalagadi-foods",
                          read_client("clients/kgalagadi-foods.yaml",
                                      desk_.file(heads_[0], "clients/kgalagadi-foods.yaml"))
                              .value);
    for (const std::string& path : paths_) {
      const Ticket ticket = desk_.ticket(heads_[0], path);
      std::vector<Problem> problems = violations(ticket, desk_.desk, known);
      for (Problem& problem : check_promises(ticket, desk_.desk).violations) {
        problems.push_back(std::move(problem));
      }
      for (const Problem& problem : problems) {
        FAIL_CHECK(path << ": " << problem.what << "\n" << desk_.file(heads_[0], path));
      }
    }
  }

  /// The files of which two commits have different versions, with both; empty where the trees are
  /// the same.
  [[nodiscard]] std::string difference(const git::Oid& a, const git::Oid& b) const {
    std::string text = desk_.tree(a) == desk_.tree(b) ? "" : "different trees\n";
    for (const std::string& path : paths_) {
      const std::string left = desk_.file(a, path);
      const std::string right = desk_.file(b, path);
      text += left == right ? "" : fmt::format("{}\n{}----\n{}", path, left, right);
    }
    return text;
  }

  MergeDesk& desk() { return desk_; }
  git::Oid change(const git::Oid& head, std::size_t who);
  void tick(int minutes) { now_ += minutes; }

 private:
  std::size_t draw(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }

  template <class T>
  const T& pick(const std::vector<T>& values) {
    return values[draw(values.size())];
  }

  std::string new_id() {
    std::string id = std::to_string(++ids_);
    return std::string(10 - id.size(), '0') + id;
  }

  void meet(std::size_t who, std::size_t other) {
    if (who == other) {
      return;
    }
    const git::Oid there = desk_.merge(heads_[who], heads_[other]);
    const git::Oid here = desk_.merge(heads_[other], heads_[who]);
    CHECK(difference(there, here) == "");
    heads_[who] = there;
    if (draw(3) == 0) {
      heads_[other] = here;  // both merged at once: the histories cross
    }
  }

  /// What was sent long ago comes in now, perhaps again, perhaps after what was sent later.
  void hear_late(std::size_t who) {
    const git::Oid late = pick(past_);
    const git::Oid there = desk_.merge(heads_[who], late);
    CHECK(difference(there, desk_.merge(late, heads_[who])) == "");
    CHECK(desk_.merge(there, late) == there);
    heads_[who] = there;
  }

  git::Oid hand_edit(const git::Oid& head, std::size_t who);
  git::Oid step(const git::Oid& head, const std::string& path, std::size_t who);
  git::Oid open(const git::Oid& head, std::size_t who);
  void check_entries();

  std::mt19937 random_;
  MergeDesk desk_;
  std::vector<git::Oid> heads_;
  std::vector<git::Oid> past_;  ///< every head that a clone ever had
  std::set<std::string> paths_ = {kMergePath};
  Acknowledged acknowledged_;
  int now_ = 60;
  int ids_ = 100;
};

void Clones::check_entries() {
  std::multiset<std::string> events;
  std::multiset<std::string> work;
  for (const std::string& path : paths_) {
    const Ticket ticket = desk_.ticket(heads_[0], path);
    for (const Event& event : ticket.events) {
      events.insert(event.id);
    }
    for (const Work& entry : ticket.work) {
      work.insert(entry.id);
    }
  }
  for (const std::string& id : acknowledged_.events) {
    CHECK(events.count(id) == 1);
  }
  for (const std::string& id : acknowledged_.work) {
    CHECK(work.count(id) == 1);
  }
}

/// Keys and comments that no program knows, and files beside the tickets.
git::Oid Clones::hand_edit(const git::Oid& head, std::size_t who) {
  const std::string& name = kStaff[who];
  std::string text = desk_.file(head, kMergePath);
  switch (draw(4)) {
    case 0: {
      const std::string line = "seen-by: " + name + "\n";
      const std::size_t at = text.find("seen-by:");
      if (at == std::string::npos) {
        text.insert(text.find("opened:"), line);
      } else {
        text.replace(at, text.find('\n', at) + 1 - at, line);
      }
      break;
    }
    case 1: {
      const std::size_t at = text.find("# keep me");
      text.insert(at == std::string::npos ? text.find("opened:") : at, "# by " + name + "\n");
      break;
    }
    case 2: {
      const std::string path = "clients/kgalagadi-foods.yaml";
      std::string file = desk_.file(head, path);
      const std::size_t at = file.find("mobile: \"") + 9;
      file.replace(at, file.find('"', at) - at, "+2677" + std::to_string(draw(1000000)));
      return desk_.commit({head}, {{path, file}}, minute(now_), name);
    }
    default: {
      std::string file = desk_.file(head, "desk.yaml");
      const std::size_t at = file.find("warn: ") + 6;
      file.replace(at, file.find('\n', at) - at, std::to_string(50 + draw(40)));
      return desk_.commit({head}, {{"desk.yaml", file}}, minute(now_), name);
    }
  }
  return desk_.commit({head}, {{kMergePath, text}}, minute(now_), name);
}

git::Oid Clones::step(const git::Oid& head, const std::string& path, std::size_t who) {
  Ticket ticket = desk_.ticket(head, path);
  const std::vector<Step> possible = possible_steps(ticket.status);
  const Step step = pick(possible);
  if (step == Step::invoice || step == Step::credit) {
    return head;
  }
  const bool is_answer = step == Step::respond || step == Step::remote || step == Step::resolve;
  const int ago = is_answer && draw(3) == 0 ? static_cast<int>(draw(120)) : 0;
  const Happening happening = {new_id(), kStaff[who], minute(now_ - ago), minute(now_)};
  std::vector<std::pair<std::string, std::string>> details;
  if (step == Step::assign) {
    details = {{"to", pick(kStaff)}, {"was", ticket.assigned}};
  } else if (step == Step::set) {
    const std::string priority = pick(std::vector<std::string>{"critical", "low", "queue"});
    details = {{"field", "priority"}, {"old", ticket.priority}, {"new", priority}};
  } else if (step == Step::escalate) {
    details = {{"to", "ntebo"}, {"step", std::to_string(ticket.escalation + 1)}};
  } else if (step == Step::work) {
    details = {{"work", new_id()}};
  }
  Ticket after = take_step(ticket, step, happening, details);
  const Event event = after.events.back();
  acknowledged_.events.insert(event.id);
  if (step == Step::assign) {
    after.assigned = event.detail("to");
    after.messages.push_back({event.id, "email", after.assigned, "assigned", std::nullopt});
  } else if (step == Step::set) {
    after.priority = event.detail("new");
    after = restart_clocks(std::move(after), desk_.client, desk_.desk);
    if (draw(2) == 0) {
      after.tags.push_back("tag-" + std::to_string(draw(5)));
      std::sort(after.tags.begin(), after.tags.end());
      after.tags.erase(std::unique(after.tags.begin(), after.tags.end()), after.tags.end());
    }
  } else if (step == Step::escalate) {
    ++after.escalation;
  } else if (is_answer) {
    after = meet_responses(std::move(after));
  } else if (step == Step::work) {
    const std::string id(event.detail("work"));
    after.work.push_back({id, kStaff[who], minute(now_ - 30), 30, "x", true, ""});
    acknowledged_.work.insert(id);
    after = meet_responses(std::move(after));
  } else if (step == Step::reopen) {
    for (Clock& clock : start_clocks(after, desk_.client, desk_.desk)) {
      after.sla.push_back(clock);
    }
  } else if (step == Step::note && !after.messages.empty()) {
    Message& message = after.messages[draw(after.messages.size())];
    message.sent = message.sent ? message.sent : std::optional(minute(now_));
  }
  return desk_.save(head, after, path);
}

git::Oid Clones::open(const git::Oid& head, std::size_t who) {
  Random random(static_cast<unsigned long long>(++ids_) * 7919);
  Ticket ticket = desk_.ticket(desk_.root);
  ticket.id = draw_ticket_id("ITW", random);
  ticket.opened = minute(now_);
  ticket.events = {{new_id(), minute(now_), std::nullopt, kStaff[who], "open", {}}};
  ticket.sla = start_clocks(ticket, desk_.client, desk_.desk);
  acknowledged_.events.insert(ticket.events[0].id);
  const std::string path = ticket_path(ticket.id, desk_.desk.zone().date(ticket.opened));
  paths_.insert(path);
  return desk_.commit({head}, {{path, emit_yaml(to_node(ticket, desk_.desk.zone()))}});
}

git::Oid Clones::change(const git::Oid& head, std::size_t who) {
  const std::size_t kind = draw(12);
  if (kind == 0) {
    return open(head, who);
  }
  if (kind == 1) {
    return hand_edit(head, who);
  }
  std::vector<std::string> there;
  for (const std::string& path : paths_) {
    if (!desk_.file(head, path).empty()) {
      there.push_back(path);
    }
  }
  return step(head, draw(2) == 0 ? kMergePath : pick(there), who);
}

unsigned number_in(const char* variable, unsigned otherwise) {
  const char* const given = std::getenv(variable);
  return given == nullptr ? otherwise : static_cast<unsigned>(std::atoi(given));
}
unsigned first_seed() {
  return number_in("TKT_MERGE_SEED", 0);
}
unsigned last_seed() {
  return first_seed() + number_in("TKT_MERGE_SEEDS", 40);
}

}  // namespace

TEST_CASE("random histories of three clones end in one tree, and nothing is lost") {
  for (unsigned seed = first_seed(); seed < last_seed(); ++seed) {
    INFO("seed " << seed);
    Clones clones(seed);
    clones.live(30);
    clones.all_meet();
    clones.check();
  }
}

TEST_CASE("merging is commutative, associative and idempotent") {
  for (unsigned seed = first_seed(); seed < last_seed(); ++seed) {
    INFO("seed " << seed);
    Clones clones(seed + 1000);
    MergeDesk& desk = clones.desk();
    std::vector<git::Oid> heads(3, desk.root);
    for (int i = 0; i < 12; ++i) {
      const auto who = static_cast<std::size_t>(i % 3);
      clones.tick(i % 4 == 3 ? 0 : 7);
      heads[who] = clones.change(heads[who], who);
    }
    const auto& [a, b, c] = std::tie(heads[0], heads[1], heads[2]);
    CHECK(desk.merge(a, a) == a);
    const git::Oid ab = desk.merge(a, b);
    CHECK(clones.difference(ab, desk.merge(b, a)) == "");
    CHECK(desk.merge(ab, a) == ab);
    const git::Oid ab_c = desk.merge(ab, c);
    CHECK(clones.difference(ab_c, desk.merge(a, desk.merge(b, c))) == "");
    CHECK(clones.difference(ab_c, desk.merge(b, desk.merge(a, c))) == "");
  }
}

}  // namespace tkt::test
