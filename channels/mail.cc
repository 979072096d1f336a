// SPDX-License-Identifier: MIT
#include "channels/mail.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstring>

#include <fmt/core.h>

#include "channels/gmime.h"
#include "channels/mail_head.h"
#include "channels/readable.h"
#include "channels/text.h"
#include "model/client.h"
#include "model/error.h"

namespace tkt {
namespace {

[[noreturn]] void refuse(const char* what) {
  throw Error(ErrorKind::refused, what);
}

/// What was found in a part and those below it.
struct Found {
  std::string text;
  bool html = false;  ///< the text was HTML
  std::vector<MailAttachment> attachments;
};

/// Walks the parts of one message.
class Parts {
 public:
  Found look(GMimeObject* object, int depth) {
    if (object == nullptr) {
      return {};
    }
    if (++parts_ > kMostMailParts) {
      refuse("the message has too many parts");
    }
    if (depth > kDeepestMail) {
      refuse("the parts of the message are nested too deeply");
    }
    const GMime& g = gmime();
    if (auto* const multipart = g_cast<GMimeMultipart>(object, g.multipart_type)) {
      return is(object, "multipart", "alternative") ? best(multipart, depth)
                                                    : all(multipart, depth);
    }
    if (auto* const message = g_cast<GMimeMessagePart>(object, g.message_part_type)) {
      return enclosed(message, object);
    }
    return leaf(object);
  }

  /// The Message-ID of the message that was returned, of a delivery report.
  std::string returned;

 private:
  static bool is(GMimeObject* object, const char* type, const char* subtype) {
    GMimeContentType* const content = gmime().content_type(object);
    return content != nullptr && gmime().is_content_type(content, type, subtype) != 0;
  }

  // All of them, one below the other.
  Found all(GMimeMultipart* multipart, int depth) {
    Found whole;
    for (int i = 0; i < gmime().count(multipart); ++i) {
      Found part = look(gmime().part(multipart, i), depth + 1);
      if (!part.text.empty()) {
        whole.html = whole.html || part.html;
        whole.text += (whole.text.empty() ? "" : "\n\n") + part.text;
      }
      std::move(part.attachments.begin(), part.attachments.end(),
                std::back_inserter(whole.attachments));
    }
    return whole;
  }

  // Plain text before HTML; the attachments of every form.
  Found best(GMimeMultipart* multipart, int depth) {
    Found chosen;
    for (int i = 0; i < gmime().count(multipart); ++i) {
      Found part = look(gmime().part(multipart, i), depth + 1);
      const bool better =
          !part.text.empty() && (chosen.text.empty() || (chosen.html && !part.html));
      if (better) {
        chosen.text = std::move(part.text);
        chosen.html = part.html;
      }
      std::move(part.attachments.begin(), part.attachments.end(),
                std::back_inserter(chosen.attachments));
    }
    return chosen;
  }

  // A message in a message is kept as it is.
  Found enclosed(GMimeMessagePart* part, GMimeObject* object) {
    const GMime& g = gmime();
    GMimeMessage* const message = g.message_of_part(part);
    std::string name = "message.eml";
    std::string bytes;
    if (message != nullptr) {
      auto* const inner = reinterpret_cast<GMimeObject*>(message);
      remember(text_of(g.header(inner, "Message-ID")));
      name = safe_file_name(text_of(g.subject(message)) + ".eml", name);
      const auto stream = g_handle(g.new_stream());
      g.write_object(inner, nullptr, stream.get());
      bytes = counted_bytes_in(stream.get());
    }
    return {"", false, {{name, type_of(object), std::move(bytes)}}};
  }

  Found leaf(GMimeObject* object) {
    const GMime& g = gmime();
    auto* const part = g_cast<GMimePart>(object, g.part_type);
    if (part == nullptr) {
      return {};
    }
    if (is(object, "text", "rfc822-headers")) {
      const MailHead head = read_head(content_of(part));
      remember(std::string(header(head, "message-id")));
      return {};
    }
    const std::string name = text_of(g.filename(part));
    auto* const text = g_cast<GMimeTextPart>(object, g.text_part_type);
    const bool readable = text != nullptr && name.empty() && g.is_attachment(part) == 0 &&
                          (is(object, "text", "plain") || is(object, "text", "html"));
    return readable ? words(text, is(object, "text", "html")) : attachment(part, object, name);
  }

  Found words(GMimeTextPart* part, bool html) {
    char* const got = gmime().text(part);
    const std::string text = text_of(got);
    gmime().free(got);
    count(text.size());
    return {html ? text_of_html(text) : clean_lines(text), html, {}};
  }

  Found attachment(GMimePart* part, GMimeObject* object, const std::string& name) {
    std::string bytes = content_of(part);
    if (bytes.empty() && name.empty()) {
      return {};
    }
    const std::string type = type_of(object);
    const std::string plain = type == "text/calendar" ? "invitation.ics" : "attachment";
    return {"", false, {{safe_file_name(name, plain), type, std::move(bytes)}}};
  }

  std::string content_of(GMimePart* part) {
    GMimeDataWrapper* const content = gmime().content(part);
    if (content == nullptr) {
      return "";
    }
    const auto stream = g_handle(gmime().new_stream());
    gmime().write_content(content, stream.get());
    return counted_bytes_in(stream.get());
  }

  std::string counted_bytes_in(GMimeStream* stream) {
    std::string bytes = bytes_in(stream);
    count(bytes.size());
    return bytes;
  }

  void count(std::size_t bytes) {
    decoded_ += bytes;
    if (decoded_ > kLargestDecodedMail) {
      refuse("the parts of the message are too large");
    }
  }

