// SPDX-License-Identifier: MIT
//
// What git's own `commit` is about to record.
#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/core.h>

#include "model/error.h"
#include "store/merge_message.h"
#include "store/odd_mode.h"
#include "store/paths.h"
#include "store/plain_git.h"
#include "store/process.h"
#include "store/records.h"

namespace tkt {
namespace {

/// A path that differs from HEAD, by git's letter how (A, M, D, T), and of which mode it is to be.
struct Staged {
  char how;
  std::string path;
  unsigned mode;
};

/// Of "git diff -z --raw": ":MODE MODE BLOB BLOB LETTER" NUL path NUL, over and over.
std::vector<Staged> parse_raw(const std::string& output) {
  constexpr std::size_t kNewMode = 8;
  std::vector<Staged> found;
  for (std::size_t at = 0; at < output.size();) {
    const std::size_t middle = std::min(output.find('\0', at), output.size());
    const std::size_t end = std::min(output.find('\0', middle + 1), output.size());
    if (middle < at + kNewMode + 6 || end <= middle) {
      throw Error(ErrorKind::storage, "git diff printed what cannot be read");
    }
    unsigned mode = 0;
    const char* const digits = output.data() + at + kNewMode;
    std::from_chars(digits, digits + 6, mode, 8);
    found.push_back({output[middle - 1], output.substr(middle + 1, end - middle - 1), mode});
    at = end + 1;
  }
  return found;
}

class GitIndex {
 public:
  GitIndex(const std::filesystem::path& root, const std::string& index_file)
      : root_(root.string()) {
    if (!index_file.empty()) {
      variables_.push_back("GIT_INDEX_FILE=" + index_file);
    }
  }

  [[nodiscard]] std::string git(const std::vector<std::string>& arguments,
                                const std::string& input = "") const {
    const Outcome outcome = run_git(root_, arguments, input, variables_);
    if (outcome.status != 0) {
      throw Error(ErrorKind::storage,
                  fmt::format("git {} failed: {}", arguments.front(), outcome.errors));
    }
    return outcome.output;
  }

  [[nodiscard]] std::vector<Staged> staged() const {
    const bool born = run_git(root_, {"rev-parse", "-q", "--verify", "HEAD"}).status == 0;
    const std::string empty_tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    return parse_raw(git({"diff", "--cached", "--raw", "--no-abbrev", "-z", "--no-renames",
                          "--ignore-submodules=none", born ? "HEAD" : empty_tree, "--"}));
  }

  /// What git calls by such names (":path", "HEAD:path"); nullopt for each that is not there.
  [[nodiscard]] std::vector<std::optional<std::string>> objects(
      const std::vector<std::string>& names) const {
    std::string input;
    for (const std::string& name : names) {
      input += name + "\n";
    }
    const std::string output = git({"cat-file", "--batch"}, input);
    std::vector<std::optional<std::string>> texts;
    for (std::size_t at = 0; texts.size() < names.size() && at < output.size();) {
      const std::size_t line = std::min(output.find('\n', at), output.size());
      const std::string head = output.substr(at, line - at);
      const std::size_t space = head.rfind(' ');
      std::size_t size = 0;
      const char* const end = head.data() + head.size();
      if (space == std::string::npos ||
          std::from_chars(head.data() + space + 1, end, size).ptr != end) {
        texts.emplace_back();
        at = line + 1;
        continue;
      }
      texts.emplace_back(output.substr(line + 1, size));
      at = line + 1 + size + 1;
    }
    texts.resize(names.size());
    return texts;
  }

