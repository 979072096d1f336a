// SPDX-License-Identifier: MIT
//
// Identifiers that survive a telephone.
//
// A ticket is known by its prefix and six characters of Crockford's base 32 (digits and letters
// without I, L, O, U): five drawn at random and one check character, computed by Luhn's algorithm
// mod 32 over the five, doubling from the right. Worked example, 4F7K2: from the right 2, K=19, 7,
// F=15, 4; every second one, starting with the rightmost, is doubled and its two base-32 digits are
// added: 2*2=4; 19; 2*7=14; 15; 2*4=8; the sum 60, and 32*2-60 = 4: ITW-4F7K24. Every single wrong
// character is caught, and so are all swaps of neighbours but 0 with Z.
#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tkt {

/// The 32 characters, in the order of their values.
inline constexpr std::string_view kIdAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Fills a buffer with random bytes; `getrandom` in the program, a seeded generator in tests.
class Random {
 public:
  /// Draws from the system's generator.
  Random() = default;
  /// Draws the same characters on every run: for tests and documentation.
  explicit Random(unsigned long long seed) : seeded_(true), state_(seed) {}
  /// `count` characters of `kIdAlphabet`.
  [[nodiscard]] std::string characters(int count);

 private:
  bool seeded_ = false;
  unsigned long long state_ = 0;
};

/// The check character of five characters of the alphabet.
[[nodiscard]] char check_character(std::string_view five);

/// A whole ticket ID, always valid: "ITW-4F7K24".
using TicketId = std::string;

[[nodiscard]] TicketId draw_ticket_id(std::string_view prefix, Random& random);

/// True for the canonical spelling: 1 to 8 capital letters, a dash, five characters and the right
/// check character.
[[nodiscard]] bool is_ticket_id(std::string_view text);

/// Ten random characters: the ID of an event or a work entry.
[[nodiscard]] std::string draw_entry_id(Random& random);

// The same text gives the same ID on every machine.
/// The ID of an entry that machines write by themselves.
[[nodiscard]] std::string entry_id_from(std::string_view text);
/// The new ID of a ticket whose own was drawn twice.
[[nodiscard]] TicketId ticket_id_from(std::string_view prefix, std::string_view text);

/// The characters of an ID, or of a beginning, behind the prefix and the dash: what a ticket keeps
/// being known by when the desk's prefix changes.
[[nodiscard]] std::string_view id_characters(std::string_view id);

/// What somebody typed for a ticket. Case, prefix and dash are free; O is 0, I and L are 1. Without
/// a dash, six characters with the right check character are an ID even if they begin like the
/// prefix. Another prefix than the desk's may be one that the desk had before: before a dash it is
/// taken as it is, and else before six characters with the right check character.
struct TypedId {
  enum class Kind {
    whole,        ///< `text` is a ticket ID
    beginning,    ///< `text` is "PREFIX-" and three to five characters
    wrong_check,  ///< six characters, and the last does not match; `text` is the ID as typed, in
                  ///< canonical letters (and U, where that was the slip)
    not_an_id,    ///< anything else; `text` is what was typed
  };
  Kind kind;
  std::string text;
};
[[nodiscard]] TypedId read_ticket_id(std::string_view typed, std::string_view prefix);

/// True when two IDs differ, whatever their prefixes, by one slip: one character, or one swap of
/// neighbours.
[[nodiscard]] bool one_slip_apart(std::string_view a, std::string_view b);

/// True for the names that become file names: lower-case letters and digits, single dashes between
/// them, 1 to 64 long.
[[nodiscard]] bool is_short_name(std::string_view text);

/// Of `known`, the names that `typed` was probably meant to be, nearest first (at most three; by
/// edit distance).
[[nodiscard]] std::vector<std::string> nearest(std::string_view typed,
                                               const std::vector<std::string>& known);

}  // namespace tkt
