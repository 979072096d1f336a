// SPDX-License-Identifier: MIT
//
// What is used of libcurl, opened at the first use.
#pragma once

#include <memory>

#include <curl/curl.h>

namespace tkt {

/// Functions by their names without "curl_" and "easy_".
struct CurlFunctions {
  decltype(&curl_global_init) global_init;
  decltype(&curl_easy_init) init;
  decltype(&curl_easy_reset) reset;
  decltype(&curl_easy_setopt) setopt;
  decltype(&curl_easy_getinfo) getinfo;
  decltype(&curl_easy_perform) perform;
  decltype(&curl_easy_cleanup) cleanup;
  decltype(&curl_easy_strerror) strerror;
  decltype(&curl_slist_append) append;
  decltype(&curl_slist_free_all) free_list;
};

/// Throws Error{storage} where libcurl is not installed.
[[nodiscard]] const CurlFunctions& curl_functions();

/// A list of texts for libcurl.
class CurlList {
 public:
  CurlList() = default;
  CurlList(const CurlList&) = delete;
  CurlList& operator=(const CurlList&) = delete;
  ~CurlList() { curl_functions().free_list(list_); }
  void add(const char* text) { list_ = curl_functions().append(list_, text); }
  [[nodiscard]] curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

}  // namespace tkt
