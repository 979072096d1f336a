// SPDX-License-Identifier: MIT
#include "cmd/verify.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cmd/json.h"
#include "cmd/template_check.h"
#include "cmd/unknown_keys.h"
#include "cmd/verified.h"
#include "cmd/verify_people.h"
#include "cmd/verify_place.h"
#include "model/invoice_rules.h"
#include "model/ledger.h"
#include "model/promise_rules.h"
#include "model/rules.h"
#include "model/text.h"
#include "store/paths.h"

namespace tkt {
namespace {

/// Looks at everything, in an order in which each rule finds what it needs.
class Verification {
 public:
  explicit Verification(Context& context)
      : context_(context), snapshot_(context.snapshot()), desk_(context.desk()) {}

  void look() {
    read_people();
    read_invoices();
    for (const std::string& path : snapshot_.files("tickets")) {
      if (kind_of(path) == FileKind::ticket) {
        look_at_ticket(path);
      }
    }
    remember([this] {
      look_at_invoices();
      look_at_payments();
      look_at_history();
      look_at_merges(std::nullopt);
    });
    look_at_modes();
    look_at_templates();
    sort();
  }

  /// Finds the same as `look`; of what the last verification has seen, only what depends on
  /// something that changed.
  void look_again() {
    const auto last = read_verified(context_.store());
    const auto tickets = last ? tickets_to_verify(context_, *last) : std::nullopt;
    if (!tickets) {
      look();
      return;
    }
    read_people();
    for (const std::string& path : *tickets) {
      look_at_ticket(path);
    }
    remember([&] { look_at_merges(last->commit); });
    look_at_modes();
    look_at_templates();
    sort();
  }

  void sort() {
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
      return std::tie(a.path, a.line) < std::tie(b.path, b.line);
    });
  }

  [[nodiscard]] std::string summary() const {
    const auto count = [](std::size_t number, const char* one, const char* several) {
      return fmt::format("{} {}", number, number == 1 ? one : several);
    };
    return count(places_.size(), "ticket", "tickets") + ", " +
           count(known_.clients.size(), "client", "clients") + ", " +
           count(known_.staff.size(), "member of staff", "members of staff") + ", " +
           count(invoices_.size(), "invoice or credit note", "invoices and credit notes");
  }

  /// What was proved of each series and year, where nothing was found: "INV-2026: 1 to 42".
  [[nodiscard]] std::vector<std::string> proved_series() const;

  std::vector<Finding> findings;
  std::vector<BrokenFile> broken;
  std::vector<std::string> moved;       ///< tickets whose due is not what the calendar gives today
  std::vector<std::string> unused;      ///< templates that nothing is made from
  std::vector<std::string> unprepared;  ///< what this clone lacks where plain git is used

 private:
  /// Writes down which tickets are unsound, unless `look_at_rest` finds what cannot be found again
  /// by looking at them and at the people.
  template <class LookAtRest>
  void remember(LookAtRest look_at_rest) {
    Verified verified = {snapshot_.commit(), {}};
    const auto note = [&](const std::string& path) {
      if (kind_of(path) == FileKind::ticket) {
        verified.unsound.insert(path);
      }
    };
    bool lasting = false;
    for (const Finding& finding : findings) {
      note(finding.path);
    }
    for (const BrokenFile& file : broken) {
      note(file.path);
      lasting = lasting || kind_of(file.path) == FileKind::invoice;
    }
    const std::size_t before = findings.size() + broken.size();
    look_at_rest();
    lasting = lasting || findings.size() + broken.size() != before;
    write_verified(context_.store(), lasting ? std::nullopt : std::optional(std::move(verified)));
  }

  void add(const std::string& path, std::string problem) {
    findings.push_back({path, 0, std::move(problem)});
  }

  template <class T>
  void add(const Record<T>& record, const std::vector<Problem>& problems) {
    for (const Problem& problem : problems) {
      findings.push_back({record.path, line_of(record.text, record.path, problem), problem.what});
    }
  }

  void read_people();
  void read_invoices();
  void look_at_ticket(const std::string& path);
  void look_at_invoices();
  void look_at_payments();
  void look_at_history();
  void look_at_modes();
  void look_at_templates();
  void look_at_merges(const std::optional<git::Oid>& since);

