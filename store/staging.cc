// SPDX-License-Identifier: MIT
//
// What a change is to be: values become texts here, and nothing is written.
#include <fmt/core.h>

#include "model/error.h"
#include "store/change.h"
#include "store/change_state.h"
#include "store/codec.h"
#include "store/paths.h"
#include "store/records.h"

namespace tkt {
namespace {

// The record's text with the difference between two values edited in, read back as a check that
// the edit says what it was to say: what `write` makes of it is what it makes of `after`.
template <class T, class Read, class Write>
std::string edited(const Record<T>& record, const T& after, Read read, Write write) {
  const Node after_node = write(after);
  std::string text = edit_yaml(record.text, write(record.value), after_node, record.path);
  if (!(write(read(record.path, text).value) == after_node)) {
    throw Error(ErrorKind::storage,
                fmt::format("'{}' cannot be changed in place: the result would not read back as "
                            "it was meant",
                            record.path),
                "change it by hand, then 'tkt commit'");
  }
  return text;
}

}  // namespace

void Change::update(const Record<Ticket>& record, const Ticket& after) {
  const Zone& zone = snapshot().desk().value.zone();
  put(record.path, edited(record, after, read_ticket,
                          [&](const Ticket& ticket) { return to_node(ticket, zone); }));
}

void Change::update(const Record<Client>& record, const Client& after) {
  put(record.path,
      edited(record, after, read_client, [](const Client& client) { return to_node(client); }));
}

void Change::update(const Record<Staff>& record, const Staff& after) {
  put(record.path,
      edited(record, after, read_staff, [](const Staff& staff) { return to_node(staff); }));
}

void Change::create(const Ticket& ticket) {
  const Zone& zone = snapshot().desk().value.zone();
  put_new(ticket_path(ticket.id, zone.date(ticket.opened)), emit_yaml(to_node(ticket, zone)));
}

void Change::create(const Client& client) {
  put_new(client_path(client.id), emit_yaml(to_node(client)));
}

void Change::create(const Staff& staff) {
  put_new(staff_path(staff.id), emit_yaml(to_node(staff)));
}

void Change::create(const Invoice& invoice) {
  put_new(invoice_path(invoice.number),
          emit_yaml(to_node(invoice, snapshot().desk().value.zone())));
}

void Change::put_new(const std::string& path, std::string text) {
  if (snapshot().file(path) || state_->staged.count(path) != 0) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is there already", path));
  }
  put(path, std::move(text));
}

void Change::put(std::string_view path, std::optional<std::string> text) {
  const std::string name(path);
  check_path(name);
  if (kind_of(name) == FileKind::other) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is not the path of a desk's file", name));
  }
  if (text) {
    check_file(name, *text);
  }
  if (state_->snapshot && state_->snapshot->file(name) == text) {
    state_->staged.erase(name);
    return;
  }
  state_->staged.insert_or_assign(name, std::move(text));
}

void Change::adopt(std::string_view path, std::optional<std::string> found,
                   std::optional<std::string> text) {
  put(path, std::move(text));
  state_->adopted.insert_or_assign(std::string(path), std::move(found));
}

bool Change::empty() const {
  return state_->staged.empty();
}

const std::map<std::string, std::optional<std::string>>& Change::staged() const {
  return state_->staged;
}

}  // namespace tkt
