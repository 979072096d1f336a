// SPDX-License-Identifier: MIT
#include "store/records.h"

#include <optional>

#include <fmt/core.h>

#include "model/error.h"
#include "store/codec.h"
#include "store/paths.h"
#include "store/process.h"
#include "store/yaml_text.h"

namespace tkt {
namespace {

template <class T, class Read>
Record<T> read_with(Read read, std::string path, std::string text) {
  T value = read(parse_yaml(text, path), path);
  return {std::move(value), std::move(path), std::move(text)};
}

/// Takes no keys down.
template <auto read>
auto plainly(const Node& root, const std::string& path) {
  return read(root, path, nullptr);
}

void check_name(const Node& root, const std::string& path, std::string_view key) {
  const Node& inside = *root.find(key);
  if (inside.scalar != name_of(path)) {
    refuse_file(path, inside.line,
                fmt::format("its {} '{}' is not its file's name", key, inside.scalar));
  }
}

std::string misplaced(const std::string& place) {
  return fmt::format("its place is '{}'; 'git mv' moves it there", place);
}

void check_place(const std::string& path, const std::string& place) {
  if (path != place) {
    throw Error(ErrorKind::storage, path + ": " + misplaced(place));
  }
}

/// A ticket stands at its day of opening, in the zone in which the desk wrote that down. A time in
/// UTC, as other programs write it, leaves open on which day that was.
void check_ticket_place(const Ticket& ticket, const Node& root, const std::string& path) {
  const Node& opened = *root.find("opened");
  const std::string& written = opened.scalar;
  const auto day = parse_date(std::string_view(written).substr(0, 10));
  const std::string place = ticket_path(ticket.id, day.value_or(Zone().date(ticket.opened)));
  if (path == place) {
    return;
  }
  constexpr auto kWest = std::chrono::hours(12);
  constexpr auto kEast = std::chrono::hours(14);
  const bool utc = written.ends_with('Z') || written.ends_with('z');
  if (utc && (path == ticket_path(ticket.id, Zone().date(ticket.opened - kWest)) ||
              path == ticket_path(ticket.id, Zone().date(ticket.opened + kEast)))) {
    return;
  }
  refuse_file(path, opened.line, misplaced(place));
}

}  // namespace

std::uint64_t most_bytes(std::string_view path) {
  const FileKind kind = kind_of(path);
  const bool record = kind != FileKind::other && kind != FileKind::message_template;
  return record ? kMaxYamlBytes : 16U << 20U;
}

std::string text_of(const git::Repository& repository, const std::string& path,
                    const git::Oid& blob) {
  std::uint64_t size = 0;
  try {
    size = repository.size(blob);
    if (size <= most_bytes(path)) {
      return repository.blob(blob);
    }
  } catch (const Error& error) {
    const std::string hex = blob.hex();
    throw Error(
        ErrorKind::storage, fmt::format("{}: {}", path, error.what()),
        fmt::format("'git fsck' says more; once a damaged .git/objects/{}/{} is moved away, "
                    "git hash-object -w {} brings it back if that file is as it was "
                    "committed, and git fetch --refetch if the remote has it",
                    hex.substr(0, 2), hex.substr(2), shell_word(path)));
  }
  refuse_file(path, 1,
              fmt::format("the file has {} bytes; at most {} are read", size, most_bytes(path)));
}

// A command meets the same desk.yaml several times: in the snapshot it looks at, in the one it
// changes, and when it brings the index up to date.
Record<Desk> read_desk(std::string path, std::string text) {
  thread_local std::optional<Record<Desk>> last;
  if (!last || last->path != path || last->text != text) {
    last = read_with<Desk>(plainly<desk_from>, std::move(path), std::move(text));
  }
  return *last;
}

Record<Ticket> read_ticket(std::string path, std::string text) {
  return read_with<Ticket>(ticket_in, std::move(path), std::move(text));
}

Ticket ticket_in(const Node& root, const std::string& path) {
  Ticket ticket = ticket_from(root, path);
  check_name(root, path, "id");
  check_ticket_place(ticket, root, path);
  return ticket;
}

Record<Client> read_client(std::string path, std::string text) {
  check_place(path, client_path(name_of(path)));
  return read_with<Client>(plainly<client_from>, std::move(path), std::move(text));
}

Record<Staff> read_staff(std::string path, std::string text) {
  check_place(path, staff_path(name_of(path)));
  return read_with<Staff>(plainly<staff_from>, std::move(path), std::move(text));
}

Record<Invoice> read_invoice(std::string path, std::string text) {
  const auto read = [](const Node& root, const std::string& place) {
    Invoice invoice = invoice_from(root, place);
    check_name(root, place, "number");
    check_place(place, invoice_path(invoice.number));
    return invoice;
  };
  return read_with<Invoice>(read, std::move(path), std::move(text));
}

Record<Payment> read_payment(std::string path, std::string text) {
  Record<Payment> record = read_with<Payment>(payment_from, std::move(path), std::move(text));
  check_place(record.path, payment_path(record.value.invoice, record.value.id));
  return record;
}

void check_file(const std::string& path, const std::string& text) {
  switch (kind_of(path)) {
    case FileKind::desk: static_cast<void>(read_desk(path, text)); return;
    case FileKind::ticket: static_cast<void>(read_ticket(path, text)); return;
    case FileKind::client: static_cast<void>(read_client(path, text)); return;
    case FileKind::staff: static_cast<void>(read_staff(path, text)); return;
    case FileKind::invoice: static_cast<void>(read_invoice(path, text)); return;
    case FileKind::payment: static_cast<void>(read_payment(path, text)); return;
    case FileKind::message_template:
    case FileKind::other: return;
  }
}

}  // namespace tkt
