// SPDX-License-Identifier: MIT
#include "cmd/init.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <utility>
#include <vector>

#include "cmd/desk_yaml.h"
#include "cmd/short_name.h"
#include "cmd/sync_round.h"
#include "model/error.h"
#include "store/clone.h"
#include "store/codec.h"
#include "store/paths.h"
#include "store/plain_git.h"
#include "store/yaml.h"
#include "templates/shipped.h"

namespace tkt {
namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

/// The people whom the guide names, in the order of its chain. It gives no addresses, so none are
/// made up.
std::vector<Staff> guide_staff() {
  const auto person = [](const char* id, const char* name, std::vector<std::string> roles) {
    Staff staff;
    staff.id = id;
    staff.name = name;
    staff.roles = std::move(roles);
    return staff;
  };
  return {person("ntebo", "Ntebo Mokgotthu", {std::string(kHelpdeskManager)}),
          person("letla", "Letla Mmeke",
                 {std::string(kTechnician), std::string(kInfrastructureManager)}),
          person("ciaron", "Ciaron Byrne", {std::string(kManagingDirector)})};
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

/// Whoever runs `init`: one of `staff` when the name says so, else a new last one. Gets the
/// Helpdesk Manager's role.
Staff& owner_of(std::vector<Staff>& staff, const GitIdentity& identity) {
  auto self = std::find_if(staff.begin(), staff.end(), [&](const Staff& one) {
    return same_name(one.name, identity.name) || same_name(one.id, identity.name);
  });
  if (self == staff.end()) {
    Staff added;
    added.id = short_name_of(identity.name.substr(0, identity.name.find(' ')));
    added.name = identity.name;
    added.roles = {std::string(kTechnician)};
    for (const Staff& one : staff) {
      added.id = one.id == added.id ? short_name_of(identity.name) : added.id;
    }
    self = staff.insert(staff.end(), added);
  }
  self->email = identity.email;
  if (!self->has_role(kHelpdeskManager)) {
    self->roles.insert(self->roles.begin(), std::string(kHelpdeskManager));
  }
  return *self;
}

/// "Acme IT Services" makes AIS, "Initech" INIT.
std::string prefix_for(const std::string& company) {
  std::string initials;
  std::string letters;
  bool first = true;
  for (const char c : company) {
    const bool letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
    const char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    letters += letter ? std::string(1, upper) : "";
    initials += letter && first ? std::string(1, upper) : "";
    first = !letter;
  }
  const std::string prefix = initials.size() > 1 ? initials.substr(0, 4) : letters.substr(0, 4);
  return prefix.empty() ? "TKT" : prefix;
}

/// The guide's desk.yaml byte for byte, but for another prefix where one is given.
std::string guide_yaml(const std::string& prefix) {
  const std::string_view text = shipped_template(kDeskFile).value();
  const Node before = Node::record({{"prefix", Node::text("ITW")}}, false);
  const Node after = Node::record({{"prefix", Node::text(prefix)}}, false);
  return edit_yaml(text, before, after, kDeskFile);
}

void check_prefix(const std::string& prefix) {
  const bool letters =
      std::all_of(prefix.begin(), prefix.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!letters || prefix.empty() || prefix.size() > 8) {
    throw Error(ErrorKind::usage, "--prefix: '" + prefix + "' is no prefix",
                "one to eight capital letters, as in ITW");
  }
}

/// Without a DIR it is the desk that all other commands would take.
std::filesystem::path folder_for(const InitOptions& options, const Context& context) {
  const bool named = context.options.desk.empty() && !context.environment.desk.empty();
  if (options.folder.empty() && named) {
    return context.environment.desk;
  }
  return options.folder.empty() ? context.base_folder() : context.base_folder() / options.folder;
}

GitIdentity identity_for(const std::filesystem::path& folder) {
  const GitIdentity identity = Store::identity_in(folder);
  if (identity.name.empty() || identity.email.empty()) {
    throw Error(
        ErrorKind::refused, "git does not know who you are",
        "git config --global user.name 'YOUR NAME'; git config --global user.email YOU@COMPANY");
  }
  return identity;
}

/// `sync: {auto: true}`.
std::string with_auto_sync(const std::string& text) {
  const auto sync = [](const char* value) {
    return Node::record({{"sync", Node::record({{"auto", Node::bare(value)}}, true)}}, false);
  };
  return edit_yaml(text, sync("false"), sync("true"), kDeskFile);
}

/// Before anything is made: two desks that were made independently cannot become one.
void expect_empty_remote(const Talk& talk, const std::string& url,
                         const std::filesystem::path& base) {
  if (!ask_url(base.string(), url, talk).branches.empty()) {
    throw Error(ErrorKind::refused,
                "'" + shown_url(url) + "' is not empty: a desk is made in an empty repository",
                "'tkt clone URL' joins a desk that is there");
  }
}

/// The desk is made by now, whatever comes of this.
void send_first(Context& context, const std::filesystem::path& folder, const std::string& url,
                const Talk& talk) {
  set_origin(folder, url);
  GlobalOptions global = context.options;
  global.desk = folder.string();
  Context desk(context.io, context.environment, global, context.now());
  auto exchange = Exchange::begin(desk.store(), "origin", talk, Wait::bounded);
  Exchanged exchanged;
  exchange_until_sent(
      desk, exchange.value(), false,
      [&]() -> std::optional<git::Oid> { return desk.snapshot().commit(); }, exchanged);
  note_sync(desk.store(), {desk.now(), std::nullopt, ""});
  context.io.err.line("sent it to '" + shown_url(url) + "'; others join with: tkt clone " +
                      shown_url(url));
}

}  // namespace

Exit run(const InitOptions& options, Context& context) {
  const std::filesystem::path folder = folder_for(options, context);
  const GitIdentity identity = identity_for(folder);
  const bool guide = options.company.empty();
  const std::string prefix = !options.prefix.empty() ? options.prefix
                             : guide                 ? "ITW"
                                                     : prefix_for(options.company);
  check_prefix(prefix);
  std::vector<Staff> staff = guide ? guide_staff() : std::vector<Staff>{};
  const Staff owner = owner_of(staff, identity);

  const Talk talk{context.io.in_terminal, std::chrono::seconds(0)};
  const std::string remote =
      options.remote.empty() ? "" : lasting_url(options.remote, context.base_folder());
  if (!remote.empty()) {
    expect_empty_remote(talk, remote, context.base_folder());
  }
  std::string policy =
      guide ? guide_yaml(prefix) : desk_yaml({options.company, prefix, {owner.id}});
  policy = remote.empty() ? policy : with_auto_sync(policy);
  Files files = {{std::string(kDeskFile), policy}};
  for (const Staff& one : staff) {
    files.emplace_back(staff_path(one.id), emit_yaml(to_node(one)));
  }
  const Desk desk = desk_from(parse_yaml(files.front().second, kDeskFile), kDeskFile);
  const Instant now = context.now();
  if (context.options.dry_run) {
    for (const auto& [path, text] : files) {
      context.io.out.line("new    " + path);
    }
    return Exit::done;
  }
  Store::create(folder, files, "init: the desk of " + desk.company.name,
                {owner.name, owner.email, now, desk.zone().offset_at(now)}, program_for_git());
  context.io.err.line("made the desk of " + desk.company.name + " in " +
                      folder.lexically_normal().string());
  if (!remote.empty()) {
    send_first(context, folder, remote, talk);
  }
  context.io.err.line("next: tkt client add NAME --category contract|non-contract; tkt open ...");
  return Exit::done;
}

}  // namespace tkt
