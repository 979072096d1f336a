// SPDX-License-Identifier: MIT
#include "store/merge_issued.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "model/error.h"
#include "store/codec.h"
#include "store/records.h"

namespace tkt {
namespace {

std::set<TicketId> tickets_of(const Invoice& invoice) {
  std::set<TicketId> ids;
  for (const InvoiceLine& line : invoice.lines) {
    ids.insert(line.ticket);
  }
  return ids;
}

/// "ITW-4F7K24 ITW-9QX0MK", of many some.
std::string some_of(const std::set<TicketId>& ids) {
  constexpr std::size_t kShown = 5;
  std::string text;
  std::size_t count = 0;
  for (const TicketId& id : ids) {
    text += count < kShown ? " " + id : "";
    ++count;
  }
  return text + (count > kShown ? fmt::format(" and {} more", count - kShown) : "");
}

/// What to do about the document that does not stand.
std::string advice_on(const Invoice& lost) {
  if (lost.kind == InvoiceKind::credit_note) {
    return fmt::format("issue the other one again: tkt credit {} --reason TEXT", lost.credits);
  }
  return lost.lines.empty()
             ? "all work of the other one is on it, too"
             : "bill the work of the other one again: tkt invoice" + some_of(tickets_of(lost));
}

void remove_lines_of(const Invoice& standing, Invoice& lost) {
  const std::set<EntryKey> billed = entries_on(standing);
  std::erase_if(lost.lines, [&](const InvoiceLine& line) {
    return billed.count({line.ticket, line.work}) != 0;
  });
}

Ticket freed(Ticket ticket, const std::vector<Invoice>& lost) {
  for (Invoice note : lost) {
    if (note.kind != InvoiceKind::credit_note) {
      note.credits = note.number;
      ticket = free_billed(std::move(ticket), note);
    }
  }
  return ticket;
}

std::string with_work_freed(const std::string& path, const std::string& text,
                            const std::vector<Invoice>& lost, const Zone& zone) {
  try {
    const Ticket ticket = read_ticket(path, text).value;
    return edit_yaml(text, to_node(ticket, zone), to_node(freed(ticket, lost), zone), path);
  } catch (const Error&) {
    return text;  // a broken file is told as such
  }
}

}  // namespace

bool is_written_once(FileKind kind) {
  return kind == FileKind::invoice || kind == FileKind::payment;
}

IssuedMerge merge_issued(const FileVersions& file, std::vector<std::string> versions) {
  const bool payment = kind_of(file.path) == FileKind::payment;
  if (versions.empty()) {
    versions.push_back(file.base.empty() ? std::min(file.ours, file.theirs) : file.base);
  }
  IssuedMerge merge = {versions.front(), {}, {}};
  for (const std::string* side : {&file.ours, &file.theirs}) {
    if (*side == versions.front() || *side == file.base) {
      continue;
    }
    if (payment || std::ranges::count(versions, *side) == 0) {
      merge.aside.push_back({*side, payment
                                        ? "was changed; a payment stays as it was recorded"
                                        : "was changed; an issued invoice stays as it was issued"});
      continue;
    }
    Invoice lost = read_invoice(file.path, *side).value;
    remove_lines_of(read_invoice(file.path, versions.front()).value, lost);
    merge.aside.push_back(
        {*side, "two different documents have this number, and the one issued first stands; " +
                    advice_on(lost)});
    merge.lost.push_back(std::move(lost));
  }
  return merge;
}

void free_work(const git::Repository& repository, const std::vector<ThreeFiles>& changed,
               const std::vector<Invoice>& lost, const Zone& zone,
               std::map<std::string, std::optional<std::string>>& files) {
  for (const ThreeFiles& file : changed) {
    const auto ours = file.ours ? std::optional(repository.blob(*file.ours)) : std::nullopt;
    const auto merged = files.find(file.path);
    const std::optional<std::string> text = merged == files.end() ? ours : merged->second;
    if (kind_of(file.path) != FileKind::ticket || !text) {
      continue;
    }
    const std::string after = with_work_freed(file.path, *text, lost, zone);
    if (after == ours) {
      files.erase(file.path);
    } else {
      files[file.path] = after;
    }
  }
}

}  // namespace tkt