  Context& context_;
  const Snapshot& snapshot_;
  const Desk& desk_;
  Known known_;
  Ledger ledger_;
  std::set<std::string> unread_clients_;
  std::vector<Record<Invoice>> invoices_;
  std::map<TicketId, std::string> places_;  ///< the first file of each ID
};

void Verification::read_people() {
  People people = look_at_people(snapshot_);
  known_ = std::move(people.known);
  unread_clients_ = std::move(people.unread_clients);
  findings = std::move(people.findings);
  broken = std::move(people.broken);
}

void Verification::read_invoices() {
  const auto numbers = snapshot_.invoice_numbers();
  known_.invoices.insert(numbers.begin(), numbers.end());
  invoices_ = snapshot_.invoices(&broken);
  for (const auto& record : invoices_) {
    ledger_.add(record.value);
  }
}

void Verification::look_at_ticket(const std::string& path) {
  const auto [first, fresh] = places_.emplace(name_of(path), path);
  if (!fresh) {
    add(path, fmt::format("'{}' has the same ID", first->second));
  }
  try {
    const Record<Ticket> record = snapshot_.ticket_at(path);
    const Ticket& ticket = record.value;
    if (!is_in_place(record, desk_.zone())) {
      add(path, fmt::format("its place is '{}'",
                            ticket_path(ticket.id, desk_.zone().date(ticket.opened))));
    }
    std::vector<Problem> problems = violations(ticket, desk_, known_);
    if (unread_clients_.count(ticket.client) != 0) {
      std::erase_if(problems, [](const Problem& problem) {
        return problem.key == "client" || problem.key == "contact";
      });
    }
    add(record, problems);
    add(record, ledger_.check(ticket));
    const PromiseCheck promises = check_promises(ticket, desk_);
    add(record, promises.violations);
    if (promises.differs) {
      moved.push_back(ticket.id);
    }
    ledger_.add(ticket);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::storage) {
      throw;
    }
    ledger_.add_unread(name_of(path));
    broken.push_back({path, error.what()});
    if (fresh) {
      places_.erase(first);  // the right one is not to blame for a copy elsewhere
    }
  }
}

void Verification::look_at_invoices() {
  std::map<std::string, std::string> places;
  for (const auto& record : invoices_) {
    const Invoice& invoice = record.value;
    const auto [first, fresh] = places.emplace(invoice.number, record.path);
    if (!fresh) {
      add(record.path, fmt::format("'{}' has the same number", first->second));
    }
    add(record, violations(invoice, desk_, known_));
    add(record, ledger_.check(invoice));
  }
}

void Verification::look_at_payments() {
  std::map<std::string, InvoiceKind> kinds;
  for (const auto& record : invoices_) {
    kinds.emplace(record.value.number, record.value.kind);
  }
  for (const auto& record : snapshot_.payments(&broken)) {
    const Payment& payment = record.value;
    const auto kind = kinds.find(payment.invoice);
    if (known_.invoices.count(payment.invoice) == 0) {
      add(record.path, fmt::format("pays '{}', which is not on the desk", payment.invoice));
    } else if (kind != kinds.end() && kind->second != InvoiceKind::invoice) {
      add(record.path, fmt::format("pays '{}', which nobody has to pay", payment.invoice));
    }
    if (known_.staff.count(payment.by) == 0) {
      add(record.path, fmt::format("recorded by '{}', who is not on the staff", payment.by));
    }
  }
}

void Verification::look_at_history() {
  const auto short_name = [](const std::string& commit) { return commit.substr(0, 10); };
  std::set<std::string> gone;
  for (const Altered& file : context_.store().altered(snapshot_, "invoices")) {
    if (file.gone) {
      gone.insert(name_of(file.path));
    }
    add(file.path,
        fmt::format("{} since commit {} made it, by commit {}", file.gone ? "removed" : "changed",
                    short_name(file.made), short_name(file.changed)));
  }
  for (const std::string& number : missing_numbers(known_.invoices, desk_.billing)) {
    if (gone.count(number) == 0) {
      add("invoices", fmt::format("{} is missing", number));
    }
  }
}

void Verification::look_at_merges(const std::optional<git::Oid>& since) {
  for (const Stopped& file : context_.store().merged_by_lines(snapshot_, since)) {
    add(file.path, file.message);
  }
  unprepared = context_.store().missing_for_plain_git();
}

