// SPDX-License-Identifier: MIT
//
// Shared libraries that only some commands need. Linked in the common way, they and all that they
// stand on would be loaded by every command: GMime and libcurl bring forty others. So they are
// opened when they are first called.
#pragma once

#include <string>
#include <vector>

namespace tkt {

class SharedLibrary {
 public:
  /// Opens the first of these files ("libcurl.so.4") that there is; it stays to the end of the
  /// process. Throws Error{storage} where there is none: `package` is what to install.
  SharedLibrary(const std::vector<const char*>& files, const char* package);

  /// Sets a pointer to a function or variable of the library, by its name.
  template <class Function>
  void bind(Function*& target, const char* name) const {
    target = reinterpret_cast<Function*>(address(name));
  }

 private:
  [[nodiscard]] void* address(const char* name) const;
  void* handle_ = nullptr;
};

}  // namespace tkt
