// SPDX-License-Identifier: MIT
#include "channels/curl.h"

#include "channels/library.h"

namespace tkt {
namespace {

CurlFunctions load() {
  const SharedLibrary library({"libcurl.so.4", "libcurl-gnutls.so.4"}, "libcurl4");
  CurlFunctions c{};
  library.bind(c.global_init, "curl_global_init");
  library.bind(c.init, "curl_easy_init");
  library.bind(c.reset, "curl_easy_reset");
  library.bind(c.setopt, "curl_easy_setopt");
  library.bind(c.getinfo, "curl_easy_getinfo");
  library.bind(c.perform, "curl_easy_perform");
  library.bind(c.cleanup, "curl_easy_cleanup");
  library.bind(c.strerror, "curl_easy_strerror");
  library.bind(c.append, "curl_slist_append");
  library.bind(c.free_list, "curl_slist_free_all");
  c.global_init(CURL_GLOBAL_DEFAULT);
  return c;
}

}  // namespace

const CurlFunctions& curl_functions() {
  static const CurlFunctions loaded = load();
  return loaded;
}

}  // namespace tkt
