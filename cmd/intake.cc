// SPDX-License-Identifier: MIT
#include "cmd/intake.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "channels/mail.h"
#include "cmd/input.h"
#include "cmd/json.h"
#include "cmd/request.h"
#include "model/error.h"
#include "store/mail_store.h"

namespace tkt {
namespace {

namespace fs = std::filesystem;

/// All of it: what is too large is kept aside, not lost.
std::string read_message(Context& context, const std::string& file) {
  return read_input(context, file.empty() ? "-" : file,
                    "'tkt intake' takes a file with one message, or - for standard input");
}

void tell(Context& context, const Taken& taken) {
  context.io.out.line(taken.ticket);
  context.io.err.line(taken.ticket + ": " + taken.what);
}

void keep_aside(Context& context, const std::string& key, const std::string& bytes,
                const std::string& why) {
  if (context.options.dry_run) {
    context.io.err.line("would be kept aside: " + why);
    return;
  }
  const MailStore store(context.store().state_folder());
  const std::string known = store.put_aside(key, bytes, why) ? "" : " already";
  context.warn(
      fmt::format("{}; the message is kept aside{}: 'tkt intake --aside' lists it", why, known));
}

void finish(Context& context, const Taken& taken, const std::string& key,
            const std::string& bytes) {
  if (taken.fate == Fate::aside) {
    keep_aside(context, key, bytes, taken.what);
    return;
  }
  if (!context.options.dry_run) {
    const MailStore store(context.store().state_folder());
    store.keep(key, bytes);
    store.forget_aside(key);
  }
  tell(context, taken);
}

void take_mail(Context& context, const std::string& bytes, const std::string& client) {
  const std::string key = mail_key(bytes);
  Taken taken;
  try {
    taken = take_request(context, request_from_mail(context, bytes), client);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::refused || !client.empty()) {
      throw;
    }
    taken.what = error.what();
  }
  finish(context, taken, key, bytes);
}

Exit take_json(Context& context, const IntakeOptions& options) {
  for (const Request& request : requests_from_json(context, read_message(context, options.file))) {
    const Taken taken = take_request(context, request, options.client);
    const std::string text = fmt::format("Channel: {}\nFrom: {}\n\n{}\n", request.channel,
                                         request.address, request.text);
    finish(context, taken, request.key, text);
  }
  return Exit::done;
}

std::vector<fs::path> new_messages(const std::string& maildir) {
  const fs::path folder = fs::path(maildir) / "new";
  if (!fs::is_directory(folder) || !fs::is_directory(fs::path(maildir) / "cur")) {
    throw Error(ErrorKind::refused, "'" + maildir + "' is no Maildir",
                "a Maildir is a folder that holds the folders new, cur and tmp");
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file() && !entry.is_symlink() &&
        entry.path().filename().string()[0] != '.') {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// What could not be taken stays in `new` for the next run.
Exit take_maildir(Context& context, const IntakeOptions& options) {
  bool all = true;
  for (const fs::path& file : new_messages(options.maildir)) {
    try {
      take_mail(context, read_message(context, file.string()), options.client);
      if (!context.options.dry_run) {
        fs::rename(file, fs::path(options.maildir) / "cur" / (file.filename().string() + ":2,"));
      }
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::busy) {
        throw;
      }
      context.warn(fmt::format("'{}' stays in the Maildir: {}", file.string(), error.what()));
      all = false;
    }
  }
  return all ? Exit::done : Exit::storage;
}

Exit list_aside(Context& context, bool json) {
  const auto list = MailStore(context.store().state_folder()).aside();
  Json array = Json::array();
  for (const AsideMail& mail : list) {
    array.push_back({{"file", mail.path}, {"why", mail.why}});
    if (!json) {
      context.io.out.line(mail.path);
      context.io.out.line("  " + mail.why);
    }
  }
  if (json) {
    context.io.out.raw(dump(array));
  }
  return Exit::done;
}

}  // namespace

Exit run(const IntakeOptions& options, Context& context) {
  if (options.aside) {
    return list_aside(context, options.json);
  }
  (void)context.actor();
  if (options.json) {
    return take_json(context, options);
  }
  if (!options.maildir.empty()) {
    return take_maildir(context, options);
  }
  const std::string bytes = read_message(context, options.file);
  if (bytes.empty()) {
    throw Error(ErrorKind::refused, "there is no message: the input is empty",
                "'tkt intake' takes a file with one message, or - for standard input");
  }
  take_mail(context, bytes, options.client);
  return Exit::done;
}

}  // namespace tkt
