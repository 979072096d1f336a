// SPDX-License-Identifier: MIT
#pragma once

namespace tkt {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace tkt