  static std::string type_of(GMimeObject* object) {
    GMimeContentType* const content = gmime().content_type(object);
    if (content == nullptr) {
      return "application/octet-stream";
    }
    char* const type = gmime().mime_type(content);
    std::string text = one_line(text_of(type));
    gmime().free(type);
    return lower(text.substr(0, 100));
  }

  void remember(const std::string& value) {
    const auto ids = message_ids(value.find('<') == std::string::npos ? "<" + value + ">" : value);
    if (returned.empty() && !ids.empty()) {
      returned = ids.front();
    }
  }

  int parts_ = 0;
  std::size_t decoded_ = 0;
};

// Exactly one person in exactly one From header; anything else has no sender.
void take_sender(GMimeMessage* message, const MailHead& head, IncomingMail& mail) {
  const GMime& g = gmime();
  InternetAddressList* const list = g.from(message);
  const auto froms =
      std::count_if(head.begin(), head.end(), [](const auto& one) { return one.first == "from"; });
  if (froms != 1 || list == nullptr || g.address_count(list) != 1) {
    return;
  }
  InternetAddress* const one = g.address(list, 0);
  auto* const mailbox = g_cast<InternetAddressMailbox>(one, g.mailbox_type);
  if (mailbox == nullptr) {
    return;
  }
  const std::string address = lower(text_of(g.mailbox_address(mailbox)));
  if (is_email_address(address)) {
    mail.address = address;
    mail.name = one_line(text_of(g.address_name(one)));
  }
}

std::vector<std::string> answered(const MailHead& head, const std::string& returned) {
  std::vector<std::string> ids = message_ids(header(head, "in-reply-to"));
  std::vector<std::string> others = message_ids(header(head, "references"));
  ids.insert(ids.end(), others.rbegin(), others.rend());
  if (!returned.empty()) {
    ids.push_back(returned);
  }
  return ids;
}

void put(std::string& bytes, std::string_view text) {
  const std::uint64_t size = text.size();
  bytes.append(reinterpret_cast<const char*>(&size), sizeof size);
  bytes += text;
}

std::string take(std::string_view& bytes) {
  std::uint64_t size = 0;
  if (bytes.size() < sizeof size) {
    refuse("the reader of the message stopped");
  }
  std::memcpy(&size, bytes.data(), sizeof size);
  bytes.remove_prefix(sizeof size);
  if (bytes.size() < size) {
    refuse("the reader of the message stopped");
  }
  std::string text(bytes.substr(0, size));
  bytes.remove_prefix(size);
  return text;
}

}  // namespace

IncomingMail read_mail(std::string_view bytes) {
  if (bytes.size() > kLargestMail) {
    refuse("the message is too large");
  }
  const MailHead head = read_head(bytes);
  if (head.empty()) {
    refuse("it is no mail: it has no header");
  }
  const GMime& g = gmime();
  const auto stream = g_handle(g.stream_of(bytes.data(), bytes.size()));
  const auto parser = g_handle(g.new_parser(stream.get()));
  g.set_persist_stream(parser.get(), FALSE);
  const auto message = g_handle(g.construct_message(parser.get(), nullptr));
  if (!message) {
    refuse("it is no mail");
  }
  IncomingMail mail;
  take_sender(message.get(), head, mail);
  Parts parts;
  Found found = parts.look(g.part_of_message(message.get()), 1);
  mail.subject = one_line(text_of(g.subject(message.get())));
  const auto ids = message_ids(header(head, "message-id"));
  mail.message_id = ids.empty() ? "" : one_line(ids.front());
  mail.answers = answered(head, parts.returned);
  mail.text = mail.answers.empty() ? found.text : without_history(found.text);
  mail.attachments = std::move(found.attachments);
  const AnswerRule rule = answer_rule(head, mail.address);
  mail.no_answer = rule.why;
  mail.automatic = rule.automatic;
  mail.loop = one_line(header(head, "x-tkt-loop"));
  return mail;
}

MailIdentity identity_of(std::string_view bytes) {
  const std::size_t size = head_size(bytes);
  MailHead head;
  try {
    head = read_head(bytes);
  } catch (const Error&) {
    return {"", bytes};
  }
  std::string id(header(head, "message-id"));
  if (id.empty()) {
    id = fmt::format("{}\n{}\n{}", header(head, "from"), header(head, "date"),
                     header(head, "subject"));
  }
  return {id, bytes.substr(size)};
}

std::string packed(const IncomingMail& mail) {
  std::string bytes;
  for (const std::string* text : {&mail.name, &mail.address, &mail.subject, &mail.message_id,
                                  &mail.text, &mail.no_answer, &mail.loop}) {
    put(bytes, *text);
  }
  put(bytes, mail.automatic ? "1" : "");
  put(bytes, std::to_string(mail.answers.size()));
  for (const std::string& id : mail.answers) {
    put(bytes, id);
  }
  for (const MailAttachment& attachment : mail.attachments) {
    put(bytes, attachment.name);
    put(bytes, attachment.type);
    put(bytes, attachment.bytes);
  }
  return bytes;
}

IncomingMail unpacked(std::string_view bytes) {
  IncomingMail mail;
  for (std::string* text : {&mail.name, &mail.address, &mail.subject, &mail.message_id, &mail.text,
                            &mail.no_answer, &mail.loop}) {
    *text = take(bytes);
  }
  mail.automatic = !take(bytes).empty();
  for (auto count = std::stoul(take(bytes)); count > 0; --count) {
    mail.answers.push_back(take(bytes));
  }
  while (!bytes.empty()) {
    MailAttachment attachment;
    attachment.name = take(bytes);
    attachment.type = take(bytes);
    attachment.bytes = take(bytes);
    mail.attachments.push_back(std::move(attachment));
  }
  return mail;
}

}  // namespace tkt
