// SPDX-License-Identifier: MIT
#include "cmd/whatsapp.h"

#include "cmd/message_text.h"
#include "model/error.h"

namespace tkt {

void offer_whatsapp(Context& context, const Ticket& ticket, const Event& event,
                    std::string_view form) {
  if (ticket.channel != "whatsapp") {
    return;
  }
  const Message message{event.id, "whatsapp", "contact", std::string(form), {}, {}};
  try {
    const Snapshot snapshot = context.store().snapshot();  // the contact may be new
    const std::string link = whatsapp_link(snapshot, {ticket, "", ""}, message);
    if (!link.empty()) {
      context.io.err.line("tell " + ticket.contact + " by WhatsApp: " + link);
    }
  } catch (const Error& error) {
    context.warn(error.what());
  }
}

}  // namespace tkt
