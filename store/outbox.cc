// SPDX-License-Identifier: MIT
#include "store/outbox.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include "model/error.h"

namespace tkt {
namespace {

constexpr unsigned kPrivate = 0600;

Fd take_lock(const std::string& path) {
  Fd lock = open_file(path, O_RDWR | O_CREAT | O_NOFOLLOW, kPrivate);
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) == 0) {
    return lock;
  }
  if (errno != EWOULDBLOCK) {
    throw_errno("lock the outbox");
  }
  throw Error(ErrorKind::busy, "another tkt command is delivering this desk's messages",
              "nothing was changed; it will deliver what is owed");
}

// Fields are divided by tabs; a tab, line feed or percent sign of their own is "%09" and the like.
std::string escaped(std::string_view field) {
  std::string text;
  for (const char c : field) {
    if (c == '%' || c == '\t' || c == '\n') {
      text += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      text += c;
    }
  }
  return text;
}

std::string unescaped(std::string_view field) {
  std::string text;
  while (!field.empty()) {
    unsigned char byte = static_cast<unsigned char>(field[0]);
    const bool escape = byte == '%' && field.size() >= 3;
    if (escape) {
      std::from_chars(field.data() + 1, field.data() + 3, byte, 16);
    }
    text += static_cast<char>(byte);
    field.remove_prefix(escape ? 3 : 1);
  }
  return text;
}

std::string line_of(const Sent& sent) {
  return fmt::format("{}\t{}\t{}\t{}\t{}\n", format_instant(sent.at, Zone()), escaped(sent.path),
                     escaped(sent.event), escaped(sent.channel), escaped(sent.to));
}

std::optional<Sent> sent_from(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    fields.push_back(unescaped(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  const auto at = fields.size() == 5 ? parse_instant(fields[0]) : std::nullopt;
  if (!at) {
    return std::nullopt;
  }
  return Sent{fields[1], fields[2], fields[3], fields[4], *at};
}

// A last line without its end was being written when the machine stopped.
std::vector<Sent> read_journal(std::string_view text, const std::string& path) {
  std::vector<Sent> result;
  for (int number = 1; text.find('\n') != std::string_view::npos; ++number) {
    const std::size_t end = text.find('\n');
    const std::optional<Sent> sent = sent_from(text.substr(0, end));
    if (!sent) {
      throw Error(ErrorKind::storage,
                  fmt::format("{}:{}: not a message that was sent", path, number),
                  "remove that line; the message it stood for may then be sent again");
    }
    result.push_back(*sent);
    text.remove_prefix(end + 1);
  }
  return result;
}

}  // namespace

bool Sent::is(const std::string& ticket_path, const Message& message) const {
  return path == ticket_path && event == message.event && channel == message.channel &&
         to == message.to;
}

Outbox::Outbox(const std::filesystem::path& state_folder)
    : path_((state_folder / "outbox").string()), lock_(take_lock(path_ + "-lock")) {
  open_journal();
}

void Outbox::open_journal() {
  journal_ = open_file(path_, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, kPrivate);
  const std::string text = read_all(journal_, path_);
  sent_ = read_journal(text, path_);
  shorten(text.rfind('\n') + 1);
}

void Outbox::shorten(std::size_t length) {
  if (::ftruncate(journal_.get(), static_cast<off_t>(length)) != 0) {
    throw_errno(fmt::format("shorten '{}'", path_));
  }
}

void Outbox::record(const Sent& sent) {
  sent_.push_back(sent);
  write_all(journal_, line_of(sent), path_);
  flush(journal_, path_);
  if (sent_.size() == 1) {
    flush_folder(std::filesystem::path(path_).parent_path());
  }
}

void Outbox::keep(const std::vector<Sent>& sent) {
  if (sent.empty()) {
    shorten(0);
    sent_.clear();
    return;
  }
  std::string text;
  for (const Sent& one : sent) {
    text += line_of(one);
  }
  replace_file(path_, text, kPrivate);
  open_journal();
}

}  // namespace tkt