void Verification::look_at_modes() {
  for (const OddFile& file : context_.store().odd_files(snapshot_)) {
    if (kind_of(file.path) != FileKind::ticket) {  // broken, and named as that
      add(file.path, problem_of(file));
    }
  }
}

void Verification::look_at_templates() {
  for (const std::string& path : snapshot_.files("templates")) {
    if (kind_of(path) != FileKind::message_template) {
      continue;
    }
    const std::string name = path.substr(path.find('/') + 1);
    if (!is_used_template(name)) {
      unused.push_back(path);
    } else if (std::string problem = template_problem(snapshot_, name); !problem.empty()) {
      add(path, std::move(problem));
    }
  }
}

std::vector<std::string> Verification::proved_series() const {
  std::map<std::pair<std::string, int>, std::pair<int, int>> ranges;
  for (const std::string& text : known_.invoices) {
    if (const auto number = parse_invoice_number(text)) {
      const auto [range, fresh] = ranges.try_emplace({number->prefix, number->year},
                                                     std::pair(number->serial, number->serial));
      range->second.first = std::min(range->second.first, number->serial);
      range->second.second = std::max(range->second.second, number->serial);
    }
  }
  std::vector<std::string> lines;
  for (const auto& [series, range] : ranges) {
    lines.push_back(
        fmt::format("{}-{}: {} to {} without a gap, unchanged since issue, reckoned again, no work "
                    "billed twice",
                    series.first, series.second, range.first, range.second));
  }
  return lines;
}

void print_json(Output& out, const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const auto& [path, line, problem] : findings) {
    list.push_back(
        {{"path", path}, {"line", line == 0 ? Json() : Json(line)}, {"problem", problem}});
  }
  out.raw(dump(list));
}

void print_lines(Output& out, const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    out.line(printable_line(text_of(finding)));
  }
}

/// "tickets/...yaml:7: what" taken apart.
Finding finding_of(const BrokenFile& file) {
  std::string_view rest = file.problem;
  int line = 0;
  if (rest.starts_with(file.path + ":")) {
    rest.remove_prefix(file.path.size() + 1);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), line);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()) + (line > 0 ? 1 : 0));
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  }
  return {file.path, line, std::string(rest)};
}

/// What is worth knowing and breaks no rule.
void print_notes(Output& err, const Verification& seen) {
  constexpr std::size_t kMost = 5;
  if (!seen.moved.empty()) {
    std::vector<std::string> some = seen.moved;
    some.resize(std::min(some.size(), kMost));
    const std::string more =
        seen.moved.size() > kMost ? fmt::format(" and {} more", seen.moved.size() - kMost) : "";
    err.line("tkt: note: promised by another calendar than today's: " + joined(some) + more);
  }
  for (const std::string& what : seen.unprepared) {
    err.line("tkt: note: this clone lacks " + what + "; 'tkt sync' sets it up");
  }
  for (const std::string& path : seen.unused) {
    err.line(printable_line("tkt: note: '" + path + "' is used for nothing"));
  }
}

}  // namespace

std::string text_of(const Finding& finding) {
  const auto& [path, line, problem] = finding;
  return line == 0 ? fmt::format("{}: {}", path, problem)
                   : fmt::format("{}:{}: {}", path, line, problem);
}

std::vector<Finding> find_violations(Context& context, std::vector<BrokenFile>& broken) {
  Verification seen(context);
  seen.look_again();
  broken.insert(broken.end(), seen.broken.begin(), seen.broken.end());
  return std::move(seen.findings);
}

Exit run(const VerifyOptions& options, Context& context) {
  Verification seen(context);
  seen.look();
  warn_of_unknown_keys(context, context.snapshot());
  for (const BrokenFile& file : seen.broken) {
    seen.findings.push_back(finding_of(file));
  }
  seen.sort();
  if (options.json) {
    print_json(context.io.out, seen.findings);
  } else {
    print_lines(context.io.out, seen.findings);
  }
  print_notes(context.io.err, seen);
  if (!seen.broken.empty()) {
    return Exit::storage;
  }
  if (!seen.findings.empty()) {
    return Exit::found;
  }
  context.io.err.line(seen.summary() + ": all sound");
  for (const std::string& line : seen.proved_series()) {
    context.io.err.line(line);
  }
  return Exit::done;
}

}  // namespace tkt
