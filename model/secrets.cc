// SPDX-License-Identifier: MIT
#include "model/secrets.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace tkt {
namespace {

// Codes of other things are no secrets: "error code 482913".
constexpr std::array<std::string_view, 24> kNames = {"access code",  "access-code",
                                                     "accesscode",   "access_code",
                                                     "access key",   "security code",
                                                     "session code", "remote code",
                                                     "anydesk code", "teamviewer code",
                                                     "assist code",  "one-time code",
                                                     "otp",          "password",
                                                     "pass word",    "passwort",
                                                     "passwd",       "passcode",
                                                     "passphrase",   "pass code",
                                                     "pwd",          "pw",
                                                     "pin",          "pass"};

/// From where to where the secret itself stands.
struct Place {
  std::size_t begin;
  std::size_t end;
};

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::size_t past_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) {
    ++at;
  }
  return at;
}

bool starts_word(std::string_view text, std::size_t at, std::string_view word) {
  const std::size_t end = at + word.size();
  return text.substr(at, word.size()) == word && (end >= text.size() || !is_word(text[end]));
}

// "PASSWORD - hunter2", but not "password-file".
bool starts_dash(std::string_view text, std::size_t at) {
  return at > 0 && is_blank(text[at - 1]) && text.substr(at, 2) == "- ";
}

// Behind ":", "=", " - " or "is"; nullopt where none of them is there.
std::optional<std::size_t> past_sign(std::string_view text, std::size_t at) {
  at = past_blanks(text, at);
  if (at < text.size() && (text[at] == ':' || text[at] == '=')) {
    ++at;
  } else if (starts_dash(text, at)) {
    at += 2;
  } else if (starts_word(text, at, "is")) {
    at = past_blanks(text, at + 2);
    at += at < text.size() && text[at] == ':' ? 1U : 0U;
  } else {
    return std::nullopt;
  }
  at = past_blanks(text, at);
  if (at < text.size() && text[at] == '\n') {  // "Access code:" and the code on the next line
    at = past_blanks(text, at + 1);
  }
  return at;
}

std::size_t end_of_secret(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && std::isspace(static_cast<unsigned char>(text[end])) == 0) {
    ++end;
  }
  // "482 913": groups of digits belong together.
  for (;;) {
    const bool digits = end > at && std::isdigit(static_cast<unsigned char>(text[end - 1])) != 0;
    const std::size_t next = past_blanks(text, end);
    if (!digits || next == end || next >= text.size() ||
        std::isdigit(static_cast<unsigned char>(text[next])) == 0) {
      return end;
    }
    end = next;
    while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) {
      ++end;
    }
  }
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

// What stands behind a word for a secret. After "is" or a dash only what looks like one: "the
// password is wrong" tells nothing.
std::optional<Place> secret_behind(std::string_view lower, std::size_t at) {
  const std::size_t first = past_blanks(lower, at);
  if (const auto begin = past_sign(lower, at)) {
    const std::size_t end = end_of_secret(lower, *begin);
    const std::string_view secret = lower.substr(*begin, end - *begin);
    const bool marked = lower[first] == ':' || lower[first] == '=';
    const bool removed = secret.starts_with("[removed]");
    return end == *begin || removed || (!marked && !has_digit(secret))
               ? std::nullopt
               : std::optional(Place{*begin, end});
  }
  const std::size_t end = end_of_secret(lower, first);
  const bool next_to_it = first > at && first < end &&
                          std::isdigit(static_cast<unsigned char>(lower[first])) != 0 &&
                          end - first >= 4;
  return next_to_it ? std::optional(Place{first, end}) : std::nullopt;
}

std::optional<Place> next_secret(std::string_view lower, std::size_t from) {
  for (std::size_t at = from; at < lower.size(); ++at) {
    if (at > 0 && is_word(lower[at - 1])) {
      continue;
    }
    for (const std::string_view name : kNames) {
      if (!lower.substr(at).starts_with(name)) {
        continue;
      }
      std::size_t end = at + name.size();
      end += lower.substr(end).starts_with("s") ? 1U : 0U;
      if (end < lower.size() && is_word(lower[end])) {
        continue;
      }
      const auto place = secret_behind(lower, end);
      // "pass 1000 units on": that word needs a sign behind it.
      if (place && (name != "pass" || past_sign(lower, end))) {
        return place;
      }
    }
  }
  return std::nullopt;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

}  // namespace

bool gives_secret(std::string_view text) {
  return next_secret(lower_case(text), 0).has_value();
}

std::string without_secrets(std::string_view text) {
  const std::string lower = lower_case(text);
  std::string clean;
  std::size_t at = 0;
  while (const auto place = next_secret(lower, at)) {
    clean += text.substr(at, place->begin - at);
    clean += "[removed]";
    at = place->end;
  }
  clean += text.substr(at);
  return clean;
}

}  // namespace tkt
