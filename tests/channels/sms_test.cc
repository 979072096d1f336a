// SPDX-License-Identifier: MIT
#include "channels/sms.h"

#include <catch2/catch.hpp>

#include "model/error.h"

namespace tkt {
namespace {

constexpr std::string_view kId = "ITW-4F7K24";

std::string resolved(std::string_view subject) {
  return "ITW-4F7K24 resolved: " + std::string(subject) + ". ITWorx +267 71924495";
}

}  // namespace

TEST_CASE("septets are counted as the network counts them") {
  CHECK(septets("VPN down") == 8);
  CHECK(septets("@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà") == 42);
  CHECK(septets("^{}\\[~]|€") == 18);
  CHECK(septets("") == 0);
}

TEST_CASE("a text is respelled in the network's characters") {
  CHECK(sms_spelling("don’t “stop” – now…") == "don't \"stop\" - now...");
  CHECK(sms_spelling("Mošweu, bogobê, São Tomé") == "Mosweu, bogobe, Sao Tomé");
  CHECK(sms_spelling("Łódź Œuvre ÿ ž") == "Lodz Ouvre y z");
  CHECK(sms_spelling("e\u0301") == "e");
  CHECK(sms_spelling("打印机 😀") == "??? ?");
  CHECK(sms_spelling("a\n\tb\x1B\x07`c`") == "a b 'c'");
  CHECK(sms_spelling("\xFF\xC3") == "??");
  CHECK(sms_spelling("35\u00A0°C") == "35 degC");
}

TEST_CASE("only an international number is one") {
  CHECK(is_sms_number("+26771234567"));
  CHECK(is_sms_number("+123456"));
  CHECK(is_sms_number("+123456789012345"));
  for (const char* text :
       {"", "+", "+12345", "+1234567890123456", "26771234567", "-26771234567", "+267 71234567",
        "+2677123456\n", "+26771234567\nFlash: yes", "+2677123456a", "+267712345\xD9\xA1"}) {
    INFO(text);
    CHECK_FALSE(is_sms_number(text));
  }
}

TEST_CASE("a text that fits stays as it is") {
  CHECK(fit_sms(resolved, "VPN down", kId) == resolved("VPN down"));
  // 43 septets beside the subject; 117 are left for it.
  const std::string longest(117, 'x');
  CHECK(fit_sms(resolved, longest, kId) == resolved(longest));
}

TEST_CASE("the subject is cut to fit, and the ID never") {
  const std::string text = fit_sms(resolved, std::string(118, 'x'), kId);
  CHECK(text == resolved(std::string(114, 'x') + "..."));
  CHECK(septets(text) == kSmsSeptets);

  CHECK(fit_sms(resolved, std::string(500'000, 'x'), kId) == text);
  // Each takes two septets.
  CHECK(fit_sms(resolved, std::string(500, '{'), kId) == resolved(std::string(57, '{') + "..."));
  CHECK(fit_sms(resolved, "a " + std::string(115, 'y') + "z", kId) ==
        resolved("a " + std::string(112, 'y') + "..."));
}

TEST_CASE("where no subject is short enough, the end of the text is cut") {
  const auto render = [](std::string_view subject) {
    return "ITW-4F7K24 " + std::string(subject) + std::string(200, '[');
  };
  const std::string text = fit_sms(render, "VPN", kId);
  CHECK(text == "ITW-4F7K24 " + std::string(73, '[') + "...");
  CHECK(septets(text) == kSmsSeptets);
}

TEST_CASE("a text that would lose the ID is refused") {
  const auto render = [](std::string_view) { return std::string(150, 'x') + " ITW-4F7K24"; };
  CHECK_THROWS_AS(fit_sms(render, "VPN", kId), Error);
  const auto without = [](std::string_view subject) { return std::string(subject); };
  CHECK_THROWS_AS(fit_sms(without, "VPN", kId), Error);
}

}  // namespace tkt
