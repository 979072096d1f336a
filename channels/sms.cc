// SPDX-License-Identifier: MIT
#include "channels/sms.h"

#include <algorithm>

#include <fmt/core.h>

#include "channels/text.h"
#include "model/error.h"

namespace tkt {
namespace {

constexpr std::u32string_view kOneSeptet =
    U"@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    U"ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view kTwoSeptets = U"^{}\\[~]|€";

// The letters of U+00C0 to U+017F without their accents.
constexpr char32_t kFirstLetter = 0xC0;
constexpr std::string_view kLetters =
    "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjJjKkkLlLlLlL"
    "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

struct Spelling {
  char32_t character;
  std::string_view spelled;
};
constexpr Spelling kSpellings[] = {
    {U'`', "'"},      {U'\u00A0', " "}, {U'«', "\""},     {U'»', "\""},     {U'´', "'"},
    {U'°', " deg"},   {U'©', "(c)"},    {U'®', "(R)"},    {U'²', "2"},      {U'³', "3"},
    {U'½', "1/2"},    {U'·', "."},      {U'\u2009', " "}, {U'\u202F', " "}, {U'\u2010', "-"},
    {U'\u2011', "-"}, {U'\u2012', "-"}, {U'–', "-"},      {U'—', "-"},      {U'\u2015', "-"},
    {U'‘', "'"},      {U'’', "'"},      {U'‚', "'"},      {U'“', "\""},     {U'”', "\""},
    {U'„', "\""},     {U'•', "*"},      {U'…', "..."},    {U'′', "'"},      {U'″', "\""},
    {U'‹', "'"},      {U'›', "'"},      {U'™', "(TM)"},   {U'→', "->"},     {U'\u2212', "-"},
    {U'≤', "<="},     {U'≥', ">="},
};

bool in(std::u32string_view set, char32_t character) {
  return set.find(character) != std::u32string_view::npos;
}

bool is_combining(char32_t character) {
  return character >= 0x300 && character < 0x370;
}

void append_spelled(std::string& text, char32_t character) {
  if (in(kOneSeptet, character) || in(kTwoSeptets, character)) {
    append_utf8(text, character);
  } else if (character >= kFirstLetter && character < kFirstLetter + kLetters.size()) {
    text += kLetters[character - kFirstLetter];
  } else if (!is_combining(character)) {
    const auto* const found =
        std::find_if(std::begin(kSpellings), std::end(kSpellings),
                     [&](const Spelling& spelling) { return spelling.character == character; });
    text += found == std::end(kSpellings) ? "?" : found->spelled;
  }
}

// The first characters of a text, with dots in place of what was cut.
std::string beginning(const std::u32string& text, std::size_t length) {
  std::string cut;
  for (const char32_t character : text.substr(0, length)) {
    append_utf8(cut, character);
  }
  return length == 0 ? "" : one_line(cut) + (length < text.size() ? "..." : "");
}

std::string cut_end(const std::string& text) {
  const std::u32string all = characters(text);
  std::size_t length = all.size();
  std::string cut = text;
  while (septets(cut) > kSmsSeptets) {
    cut = beginning(all, --length);
  }
  return cut;
}

}  // namespace

std::string sms_spelling(std::string_view text) {
  std::string spelled;
  for (const char32_t character : characters(one_line(text))) {
    append_spelled(spelled, character);
  }
  return one_line(spelled);
}

int septets(std::string_view text) {
  int count = 0;
  for (const char32_t character : characters(text)) {
    count += in(kTwoSeptets, character) ? 2 : 1;
  }
  return count;
}

bool is_sms_number(std::string_view text) {
  return text.size() >= 7 && text.size() <= 16 && text[0] == '+' &&
         std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string fit_sms(const std::function<std::string(std::string_view subject)>& render,
                    std::string_view subject, std::string_view id) {
  const std::u32string whole = characters(sms_spelling(subject));
  std::size_t length = std::min<std::size_t>(whole.size(), kSmsSeptets);
  std::string text = sms_spelling(render(beginning(whole, length)));
  while (septets(text) > kSmsSeptets && length > 0) {
    text = sms_spelling(render(beginning(whole, --length)));
  }
  text = cut_end(text);
  if (text.find(id) == std::string::npos) {
    throw Error(ErrorKind::refused, fmt::format("the text leaves no room for the ID '{}'", id),
                "put the ID at the beginning of the SMS template");
  }
  return text;
}

}  // namespace tkt
