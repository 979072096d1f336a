# SPDX-License-Identifier: MIT
#
# The libraries that tkt stands on. Loading libgit2 as a shared library brings 20 others
# with it and takes longer than the commands themselves, so the archives are linked where all of
# them are there and fit together (Debian: libgit2-dev brings them), else the shared libraries.
#
# FMT_LIBRARY         what to link for fmt
# STORE_LIBRARIES     what the room `store` links
# STORE_FROM_ARCHIVES whether these are archives
# STORE_LINK_OPTIONS  what the linker is told then

set(FMT_LIBRARY fmt::fmt)
set(STORE_LIBRARIES yaml-cpp PkgConfig::libgit2 SQLite::SQLite3 ZLIB::ZLIB OpenSSL::Crypto)
set(STORE_LINK_OPTIONS -Wl,--gc-sections -Wl,--wrap=git_mbedtls_stream_global_init
  -Wl,--wrap=git_transport_ssh_global_init)
set(archives "")
foreach(name git2 mbedtls mbedx509 mbedcrypto http_parser ssh2 pcre2-8 ssl crypto z yaml-cpp sqlite3)
  find_library(ARCHIVE_${name} NAMES lib${name}.a)
  mark_as_advanced(ARCHIVE_${name})
  list(APPEND archives ${ARCHIVE_${name}})
endforeach()

if(NOT archives MATCHES "NOTFOUND")
  try_compile(STORE_FROM_ARCHIVES
    SOURCE_FROM_CONTENT probe.cc "
      #include <git2.h>
      #include <sqlite3.h>
      #include <yaml-cpp/yaml.h>
      extern \"C\" int __wrap_git_mbedtls_stream_global_init() { return 0; }
      extern \"C\" int __wrap_git_transport_ssh_global_init() { return 0; }
      int main() { return git_libgit2_init() + sqlite3_initialize() + (YAML::Load(\"1\") ? 1 : 0); }"
    SOURCES ${CMAKE_CURRENT_LIST_DIR}/kerberos.cc
    LINK_OPTIONS ${STORE_LINK_OPTIONS}
    LINK_LIBRARIES ${archives} Threads::Threads)
endif()
if(STORE_FROM_ARCHIVES)
  add_library(fmt_archive STATIC ${CMAKE_CURRENT_LIST_DIR}/fmt.cc)
  set(FMT_LIBRARY fmt_archive)
  add_library(no_kerberos STATIC ${CMAKE_CURRENT_LIST_DIR}/kerberos.cc)
  set(STORE_LIBRARIES ${archives} no_kerberos)
endif()
