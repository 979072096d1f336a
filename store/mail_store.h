// SPDX-License-Identifier: MIT
//
// Mail as it came, in the state folder and so in no commit: messages that were taken in, with their
// attachments, and messages that somebody has to look at. Every file is its owner's alone.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tkt {

/// A message that was kept aside.
struct AsideMail {
  std::string key;   ///< of the message
  std::string path;  ///< the file with its bytes
  std::string why;
};

class MailStore {
 public:
  explicit MailStore(const std::filesystem::path& state_folder);

  /// Keeps a message that was taken in, under its key. On the disk when the call returns, as all
  /// that follow.
  void keep(std::string_view key, std::string_view bytes) const;
  /// Keeps an attachment, and returns its SHA-256 sum: its name in `attachments()`.
  [[nodiscard]] std::string keep_attachment(std::string_view bytes) const;
  /// Keeps a message for somebody to look at; false where it is there already.
  bool put_aside(std::string_view key, std::string_view bytes, std::string_view why) const;
  /// It was taken in after all.
  void forget_aside(std::string_view key) const;
  /// By the time of their coming.
  [[nodiscard]] std::vector<AsideMail> aside() const;

  [[nodiscard]] std::string attachments() const;

 private:
  void write(const std::string& path, std::string_view bytes) const;
  std::filesystem::path folder_;
};

}  // namespace tkt
