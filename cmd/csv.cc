// SPDX-License-Identifier: MIT
#include "cmd/csv.h"

#include <algorithm>

#include "cmd/io.h"
#include "model/error.h"

namespace tkt {
namespace {

bool looks_like_a_formula(std::string_view text) {
  if (text.empty() || std::string_view("=+-@\t\r").find(text.front()) == std::string_view::npos) {
    return false;
  }
  const bool number =
      text.size() > 1 && text.find_first_not_of("0123456789.", 1) == std::string_view::npos;
  return !(number && (text.front() == '+' || text.front() == '-'));
}

/// Reads a file character by character.
class Reader {
 public:
  Reader(std::string_view text, std::string_view path) : text_(text), path_(path) {}

  bool done() const { return at_ >= text_.size(); }

  CsvRow row() {
    CsvRow row{line_, {cell()}};
    while (!done() && text_[at_] == ',') {
      ++at_;
      row.cells.push_back(cell());
    }
    end_line();
    return row;
  }

 private:
  std::string cell() {
    if (!done() && text_[at_] == '"') {
      return quoted_cell();
    }
    const auto end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    std::string cell(text_.substr(at_, end - at_));
    at_ = end;
    return cell;
  }

  std::string quoted_cell() {
    const int began = line_;
    std::string cell;
    for (++at_; !done(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') {
          ++at_;
          return cell;
        }
        ++at_;
      }
      line_ += text_[at_] == '\n' ? 1 : 0;
      cell += text_[at_];
    }
    fail(began, "a quoted cell does not end");
  }

  void end_line() {
    if (!done() && text_[at_] == '\r') {
      ++at_;
    }
    if (!done() && text_[at_] != '\n') {
      fail(line_, "text behind a quoted cell");
    }
    ++at_;
    ++line_;
  }

  [[noreturn]] void fail(int line, const std::string& what) const {
    throw Error(ErrorKind::refused, std::string(path_) + ":" + std::to_string(line) + ": " + what);
  }

  std::string_view text_;
  std::string_view path_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string cell = (looks_like_a_formula(text) ? "'" : "") + printable(text);
  if (cell.find_first_of(",\"\r\n") == std::string::npos) {
    return cell;
  }
  std::string quoted = "\"";
  for (const char c : cell) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + "\"";
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += (i == 0 ? "" : ",") + csv_cell(cells[i]);
  }
  return line + "\r\n";
}

std::vector<CsvRow> parse_csv(std::string_view text, std::string_view path) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    text.remove_prefix(3);  // Spreadsheets put a byte order mark in front.
  }
  std::vector<CsvRow> rows;
  for (Reader reader(text, path); !reader.done();) {
    CsvRow row = reader.row();
    if (row.cells.size() > 1 || !row.cells.front().empty()) {
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace tkt
