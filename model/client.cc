// SPDX-License-Identifier: MIT
#include "model/client.h"

#include <algorithm>
#include <array>

#include "model/text.h"

namespace tkt {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

/// What people and telephones put between the digits: also no-break spaces, dashes of print, and
/// the invisible marks that come along when a number is copied from a contact list.
constexpr std::array<std::string_view, 14> kSeparators = {
    " ",      "\t",     "-",      ".",      "(",      ")",      "\u00A0",
    "\u202F", "\u2011", "\u2013", "\u202A", "\u202C", "\u2066", "\u2069"};

std::string without_separators(std::string_view typed) {
  std::string result;
  while (!typed.empty()) {
    const auto* const separator =
        std::find_if(kSeparators.begin(), kSeparators.end(),
                     [&](std::string_view s) { return typed.starts_with(s); });
    if (separator == kSeparators.end()) {
      result += typed.front();
    }
    typed.remove_prefix(separator == kSeparators.end() ? 1 : separator->size());
  }
  return result;
}

/// The digits of an international number, country code first; empty where the text names none.
std::string international_digits(std::string_view digits) {
  constexpr std::size_t kMobileLength = 8;
  if (digits.starts_with('+')) {
    return std::string(digits.substr(1));
  }
  if (digits.starts_with("00")) {
    return std::string(digits.substr(2));
  }
  if (digits.size() == kMobileLength && digits.starts_with('7')) {
    return "267" + std::string(digits);
  }
  if (digits.size() == 3 + kMobileLength && digits.starts_with("2677")) {
    return std::string(digits);
  }
  return "";
}

/// Calls `accept` for each part of `text` between dots; false when one is refused.
template <class Accept>
bool all_between_dots(std::string_view text, Accept accept) {
  while (true) {
    const std::size_t dot = text.find('.');
    if (!accept(text.substr(0, dot))) {
      return false;
    }
    if (dot == std::string_view::npos) {
      return true;
    }
    text.remove_prefix(dot + 1);
  }
}

/// Of any country: "yahoo.co.za".
constexpr std::array<std::string_view, 4> kAnybodysFamilies = {"yahoo.", "hotmail.", "gmx.",
                                                               "yandex."};
constexpr std::array<std::string_view, 35> kAnybodys = {
    "gmail.com",     "googlemail.com", "ymail.com",    "rocketmail.com", "outlook.com",
    "live.com",      "live.co.uk",     "live.co.za",   "msn.com",        "icloud.com",
    "me.com",        "mac.com",        "aol.com",      "web.de",         "t-online.de",
    "mail.com",      "email.com",      "proton.me",    "protonmail.com", "pm.me",
    "tutanota.com",  "tuta.com",       "fastmail.com", "zoho.com",       "zohomail.com",
    "mail.ru",       "qq.com",         "163.com",      "126.com",        "mweb.co.za",
    "webmail.co.za", "vodamail.co.za", "telkomsa.net", "btcmail.co.bw",  "botsnet.bw"};

bool is_atom(std::string_view text) {
  constexpr std::string_view kSpecial = "!#$%&'*+-/=?^_`{|}~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter(c) || is_digit(c) || kSpecial.find(c) != std::string_view::npos;
  });
}

bool is_domain_label(std::string_view text) {
  constexpr std::size_t kLongest = 63;
  return !text.empty() && text.size() <= kLongest && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

}  // namespace

const Contact* Client::contact(std::string_view contact_name) const {
  const auto found = std::find_if(contacts.begin(), contacts.end(), [&](const Contact& c) {
    return same_name(c.name, contact_name);
  });
  return found == contacts.end() ? nullptr : &*found;
}

std::optional<std::string> normalise_mobile(std::string_view typed) {
  constexpr std::size_t kShortest = 7;
  constexpr std::size_t kLongest = 15;
  const std::string digits = international_digits(without_separators(typed));
  if (digits.size() < kShortest || digits.size() > kLongest || !all_digits(digits) ||
      digits.front() == '0') {
    return std::nullopt;
  }
  return "+" + digits;
}

bool is_email_address(std::string_view text) {
  constexpr std::size_t kLongest = 254;
  constexpr std::size_t kLongestLocalPart = 64;
  const std::size_t at = text.find('@');
  if (at > kLongestLocalPart || text.size() > kLongest) {  // or there is none
    return false;
  }
  return all_between_dots(text.substr(0, at), is_atom) &&
         all_between_dots(text.substr(at + 1), is_domain_label);
}

bool is_email_domain(std::string_view text) {
  constexpr std::size_t kLongest = 253;
  return text.size() <= kLongest && text.find('.') != std::string_view::npos &&
         all_between_dots(text, is_domain_label);
}

bool is_anybodys_domain(std::string_view domain) {
  const std::string name = folded(domain);
  const bool family = std::any_of(kAnybodysFamilies.begin(), kAnybodysFamilies.end(),
                                  [&](std::string_view begin) { return name.starts_with(begin); });
  return family || std::find(kAnybodys.begin(), kAnybodys.end(), name) != kAnybodys.end();
}

}  // namespace tkt
