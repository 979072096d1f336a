// SPDX-License-Identifier: MIT
#include "model/intake.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "model/text.h"

namespace tkt {
namespace {

std::string domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? "" : folded(address.substr(at + 1));
}

const Contact* contact_of(const Client& client, std::string_view address) {
  const auto found =
      std::find_if(client.contacts.begin(), client.contacts.end(), [&](const Contact& contact) {
        return (!contact.email.empty() && same_name(contact.email, address)) ||
               (!contact.mobile.empty() &&
                normalise_mobile(contact.mobile).value_or(contact.mobile) == address);
      });
  return found == client.contacts.end() ? nullptr : &*found;
}

bool names_domain(const Client& client, std::string_view domain) {
  return std::any_of(client.domains.begin(), client.domains.end(),
                     [&](const std::string& one) { return same_name(one, domain); });
}

bool has_contact_of_domain(const Client& client, std::string_view domain) {
  return std::any_of(client.contacts.begin(), client.contacts.end(),
                     [&](const Contact& one) { return domain_of(one.email) == domain; });
}

bool is_alphanumeric(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// The value of hexadecimal digits from `at` on.
unsigned byte_at(std::string_view sum, std::size_t at) {
  unsigned value = 0;
  for (const char c : sum.substr(at, 2)) {
    value = value * 16 + static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return value;
}

std::string characters_from(std::string_view sum, std::size_t begin, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += kIdAlphabet[byte_at(sum, (begin + 2 * i) % (sum.size() - 1)) % kIdAlphabet.size()];
  }
  return text;
}

// Behind "Re:" and the like; 0 where none stands there.
std::size_t reply_prefix(std::string_view text) {
  constexpr std::array<std::string_view, 9> kWords = {"re",   "fwd", "fw", "aw", "wg",
                                                      "antw", "sv",  "rv", "tr"};
  const auto colon = text.find(':');
  if (colon > 5) {  // or there is none
    return 0;
  }
  const std::string word = folded(text.substr(0, colon));
  return std::find(kWords.begin(), kWords.end(), word) == kWords.end() ? 0 : colon + 1;
}

}  // namespace

std::vector<SenderClient> clients_of_sender(const std::vector<Client>& clients,
                                            std::string_view address) {
  std::vector<SenderClient> found;
  for (const Client& client : clients) {
    if (const Contact* contact = contact_of(client, address)) {
      found.push_back({&client, contact});
    }
  }
  const std::string domain = domain_of(address);
  if (!found.empty() || domain.empty() || is_anybodys_domain(domain)) {
    return found;
  }
  for (const auto belongs : {names_domain, has_contact_of_domain}) {
    for (const Client& client : clients) {
      if (belongs(client, domain)) {
        found.push_back({&client, nullptr});
      }
    }
    if (!found.empty()) {
      break;
    }
  }
  return found;
}

bool is_message_id(std::string_view text) {
  constexpr std::size_t kLongest = 250;
  constexpr std::string_view kSpecial = "!#$%&'*+-/=?^_`{|}~.@[]:";
  return text.size() <= kLongest && std::count(text.begin(), text.end(), '@') == 1 &&
         text.front() != '@' && text.back() != '@' &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return is_alphanumeric(c) || kSpecial.find(c) != std::string_view::npos;
         });
}

std::optional<OwnMessageId> read_own_message_id(std::string_view id) {
  const std::string_view local = id.substr(0, id.rfind('@'));
  const std::string_view ticket = local.substr(0, local.find('.'));
  if (!is_ticket_id(ticket)) {
    return std::nullopt;
  }
  std::string_view rest = local.substr(ticket.size());
  rest.remove_prefix(rest.empty() ? 0 : 1);
  return OwnMessageId{TicketId(ticket), std::string(rest.substr(0, rest.find('.')))};
}

std::vector<TicketId> named_tickets(std::string_view text) {
  constexpr std::size_t kFromDash = 7;  // a dash and six characters
  std::vector<TicketId> ids;
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  for (auto dash = upper.find('-'); dash != std::string::npos; dash = upper.find('-', dash + 1)) {
    std::size_t start = dash;
    while (start > 0 && is_alphanumeric(upper[start - 1])) {
      --start;
    }
    const std::size_t end = dash + kFromDash;
    const bool alone = end >= upper.size() || !is_alphanumeric(upper[end]);
    const std::string id = upper.substr(start, end - start);
    if (alone && is_ticket_id(id) && std::find(ids.begin(), ids.end(), id) == ids.end()) {
      ids.push_back(id);
    }
  }
  return ids;
}

TicketId ticket_id_of_sum(std::string_view prefix, std::string_view sum, int attempt) {
  const std::string five = characters_from(sum, static_cast<std::size_t>(attempt) * 2, 5);
  return std::string(prefix) + "-" + five + check_character(five);
}

std::string entry_id_of_sum(std::string_view sum) {
  return characters_from(sum, 32, 10);
}

std::string bare_subject(std::string_view subject, std::string_view prefix) {
  for (;;) {
    while (!subject.empty() && subject[0] == ' ') {
      subject.remove_prefix(1);
    }
    const std::size_t close = subject.find(']');
    if (const std::size_t length = reply_prefix(subject); length > 0) {
      subject.remove_prefix(length);
    } else if (subject.starts_with("[" + std::string(prefix) + "-") &&
               close != std::string_view::npos &&
               named_tickets(subject.substr(0, close + 1)).size() == 1 && close < 20) {
      subject.remove_prefix(close + 1);
    } else {
      return std::string(subject);
    }
  }
}

}  // namespace tkt
