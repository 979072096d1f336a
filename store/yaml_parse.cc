// SPDX-License-Identifier: MIT
//
// The strict reader: bytes first, then yaml-cpp's events, each checked against the text
// (yaml_tree.cc).
#include <algorithm>
#include <array>
#include <optional>
#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "model/error.h"
#include "store/yaml.h"
#include "store/yaml_canonical.h"
#include "store/yaml_text.h"
#include "store/yaml_tree.h"

namespace tkt {

namespace {

/// What yaml-cpp says, in words for people.
struct Wording {
  std::string_view yaml_cpp;
  std::string_view ours;
};
constexpr std::array<Wording, 13> kWordings = {{
    {"illegal map value", "a ':' where no value can stand (a text that holds ': ' needs quotes)"},
    {"illegal map key", "a key where none can stand"},
    {"illegal block entry", "a '-' where no list entry can stand"},
    {"illegal tab when looking for indentation", "a tab in the indentation (use spaces)"},
    {"illegal flow end", "a closing bracket without its opening one"},
    {"illegal EOF in scalar", "a quote that is never closed"},
    {"illegal document indicator in scalar", "a '---' or '...' inside a quoted text"},
    {"unknown token", "a character that cannot begin a value (it needs quotes)"},
    {"end of map not found",
     "a line that does not belong to the map above it (look at the "
     "indentation)"},
    {"end of sequence not found",
     "a line that does not belong to the list above it (look at the "
     "indentation)"},
    {"end of map flow not found", "a '{' that is never closed"},
    {"end of sequence flow not found", "a '[' that is never closed"},
    {"the referenced anchor is not defined", "an alias ('*name'); a desk's files use none"},
}};

std::string reworded(const std::string& message) {
  const auto* found = std::find_if(kWordings.begin(), kWordings.end(),
                                   [&](const Wording& w) { return w.yaml_cpp == message; });
  return found == kWordings.end() ? message : std::string(found->ours);
}

std::size_t place_of(const YAML::Mark& mark) {
  return static_cast<std::size_t>(mark.pos);
}

/// Hands yaml-cpp's events on. Tags and anchors are found in the text.
class Events : public YAML::EventHandler {
 public:
  explicit Events(TreeBuilder& builder) : builder_(builder) {}

  void OnDocumentStart(const YAML::Mark& mark) override { builder_.start_document(mark.line + 1); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    builder_.null(place_of(mark));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    builder_.null(place_of(mark));  // refused there, by its '*'
  }
  void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& value) override {
    builder_.scalar(place_of(mark), value);
  }
  void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/,
                       YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value style) override {
    builder_.open(Node::Kind::sequence, style == YAML::EmitterStyle::Flow);
  }
  void OnSequenceEnd() override { builder_.close(); }
  void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value style) override {
    builder_.open(Node::Kind::map, style == YAML::EmitterStyle::Flow);
  }
  void OnMapEnd() override { builder_.close(); }

 private:
  TreeBuilder& builder_;
};

/// nullopt where yaml-cpp must decide, and word what is wrong.
std::optional<Node> parse_canonical(std::string_view text, std::string_view path) {
  try {
    TreeBuilder builder(text, path);
    return read_canonical(text, builder) ? std::optional(builder.finish()) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

Node parse_yaml(std::string_view text, std::string_view path) {
  check_yaml_bytes(text, path);
  if (auto root = parse_canonical(text, path)) {
    return *std::move(root);
  }
  std::istringstream stream{std::string(text)};
  TreeBuilder builder(text, path);
  Events events(builder);
  try {
    YAML::Parser parser(stream);
    // The second call finds a second document, if there is one; a loop need not end.
    if (parser.HandleNextDocument(events)) {
      parser.HandleNextDocument(events);
    }
  } catch (const YAML::Exception& error) {
    refuse_file(path, std::max(error.mark.line, 0) + 1, reworded(error.msg));
  }
  return builder.finish();
}

}  // namespace tkt
