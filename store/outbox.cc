// SPDX-License-Identifier: MIT
#include "store/outbox.h"

#include <algorithm>
#include <array>
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

constexpr std::array<std::string_view, 5> kStates = {"sending", "sent", "failed", "given-up",
                                                     "settled"};

std::optional<DeliveryState> parse_state(std::string_view text) {
  const auto* const found = std::find(kStates.begin(), kStates.end(), text);
  return found == kStates.end()
             ? std::nullopt
             : std::optional(static_cast<DeliveryState>(found - kStates.begin()));
}

std::string line_of(const Delivery& one) {
  const Zone utc;
  std::string line =
      fmt::format("{}\t{}\t{}\t{}\t{}", format_instant(one.at, utc), to_string(one.state),
                  one.failures, format_instant(one.first, utc), format_instant(one.next, utc));
  for (const std::string* field :
       {&one.path, &one.event, &one.channel, &one.to, &one.batch, &one.address, &one.why}) {
    line += '\t' + escaped(*field);
  }
  return line + '\n';
}

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    fields.push_back(unescaped(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return fields;
}

std::optional<Delivery> delivery_from(std::string_view line) {
  const std::vector<std::string> fields = fields_of(line);
  if (fields.size() != 12) {
    return std::nullopt;
  }
  const auto at = parse_instant(fields[0]);
  const auto state = parse_state(fields[1]);
  const auto first = parse_instant(fields[3]);
  const auto next = parse_instant(fields[4]);
  int failures = 0;
  std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), failures);
  if (!at || !state || !first || !next) {
    return std::nullopt;
  }
  return Delivery{fields[5], fields[6], fields[7], fields[8], *state,     *at,
                  failures,  *first,    *next,     fields[9], fields[10], fields[11]};
}

// A last line without its end was being written when the machine stopped.
std::vector<Delivery> read_journal(std::string_view text, const std::string& path) {
  std::vector<Delivery> result;
  for (int number = 1; text.find('\n') != std::string_view::npos; ++number) {
    const std::size_t end = text.find('\n');
    const std::optional<Delivery> one = delivery_from(text.substr(0, end));
    if (!one) {
      throw Error(ErrorKind::storage,
                  fmt::format("{}:{}: nothing that happened to a message", path, number),
                  "remove that line; the message it stood for may then be sent again");
    }
    result.push_back(*one);
    text.remove_prefix(end + 1);
  }
  return result;
}

}  // namespace

std::string_view to_string(DeliveryState state) {
  return kStates[static_cast<std::size_t>(state)];
}

Outbox::Outbox(const std::filesystem::path& state_folder)
    : path_((state_folder / "outbox").string()), lock_(take_lock(path_ + "-lock")) {
  open_journal();
}

std::vector<Delivery> Outbox::read(const std::filesystem::path& state_folder) {
  const std::string path = (state_folder / "outbox").string();
  if (!std::filesystem::exists(path)) {
    return {};
  }
  std::map<Key, Delivery> known;
  for (Delivery& one : read_journal(read_all(open_file(path, O_RDONLY | O_NOFOLLOW), path), path)) {
    known.insert_or_assign(Key(one.path, one.event, one.channel, one.to), std::move(one));
  }
  std::vector<Delivery> list;
  for (auto& [key, one] : known) {
    list.push_back(std::move(one));
  }
  return list;
}

void Outbox::open_journal() {
  journal_ = open_file(path_, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, kPrivate);
  const std::string text = read_all(journal_, path_);
  known_.clear();
  for (Delivery& one : read_journal(text, path_)) {
    known_.insert_or_assign(Key(one.path, one.event, one.channel, one.to), std::move(one));
  }
  shorten(text.rfind('\n') + 1);
}

void Outbox::shorten(std::size_t length) {
  if (::ftruncate(journal_.get(), static_cast<off_t>(length)) != 0) {
    throw_errno(fmt::format("shorten '{}'", path_));
  }
}

std::vector<Delivery> Outbox::all() const {
  std::vector<Delivery> list;
  for (const auto& [key, one] : known_) {
    list.push_back(one);
  }
  return list;
}

const Delivery* Outbox::find(const std::string& path, const Message& message) const {
  const auto found = known_.find(Key(path, message.event, message.channel, message.to));
  return found == known_.end() ? nullptr : &found->second;
}

void Outbox::record(const std::vector<Delivery>& deliveries) {
  const bool first = known_.empty();
  std::string text;
  for (const Delivery& one : deliveries) {
    known_.insert_or_assign(Key(one.path, one.event, one.channel, one.to), one);
    text += line_of(one);
  }
  write_all(journal_, text, path_);
  flush(journal_, path_);
  if (first) {
    flush_folder(std::filesystem::path(path_).parent_path());
  }
}

void Outbox::keep(const std::vector<Delivery>& deliveries) {
  std::string text;
  for (const Delivery& one : deliveries) {
    text += line_of(one);
  }
  replace_file(path_, text, kPrivate);
  open_journal();
}

}  // namespace tkt
