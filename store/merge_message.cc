// SPDX-License-Identifier: MIT
#include "store/merge_message.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include <fmt/core.h>

#include "store/paths.h"

namespace tkt {
namespace {

std::vector<TicketId> tickets_in(const Merge& merge) {
  std::vector<TicketId> ids;
  for (const auto& [path, text] : merge.files) {
    if (kind_of(path) == FileKind::ticket) {
      ids.push_back(name_of(path));
    }
  }
  return ids;
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

std::string merge_subject(const Merge& merge) {
  constexpr std::size_t kShown = 5;
  const std::vector<TicketId> tickets = tickets_in(merge);
  const std::size_t others = merge.files.size() - tickets.size();
  std::string subject = "sync: merge " + counted(tickets.size(), "ticket");
  subject += others == 0 ? "" : " and " + counted(others, "other file");
  std::string ids;
  for (std::size_t i = 0; i < std::min(kShown, tickets.size()); ++i) {
    ids += (i == 0 ? "" : ", ") + tickets[i];
  }
  ids += tickets.size() > kShown ? fmt::format(", and {} more", tickets.size() - kShown) : "";
  return ids.empty() ? subject : subject + " [" + ids + "]";
}

Trailers merge_trailers(const Merge& merge) {
  Trailers trailers;
  for (const TicketId& id : tickets_in(merge)) {
    trailers.emplace_back("Ticket", id);
  }
  for (const Overruled& one : merge.overruled) {
    if (one.ticket.empty()) {
      trailers.emplace_back(
          "Overruled",
          fmt::format("{}{}{}: kept '{}', lost '{}' of {}", one.path, one.field.empty() ? "" : " ",
                      one.field, one.kept, one.lost, one.of.empty() ? "nobody known" : one.of));
    }
  }
  return trailers;
}

Stopped stopped_by(const std::string& path, std::string_view message) {
  Stopped stopped = {path, 0, ""};
  if (message.starts_with(path + ":")) {
    message.remove_prefix(path.size() + 1);
    const char* const end = message.data() + message.size();
    const char* const rest = std::from_chars(message.data(), end, stopped.line).ptr;
    message.remove_prefix(static_cast<std::size_t>(rest - message.data()));
    message.remove_prefix(std::min(message.find_first_not_of(": "), message.size()));
  }
  stopped.message = message;
  return stopped;
}

}  // namespace tkt
