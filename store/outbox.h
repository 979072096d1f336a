// SPDX-License-Identifier: MIT
//
// What was sent and is not committed yet. A message leaves before the commit that says so; a line
// in this journal, on the disk as soon as it left, stands for the commit until it is made. So a
// message is sent twice only when the machine stops between the program's success and that line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/instant.h"
#include "model/ticket.h"
#include "store/file.h"

namespace tkt {

/// A message that left.
struct Sent {
  std::string path;  ///< of its ticket
  std::string event;
  std::string channel;
  std::string to;
  Instant at;
  bool operator==(const Sent&) const = default;

  /// True for the message of the ticket at `path` that it speaks of.
  [[nodiscard]] bool is(const std::string& ticket_path, const Message& message) const;
};

/// The journal, `outbox` in the state folder, private to its owner. Whoever has it is the only one
/// who delivers from this clone; it does not hold up changes of the desk.
class Outbox {
 public:
  /// Throws Error{busy} where another process has it.
  explicit Outbox(const std::filesystem::path& state_folder);

  [[nodiscard]] const std::vector<Sent>& sent() const { return sent_; }
  /// On the disk when the call returns; where it throws, `sent` holds the message all the same.
  void record(const Sent& sent);
  /// Forgets all but these: the others are committed.
  void keep(const std::vector<Sent>& sent);

 private:
  void open_journal();
  void shorten(std::size_t length);

  std::string path_;
  Fd lock_;
  Fd journal_;
  std::vector<Sent> sent_;
};

}  // namespace tkt
