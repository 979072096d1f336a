// SPDX-License-Identifier: MIT
#include "channels/mail_head.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "channels/mail.h"
#include "channels/text.h"
#include "model/error.h"

namespace tkt {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_header_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return c > ' ' && c <= '~' && c != ':'; });
}

void take_line(MailHead& head, std::string_view line) {
  if (!line.empty() && (line[0] == ' ' || line[0] == '\t')) {
    if (!head.empty()) {
      head.back().second += ' ';
      head.back().second += trimmed(line);
    }
    return;
  }
  const auto colon = line.find(':');
  const std::string_view name = trimmed(line.substr(0, colon));
  if (colon != std::string_view::npos && is_header_name(name)) {
    head.emplace_back(lower(name), trimmed(line.substr(colon + 1)));
  }
}

// "auto-replied; reason=vacation" -> "auto-replied".
std::string first_word(std::string_view value) {
  return lower(trimmed(value.substr(0, value.find_first_of("; \t("))));
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_machine(std::string_view address) {
  const std::string local = lower(address.substr(0, address.find('@')));
  return is_one_of(local, {"mailer-daemon", "postmaster", "majordomo", "listserv", "nobody",
                           "noreply", "no-reply", "do-not-reply", "donotreply"}) ||
         local.ends_with("-request") || local.starts_with("owner-") || local.ends_with("-owner") ||
         local.ends_with("-bounces") || local.starts_with("bounce");
}

AnswerRule automatic(std::string why) {
  return {std::move(why), true};
}

bool asks_for_silence(const MailHead& head) {
  const std::string value = lower(header(head, "x-auto-response-suppress"));
  return value.find("all") != std::string::npos || value.find("oof") != std::string::npos ||
         value.find("autoreply") != std::string::npos;
}

// What is written by a machine in answer to something.
AnswerRule reply_of_a_machine(const MailHead& head) {
  const std::string submitted = first_word(header(head, "auto-submitted"));
  if (submitted == "auto-replied") {
    return automatic("an automatic answer");
  }
  if (lower(header(head, "content-type")).starts_with("multipart/report") ||
      !header(head, "x-failed-recipients").empty()) {
    return automatic("a delivery report");
  }
  for (const std::string_view name : {"x-autoreply", "x-autorespond", "x-autoresponse"}) {
    if (!header(head, name).empty() && lower(header(head, name)) != "no") {
      return automatic("an automatic answer");
    }
  }
  const bool returned = std::any_of(head.begin(), head.end(), [](const auto& one) {
    return one.first == "return-path" && trimmed(one.second) == "<>";
  });
  return returned ? automatic("a delivery report") : AnswerRule{};
}

}  // namespace

std::size_t head_size(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    if (line.empty() || line == "\r") {
      return at;
    }
    at = end + 1;
  }
  return bytes.size();
}

MailHead read_head(std::string_view bytes) {
  std::string_view text = bytes.substr(0, head_size(bytes));
  if (text.size() > kLargestMailHead ||
      std::count(text.begin(), text.end(), '\n') > kMostHeaderLines) {
    throw Error(ErrorKind::refused, "the head of the message is too large");
  }
  MailHead head;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    take_line(head, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return head;
}

std::string_view header(const MailHead& head, std::string_view name) {
  const auto found =
      std::find_if(head.begin(), head.end(), [&](const auto& one) { return one.first == name; });
  return found == head.end() ? std::string_view() : std::string_view(found->second);
}

AnswerRule answer_rule(const MailHead& head, std::string_view sender) {
  if (AnswerRule rule = reply_of_a_machine(head); !rule.why.empty()) {
    return rule;
  }
  const std::string submitted = first_word(header(head, "auto-submitted"));
  if (!submitted.empty() && submitted != "no") {
    return {"written by a program", false};
  }
  if (is_one_of(first_word(header(head, "precedence")), {"bulk", "junk", "list", "auto_reply"})) {
    return {"sent in bulk", false};
  }
  constexpr std::array kLists = {"list-id", "list-post", "list-unsubscribe", "list-help",
                                 "mailing-list"};
  for (const char* name : kLists) {
    if (!header(head, name).empty()) {
      return {"a mailing list", false};
    }
  }
  if (asks_for_silence(head)) {
    return {"it asks for no automatic answer", false};
  }
  for (const std::string_view name :
       {"x-loop", "x-tkt-loop", "x-rt-loop-prevention", "x-fc-machinegenerated", "x-auto-generated",
        "x-zammad-auto-reply"}) {
    if (!header(head, name).empty()) {
      return {"the mark of a program that answers by itself", false};
    }
  }
  if (is_machine(sender)) {
    return {"sent by a program", false};
  }
  return {};
}

std::vector<std::string> message_ids(std::string_view text) {
  std::vector<std::string> ids;
  for (auto open = text.find('<'); open != std::string_view::npos; open = text.find('<', open)) {
    const auto close = text.find('>', open);
    if (close == std::string_view::npos) {
      break;
    }
    const std::string_view id = trimmed(text.substr(open + 1, close - open - 1));
    if (!id.empty() && id.size() < 1000) {
      ids.emplace_back(id);
    }
    open = close;
  }
  return ids;
}

}  // namespace tkt
