// SPDX-License-Identifier: MIT
#include "cmd/event_text.h"

#include <catch2/catch.hpp>

namespace tkt {
namespace {

std::string told(std::string did, std::vector<std::pair<std::string, std::string>> details = {}) {
  Event event;
  event.did = std::move(did);
  event.details = std::move(details);
  return event_text(event);
}

TEST_CASE("events in words") {
  CHECK(told("open") == "open");
  CHECK(told("note", {{"note", "Called Neo"}}) == "note: Called Neo");
  CHECK(told("assign", {{"to", "letla"}, {"was", "ntebo"}, {"why", "skill vpn; load 5"}}) ==
        "assign to letla (was ntebo, skill vpn; load 5)");
  CHECK(told("escalate", {{"to", "letla"},
                          {"step", "2"},
                          {"reason", "Nobody called back"},
                          {"asked-by", "client"}}) ==
        "escalate to letla (step 2, asked by client): Nobody called back");
  CHECK(told("remote", {{"tool", "Quick Assist"}, {"session", "123 456"}, {"note", "x"}}) ==
        "remote (tool Quick Assist, session 123 456): x");
  CHECK(told("work", {{"work", "9C2E0TQ4WX"}, {"minutes", "45"}}) == "work 45m");
  CHECK(told("set", {{"field", "priority"}, {"old", "low"}, {"new", "high"}}) ==
        "set priority: low -> high");
  CHECK(told("set", {{"field", "tags"}, {"new", "vpn"}}) == "set tags:  -> vpn");
  CHECK(
      told("merge", {{"field", "priority"}, {"kept", "high"}, {"lost", "low"}, {"of", "letla"}}) ==
      "merge priority (kept high, lost low, of letla)");
  CHECK(told("invoice", {{"invoice", "INV-2026-000042"}}) == "invoice (INV-2026-000042)");
  CHECK(told("breach", {{"target", "respond"}, {"cycle", "1"}}) ==
        "breach (target respond, cycle 1)");
}

}  // namespace
}  // namespace tkt
