// SPDX-License-Identifier: MIT
#include "model/ids.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>

#include <sys/random.h>

#include "model/error.h"
#include "model/text.h"

namespace tkt {
namespace {

constexpr std::size_t kBodyLength = 6;  // five random characters and the check character
constexpr std::size_t kShortestBeginning = 3;
constexpr std::size_t kLongestPrefix = 8;
constexpr std::size_t kLongestShortName = 64;
constexpr int kNoValue = -1;

/// The value of every byte as a character of the alphabet, in canonical spelling only.
constexpr std::array<std::int8_t, 256> kValues = [] {
  std::array<std::int8_t, 256> values{};
  values.fill(kNoValue);
  for (std::size_t i = 0; i < kIdAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kIdAlphabet[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}();

int value_of(char character) {
  return kValues[static_cast<unsigned char>(character)];
}

bool is_canonical(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return value_of(c) != kNoValue; });
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The system's random bytes. There is no way on without them: an ID drawn from anything else could
/// be drawn twice.
void fill_randomly(char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t got = getrandom(bytes, count, 0);
    if (got < 0 && errno != EINTR) {
      throw Error(ErrorKind::storage, "cannot draw a random ID: the system gives no random bytes");
    }
    if (got > 0) {
      bytes += got;
      count -= static_cast<std::size_t>(got);
    }
  }
}

/// The next number of SplitMix64, a generator whose whole state is one integer.
std::uint64_t next_number(unsigned long long& state) {
  state += 0x9E3779B97F4A7C15ULL;
  std::uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
  return mixed ^ (mixed >> 31U);
}

/// Capital letters for small ones.
std::string capitals(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; });
  return result;
}

/// The characters that the alphabet leaves out, as those they are mistaken for.
std::string without_lookalikes(std::string text) {
  for (char& c : text) {
    if (c == 'O') {
      c = '0';
    } else if (c == 'I' || c == 'L') {
      c = '1';
    }
  }
  return text;
}

bool has_right_check(std::string_view body) {
  return body.size() == kBodyLength && is_canonical(body) &&
         check_character(body.substr(0, kBodyLength - 1)) == body.back();
}

bool is_prefix(std::string_view text) {
  return !text.empty() && text.size() <= kLongestPrefix &&
         std::all_of(text.begin(), text.end(), is_upper);
}

bool look_alike(std::string_view a, std::string_view b) {
  return without_lookalikes(std::string(a)) == without_lookalikes(std::string(b));
}

struct IdParts {
  std::string_view prefix;
  std::string_view characters;  ///< as typed; empty where there is no ID
};

IdParts divided(std::string_view typed, std::size_t prefix_length, std::size_t gap,
                std::string_view own) {
  const std::string_view prefix = typed.substr(0, prefix_length);
  const std::string_view characters = typed.substr(prefix_length + gap);
  if (look_alike(prefix, own)) {
    return {own, characters};
  }
  const bool dash = gap == 1 && typed[prefix_length] == '-';
  const bool another =
      is_prefix(prefix) && (dash || has_right_check(without_lookalikes(std::string(characters))));
  return another ? IdParts{prefix, characters} : IdParts{own, ""};
}

/// Without a dash, letters of the prefix may be letters of the ID: `HD4F7K` on a desk of prefix HD.
/// Six characters that carry their right check character are an ID and not a beginning.
IdParts parts_of(std::string_view typed, std::string_view own) {
  if (const std::size_t gap = typed.find_first_of("- "); gap != std::string_view::npos) {
    return divided(typed, gap, 1, own);
  }
  if (typed.size() > kBodyLength) {
    const bool beginning = typed.starts_with(own) && typed.size() < own.size() + kBodyLength;
    return divided(typed, beginning ? own.size() : typed.size() - kBodyLength, 0, own);
  }
  const bool prefixed = typed.size() >= own.size() + kShortestBeginning && typed.starts_with(own) &&
                        !has_right_check(typed);
  return {own, prefixed ? typed.substr(own.size()) : typed};
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// How many characters must be changed, added, removed, or swapped with a neighbour to get from one
/// text to the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row.back();
}

}  // namespace

std::string Random::characters(int count) {
  std::string result(static_cast<std::size_t>(count), '\0');
  if (seeded_) {
    for (char& c : result) {
      c = static_cast<char>(next_number(state_) >> 59U);
    }
  } else {
    fill_randomly(result.data(), result.size());
  }
  for (char& c : result) {
    c = kIdAlphabet[static_cast<unsigned char>(c) % kIdAlphabet.size()];
  }
  return result;
}

