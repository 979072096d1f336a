// SPDX-License-Identifier: MIT
//
// Work on hostile bytes, in a process of its own: what it breaks, or takes too much of, is no loss.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace tkt {

struct Confinement {
  std::chrono::seconds time{5};         ///< on the processor; three times that by the clock
  std::size_t memory = 1024UL << 20UL;  ///< bytes of address space
};

/// What `work` returns, made by a child that can write no file. An Error that it throws is thrown
/// here. Throws Error{refused} where the child crashed or went over its bounds.
[[nodiscard]] std::string run_confined(const std::function<std::string()>& work,
                                       const Confinement& bounds = {});

}  // namespace tkt
