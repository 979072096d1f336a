// SPDX-License-Identifier: MIT
#include "store/paths.h"

#include <fmt/core.h>

#include "model/error.h"
#include "model/invoice.h"

namespace tkt {
namespace {

constexpr std::string_view kYaml = ".yaml";
constexpr std::string_view kPaid = ".paid.";

bool begins_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

std::string ticket_path(const TicketId& id, Date opened) {
  return fmt::format("tickets/{:04}/{:02}/{:02}/{}.yaml", static_cast<int>(opened.year()),
                     static_cast<unsigned>(opened.month()), static_cast<unsigned>(opened.day()),
                     id);
}

std::string client_path(std::string_view id) {
  return fmt::format("clients/{}.yaml", id);
}

std::string staff_path(std::string_view id) {
  return fmt::format("staff/{}.yaml", id);
}

std::string invoice_path(std::string_view number) {
  const auto parts = parse_invoice_number(number);
  if (!parts) {
    throw Error(ErrorKind::refused, fmt::format("'{}' is no invoice number", number));
  }
  return fmt::format("invoices/{:04}/{}.yaml", parts->year, number);
}

std::string payment_path(std::string_view number, std::string_view id) {
  const std::string path = invoice_path(number);
  return fmt::format("{}{}{}{}", path.substr(0, path.size() - kYaml.size()), kPaid, id, kYaml);
}

std::string template_path(std::string_view name) {
  return fmt::format("templates/{}", name);
}

FileKind kind_of(std::string_view path) {
  if (path == kDeskFile) {
    return FileKind::desk;
  }
  // An editor's lock or swap file.
  if (path.substr(path.rfind('/') + 1, 1) == ".") {
    return FileKind::other;
  }
  if (begins_with(path, "templates/")) {
    return FileKind::message_template;
  }
  if (!ends_with(path, kYaml)) {
    return FileKind::other;
  }
  return begins_with(path, "tickets/")   ? FileKind::ticket
         : begins_with(path, "clients/") ? FileKind::client
         : begins_with(path, "staff/")   ? FileKind::staff
         : begins_with(path, "invoices/")
             ? (path.find(kPaid) != path.npos ? FileKind::payment : FileKind::invoice)
             : FileKind::other;
}

std::string name_of(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  if (ends_with(path, kYaml)) {
    path.remove_suffix(kYaml.size());
  }
  return std::string(path);
}

}  // namespace tkt
