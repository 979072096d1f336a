// SPDX-License-Identifier: MIT
#include "store/remote.h"

#include <chrono>
#include <csignal>
#include <thread>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "model/error.h"
#include "store/remote_locks.h"
#include "tests/store/temporary.h"

namespace tkt {
namespace {

namespace fs = std::filesystem;

/// A process whose working folder is `place`, as git-receive-pack's is the repository.
class Worker {
 public:
  explicit Worker(const fs::path& place) : process_(::fork()) {
    if (process_ == 0) {
      fs::current_path(place);
      ::pause();
      ::_exit(0);
    }
    const fs::path link = "/proc/" + std::to_string(process_) + "/cwd";
    while (fs::read_symlink(link) != fs::canonical(place)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  ~Worker() { ::kill(process_, SIGKILL); }

 private:
  pid_t process_;
};

}  // namespace

TEST_CASE("a URL is shown without its password") {
  CHECK(shown_url("https://ntebo:secret@git.example/desk") == "https://ntebo@git.example/desk");
  CHECK(shown_url("https://ntebo@git.example:8080/desk") == "https://ntebo@git.example:8080/desk");
  CHECK(shown_url("https://git.example/a:b@c") == "https://git.example/a:b@c");
  CHECK(shown_url("git@git.example:itworx/desk.git") == "git@git.example:itworx/desk.git");
  CHECK(shown_url("unable to access 'https://a:b@git.example/desk/': no") ==
        "unable to access 'https://a@git.example/desk/': no");
}

TEST_CASE("what looks like an option is no remote") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS((void)ask_remote(folder.path().string(), "--upload-pack=touch x", {}), Error);
  CHECK_FALSE(fs::exists(folder.path() / "x"));
}

TEST_CASE("a program named by an address is never run") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS((void)ask_remote(folder.path().string(), "ext::sh -c touch%20x", {}), Error);
  CHECK_FALSE(fs::exists(folder.path() / "x"));
}

TEST_CASE("the locks of a dead push go, a living one's and older ones stay") {
  const test::TemporaryFolder folder;
  const fs::path lock = folder.path() / "refs/heads/main.lock";
  fs::create_directories(lock.parent_path());
  const Worker worker(folder.path());
  test::write_file(lock, "");
  const auto made = fs::last_write_time(lock);
  const std::string url = folder.path().string();

  remove_dead_push(url, "main", made + std::chrono::seconds(1));
  CHECK(fs::exists(lock));
  remove_dead_push(url, "main", made);
  CHECK(fs::exists(lock));
  remove_dead_push("ssh://git.example" + url, "main", made);
  CHECK(fs::exists(lock));
}

TEST_CASE("the locks of a push that was killed are removed, whoever came to work there since") {
  const test::TemporaryFolder folder;
  const fs::path lock = folder.path() / "refs/heads/main.lock";
  fs::create_directories(lock.parent_path());
  test::write_file(lock, "");
  const auto made = fs::last_write_time(lock) - std::chrono::minutes(1);
  fs::last_write_time(lock, made);
  const Worker worker(folder.path());
  remove_dead_push(folder.path().string(), "main", made);
  CHECK_FALSE(fs::exists(lock));
}

}  // namespace tkt
