// SPDX-License-Identifier: MIT
#include "channels/readable.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <vector>

#include <fmt/core.h>

#include "channels/text.h"
#include "model/secrets.h"

namespace tkt {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

struct Entity {
  std::string_view name;
  std::string_view text;
};
constexpr std::array<Entity, 22> kEntities = {{
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},    {"quot", "\""},  {"apos", "'"},
    {"nbsp", " "},   {"ndash", "–"},  {"mdash", "—"}, {"hellip", "…"}, {"rsquo", "’"},
    {"lsquo", "‘"},  {"rdquo", "”"},  {"ldquo", "“"}, {"bull", "•"},   {"copy", "©"},
    {"euro", "€"},   {"auml", "ä"},   {"ouml", "ö"},  {"uuml", "ü"},   {"szlig", "ß"},
    {"eacute", "é"}, {"agrave", "à"},
}};

// The text of "&NAME;" or "&#N;", without its ends; empty for an unknown one.
std::string entity(std::string_view name) {
  if (name.starts_with('#')) {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const std::string_view digits = name.substr(hex ? 2 : 1);
    unsigned code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    const bool character = code > 0 && code < 0x110000 && (code < 0xD800 || code >= 0xE000);
    std::string text;
    if (whole && character) {
      append_utf8(text, code == 0xA0 ? U' ' : static_cast<char32_t>(code));
    }
    return text;
  }
  const auto* const found = std::find_if(kEntities.begin(), kEntities.end(),
                                         [&](const Entity& one) { return one.name == name; });
  return found == kEntities.end() ? "" : std::string(found->text);
}

/// Writes words, one space between them, and line feeds where blocks meet.
class HtmlText {
 public:
  void character(std::string_view text) {
    if (text.size() == 1 && is_space(text[0])) {
      gap_ = true;
      return;
    }
    if (at_start_) {
      for (int i = 0; i < std::min(quotes_, kMostQuotes); ++i) {
        text_ += "> ";
      }
    } else if (gap_) {
      text_ += ' ';
    }
    gap_ = false;
    at_start_ = false;
    text_ += text;
  }
  void line() {
    if (!at_start_) {
      text_ += '\n';
    }
    at_start_ = true;
    gap_ = false;
  }
  void paragraph() {
    line();
    if (!text_.empty() && !text_.ends_with("\n\n")) {
      text_ += '\n';
    }
  }
  void quote(int more) {
    line();
    quotes_ = std::max(0, quotes_ + more);
  }
  [[nodiscard]] std::string text() const { return clean_lines(text_); }

 private:
  static constexpr int kMostQuotes = 5;
  std::string text_;
  int quotes_ = 0;
  bool gap_ = false;
  bool at_start_ = true;
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void take_tag(HtmlText& out, std::string_view name, bool end) {
  if (name == "blockquote") {
    out.quote(end ? -1 : 1);
  } else if (name == "br") {
    out.line();
  } else if (is_one_of(name, {"p", "table", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "hr"})) {
    out.paragraph();
  } else if (is_one_of(name, {"div", "tr", "li", "h5", "h6", "section", "title", "body"})) {
    out.line();
    if (name == "li" && !end) {
      out.character("-");
      out.character(" ");
    }
  } else if (is_one_of(name, {"td", "th"})) {
    out.character(" ");
  }
}

// The address of a link, where it says more than the text.
std::string link_of(std::string_view tag) {
  const std::string small = lower(tag);
  const auto at = small.find("href=");
  if (at == std::string::npos) {
    return "";
  }
  std::string_view value = tag.substr(at + 5);
  if (value.empty()) {
    return "";
  }
  const char quote = value[0];
  if (quote == '"' || quote == '\'') {
    value.remove_prefix(1);
    value = value.substr(0, value.find(quote));
  } else {
    value = value.substr(0, value.find_first_of(" \t>"));
  }
  return lower(value.substr(0, 4)) == "http" ? std::string(value) : "";
}

class HtmlReader {
 public:
  explicit HtmlReader(std::string_view html) : html_(html) {}

