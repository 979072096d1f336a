// SPDX-License-Identifier: MIT
//
// How the index stays true. Its file is written in two ways only:
//   - built anew beside the old one ("index.db.new"), flushed, and renamed over it;
//   - changed by one SQLite transaction, with a rollback journal and flushes, so that neither a
//     killed process nor a power cut leaves half of it.
// Both hold the lock "index.db-lock", so that of ten processes that find the index old one reads
// what changed and nine wait for it, but not for long; those who only ask take no lock of ours. The
// stamp changes in the same transaction as the rows. Every question begins with the stamp, within
// the transaction that answers it, and what is read is checked against the stamp's tallies and the
// rows' digests.
//
// Whatever fails, the next means is tried: the file as it is, the file built anew, a copy in
// memory.
#include "store/index.h"

#include <chrono>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/error.h"
#include "store/file.h"
#include "store/index_query.h"
#include "store/index_update.h"
#include "store/lock.h"
#include "store/records.h"

namespace tkt {

namespace fs = std::filesystem;

namespace {

/// As long as SQLite waits for the file: an answer from memory is better than none.
constexpr std::chrono::seconds kLockWait{1};

/// The right to write the index's file. Throws sqlite::Failure where it cannot be had.
class WriteLock {
 public:
  explicit WriteLock(const fs::path& folder)
      : file_(::open((folder / "index.db-lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    const auto lock = [&] {
      const bool taken = ::flock(file_.get(), LOCK_EX | LOCK_NB) == 0;
      if (!taken && errno != EWOULDBLOCK && errno != EINTR) {
        throw sqlite::Failure("the index cannot be locked", true);
      }
      return taken;
    };
    if (!file_ || !keep_trying(lock, kLockWait)) {
      throw sqlite::Failure("the index cannot be locked", true);
    }
  }

 private:
  Fd file_;
};

/// What tells a file from one that was renamed over it; 0 where there is none.
ino_t inode_of(const fs::path& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 ? status.st_ino : 0;
}

void flush_to_disk(const fs::path& file) {
  const Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) {
    throw sqlite::Failure("the index cannot be flushed", false);
  }
}

/// Lets the desk's group in as well, where the repository is shared.
void share(const fs::path& file, unsigned mode) {
  struct stat status {};
  if (mode != 0 && ::stat(file.c_str(), &status) == 0) {
    ::chmod(file.c_str(), (status.st_mode | mode) & 0777U);
  }
}

}  // namespace

struct Index::State {
  enum class Means { file, new_file, memory };

  /// What the file of the index is good for when it failed: to begin with, or for nothing.
  enum class File { read, unread };

  template <class Query>
  auto ask(const git::Oid& commit, Query query);
  template <class Query>
  auto answer(const git::Oid& commit, Query query)
      -> std::optional<decltype(query(std::declval<const sqlite::Database&>(), Stamp()))>;
  void open();
  void update(const git::Oid& commit);
  void update_tables(const git::Oid& commit);
  void retreat(Means& means, const sqlite::Failure& failure, const git::Oid& commit, File good_for);
  void build(const git::Oid& commit);
  void make_folder();
  void build_in_memory(const git::Oid& commit, File good_for);
  void look_for_lost(const Stamp& stamp);

  [[nodiscard]] fs::path file() const { return folder / "index.db"; }

