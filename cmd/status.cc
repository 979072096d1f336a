// SPDX-License-Identifier: MIT
#include "cmd/status.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cmd/json.h"
#include "cmd/news.h"
#include "cmd/sync.h"
#include "cmd/verify.h"
#include "cmd/when.h"
#include "model/error.h"
#include "model/message.h"
#include "store/exchange.h"

namespace tkt {
namespace {

/// What a clone knows of itself without asking anybody.
struct Standing {
  std::optional<Distance> distance;
  std::string no_distance;  ///< why it is not known
  LastSync last;
  bool automatic = false;
  std::size_t news = 0;             ///< changes that came in, in the background, and were not told
  std::vector<std::string> edited;  ///< by hand, and not committed
  std::vector<std::pair<TicketId, Message>> owed;
  std::vector<Summary> unbilled;
  std::vector<Finding> problems;
  std::vector<BrokenFile> broken;
};

void look_at_tickets(Context& context, Standing& standing) {
  TicketQuery query;
  query.all = true;
  std::vector<Summary> summaries = sorted(context.store().list(context.snapshot(), query).summaries,
                                          SortKey::id, context.desk(), context.now());
  for (Summary& summary : summaries) {
    if (summary.owed_messages > 0) {
      for (Message& message : owed(context.snapshot().ticket_at(summary.path).value)) {
        standing.owed.emplace_back(summary.id, std::move(message));
      }
    }
    if (summary.unbilled_minutes > 0) {
      standing.unbilled.push_back(std::move(summary));
    }
  }
}

Standing look(Context& context) {
  Standing standing;
  (void)context.snapshot();  // says best what is wrong where there is none
  try {
    standing.distance = distance(context.store());
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::refused) {
      throw;
    }
    standing.no_distance = error.what();
  }
  standing.last = last_sync(context.store());
  standing.automatic = syncs_by_itself(context);
  standing.news = count_news(context);
  standing.edited = context.store().likely_hand_edits(
      context.snapshot(), {"desk.yaml", "staff", "clients", "tickets", "invoices", "templates"});
  look_at_tickets(context, standing);
  standing.problems = find_violations(context, standing.broken);
  return standing;
}

std::string counted(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string time_text(Context& context, Instant time) {
  return context.io.out.terminal() ? local_minute(time, context.zone())
                                   : format_instant(time, context.zone());
}

void print_remote(Context& context, const Standing& standing) {
  Output& out = context.io.out;
  if (!standing.distance) {
    out.line("remote: " + (standing.no_distance.empty() ? "none" : standing.no_distance));
    return;
  }
  const Distance& far = *standing.distance;
  const std::string where =
      fmt::format("remote: '{}', branch {}: ", far.remote.name, far.remote.branch);
  if (far.ahead == 0 && far.behind == 0) {
    out.line(where + "in step");
  } else {
    out.line(fmt::format("{}{} ahead, {} behind", where, far.ahead, far.behind));
  }
  const LastSync& last = standing.last;
  out.line(fmt::format("last sync: {}{}", last.done ? time_text(context, *last.done) : "never",
                       standing.automatic ? ", automatic" : ""));
  if (last.failed) {
    out.line(Style::yellow,
             fmt::format("failed since: {}: {}", time_text(context, *last.failed), last.why));
  }
}

void print_news(Output& out, std::size_t news) {
  if (news > 0) {
    out.line(fmt::format("came in: {}; 'tkt sync' lists {}", counted(news, "change", "changes"),
                         news == 1 ? "it" : "them"));
  }
}

/// A heading with its number, and the lines below it.
void print_list(Output& out, const std::string& heading, const std::vector<std::string>& lines) {
  out.line(heading);
  for (const std::string& line : lines) {
    out.line("  " + printable_line(line));
  }
}

void print_work_left(Output& out, const Standing& standing) {
  std::vector<std::string> lines;
  for (const auto& [ticket, message] : standing.owed) {
    lines.push_back(
        fmt::format("{} {}: {} to {}", ticket, message.form, message.channel, message.to));
  }
  print_list(out, fmt::format("messages owed: {}", lines.size()), lines);
  lines.clear();
  int minutes = 0;
  for (const Summary& summary : standing.unbilled) {
    minutes += summary.unbilled_minutes;
    lines.push_back(fmt::format("{} {}: {}, {}", summary.id, summary.client,
                                format_duration(std::chrono::minutes(summary.unbilled_minutes)),
                                to_string(summary.status)));
  }
  print_list(out,
             lines.empty()
                 ? "unbilled: 0"
                 : fmt::format("unbilled: {} on {}", format_duration(std::chrono::minutes(minutes)),
                               counted(lines.size(), "ticket", "tickets")),
             lines);
}

void print(Context& context, const Standing& standing) {
  Output& out = context.io.out;
  print_remote(context, standing);
  print_news(out, standing.news);
  if (!standing.edited.empty()) {
    print_list(out, fmt::format("edited by hand: {}", standing.edited.size()), standing.edited);
  }
  print_work_left(out, standing);
  std::vector<std::string> lines;
  for (const Finding& finding : standing.problems) {
    const std::string place =
        finding.line == 0 ? finding.path : fmt::format("{}:{}", finding.path, finding.line);
    lines.push_back(place + ": " + finding.problem);
  }
  for (const BrokenFile& file : standing.broken) {
    lines.push_back(file.problem);
  }
  print_list(out, fmt::format("problems: {}", lines.size()), lines);
}

Json time_json(const std::optional<Instant>& time, const Zone& zone) {
  return time ? Json(format_instant(*time, zone)) : Json();
}

Json remote_json(const std::optional<Distance>& far) {
  return !far ? Json()
              : Json({{"name", far->remote.name},
                      {"branch", far->remote.branch},
                      {"ahead", far->ahead},
                      {"behind", far->behind}});
}

Json to_json(const Standing& standing, const Zone& zone) {
  Json owed = Json::array();
  for (const auto& [ticket, message] : standing.owed) {
    owed.push_back({{"ticket", ticket},
                    {"event", message.event},
                    {"channel", message.channel},
                    {"to", message.to},
                    {"template", message.form}});
  }
  Json unbilled = Json::array();
  for (const Summary& summary : standing.unbilled) {
    unbilled.push_back({{"ticket", summary.id},
                        {"client", summary.client},
                        {"status", to_string(summary.status)},
                        {"minutes", summary.unbilled_minutes}});
  }
  Json problems = Json::array();
  for (const Finding& finding : standing.problems) {
    problems.push_back({{"path", finding.path},
                        {"line", finding.line == 0 ? Json() : Json(finding.line)},
                        {"problem", finding.problem}});
  }
  for (const BrokenFile& file : standing.broken) {
    problems.push_back({{"path", file.path}, {"line", Json()}, {"problem", file.problem}});
  }
  const LastSync& last = standing.last;
  return {{"remote", remote_json(standing.distance)},
          {"last_sync", time_json(last.done, zone)},
          {"last_failure", time_json(last.failed, zone)},
          {"failure", last.failed ? Json(last.why) : Json()},
          {"automatic", standing.automatic},
          {"news", standing.news},
          {"edited", standing.edited},
          {"owed", owed},
          {"unbilled", unbilled},
          {"problems", problems}};
}

}  // namespace

Exit run(const StatusOptions& options, Context& context) {
  const Standing standing = look(context);
  if (options.json) {
    context.io.out.raw(dump(to_json(standing, context.zone())));
  } else {
    print(context, standing);
  }
  return standing.broken.empty() ? Exit::done : Exit::storage;
}

}  // namespace tkt
