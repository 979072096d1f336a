// SPDX-License-Identifier: MIT
#include "store/packing.h"

#include "store/ticket_row.h"

namespace tkt {

void Packer::put(const Clock& clock) {
  put(std::int64_t{clock.cycle});
  put(static_cast<std::int64_t>(clock.target));
  put(std::int64_t{clock.allowed.count()});
  put(std::string_view(clock.calendar));
  put(clock.due);
  put(clock.met);
  put(std::int64_t{clock.agreed});
}

Clock Unpacker::clock() {
  Clock clock;
  clock.cycle = small();
  clock.target = static_cast<Target>(integer());
  clock.allowed = Seconds(integer());
  clock.calendar = text();
  clock.due = instant();
  clock.met = maybe_instant();
  clock.agreed = integer() != 0;
  return clock;
}

std::string sealed(std::string bytes) {
  const std::uint64_t sum = digest(bytes);
  bytes.append(sizeof sum, '\0');
  std::memcpy(bytes.data() + bytes.size() - sizeof sum, &sum, sizeof sum);
  return bytes;
}

std::optional<std::string_view> unsealed(std::string_view bytes) {
  if (bytes.size() < sizeof(std::uint64_t)) {
    return std::nullopt;
  }
  const std::string_view body = bytes.substr(0, bytes.size() - sizeof(std::uint64_t));
  return digest(body) == packed_digest(bytes) ? std::optional(body) : std::nullopt;
}

}  // namespace tkt
