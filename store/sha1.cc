// SPDX-License-Identifier: MIT
#include "store/sha1.h"

#include <algorithm>
#include <bit>
#include <string>

namespace tkt {
namespace {

using State = std::array<std::uint32_t, 5>;
constexpr std::size_t kBlock = 64;

std::uint32_t big_endian(const char* bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    value = value << 8U | static_cast<std::uint8_t>(bytes[i]);
  }
  return value;
}

// One of the four stages of twenty rounds; f mixes three words.
template <class F>
void rounds(State& s, const std::array<std::uint32_t, 80>& words, std::size_t first,
            std::uint32_t constant, F f) {
  for (std::size_t i = first; i < first + 20; ++i) {
    const std::uint32_t next =
        std::rotl(s[0], 5) + f(s[1], s[2], s[3]) + s[4] + constant + words[i];
    s = {next, s[0], std::rotl(s[1], 30), s[2], s[3]};
  }
}

void add_block(State& state, const char* block) {
  std::array<std::uint32_t, 80> words;
  for (std::size_t i = 0; i < 16; ++i) {
    words[i] = big_endian(block + 4 * i);
  }
  for (std::size_t i = 16; i < words.size(); ++i) {
    words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  }
  const auto choose = [](auto b, auto c, auto d) { return (b & c) | (~b & d); };
  const auto parity = [](auto b, auto c, auto d) { return b ^ c ^ d; };
  const auto majority = [](auto b, auto c, auto d) { return (b & c) | (b & d) | (c & d); };
  State s = state;
  rounds(s, words, 0, 0x5A827999U, choose);
  rounds(s, words, 20, 0x6ED9EBA1U, parity);
  rounds(s, words, 40, 0x8F1BBCDCU, majority);
  rounds(s, words, 60, 0xCA62C1D6U, parity);
  for (std::size_t i = 0; i < state.size(); ++i) {
    state[i] += s[i];
  }
}

}  // namespace

std::array<std::uint8_t, 20> sha1(std::string_view bytes) {
  State state = {0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
  const std::size_t whole = bytes.size() - bytes.size() % kBlock;
  for (std::size_t i = 0; i < whole; i += kBlock) {
    add_block(state, bytes.data() + i);
  }
  std::string rest(bytes.substr(whole));
  rest += '\x80';
  rest.resize((rest.size() + 8 + kBlock - 1) / kBlock * kBlock - 8);
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (unsigned shift = 64; shift > 0; shift -= 8) {
    rest += static_cast<char>(bits >> (shift - 8) & 0xFFU);
  }
  for (std::size_t i = 0; i < rest.size(); i += kBlock) {
    add_block(state, rest.data() + i);
  }
  std::array<std::uint8_t, 20> sum;
  for (std::size_t i = 0; i < sum.size(); ++i) {
    sum[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  }
  return sum;
}

}  // namespace tkt
