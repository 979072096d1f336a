// SPDX-License-Identifier: MIT
#pragma once

namespace tkt {

/// Tells malloc that this process lives for milliseconds: to be called once, before the work.
void prepare_memory();

}  // namespace tkt
