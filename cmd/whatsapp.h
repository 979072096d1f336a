// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "cmd/context.h"

namespace tkt {

/// For a request that came by WhatsApp, once it is committed: a link on stderr that opens WhatsApp
/// with what the contact is told of `event` ready to be sent. WhatsApp lets no program write to
/// somebody of its own accord, so that the message is no owed one. Nothing for any other request,
/// and where the contact's number is none.
void offer_whatsapp(Context& context, const Ticket& ticket, const Event& event,
                    std::string_view form);

}  // namespace tkt
