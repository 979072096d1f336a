// SPDX-License-Identifier: MIT
//
// The time of one merge of two commits, without the network and without writing:
//
//   merge_time DESK OURS THEIRS [unknown]
//
// Our side is known to be sound, as it is where tkt alone has written it since the last merge;
// "unknown": it is not.
#include <chrono>
#include <cstdio>

#include "store/memory.h"
#include "store/merge.h"

int main(int argc, char** argv) {
  if (argc != 4 && argc != 5) {
    std::fputs("merge_time DESK OURS THEIRS [unknown]\n", stderr);
    return 2;
  }
  tkt::prepare_memory();
  const auto begin = std::chrono::steady_clock::now();
  const tkt::git::Repository repository(argv[1]);
  const tkt::Merge merge = tkt::merge_commits(
      repository, *tkt::git::Oid::from_hex(argv[2]), *tkt::git::Oid::from_hex(argv[3]),
      argc == 4 ? tkt::OurChanges::sound : tkt::OurChanges::unknown);
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  std::printf("%.1f ms: %zu files, %zu refused, %zu stopped\n", taken.count(), merge.files.size(),
              merge.refused.size(), merge.stopped.size());
  return merge.refused.empty() && merge.stopped.empty() ? 0 : 1;
}
