// SPDX-License-Identifier: MIT
//
// A request by HTTP (libcurl), and the texts that it is made of.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/instant.h"

namespace tkt {

struct WebRequest {
  std::string url;
  std::vector<std::string> headers;  ///< "Name: value"
  std::string body;
  std::string authority;  ///< file of certificates to trust instead of the system's
};

struct WebReply {
  int status = 0;       ///< 0: there was no answer
  std::string body;     ///< its first 64 KiB
  std::string failure;  ///< what went wrong where there was no answer
  std::optional<Seconds> retry_after;
};

/// Posts it. TLS is verified, no redirection is followed, and it ends after 30 seconds.
[[nodiscard]] WebReply post(const WebRequest& request);

enum class Escape { none, url, json };
/// The text with the value of each `{{name}}` in its place, escaped for where it stands. Throws
/// Error{refused} for a name that is not there, and, unescaped, for a value with control
/// characters.
[[nodiscard]] std::string expand(std::string_view text,
                                 const std::map<std::string, std::string>& values, Escape escape);

}  // namespace tkt
