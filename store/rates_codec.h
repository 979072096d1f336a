// SPDX-License-Identifier: MIT
//
// Prices and rounding as desk.yaml and the files of clients have them.
#pragma once

#include "model/rates.h"
#include "store/field_reader.h"

namespace tkt {

/// Throw Error{storage}, with file and line, for a rate below zero and a rounding that is none.
[[nodiscard]] Rates rates_from(const FieldReader& fields);
[[nodiscard]] Rounding rounding_from(const FieldReader& fields);
[[nodiscard]] Node to_node(const Rates& rates);
[[nodiscard]] Node to_node(const Rounding& rounding);

}  // namespace tkt
