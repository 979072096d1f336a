// SPDX-License-Identifier: MIT
#include "channels/web.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include <fmt/core.h>

#include "channels/curl.h"
#include "model/error.h"

namespace tkt {
namespace {

constexpr long kConnectSeconds = 15;
constexpr long kSeconds = 30;
constexpr std::size_t kLongestReply = 64U << 10U;

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& reply = *static_cast<WebReply*>(user);
  const std::size_t length = size * count;
  reply.body.append(data, std::min(length, kLongestReply - reply.body.size()));
  return length;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool is_unreserved(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_' ||
         c == '~';
}

std::string escaped(const std::string& value, Escape escape) {
  std::string text;
  for (const char c : value) {
    const auto byte = static_cast<unsigned>(static_cast<unsigned char>(c));
    if (escape == Escape::url) {
      text += is_unreserved(c) ? std::string(1, c) : fmt::format("%{:02X}", byte);
    } else if (escape == Escape::json && (c == '"' || c == '\\')) {
      text += std::string("\\") + c;
    } else if (escape == Escape::json && is_control(c)) {
      text += fmt::format("\\u{:04x}", byte);
    } else if (is_control(c)) {
      throw Error(ErrorKind::refused, "a value for a header holds a control character");
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace

WebReply post(const WebRequest& request) {
  const CurlFunctions& c = curl_functions();
  const std::unique_ptr<CURL, decltype(c.cleanup)> owner(c.init(), c.cleanup);
  CURL* const handle = owner.get();
  CurlList headers;
  for (const std::string& header : request.headers) {
    headers.add(header.c_str());
  }
  headers.add("Expect:");
  WebReply reply;
  c.setopt(handle, CURLOPT_URL, request.url.c_str());
  c.setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  c.setopt(handle, CURLOPT_NOSIGNAL, 1L);
  c.setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  c.setopt(handle, CURLOPT_TIMEOUT, kSeconds);
  c.setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  c.setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  c.setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  c.setopt(handle, CURLOPT_POSTFIELDS, request.body.c_str());
  c.setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
  c.setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
  c.setopt(handle, CURLOPT_WRITEDATA, &reply);
  if (!request.authority.empty()) {
    c.setopt(handle, CURLOPT_CAINFO, request.authority.c_str());
  }
  const CURLcode code = c.perform(handle);
  if (code != CURLE_OK) {
    reply.failure = c.strerror(code);
    return reply;
  }
  long status = 0;
  curl_off_t wait = 0;
  c.getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  c.getinfo(handle, CURLINFO_RETRY_AFTER, &wait);
  reply.status = static_cast<int>(status);
  if (wait > 0) {
    reply.retry_after = Seconds(std::min<curl_off_t>(wait, 24L * 3600));
  }
  return reply;
}

std::string expand(std::string_view text, const std::map<std::string, std::string>& values,
                   Escape escape) {
  std::string whole;
  for (auto open = text.find("{{"); open != std::string_view::npos; open = text.find("{{")) {
    const auto close = text.find("}}", open);
    if (close == std::string_view::npos) {
      break;
    }
    const std::string name(text.substr(open + 2, close - open - 2));
    const auto found = values.find(name);
    if (found == values.end()) {
      throw Error(ErrorKind::refused, fmt::format("the gateway's text names '{}'", name),
                  "it may name number, text, key and secret");
    }
    whole += text.substr(0, open);
    whole += escaped(found->second, escape);
    text.remove_prefix(close + 2);
  }
  return whole + std::string(text);
}

}  // namespace tkt
