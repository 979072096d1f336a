// SPDX-License-Identifier: MIT
//
// Debian has no archive of the Kerberos library, which libgit2's HTTP transport refers to. tkt
// moves no data through libgit2 (transports are git's), so these are never called; each says
// "failure".
namespace {
constexpr unsigned kFailure = 13U << 16U;
}

extern "C" {
void* GSS_C_NT_HOSTBASED_SERVICE = nullptr;
unsigned gss_import_name() {
  return kFailure;
}
unsigned gss_release_name() {
  return kFailure;
}
unsigned gss_init_sec_context() {
  return kFailure;
}
unsigned gss_delete_sec_context() {
  return kFailure;
}
unsigned gss_release_buffer() {
  return kFailure;
}
unsigned gss_display_status() {
  return kFailure;
}
unsigned gss_indicate_mechs() {
  return kFailure;
}
unsigned gss_release_oid_set() {
  return kFailure;
}
}
