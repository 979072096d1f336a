// SPDX-License-Identifier: MIT
#include "cmd/context.h"

#include <set>
#include <sstream>
#include <utility>

#include <fmt/core.h>

#include "cmd/change_text.h"
#include "cmd/find.h"
#include "model/error.h"
#include "model/secrets.h"
#include "model/text.h"
#include "store/paths.h"
#include "store/records.h"

namespace tkt {

struct Context::Opened {
  std::optional<Store> store;
  std::optional<Snapshot> snapshot;
  std::optional<Staff> git_staff;  ///< the member of staff with git's user.email
  std::optional<Staff> actor;
  bool warned = false;   ///< of hand edits that are not in force
  bool mending = false;  ///< broken files are read as they were edited
  std::string recorded;  ///< the last commit of this command, shortened
};

namespace {

/// The broken file that holds the address.
std::optional<BrokenFile> broken_file_of(const Snapshot& snapshot,
                                         const std::vector<BrokenFile>& broken,
                                         const std::string& email) {
  for (const BrokenFile& file : broken) {
    if (folded(snapshot.file(file.path).value_or("")).find(folded(email)) != std::string::npos) {
      return file;
    }
  }
  return std::nullopt;
}

/// What somebody made of their own broken file. Roles that the broken one does not name are
/// nobody's to take.
std::optional<Staff> mended_staff(const Store& store, const Snapshot& snapshot,
                                  const std::string& path) {
  const auto text = store.work_tree_file(path);
  if (!text) {
    return std::nullopt;
  }
  Staff staff = read_staff(path, *text).value;
  const std::string broken = snapshot.file(path).value_or("");
  std::erase_if(staff.roles,
                [&](const std::string& role) { return broken.find(role) == std::string::npos; });
  return staff;
}

/// The active member of staff with git's user.email. A broken staff file must not lock the others
/// out.
Staff staff_of_git(const Store& store, const Snapshot& snapshot, bool mending) {
  const GitIdentity identity = store.identity();
  if (identity.email.empty()) {
    throw Error(ErrorKind::refused, "git does not know who you are",
                "git config user.email YOU@COMPANY, with the address of your file under staff/");
  }
  std::vector<BrokenFile> broken;
  std::vector<Staff> staff;
  for (auto& record : snapshot.staff(&broken)) {
    staff.push_back(std::move(record.value));
  }
  const auto own = broken_file_of(snapshot, broken, identity.email);
  if (const auto mended =
          own && mending ? mended_staff(store, snapshot, own->path) : std::nullopt) {
    staff.push_back(*mended);
  }
  for (const Staff& one : staff) {
    if (!same_name(one.email, identity.email)) {
      continue;
    }
    if (!one.active) {
      throw Error(ErrorKind::refused, "'" + one.id + "' no longer works on this desk",
                  "a Helpdesk Manager can run: tkt staff edit " + one.id + " --active");
    }
    return one;
  }
  if (own) {
    throw Error(ErrorKind::storage, own->problem,
                "it holds '" + identity.email +
                    "': mend it, then a Helpdesk Manager takes it over with 'tkt commit'");
  }
  throw Error(ErrorKind::refused, "'" + identity.email + "' is not on this desk's staff",
              "a Helpdesk Manager can run: tkt staff add NAME --email " + identity.email +
                  " --role technician");
}

/// On a line of its own, which is gone when all is done.
void show_progress(Output& err, std::size_t done, std::size_t total) {
  err.raw(done == total ? "\r\x1B[K"
                        : fmt::format("\rreading the tickets: {} %", 100 * done / total));
  (void)err.flush();
}

/// The lines of `text` that `before` does not have.
std::string new_lines(const std::string& before, const std::string& text) {
  std::set<std::string> known;
  std::istringstream old(before);
  for (std::string line; std::getline(old, line);) {
    known.insert(line);
  }
  std::string fresh;
  std::istringstream now(text);
  for (std::string line; std::getline(now, line);) {
    fresh += known.count(line) == 0 ? line + '\n' : "";
  }
  return fresh;
}

/// The last gate in front of git, whatever the command: what is in there stays for ever.
void refuse_secrets(const Change& change, std::string_view subject) {
  bool found = gives_secret(subject);
  for (const auto& [path, text] : change.staged()) {
    if (text && kind_of(path) != FileKind::message_template && gives_secret(*text)) {
      found = found || gives_secret(new_lines(change.snapshot().file(path).value_or(""), *text));
    }
  }
  if (found) {
    throw Error(ErrorKind::refused, "the text gives a password or access code away",
                "git keeps everything for ever: leave it out, and tell it by phone");
  }
}

}  // namespace

Context::Context(Io& streams, const Environment& variables, GlobalOptions given, Instant clock)
    : io(streams),
      environment(variables),
      options(std::move(given)),
      random(variables.seed ? Random(*variables.seed) : Random()),
      opened_(std::make_shared<Opened>()),
      clock_(clock) {}

Instant Context::now() {
  const std::string& typed = options.now.empty() ? environment.now : options.now;
  if (typed.empty()) {
    return clock_;
  }
  if (const auto whole = parse_instant(typed)) {
    return *whole;
  }
  if (const auto time = parse_time(typed, zone(), clock_)) {
    return *time;
  }
  throw Error(ErrorKind::usage, "'" + typed + "' is no time",
              "write it as 2026-11-23T08:15:00+02:00, '2026-11-23 08:15' or 08:15");
}

std::filesystem::path Context::base_folder() const {
  if (options.desk.empty() && environment.working_folder.empty()) {
    throw Error(ErrorKind::storage, "the working folder is no longer there",
                "go to another folder, or name the desk with -C");
  }
  const std::filesystem::path working = environment.working_folder;
  return options.desk.empty() ? working : working / options.desk;
}

const Store& Context::store() {
  if (!opened_->store) {
    const std::string& named = options.desk.empty() ? environment.desk : options.desk;
    opened_->store = Store::open(named.empty() ? base_folder() : std::filesystem::path(named));
    if (io.err.terminal()) {
      opened_->store->on_progress([&err = io.err](std::size_t done, std::size_t total) {
        show_progress(err, done, total);
      });
    }
  }
  return *opened_->store;
}

const Snapshot& Context::snapshot() {
  if (!opened_->snapshot) {
    opened_->snapshot = store().snapshot();
    if (!std::exchange(opened_->warned, true)) {
      warn_of_hand_edits();
    }
  }
  return *opened_->snapshot;
}

// What cannot be read in the work tree keeps nobody from reading what git has.
void Context::warn_of_hand_edits() {
  try {
    for (const std::string& path :
         store().hand_edits(*opened_->snapshot, {"desk.yaml", "staff", "clients"})) {
      warn("'" + path + "' was edited by hand and is not in force until 'tkt commit'");
    }
  } catch (const Error& error) {
    warn(error.what());
  }
}

const Desk& Context::desk() {
  return snapshot().desk().value;
}

const Zone& Context::zone() {
  return desk().zone();
}

void Context::may_read_hand_edits() {
  store().may_read_edited_desk();
  opened_->mending = true;
  opened_->warned = true;
}

void Context::refresh() {
  opened_->snapshot.reset();
  opened_->git_staff.reset();
  opened_->actor.reset();
}

Change Context::change() {
  (void)snapshot();
  return store().change(options.no_wait ? Wait::never : Wait::bounded);
}

const Staff& Context::actor() {
  if (opened_->actor) {
    return *opened_->actor;
  }
  if (!opened_->git_staff) {
    opened_->git_staff = staff_of_git(store(), snapshot(), opened_->mending);
  }
  const std::string& name = options.as.empty() ? environment.staff : options.as;
  if (name.empty()) {
    opened_->actor = opened_->git_staff;
  } else {
    const Staff named = find_staff(snapshot(), name).value;
    if (!named.active) {
      throw Error(ErrorKind::refused, "'" + named.id + "' no longer works on this desk",
                  "'tkt staff list' shows who does");
    }
    opened_->actor = named;
  }
  return *opened_->actor;
}

bool Context::may_act_as(std::string_view role) {
  (void)actor();
  return opened_->git_staff->has_role(role);
}

void Context::require_manager(std::string_view what) {
  if (!may_act_as(kHelpdeskManager)) {
    throw Error(ErrorKind::refused,
                "only a Helpdesk Manager may " + std::string(what) + ", and '" +
                    opened_->git_staff->id + "' is none",
                "'tkt staff list' shows who has the role");
  }
}

Instant Context::time_option(std::string_view option, std::string_view text) {
  const Instant present = now();
  if (text.empty()) {
    return present;
  }
  const auto time = parse_time(text, zone(), present);
  if (!time) {
    throw Error(ErrorKind::usage, std::string(option) + ": '" + std::string(text) + "' is no time",
                "write it as 08:15, 'yesterday 16:00', '2026-11-23 08:15' or '45m ago'");
  }
  if (*time > present) {
    throw Error(ErrorKind::refused,
                std::string(option) + ": " + format_instant(*time, zone()) + " is still to come",
                "what happened cannot lie in the future; --now sets the clock");
  }
  return *time;
}

Author Context::author() {
  const Staff& who = actor();
  const Instant when = now();
  // The guide gives no addresses of its staff, and git needs one.
  const std::string& email = who.email.empty() ? opened_->git_staff->email : who.email;
  return {who.name.empty() ? who.id : who.name, email, when, zone().offset_at(when)};
}

bool Context::commit(Change& change, std::string_view subject, const Trailers& trailers) {
  refuse_secrets(change, subject);
  const Author who = author();
  if (options.dry_run) {
    print_change(io.out, change, subject);
    return false;
  }
  opened_->recorded = change.commit(subject, trailers, who).hex().substr(0, 10);
  return true;
}

const std::string& Context::recorded() const {
  return opened_->recorded;
}

void Context::warn(std::string_view message) {
  io.err.text(Style::yellow, "tkt: warning: ");
  io.err.line(message);
}

bool Context::report_broken(const std::vector<BrokenFile>& broken) {
  for (const BrokenFile& file : broken) {
    io.err.text(Style::red, "tkt: ");
    io.err.line(file.problem);
  }
  return !broken.empty();
}

}  // namespace tkt
