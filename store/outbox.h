// SPDX-License-Identifier: MIT
//
// What happened to the messages owed that is not, or not only, in the tickets. A message leaves
// before the commit that says so; a line in this journal, on the disk as soon as it left, stands
// for the commit until it is made. So a message is sent twice only when the machine stops between
// its leaving and that line. Failures, their next tries, and what left within the last hour stand
// here alone.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "model/instant.h"
#include "model/ticket.h"
#include "store/file.h"

namespace tkt {

enum class DeliveryState {
  sending,   ///< handed over, and no answer yet; of a process that died: nobody knows
  sent,      ///< to be marked in the ticket
  failed,    ///< to be tried again
  given_up,  ///< to be marked in the ticket
  settled    ///< sent, and marked in the ticket
};
[[nodiscard]] std::string_view to_string(DeliveryState state);

/// The last that is known of one message.
struct Delivery {
  std::string path;  ///< of its ticket
  std::string event;
  std::string channel;
  std::string to;
  DeliveryState state = DeliveryState::sending;
  Instant at;           ///< when it came to that
  int failures = 0;     ///< so far
  Instant first;        ///< of the first try
  Instant next;         ///< of the next try, where it failed
  std::string batch;    ///< what left together has the same one
  std::string address;  ///< where it went
  std::string why;      ///< where it failed or was given up
  bool operator==(const Delivery&) const = default;
};

/// The journal, `outbox` in the state folder, private to its owner. Whoever has it is the only one
/// who delivers from this clone; it does not hold up changes of the desk.
class Outbox {
 public:
  /// Throws Error{busy} where another process has it.
  explicit Outbox(const std::filesystem::path& state_folder);
  /// What it says, without taking it.
  [[nodiscard]] static std::vector<Delivery> read(const std::filesystem::path& state_folder);

  [[nodiscard]] std::vector<Delivery> all() const;
  /// nullptr where it knows nothing of the message.
  [[nodiscard]] const Delivery* find(const std::string& path, const Message& message) const;
  /// In place of what was known of these messages. On the disk when the call returns; where it
  /// throws, `all` holds them all the same.
  void record(const std::vector<Delivery>& deliveries);
  /// Keeps nothing but these.
  void keep(const std::vector<Delivery>& deliveries);

 private:
  using Key = std::tuple<std::string, std::string, std::string, std::string>;
  void open_journal();
  void shorten(std::size_t length);

  std::string path_;
  Fd lock_;
  Fd journal_;
  std::map<Key, Delivery> known_;
};

}  // namespace tkt
