// SPDX-License-Identifier: MIT
//
// What a command prints. Everything that reaches a terminal or a pipe goes through `Output`, and
// `Output` lets no control character, bidi override or malformed UTF-8 through: text from tickets
// and mail is hostile.
#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <string_view>

namespace tkt {

enum class Style { plain, bold, dim, red, yellow, green, cyan };

/// `text` with C0 (but line feed and tab), DEL, C1, bidi controls, zero-width and tag characters,
/// U+2028/9 and malformed UTF-8 made visible, as "\x1B", "\u202E".
[[nodiscard]] std::string printable(std::string_view text);
/// The same on one line: line feeds and tabs become spaces.
[[nodiscard]] std::string printable_line(std::string_view text);
/// Columns that printable text takes on a terminal: combining marks none, wide characters two.
[[nodiscard]] int display_width(std::string_view text);
/// At most `width` columns, "…" at the end of what was cut.
[[nodiscard]] std::string truncated(std::string_view text, int width);

class Output {
 public:
  Output(std::ostream& stream, bool terminal, int width, bool colour)
      : stream_(stream), terminal_(terminal), width_(width), colour_(colour) {}

  [[nodiscard]] bool terminal() const { return terminal_; }
  /// Columns; meaningless in a pipe.
  [[nodiscard]] int width() const { return width_; }

  /// Writes text, made printable.
  void text(std::string_view text);
  void text(Style style, std::string_view text);
  /// Writes text, made printable, and a line feed.
  void line(std::string_view text = "");
  void line(Style style, std::string_view text);
  /// Writes bytes as they are: for JSON, CSV and HTML, whose writers have escaped them.
  void raw(std::string_view bytes);
  /// Flushes; false when anything could not be written.
  bool flush();

 private:
  std::ostream& stream_;
  bool terminal_;
  int width_;
  bool colour_;
};

struct Io {
  std::istream& in;
  bool in_terminal;
  Output out;  ///< data
  Output err;  ///< confirmations, warnings, errors
};

}  // namespace tkt
