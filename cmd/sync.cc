// SPDX-License-Identifier: MIT
#include "cmd/sync.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "cmd/news.h"
#include "cmd/sync_text.h"
#include "model/error.h"
#include "store/plain_git.h"
#include "store/process.h"

namespace tkt {
namespace {

constexpr std::chrono::seconds kQuietLimit{120};

void note_failure(Context& context, const std::string& why) {
  LastSync last = last_sync(context.store());
  last.failed = context.now();
  last.why = printable_line(why);
  note_sync(context.store(), last);
}

/// One exchange, with what came of it noted for `tkt status`.
Exchanged exchange_once(Context& context, Exchange& exchange, bool rejoin) {
  Exchanged exchanged;
  try {
    exchange_until_sent(
        context, exchange, rejoin,
        [&]() -> std::optional<git::Oid> {
          context.refresh();
          return context.snapshot().commit();
        },
        exchanged);
  } catch (const Error& error) {
    note_failure(context, error.what());
    throw;
  }
  if (!context.options.dry_run) {
    note_sync(context.store(), {context.now(), std::nullopt, ""});
  }
  return exchanged;
}

Wait wait_of(const Context& context) {
  return context.options.no_wait ? Wait::never : Wait::bounded;
}

}  // namespace

Exit run(const SyncOptions& options, Context& context) {
  const Talk talk{context.io.in_terminal, std::chrono::seconds(0)};
  Exchanged exchanged;
  Remote remote;
  {
    auto exchange = Exchange::begin(context.store(), options.remote, talk, wait_of(context));
    if (!exchange) {
      throw Error(ErrorKind::refused, "this desk has no remote",
                  "'git remote add origin URL', then 'tkt sync'; an empty bare repository will do");
    }
    remote = exchange->remote();
    context.store().set_up_plain_git(program_for_git());
    (void)take_wish(context.store());
    exchanged = exchange_once(context, *exchange, options.rejoin);
    if (!context.options.dry_run) {
      take_news(context, exchanged);
    }
  }
  if (take_wish(context.store())) {
    start_background_sync(context);
  }
  if (options.json) {
    context.io.out.raw(dump(to_json(exchanged, remote)));
  } else {
    print_incoming(context.io.out, exchanged);
  }
  print_notices(context.io.err, exchanged);
  context.io.err.line(summary_of(exchanged, remote, context.options.dry_run));
  return exchanged.stopped.empty() ? Exit::done : Exit::storage;
}

void sync_in_background(Context& context) {
  const Talk talk{false, kQuietLimit};
  try {
    do {
      // Busy: whoever is at it sees the wish, in the loop or behind it.
      auto exchange = Exchange::begin(context.store(), "", talk, Wait::never);
      while (exchange && take_wish(context.store())) {
        keep_news(context, exchange_once(context, *exchange, false), exchange->remote());
      }
    } while (is_wanted(context.store()));
  } catch (const Error&) {
    // Noted for `tkt status`; the next change asks again.
  }
}

bool syncs_by_itself(Context& context) {
  const std::string own = context.store().git_config("tkt.auto-sync").value_or("");
  return own.empty() ? context.desk().sync_auto : own == "true" || own == "yes" || own == "1";
}

void start_background_sync(Context& context) {
  try {
    if (!syncs_by_itself(context)) {
      return;
    }
    want_sync(context.store());
    std::error_code none;
    Program self;
    self.arguments = {std::filesystem::read_symlink("/proc/self/exe", none).string(), "__sync",
                      context.store().root().string()};
    (void)start_detached(std::move(self));
  } catch (const Error&) {
    // The change itself is recorded, and the next one asks again.
  }
}

}  // namespace tkt
