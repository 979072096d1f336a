// SPDX-License-Identifier: MIT
#pragma once

#include "model/message_rules.h"
#include "store/field_reader.h"

namespace tkt {

/// The map `messages` of desk.yaml. Throws Error{storage}, with the line, for what breaks a rule.
[[nodiscard]] MessageRules message_rules_from(const FieldReader& fields);

}  // namespace tkt