char check_character(std::string_view five) {
  int sum = 0;
  bool doubled = true;
  for (auto c = five.rbegin(); c != five.rend(); ++c, doubled = !doubled) {
    const int value = doubled ? 2 * value_of(*c) : value_of(*c);
    sum += value / 32 + value % 32;
  }
  return kIdAlphabet[static_cast<std::size_t>((32 - sum % 32) % 32)];
}

TicketId draw_ticket_id(std::string_view prefix, Random& random) {
  const std::string five = random.characters(static_cast<int>(kBodyLength) - 1);
  TicketId id;
  id.reserve(prefix.size() + 1 + kBodyLength);
  return id.append(prefix).append(1, '-').append(five).append(1, check_character(five));
}

bool is_ticket_id(std::string_view text) {
  const std::size_t dash = text.find('-');
  return dash != std::string_view::npos && is_prefix(text.substr(0, dash)) &&
         has_right_check(text.substr(dash + 1));
}

/// FNV-1a in 64 bits, folded to 50, as ten characters.
std::string entry_id_from(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  }
  hash ^= hash >> 50;
  std::string id;
  for (int shift = 45; shift >= 0; shift -= 5) {
    id += kIdAlphabet[hash >> shift & 31];
  }
  return id;
}

TicketId ticket_id_from(std::string_view prefix, std::string_view text) {
  const std::string five = entry_id_from(text).substr(0, 5);
  return std::string(prefix) + "-" + five + check_character(five);
}

std::string draw_entry_id(Random& random) {
  return random.characters(10);
}

TypedId read_ticket_id(std::string_view typed, std::string_view prefix) {
  const TypedId not_an_id{TypedId::Kind::not_an_id, std::string(typed)};
  const std::string upper = capitals(trimmed(typed));
  const auto [own_or_other, body] = parts_of(upper, prefix);
  const bool plain =
      std::all_of(body.begin(), body.end(), [](char c) { return is_upper(c) || is_digit(c); });
  if (!plain || body.size() < kShortestBeginning || body.size() > kBodyLength) {
    return not_an_id;
  }
  const std::string canonical = without_lookalikes(std::string(body));
  const std::string text = std::string(own_or_other) + "-" + canonical;
  if (body.size() == kBodyLength) {
    return {has_right_check(canonical) ? TypedId::Kind::whole : TypedId::Kind::wrong_check, text};
  }
  return is_canonical(canonical) ? TypedId{TypedId::Kind::beginning, text} : not_an_id;
}

std::string_view id_characters(std::string_view id) {
  return id.substr(id.find('-') + 1);
}

bool one_slip_apart(std::string_view a, std::string_view b) {
  a = id_characters(a);
  b = id_characters(b);
  if (a.size() != b.size()) {
    return false;
  }
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin());
  if (in_a == a.end()) {
    return false;
  }
  const std::string_view rest_a = a.substr(static_cast<std::size_t>(in_a - a.begin()));
  const std::string_view rest_b = b.substr(static_cast<std::size_t>(in_b - b.begin()));
  if (rest_a.substr(1) == rest_b.substr(1)) {
    return true;
  }
  return rest_a.size() >= 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
         rest_a.substr(2) == rest_b.substr(2);
}

bool is_short_name(std::string_view text) {
  if (text.empty() || text.size() > kLongestShortName || text.front() == '-' ||
      text.back() == '-' || text.find("--") != std::string_view::npos) {
    return false;
  }
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

std::vector<std::string> nearest(std::string_view typed, const std::vector<std::string>& known) {
  constexpr std::size_t kMost = 3;
  const std::string wanted = folded(typed);
  const std::size_t tolerance = std::clamp<std::size_t>(wanted.size() / 3, 1, 3);
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const std::string& name : known) {
    const std::string candidate = folded(name);
    const bool longer_form =
        wanted.size() >= 2 && candidate.size() > wanted.size() && candidate.starts_with(wanted);
    const std::size_t distance = longer_form ? 1 : edit_distance(wanted, candidate);
    if (distance <= tolerance && distance < std::max<std::size_t>(wanted.size(), 1)) {
      found.emplace_back(distance, name);
    }
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(kMost, found.size()); ++i) {
    names.push_back(std::move(found[i].second));
  }
  return names;
}

}  // namespace tkt
