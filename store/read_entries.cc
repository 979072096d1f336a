// SPDX-License-Identifier: MIT
//
// Reading many ticket files at once. The files are cut into chunks, in order; neighbours in the
// list are neighbours in git's packs. Threads take the next chunk each, and the caller collects
// the chunks in order, so that the outcome does not depend on the threads. libgit2's object store
// does not scale when it is shared: each thread opens the repository for itself.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

#include "model/error.h"
#include "store/index_entry.h"
#include "store/records.h"

namespace tkt {

namespace {

constexpr std::size_t kChunk = 64;
/// Chunks that may wait to be collected, for each thread.
constexpr std::size_t kAhead = 8;

using Entries = std::vector<IndexEntry>;

/// One object that git cannot give hides no other ticket.
IndexEntry read_entry(const git::Repository& repository, const TicketFile& file, const Desk& desk) {
  if (file.odd_mode != 0) {
    return odd_entry(file.path, file.odd_mode);
  }
  try {
    return index_entry(file.path, text_of(repository, file.path, file.blob), desk);
  } catch (const Error& error) {
    IndexEntry entry;
    entry.path = file.path;
    entry.problem = error.what() + (error.hint().empty() ? "" : ": " + error.hint());
    entry.unread = file.blob;
    return entry;
  }
}

Entries read_chunk(const git::Repository& repository, const std::vector<TicketFile>& files,
                   std::size_t chunk, const Desk& desk) {
  Entries entries;
  const std::size_t end = std::min((chunk + 1) * kChunk, files.size());
  for (std::size_t i = chunk * kChunk; i < end; ++i) {
    entries.push_back(read_entry(repository, files[i], desk));
  }
  return entries;
}

/// The threads, from the first chunk to the last.
class Crew {
 public:
  Crew(const git::Repository& repository, const std::vector<TicketFile>& files, const Desk& desk)
      : files_(files), desk_(desk), chunks_((files.size() + kChunk - 1) / kChunk) {
    const std::size_t count = std::max(1U, std::thread::hardware_concurrency());
    ahead_ = kAhead * count;
    for (std::size_t i = 0; i < count; ++i) {
      threads_.emplace_back([this, root = repository.root()] { work(root); });
    }
  }
  ~Crew() {
    stop(nullptr);
    for (std::thread& thread : threads_) {
      thread.join();
    }
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  [[nodiscard]] std::size_t chunks() const { return chunks_; }
  /// Waits for a chunk. To be called for every one, in order. Throws what a thread threw.
  Entries collect(std::size_t chunk);

 private:
  void work(const std::filesystem::path& root);
  bool wait_for_turn(std::size_t chunk);
  void deliver(std::size_t chunk, Entries entries);
  void stop(std::exception_ptr failure);

  const std::vector<TicketFile>& files_;
  const Desk& desk_;
  const std::size_t chunks_;
  std::size_t ahead_ = 0;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;  ///< of all below
  std::condition_variable changed_;
  std::map<std::size_t, Entries> ready_;
  std::size_t collected_ = 0;
  bool stopped_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

void Crew::work(const std::filesystem::path& root) {
  try {
    const git::Repository repository(root);
    for (std::size_t chunk = next_++; chunk < chunks_ && wait_for_turn(chunk); chunk = next_++) {
      deliver(chunk, read_chunk(repository, files_, chunk, desk_));
    }
  } catch (...) {
    stop(std::current_exception());
  }
}

bool Crew::wait_for_turn(std::size_t chunk) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopped_ || chunk < collected_ + ahead_; });
  return !stopped_;
}

void Crew::deliver(std::size_t chunk, Entries entries) {
  const std::lock_guard lock(mutex_);
  ready_.emplace(chunk, std::move(entries));
  changed_.notify_all();
}

void Crew::stop(std::exception_ptr failure) {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  failure_ = failure_ ? failure_ : std::move(failure);
  changed_.notify_all();
}

Entries Crew::collect(std::size_t chunk) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return failure_ || ready_.count(chunk) != 0; });
  if (failure_) {
    std::rethrow_exception(failure_);
  }
  Entries entries = std::move(ready_.extract(chunk).mapped());
  collected_ = chunk + 1;
  changed_.notify_all();
  return entries;
}

/// Says how far it is, ten times a second from the second second on, and then that it is done.
class Meter {
 public:
  Meter(const Progress& progress, std::size_t total) : progress_(progress), total_(total) {}

  void add(std::size_t count) {
    done_ += count;
    const auto now = std::chrono::steady_clock::now();
    const bool last = done_ == total_ && told_;
    if (progress_ && (now >= next_ || last)) {
      progress_(done_, total_);
      told_ = true;
      next_ = now + std::chrono::milliseconds(100);
    }
  }

 private:
  const Progress& progress_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool told_ = false;
  std::chrono::steady_clock::time_point next_ =
      std::chrono::steady_clock::now() + std::chrono::seconds(1);
};

}  // namespace

void read_entries(const git::Repository& repository, const std::vector<TicketFile>& files,
                  const Desk& desk, const std::function<void(IndexEntry)>& take,
                  const Progress& progress) {
  if (files.size() <= kChunk) {
    for (IndexEntry& entry : read_chunk(repository, files, 0, desk)) {
      take(std::move(entry));
    }
    return;
  }
  Crew crew(repository, files, desk);
  Meter meter(progress, files.size());
  for (std::size_t chunk = 0; chunk < crew.chunks(); ++chunk) {
    Entries entries = crew.collect(chunk);
    meter.add(entries.size());
    for (IndexEntry& entry : entries) {
      take(std::move(entry));
    }
  }
}

}  // namespace tkt