  std::string read() {
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '<' && is_tag()) {
        tag();
      } else if (c == '&') {
        reference();
      } else {
        out_.character(html_.substr(at_, 1));
        ++at_;
      }
    }
    return out_.text();
  }

 private:
  [[nodiscard]] bool is_tag() const {
    const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : ' ';
    return next == '/' || next == '!' || next == '?' ||
           std::isalpha(static_cast<unsigned char>(next)) != 0;
  }

  void tag() {
    if (html_.substr(at_).starts_with("<!--")) {
      at_ = past("-->");
      return;
    }
    const std::size_t close = std::min(html_.find('>', at_), html_.size());
    std::string_view inside = html_.substr(at_ + 1, close - at_ - 1);
    at_ = std::min(close + 1, html_.size());
    const bool end = inside.starts_with('/');
    inside.remove_prefix(end ? 1 : 0);
    const std::string name = lower(inside.substr(0, inside.find_first_of(" \t\r\n/")));
    if (!end && is_one_of(name, {"script", "style", "head", "noscript", "template"})) {
      at_ = past("</" + name);
      at_ = past(">");
      return;
    }
    if (name == "a") {
      link(end, inside);
    }
    take_tag(out_, name, end);
  }

  void link(bool end, std::string_view tag) {
    if (!end) {
      link_ = link_of(tag);
      link_text_ = at_;
      return;
    }
    if (!link_.empty() &&
        html_.substr(link_text_, at_ - link_text_).find(link_) == std::string_view::npos) {
      words(" <" + link_ + ">");
    }
    link_.clear();
  }

  void words(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      out_.character(text.substr(i, 1));
    }
  }

  void reference() {
    constexpr std::size_t kLongest = 12;
    const std::size_t close = html_.find(';', at_);
    if (close != std::string_view::npos && close - at_ <= kLongest) {
      if (const std::string text = entity(html_.substr(at_ + 1, close - at_ - 1)); !text.empty()) {
        out_.character(text);
        at_ = close + 1;
        return;
      }
    }
    out_.character("&");
    ++at_;
  }

  // Behind the next `end`, in any case; the end of the text where there is none.
  [[nodiscard]] std::size_t past(std::string_view end) const {
    const auto found = std::search(html_.begin() + static_cast<std::ptrdiff_t>(at_), html_.end(),
                                   end.begin(), end.end(), [](char a, char b) {
                                     return std::tolower(static_cast<unsigned char>(a)) ==
                                            std::tolower(static_cast<unsigned char>(b));
                                   });
    return found == html_.end() ? html_.size()
                                : static_cast<std::size_t>(found - html_.begin()) + end.size();
  }

  std::string_view html_;
  std::size_t at_ = 0;
  HtmlText out_;
  std::string link_;
  std::size_t link_text_ = 0;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

bool is_quoted(std::string_view line) {
  return line.starts_with('>');
}

// "On Monday Neo wrote:", in the languages of mail programs around here.
bool is_attribution(std::string_view line) {
  while (!line.empty() && is_space(line.back())) {
    line.remove_suffix(1);
  }
  if (!line.ends_with(':') || line.size() > 300) {
    return false;
  }
  const std::string small = lower(line);
  for (const std::string_view verb :
       {"wrote:", "schrieb:", "het geskryf:", "skryf:", "a écrit :", "escribió:", "said:"}) {
    if (small.ends_with(verb)) {
      return true;
    }
  }
  return false;
}

// "-----Original Message-----", and the block of headers that Outlook puts above a quotation.
bool begins_history(const std::vector<std::string_view>& lines, std::size_t at) {
  const std::string small = lower(lines[at]);
  if (small.starts_with("-----") && small.find("original message") != std::string::npos) {
    return true;
  }
  if (!small.starts_with("from:") && !small.starts_with("*from:")) {
    return false;
  }
  bool dated = false;
  bool titled = false;
  for (std::size_t i = at + 1; i < std::min(at + 7, lines.size()); ++i) {
    const std::string next = lower(lines[i]);
    dated = dated || next.find("sent:") <= 1 || next.find("date:") <= 1;
    titled = titled || next.find("subject:") <= 1 || next.find("to:") <= 1;
  }
  return dated && titled;
}

// How many lines of history start at a line; 0 where none does.
std::size_t history_at(const std::vector<std::string_view>& lines, std::size_t at) {
  if (begins_history(lines, at)) {
    return lines.size() - at;
  }
  std::size_t next = at;
  if (is_attribution(lines[next])) {
    ++next;
  } else if (next + 1 < lines.size() && lines[next].starts_with("On ") &&
             is_attribution(lines[next + 1])) {
    next += 2;
  }
  while (next < lines.size() && is_blank(lines[next])) {
    ++next;
  }
  if (next >= lines.size() || !is_quoted(lines[next])) {
    return 0;
  }
  if (next != at && is_blank(lines[at])) {
    return 0;  // the blank line stays, the next one is looked at for itself
  }
  while (next < lines.size() && is_quoted(lines[next])) {
    ++next;
  }
  return next - at;
}

}  // namespace

std::string text_of_html(std::string_view html) {
  return HtmlReader(html).read();
}

std::string without_history(std::string_view text) {
  const std::vector<std::string_view> lines = lines_of(text);
  std::string kept;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t history = history_at(lines, at);
    if (history == 0) {
      kept += lines[at++];
      kept += '\n';
      continue;
    }
    kept += fmt::format("[{} quoted {}]\n", history, history == 1 ? "line" : "lines");
    at += history;
  }
  return clean_lines(kept);
}

std::string safe_file_name(std::string_view name, std::string_view otherwise) {
  constexpr std::size_t kLongest = 80;
  const std::string whole = without_secrets(one_line(name));
  const std::string line = one_line(whole.substr(whole.find_last_of("/\\") + 1));
  std::string safe;
  for (const char32_t c : characters(line)) {
    const bool risky =
        c < 0x80 &&
        std::string_view("<>:\"|?*\\/`$;&'").find(static_cast<char>(c)) != std::string_view::npos;
    append_utf8(safe, risky ? U'_' : c);
  }
  while (!safe.empty() && (safe[0] == '.' || safe[0] == '-' || safe[0] == ' ')) {
    safe.erase(0, 1);
  }
  const std::u32string all = characters(safe);
  if (all.size() > kLongest) {
    const auto dot = all.rfind(U'.');
    const std::size_t tail =
        dot == std::u32string::npos || all.size() - dot > 10 ? 0 : all.size() - dot;
    safe.clear();
    for (const char32_t c : all.substr(0, kLongest - tail) + all.substr(all.size() - tail)) {
      append_utf8(safe, c);
    }
  }
  return safe.empty() ? std::string(otherwise) : safe;
}

}  // namespace tkt
