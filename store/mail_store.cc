// SPDX-License-Identifier: MIT
#include "store/mail_store.h"

#include <algorithm>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include "model/error.h"
#include "store/file.h"
#include "store/sha256.h"

namespace tkt {
namespace {

constexpr unsigned kOwnersFile = 0600;

void make_private(const std::filesystem::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    throw_errno(fmt::format("make '{}'", folder.string()));
  }
}

std::string file_text(const std::string& path) {
  const Fd file = open_file(path, O_RDONLY | O_NOFOLLOW);
  return read_all(file, path);
}

}  // namespace

MailStore::MailStore(const std::filesystem::path& state_folder) : folder_(state_folder / "mail") {
  make_private(folder_);
  for (const char* name : {"taken", "aside", "attachments"}) {
    make_private(folder_ / name);
  }
}

void MailStore::write(const std::string& path, std::string_view bytes) const {
  if (!std::filesystem::exists(path)) {
    replace_file(path, bytes, kOwnersFile);
  }
}

void MailStore::keep(std::string_view key, std::string_view bytes) const {
  write((folder_ / "taken" / fmt::format("{}.eml", key)).string(), bytes);
}

std::string MailStore::keep_attachment(std::string_view bytes) const {
  const std::string sum = sha256(bytes);
  write((folder_ / "attachments" / sum).string(), bytes);
  return sum;
}

bool MailStore::put_aside(std::string_view key, std::string_view bytes,
                          std::string_view why) const {
  const std::string path = (folder_ / "aside" / fmt::format("{}.eml", key)).string();
  if (std::filesystem::exists(path)) {
    return false;
  }
  replace_file((folder_ / "aside" / fmt::format("{}.why", key)).string(), why, kOwnersFile);
  write(path, bytes);
  return true;
}

void MailStore::forget_aside(std::string_view key) const {
  for (const char* end : {"eml", "why"}) {
    (void)remove_file((folder_ / "aside" / fmt::format("{}.{}", key, end)).string());
  }
}

std::vector<AsideMail> MailStore::aside() const {
  std::vector<std::pair<std::filesystem::file_time_type, AsideMail>> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "aside")) {
    if (entry.path().extension() == ".eml") {
      std::filesystem::path why = entry.path();
      why.replace_extension(".why");
      found.emplace_back(entry.last_write_time(),
                         AsideMail{entry.path().stem().string(), entry.path().string(),
                                   std::filesystem::exists(why) ? file_text(why.string()) : ""});
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.key) < std::tie(b.first, b.second.key);
  });
  std::vector<AsideMail> list;
  for (auto& [time, mail] : found) {
    list.push_back(std::move(mail));
  }
  return list;
}

std::string MailStore::attachments() const {
  return (folder_ / "attachments").string();
}

}  // namespace tkt
