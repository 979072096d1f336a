// SPDX-License-Identifier: MIT
#include "channels/library.h"

#include <dlfcn.h>
#include <fmt/core.h>

#include "model/error.h"

namespace tkt {

SharedLibrary::SharedLibrary(const std::vector<const char*>& files, const char* package) {
  for (const char* file : files) {
    handle_ = ::dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (handle_ != nullptr) {
      return;
    }
  }
  throw Error(ErrorKind::storage, fmt::format("the library '{}' cannot be loaded", files.front()),
              fmt::format("install it: apt-get install {}", package));
}

void* SharedLibrary::address(const char* name) const {
  void* const found = ::dlsym(handle_, name);
  if (found == nullptr) {
    throw Error(ErrorKind::storage, fmt::format("a library has no '{}'", name),
                "install the version that this program was built with");
  }
  return found;
}

}  // namespace tkt
