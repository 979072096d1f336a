// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tkt {

/// The short name made from a full one: "Kgalagadi Foods (Pty) Ltd" is "kgalagadi-foods-pty-ltd"; a
/// short name stays as it is. Throws Error{usage} where no letter or digit is left.
[[nodiscard]] std::string short_name_of(std::string_view name);

}  // namespace tkt