  fs::path folder;
  OpenRepository repository;
  Progress progress;
  std::optional<sqlite::Database> database;
  ino_t inode = 0;  ///< of the file that was opened last
  bool in_memory = false;
  std::map<std::string, std::string, std::less<>> files;
  std::optional<git::Oid> files_of;
};

template <class Query>
auto Index::State::ask(const git::Oid& commit, Query query) {
  Means means = Means::file;
  while (true) {
    File good_for = File::unread;
    try {
      if (auto found = answer(commit, query)) {
        return *std::move(found);
      }
      good_for = File::read;
      update(commit);
    } catch (const sqlite::Failure& failure) {
      retreat(means, failure, commit, good_for);
    }
  }
}

/// nullopt where the index describes another commit.
template <class Query>
auto Index::State::answer(const git::Oid& commit, Query query)
    -> std::optional<decltype(query(std::declval<const sqlite::Database&>(), Stamp()))> {
  open();
  sqlite::Transaction transaction(*database, "BEGIN");
  const std::optional<Stamp> stamp = read_stamp(*database);
  if (!stamp) {
    throw sqlite::Failure("the index is damaged or of another version", false);
  }
  if (stamp->commit != commit) {
    return std::nullopt;
  }
  look_for_lost(*stamp);
  auto found = query(*database, *stamp);
  transaction.commit();
  return found;
}

/// Tickets that git could not give are read again when it can.
void Index::State::look_for_lost(const Stamp& stamp) {
  for (const TicketFile& file : unread_files(*database, stamp)) {
    try {
      static_cast<void>(text_of(repository(), file.path, file.blob));
    } catch (const Error&) {
      continue;
    }
    throw sqlite::Failure("an object is there again", false);
  }
}

void Index::State::open() {
  if (!database) {
    inode = inode_of(file());
    database.emplace(file(), sqlite::Access::read);
  }
}

void Index::State::update(const git::Oid& commit) {
  if (in_memory) {
    update_tables(commit);
    return;
  }
  const WriteLock lock(folder);
  database.reset();  // another process may have built it anew while we waited
  inode = inode_of(file());
  database.emplace(file(), sqlite::Access::write);
  database->run("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = NORMAL");
  update_tables(commit);
}

void Index::State::update_tables(const git::Oid& commit) {
  sqlite::Transaction transaction(*database, "BEGIN IMMEDIATE");
  const std::optional<Stamp> stamp = read_stamp(*database);
  if (stamp && stamp->commit == commit) {
    return;
  }
  if (!stamp || !update_index(*database, *stamp, repository(), commit, progress)) {
    throw sqlite::Failure("the index must be built anew", false);
  }
  transaction.commit();
}

void Index::State::retreat(Means& means, const sqlite::Failure& failure, const git::Oid& commit,
                           File good_for) {
  if (means == Means::memory) {
    throw Error(ErrorKind::storage, std::string("cannot build an index: ") + failure.what());
  }
  if (means == Means::file && !in_memory && !failure.busy()) {
    means = Means::new_file;
    try {
      build(commit);
      return;
    } catch (const sqlite::Failure&) {  // memory will do
    }
  }
  means = Means::memory;
  build_in_memory(commit, good_for);
}

void Index::State::build(const git::Oid& commit) {
  database.reset();
  make_folder();
  const WriteLock lock(folder);
  share(folder / "index.db-lock", repository().shared_mode());
  if (inode_of(file()) != inode) {
    return;  // another process has built it while we waited
  }
  const fs::path fresh = folder / "index.db.new";
  ::unlink(fresh.c_str());
  {
    sqlite::Database built(fresh, sqlite::Access::create);
    built.run("PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    build_index(built, repository(), commit, progress);
  }
  share(fresh, repository().shared_mode());
  flush_to_disk(fresh);
  // A journal of the old file must never meet the new one.
  ::unlink(file().c_str());
  ::unlink((file().string() + "-journal").c_str());
  if (::rename(fresh.c_str(), file().c_str()) != 0) {
    throw sqlite::Failure("the index cannot be put in its place", false);
  }
}

void Index::State::make_folder() {
  try {
    make_state_folder(repository());
  } catch (const Error& error) {
    throw sqlite::Failure(error.what(), false);
  }
}

void Index::State::build_in_memory(const git::Oid& commit, File good_for) {
  in_memory = true;
  database.emplace();
  try {
    if (good_for == File::read) {
      database->copy_from(sqlite::Database(file(), sqlite::Access::read));
      update_tables(commit);
      return;
    }
  } catch (const sqlite::Failure&) {
    database.emplace();
  }
  build_index(*database, repository(), commit, progress);
}

Index::Index(fs::path state_folder, OpenRepository repository, Progress progress)
    : state_(std::make_unique<State>()) {
  state_->folder = std::move(state_folder);
  state_->repository = std::move(repository);
  state_->progress = std::move(progress);
}

Index::~Index() = default;
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;

void Index::look_at_the_past(const git::Oid& commit) {
  state_->build_in_memory(commit, State::File::read);
}

void Index::refresh(const git::Oid& commit) {
  state_->ask(commit, [](const auto&, const Stamp&) { return true; });
}

Listing Index::list(const git::Oid& commit, const TicketQuery& query) {
  return state_->ask(commit, [&](const auto& database, const Stamp& stamp) {
    return find_tickets(database, stamp, query);
  });
}

Listing Index::search(const git::Oid& commit, const std::vector<std::string>& words) {
  return state_->ask(commit, [&](const auto& database, const Stamp& stamp) {
    return search_tickets(database, stamp, words);
  });
}

UnmetList Index::unmet(const git::Oid& commit) {
  return state_->ask(commit, unmet_rows);
}

FactList Index::facts(const git::Oid& commit) {
  return state_->ask(commit, all_facts);
}

std::map<std::string, Instant> Index::last_assignments(const git::Oid& commit,
                                                       const TicketId& but) {
  return state_->ask(commit, [&](const auto& database, const Stamp& stamp) {
    return find_assignments(database, stamp, but);
  });
}

std::vector<std::string> Index::owing_records(const git::Oid& commit) {
  return state_->ask(commit, owing_paths);
}

std::vector<std::string> Index::paths_beginning(const git::Oid& commit,
                                                std::string_view beginning) {
  return state_->ask(commit, [&](const auto& database, const Stamp& stamp) {
    return find_paths(database, stamp, beginning);
  });
}

bool Index::has_ticket(const git::Oid& commit, const TicketId& id) {
  return state_->ask(commit, [&](const auto& database, const Stamp& stamp) {
    return holds_ticket(database, stamp, id);
  });
}

std::vector<TicketId> Index::ids(const git::Oid& commit) {
  return state_->ask(commit, all_ids);
}

std::vector<OddFile> Index::odd_files(const git::Oid& commit) {
  return state_->ask(commit, tkt::odd_files);
}

const std::map<std::string, std::string, std::less<>>& Index::files(const git::Oid& commit) {
  if (state_->files_of != commit) {
    state_->files = state_->ask(commit, all_files);
    state_->files_of = commit;
  }
  return state_->files;
}

std::optional<std::string> Index::file(const git::Oid& commit, std::string_view path) {
  const auto& all = files(commit);
  const auto found = all.find(path);
  return found == all.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace tkt
