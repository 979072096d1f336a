// SPDX-License-Identifier: MIT
//
// Checking and taking over what people wrote into the desk's files by hand.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cmd/context.h"
#include "cmd/verify_people.h"

namespace tkt {

/// Hand edits of a desk's files, judged by the desk that they make together: a new category may
/// come with the client that is of it.
class HandEdits {
 public:
  /// `before` must live as long. An edit that cannot be read makes no difference to the others.
  HandEdits(Context& context, const Snapshot& before, Edits edits);

  /// What is to be committed of one of them; nullopt: the file's removal. A ticket gets its `edit`
  /// event and, where priority or client changed, its unmet clocks started anew; of promises that
  /// moved, the breaches so far and the old dues are noted. One that means the same as before stays
  /// as it is written. Throws Error{refused} or Error{storage} naming
  /// everything that is wrong with it, each with its line.
  [[nodiscard]] std::optional<std::string> take_over(const std::string& path) const;

  /// What they break in files that were not edited, each as "path:line: problem": a priority is
  /// gone that a ticket has.
  [[nodiscard]] std::vector<std::string> damage() const;

 private:
  [[nodiscard]] std::string take_over_ticket(const std::string& path) const;
  [[nodiscard]] std::vector<Problem> judge(const Record<Ticket>& record,
                                           const std::optional<Record<Ticket>>& old) const;
  [[nodiscard]] std::optional<Record<Ticket>> ticket_before(const std::string& path) const;
  void check_issued(const std::string& path) const;
  void check_people(const std::string& path) const;
  void check_template(const std::string& path) const;

  Context& context_;
  const Snapshot& before_;
  Edits edits_;
  Snapshot after_;
  People people_;
};

}  // namespace tkt
