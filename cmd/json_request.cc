// SPDX-License-Identifier: MIT
#include <sstream>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cmd/json.h"
#include "cmd/request.h"
#include "model/error.h"
#include "store/sha256.h"

namespace tkt {
namespace {

constexpr std::size_t kLongestJson = 1U << 20U;

[[noreturn]] void refuse(const std::string& what) {
  throw Error(ErrorKind::usage, what,
              "each message is {\"channel\": \"sms\" or \"whatsapp\", \"from\": NUMBER, \"text\": "
              "TEXT, \"id\": ID, \"at\": TIME}");
}

std::string text_in(const Json& object, const char* key, bool required) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) {
    return required ? (refuse(fmt::format("the message has no '{}'", key)), "") : "";
  }
  if (found->is_number_integer()) {
    return std::to_string(found->get<long long>());
  }
  if (!found->is_string()) {
    refuse(fmt::format("'{}' of the message is no text", key));
  }
  return found->get<std::string>();
}

Instant time_in(Context& context, const Json& object) {
  const std::string text = text_in(object, "at", false);
  if (text.empty()) {
    return context.now();
  }
  const auto at = parse_time(text, context.zone(), context.now());
  if (!at) {
    refuse(fmt::format("'{}' is no time", text));
  }
  return std::min(*at, context.now());
}

Request request_from(Context& context, const Json& object) {
  if (!object.is_object()) {
    refuse("a message is a JSON object");
  }
  Request request;
  request.channel = text_in(object, "channel", true);
  if (request.channel != "sms" && request.channel != "whatsapp") {
    refuse(fmt::format("'{}' is no channel", request.channel));
  }
  const std::string from = text_in(object, "from", true);
  // Gateways leave the plus sign out, which tells a foreign number from a local one.
  const auto number = normalise_mobile(from);
  request.address = number ? *number : normalise_mobile("+" + from).value_or("");
  request.name = text_in(object, "name", false);
  request.text = text_in(object, "text", true);
  const std::string id = text_in(object, "id", true);
  request.at = time_in(context, object);
  request.key = sha256(fmt::format("{}\n{}\n{}\n{}", request.channel, from, id, request.text));
  return request;
}

void add(Context& context, const std::string& text, std::vector<Request>& requests) {
  const Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded()) {
    refuse("what came is no JSON");
  }
  if (!value.is_array()) {
    requests.push_back(request_from(context, value));
    return;
  }
  for (const Json& object : value) {
    requests.push_back(request_from(context, object));
  }
}

}  // namespace

std::vector<Request> requests_from_json(Context& context, const std::string& text) {
  if (text.size() > kLongestJson) {
    refuse("what came is larger than one megabyte");
  }
  std::vector<Request> requests;
  if (Json::accept(text)) {
    add(context, text, requests);
    return requests;
  }
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) {
      add(context, line, requests);
    }
  }
  if (requests.empty()) {
    refuse("what came is no JSON");
  }
  return requests;
}

}  // namespace tkt