 private:
  std::string root_;
  std::vector<std::string> variables_;
};

bool is_record(const std::string& path) {
  const FileKind kind = kind_of(path);
  return kind != FileKind::other && kind != FileKind::message_template &&
         path.find('\n') == std::string::npos;
}

/// What happened stays written.
std::string lost_event(const std::string& path, const std::string& before,
                       const std::string& after) {
  const Ticket now = read_ticket(path, after).value;
  try {
    for (const Event& event : read_ticket(path, before).value.events) {
      if (std::none_of(now.events.begin(), now.events.end(),
                       [&](const Event& other) { return other.id == event.id; })) {
        return fmt::format("event '{}' ({}) is missing", event.id, event.did);
      }
    }
  } catch (const Error&) {
    // It was broken before, and is mended now.
  }
  return "";
}

/// The invoice of a ticket's work entry; nullopt where a version has no such entry.
std::optional<std::string> invoice_of(const Ticket& ticket, const std::string& work) {
  const auto found = std::ranges::find(ticket.work, work, &Work::id);
  return found == ticket.work.end() ? std::nullopt : std::optional(found->invoice);
}

/// The invoices that a new credit note takes back.
std::set<std::string> credited_by(const std::vector<Staged>& staged,
                                  const std::vector<std::optional<std::string>>& texts) {
  std::set<std::string> numbers;
  for (std::size_t i = 0; i < staged.size(); ++i) {
    try {
      if (kind_of(staged[i].path) == FileKind::invoice && texts[3 * i]) {
        numbers.insert(read_invoice(staged[i].path, *texts[3 * i]).value.credits);
      }
    } catch (const Error&) {
      // It is told as what it is.
    }
  }
  return numbers;
}

/// Invoices and credit notes mark work as billed or free; in a merge, one side's did. Git does not
/// always say what the other side is (MERGE_HEAD), but its credit note is staged.
std::string lost_mark(const std::string& path, const std::string& text,
                      const std::vector<std::optional<std::string>>& before,
                      const std::set<std::string>& credited) {
  std::vector<Ticket> old;
  for (const std::optional<std::string>& version : before) {
    try {
      if (version) {
        old.push_back(read_ticket(path, *version).value);
      }
    } catch (const Error&) {
      // It was broken before, and is mended now.
    }
  }
  const Ticket now = read_ticket(path, text).value;
  for (const Ticket& ticket : old) {
    for (const Work& work : ticket.work) {
      const auto mark = invoice_of(now, work.id);
      const bool kept = std::ranges::any_of(
          old, [&](const Ticket& one) { return invoice_of(one, work.id) == mark; });
      if (!work.invoice.empty() && !kept && credited.count(work.invoice) == 0) {
        return fmt::format("work '{}' is billed by {}, and that stays in it", work.id,
                           work.invoice);
      }
    }
  }
  return "";
}

std::string problem_of(const Staged& staged, const std::optional<std::string>& after,
                       const std::vector<std::optional<std::string>>& before,
                       const std::set<std::string>& credited) {
  if (kind_of(staged.path) == FileKind::invoice && staged.how != 'A') {
    return "an issued invoice never changes";
  }
  if (!after) {
    return "files of a desk are never deleted";
  }
  check_file(staged.path, *after);
  if (kind_of(staged.path) == FileKind::ticket) {
    if (std::string lost = lost_mark(staged.path, *after, before, credited); !lost.empty()) {
      return lost;
    }
  }
  for (const std::optional<std::string>& old : before) {
    if (kind_of(staged.path) == FileKind::ticket && old) {
      if (std::string lost = lost_event(staged.path, *old, *after); !lost.empty()) {
        return lost;
      }
    }
  }
  return "";
}

/// Of any file: a desk with one of them is taken over by nobody.
std::vector<Stopped> odd_modes(const std::vector<Staged>& staged) {
  std::vector<Stopped> problems;
  for (const Staged& one : staged) {
    if (one.mode != 0 && one.mode != 0100644) {
      problems.push_back({one.path, 0, problem_of(OddFile{one.path, one.mode})});
    }
  }
  return problems;
}

}  // namespace

std::vector<Stopped> staged_problems(const std::filesystem::path& root,
                                     const std::string& index_file) {
  const GitIndex index(root, index_file);
  std::vector<Staged> staged = index.staged();
  std::vector<Stopped> problems = odd_modes(staged);
  std::erase_if(staged, [](const Staged& one) { return !is_record(one.path); });
  std::vector<std::string> names;
  for (const Staged& one : staged) {
    names.push_back(":" + one.path);
    names.push_back("HEAD:" + one.path);
    names.push_back("MERGE_HEAD:" + one.path);
  }
  const auto texts = index.objects(names);
  const std::set<std::string> credited = credited_by(staged, texts);
  for (std::size_t i = 0; i < staged.size(); ++i) {
    try {
      std::string problem =
          problem_of(staged[i], texts[3 * i], {texts[3 * i + 1], texts[3 * i + 2]}, credited);
      if (!problem.empty()) {
        problems.push_back({staged[i].path, 0, std::move(problem)});
      }
    } catch (const Error& error) {
      problems.push_back(stopped_by(staged[i].path, error.what()));
    }
  }
  return problems;
}

}  // namespace tkt
