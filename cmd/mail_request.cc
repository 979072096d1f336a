// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include "channels/mail.h"
#include "cmd/request.h"
#include "store/confined.h"
#include "store/mail_store.h"
#include "store/sha256.h"

namespace tkt {
namespace {

/// "report.pdf (12 kB, sha256 3f9a...)".
std::string in_words(Context& context, const MailStore& store, const MailAttachment& attachment) {
  const std::size_t size = attachment.bytes.size();
  const std::string length =
      size < 1000 ? fmt::format("{} bytes", size) : fmt::format("{} kB", (size + 500) / 1000);
  const int most = context.desk().messages.intake.largest_attachment;
  if (size > static_cast<std::size_t>(most)) {
    return fmt::format("{} ({}, too large to be kept apart)", attachment.name, length);
  }
  return fmt::format("{} ({}, sha256 {})", attachment.name, length,
                     store.keep_attachment(attachment.bytes));
}

}  // namespace

std::string mail_key(const std::string& bytes) {
  const MailIdentity identity = identity_of(bytes);
  std::string whole = identity.id;
  whole += '\0';
  whole += identity.body;
  return sha256(whole);
}

Request request_from_mail(Context& context, const std::string& bytes) {
  const IncomingMail mail = unpacked(run_confined([&] { return packed(read_mail(bytes)); }));
  Request request;
  request.key = mail_key(bytes);
  request.channel = "email";
  request.name = mail.name;
  request.address = mail.address;
  request.subject = mail.subject;
  request.text = mail.text;
  request.message_id = mail.message_id;
  request.answers = mail.answers;
  request.no_answer = mail.no_answer;
  request.automatic = mail.automatic;
  request.loop = mail.loop;
  request.at = context.now();
  if (!context.options.dry_run) {
    const MailStore store(context.store().state_folder());
    for (const MailAttachment& attachment : mail.attachments) {
      request.attachments.push_back(in_words(context, store, attachment));
    }
  }
  return request;
}

}  // namespace tkt
