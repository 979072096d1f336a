// SPDX-License-Identifier: MIT
#include "channels/smtp.h"

#include <cstring>

#include <fmt/core.h>

#include "channels/curl.h"
#include "channels/text.h"
#include "model/error.h"

namespace tkt {
namespace {

constexpr long kConnectSeconds = 20;
constexpr long kSeconds = 60;

// What the dialogue had come to. A server that refuses before it knows the recipient refuses
// everybody.
enum class Stage { greeting, sender, recipient, data };

struct Dialogue {
  Stage stage = Stage::greeting;
  std::string refusal;  // the server's answer to the last command, where it was one
};

int listen(CURL* /*handle*/, curl_infotype type, char* data, std::size_t size, void* user) {
  auto& dialogue = *static_cast<Dialogue*>(user);
  const std::string_view text(data, size);
  if (type == CURLINFO_HEADER_IN && !text.empty()) {
    if (text[0] == '4' || text[0] == '5') {
      dialogue.refusal = one_line(text);
    }
  } else if (type == CURLINFO_HEADER_OUT && !text.starts_with("QUIT")) {
    dialogue.refusal.clear();
    if (text.starts_with("MAIL ")) {
      dialogue.stage = Stage::sender;
    } else if (text.starts_with("RCPT ")) {
      dialogue.stage = Stage::recipient;
    } else if (text.starts_with("DATA")) {
      dialogue.stage = Stage::data;
    }
  }
  return 0;
}

struct Upload {
  std::string_view left;
};

std::size_t give(char* buffer, std::size_t size, std::size_t count, void* user) {
  auto& upload = *static_cast<Upload*>(user);
  const std::size_t length = std::min(size * count, upload.left.size());
  std::memcpy(buffer, upload.left.data(), length);
  upload.left.remove_prefix(length);
  return length;
}

// Every line ends in CR LF, and no CR or LF stands alone.
std::string with_line_ends(const std::string& text) {
  std::string lines;
  lines.reserve(text.size() + text.size() / 32);
  for (const char c : text) {
    if (c == '\n') {
      lines += "\r\n";
    } else if (c != '\r') {
      lines += c;
    }
  }
  return lines;
}

std::string url_of(const SmtpRules& rules) {
  return fmt::format("{}://{}:{}", rules.security == MailSecurity::tls ? "smtps" : "smtp",
                     rules.host, rules.port);
}

}  // namespace

struct SmtpClient::State {
  SmtpRules rules;
  std::string password;
  CURL* handle = nullptr;
};

SmtpClient::SmtpClient(SmtpRules rules, std::string password)
    : state_(std::make_unique<State>(State{std::move(rules), std::move(password)})) {}

SmtpClient::~SmtpClient() {
  if (state_ && state_->handle != nullptr) {
    curl_functions().cleanup(state_->handle);
  }
}

SmtpClient::SmtpClient(SmtpClient&&) noexcept = default;

Dispatch SmtpClient::send(const std::string& from, const std::string& to,
                          const std::string& message) {
  const CurlFunctions& c = curl_functions();
  const SmtpRules& rules = state_->rules;
  if (state_->handle == nullptr) {
    state_->handle = c.init();
  }
  CURL* const handle = state_->handle;
  c.reset(handle);
  const std::string url = url_of(rules);
  const std::string sender = "<" + from + ">";
  const std::string bytes = with_line_ends(message);
  CurlList recipients;
  recipients.add(("<" + to + ">").c_str());
  Dialogue dialogue;
  Upload upload{bytes};
  c.setopt(handle, CURLOPT_URL, url.c_str());
  c.setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  c.setopt(handle, CURLOPT_NOSIGNAL, 1L);
  c.setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  c.setopt(handle, CURLOPT_TIMEOUT, kSeconds);
  c.setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  c.setopt(handle, CURLOPT_PROXY, "");
  if (rules.security != MailSecurity::none) {
    c.setopt(handle, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  }
  if (!rules.authority.empty()) {
    c.setopt(handle, CURLOPT_CAINFO, rules.authority.c_str());
  }
  if (!rules.user.empty()) {
    c.setopt(handle, CURLOPT_USERNAME, rules.user.c_str());
    c.setopt(handle, CURLOPT_PASSWORD, state_->password.c_str());
  }
  c.setopt(handle, CURLOPT_MAIL_FROM, sender.c_str());
  c.setopt(handle, CURLOPT_MAIL_RCPT, recipients.get());
  c.setopt(handle, CURLOPT_READFUNCTION, give);
  c.setopt(handle, CURLOPT_READDATA, &upload);
  c.setopt(handle, CURLOPT_UPLOAD, 1L);
  c.setopt(handle, CURLOPT_DEBUGFUNCTION, listen);
  c.setopt(handle, CURLOPT_DEBUGDATA, &dialogue);
  c.setopt(handle, CURLOPT_VERBOSE, 1L);
  const CURLcode code = c.perform(handle);
  if (code == CURLE_OK) {
    return {};
  }
  const bool answered = !dialogue.refusal.empty();
  Dispatch failed{Dispatch::Kind::later, "", "", {}, false};
  failed.why = fmt::format("{}: {}", url, answered ? dialogue.refusal : c.strerror(code));
  const bool about_this = dialogue.stage == Stage::recipient || dialogue.stage == Stage::data;
  if (answered && dialogue.refusal[0] == '5' && about_this) {
    failed.kind = Dispatch::Kind::never;
  }
  failed.whole_channel = !about_this;
  return failed;
}

}  // namespace tkt
