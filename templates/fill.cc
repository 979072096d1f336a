// SPDX-License-Identifier: MIT
//
// A desk's own templates come from whoever can push to it, so that a template is hostile until it
// is filled: its size, depth and work are bounded.
#include "templates/fill.h"

#include <algorithm>
#include <cctype>

#include <fmt/core.h>
#include <kainjow/mustache.hpp>

#include "model/error.h"

namespace tkt {
namespace {

namespace mustache = kainjow::mustache;

constexpr std::size_t kLongest = 256 * 1024;
constexpr std::size_t kLongestResult = 16 * 1024 * 1024;
constexpr int kDeepest = 8;
constexpr int kMostSections = 100'000;  // opened while filling, one for each item of a list

Error refusal(std::string_view name, std::string_view problem, std::string hint = "") {
  return {ErrorKind::refused, fmt::format("template '{}': {}", name, problem), std::move(hint)};
}

// An empty text counts as false, which prints nothing.
mustache::data to_data(const TemplateFields& fields) {
  mustache::data data(mustache::data::type::object);
  for (const auto& [name, text] : fields.texts) {
    data.set(name, text.empty() ? mustache::data(false) : mustache::data(text));
  }
  for (const auto& [name, items] : fields.lists) {
    mustache::data list(mustache::data::type::list);
    for (const TemplateFields& item : items) {
      list.push_back(to_data(item));
    }
    data.set(name, list);
  }
  return data;
}

// The name that a tag holds: "client" of "{{# client }}".
std::string_view name_in_tag(std::string_view tag) {
  constexpr std::string_view kSigns = " \t\r\n#^/&{}";
  const auto begin = tag.find_first_not_of(kSigns);
  if (begin == std::string_view::npos) {
    return "";
  }
  return tag.substr(begin, tag.find_last_not_of(kSigns) + 1 - begin);
}

// The line of the first tag that names the field, counted from 1.
int line_of_field(std::string_view text, std::string_view field) {
  for (auto tag = text.find("{{"); tag != std::string_view::npos; tag = text.find("{{", tag + 2)) {
    if (name_in_tag(text.substr(tag, text.find("}}", tag) - tag)) == field) {
      return 1 + static_cast<int>(std::count(
                     text.begin(), text.begin() + static_cast<std::ptrdiff_t>(tag), '\n'));
    }
  }
  return 1;
}

// Looks fields up, and throws where the library would print nothing.
class Lookup : public mustache::context<std::string> {
 public:
  Lookup(std::string_view name, std::string_view text, const mustache::data& data)
      : mustache::context<std::string>(&data), name_(name), text_(text) {}

  void push(const mustache::data* data) override {
    if (++sections_ > kMostSections) {
      throw refusal(name_, "too many repetitions");
    }
    mustache::context<std::string>::push(data);
  }

  const mustache::data* get(const std::string& field) const override {
    const mustache::data* found = mustache::context<std::string>::get(field);
    if (found == nullptr) {
      throw refusal(name_,
                    fmt::format("line {}: unknown field '{}'", line_of_field(text_, field), field),
                    "the fields of each template are listed in tkt-desk(5)");
    }
    return found;
  }

 private:
  std::string_view name_;
  std::string_view text_;
  int sections_ = 0;
};

struct Sink {
  std::string_view name;
  std::string text;

  Sink& operator<<(const std::string& piece) {
    if (text.size() + piece.size() > kLongestResult) {
      throw refusal(name, "the filled text is too long");
    }
    text += piece;
    return *this;
  }
};

// What a tag begins with: '#', '^' and '/' of sections, '>' of a partial, '=' of delimiters.
char sign_of_tag(std::string_view text, std::size_t begin) {
  while (begin < text.size() && std::isspace(static_cast<unsigned char>(text[begin])) != 0) {
    ++begin;
  }
  return begin < text.size() ? text[begin] : '\0';
}

void check_depth(std::string_view name, int depth) {
  if (depth > kDeepest) {
    throw refusal(name, fmt::format("more than {} sections inside each other", kDeepest));
  }
}

void check_tags(std::string_view name, std::string_view text) {
  int depth = 0;
  for (auto tag = text.find("{{"); tag != std::string_view::npos; tag = text.find("{{", tag + 2)) {
    switch (sign_of_tag(text, tag + 2)) {
      case '#':
      case '^': check_depth(name, ++depth); break;
      case '/': --depth; break;
      case '>': throw refusal(name, "a partial ({{>...}}) is not supported");
      case '=': throw refusal(name, "a change of delimiters ({{=...}}) is not supported");
      default: break;
    }
  }
}

// The library drops the line of a lone closing tag only where its section was kept. An empty
// section behind the tag, which always is, has it dropped in either case.
constexpr std::string_view kLineField = "/line";
constexpr std::string_view kLineMark = "{{#/line}}{{//line}}";

bool is_lone_closing_tag(std::string_view line) {
  constexpr std::string_view kBlanks = " \t\r";
  const auto begin = line.find_first_not_of(kBlanks);
  const auto end = line.find_last_not_of(kBlanks);
  if (begin == std::string_view::npos) {
    return false;
  }
  const std::string_view tag = line.substr(begin, end - begin + 1);
  return tag.starts_with("{{") && sign_of_tag(tag, 2) == '/' && tag.find("}}") == tag.size() - 2;
}

std::string with_line_marks(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size());
    const std::string_view rest = text.substr(0, 1);
    text.remove_prefix(rest.size());
    result += line;
    if (is_lone_closing_tag(line)) {
      result.insert(result.rfind("}}") + 2, kLineMark);
    }
    result += rest;
  }
  return result;
}

bool is_html(std::string_view name) {
  return name.ends_with(".html");
}

}  // namespace

std::string fill_template(std::string_view name, std::string_view text,
                          const TemplateFields& fields) {
  if (text.size() > kLongest) {
    throw refusal(name, fmt::format("longer than {} KiB", kLongest / 1024));
  }
  check_tags(name, text);
  mustache::mustache parsed{with_line_marks(text)};
  if (!parsed.is_valid()) {
    std::string problem = parsed.error_message();
    problem[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(problem[0])));
    throw refusal(name, problem);
  }
  if (!is_html(name)) {
    parsed.set_custom_escape([](const std::string& field) { return field; });
  }
  mustache::data data = to_data(fields);
  data.set(std::string(kLineField), mustache::data(true));
  Lookup lookup(name, text, data);
  Sink sink{name, {}};
  parsed.render(lookup, sink);
  return std::move(sink.text);
}

}  // namespace tkt
