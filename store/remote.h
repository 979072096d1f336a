// SPDX-License-Identifier: MIT
//
// Other repositories, as git reaches them. Nothing here changes a branch, the work tree or a
// reference of this clone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/git.h"
#include "store/process.h"

namespace tkt {

/// Where a clone's branch meets the others.
struct Remote {
  std::string name;    ///< "origin"
  std::string branch;  ///< there: "main"
};

/// The remote with this name; for an empty one that of the checked-out branch, else "origin", else
/// the only one; nullopt where the clone has none. Throws Error{refused} for an unknown name, for
/// several of which none is the branch's, and for a detached HEAD.
[[nodiscard]] std::optional<Remote> find_remote(const git::Repository& repository,
                                                std::string_view name);

/// What a remote has.
struct Advertised {
  std::map<std::string, git::Oid> branches;  ///< "main"
  std::string head;                          ///< the branch that its HEAD names; empty: none
};

/// Asks a remote, by name or URL, for its branches. Throws Error{refused} where it cannot be
/// reached, with git's reason.
[[nodiscard]] Advertised ask_remote(const std::string& folder, const std::string& remote,
                                    const Talk& talk);

/// The same of a URL that is no desk's remote yet: what to look at is another thing then.
[[nodiscard]] Advertised ask_url(const std::string& folder, const std::string& url,
                                 const Talk& talk);

/// Brings a commit that the remote has advertised, and all that it leads to, on the disk when it
/// returns; git has checked the objects. False where the remote no longer gives it. Throws as
/// `ask_remote`, and Error{refused} for objects that are not sound.
[[nodiscard]] bool fetch_commit(const std::string& folder, const std::string& remote,
                                const git::Oid& commit, const Talk& talk);

enum class Pushed {
  done,
  outrun,   ///< somebody else was faster: fetch, and try again
  unknown,  ///< the connection broke: it may have been taken
};
/// Moves the remote's branch forward to a commit that contains what it has. Throws Error{refused}
/// where the remote does not take it, with its own words.
[[nodiscard]] Pushed push_commit(const std::string& folder, const Remote& remote,
                                 const git::Oid& commit, const Talk& talk);

/// The URL without a password: "https://ntebo@git.example/desk".
[[nodiscard]] std::string shown_url(std::string_view url);

}  // namespace tkt
