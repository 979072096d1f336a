// SPDX-License-Identifier: MIT
//
// A desk with prices, a client, and work to bill.
#pragma once

#include <numeric>
#include <string>
#include <vector>

#include "model/invoice.h"

namespace tkt::test {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::sys_days;

inline constexpr Date kMonday = 2026y / 11 / 23;

/// A wall-clock reading in Gaborone, which is two hours ahead all year.
inline Instant at(Date date, Seconds time) {
  return Instant(sys_days(date)) + time - 2h;
}
inline Instant monday(Seconds time) {
  return at(kMonday, time);
}

/// The guide's hours, with Friday 2026-12-25 as a holiday and half a day before it.
inline Calendar office() {
  Calendar calendar;
  calendar.name = "office";
  calendar.zone = Zone("Africa/Gaborone");
  for (std::size_t day = 0; day < 5; ++day)
    calendar.week[day] = {{8h, 17h}};
  calendar.days[2026y / 12 / 24] = {{{8h, 12h}}, "Half day"};
  calendar.days[2026y / 12 / 25] = {{}, "Christmas Day"};
  return calendar;
}

inline Desk desk() {
  Desk desk;
  desk.company = {
      "ITWorx", "+267 71924495", "help@itworx.example", {"Plot 1", "Gaborone"}, "C00000000001"};
  desk.currency = "BWP";
  desk.calendar = "office";
  desk.calendars["office"] = office();
  desk.categories = {{"contract", true, true, InvoicePolicy::zero},
                     {"non-contract", false, false, InvoicePolicy::charge}};
  desk.billing.rates = {45000, 67500};
  desk.billing.vat = {{2021y / 4 / 1, 1400}, {2022y / 8 / 3, 1200}, {2023y / 4 / 1, 1400}};
  desk.billing.terms = "Payment within 30 days";
  return desk;
}

inline Client payer() {
  Client client;
  client.id = "kgalagadi-foods";
  client.name = "Kgalagadi Foods (Pty) Ltd";
  client.category = "non-contract";
  client.address = {"Plot 22", "Tsabong"};
  client.vat_number = "C00000000002";
  return client;
}

inline Client contract_client() {
  Client client = payer();
  client.category = "contract";
  client.contract.number = "C-17";
  return client;
}

inline Work work(std::string id, Instant started, int length, std::string note = "") {
  Work entry;
  entry.id = std::move(id);
  entry.by = "letla";
  entry.started = started;
  entry.minutes = length;
  entry.note = std::move(note);
  return entry;
}

inline Ticket ticket(std::vector<Work> entries, TicketId id = "ITW-4F7K24") {
  Ticket ticket;
  ticket.id = std::move(id);
  ticket.subject = "VPN down";
  ticket.status = Status::resolved;
  ticket.client = "kgalagadi-foods";
  ticket.opened = monday(8h);
  ticket.work = std::move(entries);
  return ticket;
}

inline Invoice reckon_one(const Ticket& ticket, const Desk& policy = desk()) {
  return reckon({ticket}, payer(), policy, monday(18h), "ntebo");
}

template <class Field>
std::vector<Field> column(const Invoice& invoice, Field InvoiceLine::*field) {
  std::vector<Field> values;
  for (const InvoiceLine& line : invoice.lines)
    values.push_back(line.*field);
  return values;
}

inline int sum(const std::vector<int>& values) {
  return std::accumulate(values.begin(), values.end(), 0);
}

using Ints = std::vector<int>;
using Texts = std::vector<std::string>;
using Amounts = std::vector<Money>;

}  // namespace tkt::test
