// SPDX-License-Identifier: MIT
//
// What is used of GMime, opened at the first use.
#pragma once

#include <memory>
#include <string>

#include <gmime/gmime.h>

namespace tkt {

/// Functions by their names without "g_mime_" and the like.
struct GMime {
  decltype(&g_mime_init) init;
  decltype(&g_mime_stream_mem_new_with_buffer) stream_of;
  decltype(&g_mime_stream_mem_new) new_stream;
  decltype(&g_mime_stream_mem_get_byte_array) bytes_of;
  decltype(&g_mime_parser_new_with_stream) new_parser;
  decltype(&g_mime_parser_set_persist_stream) set_persist_stream;
  decltype(&g_mime_parser_construct_message) construct_message;
  decltype(&g_mime_message_get_mime_part) part_of_message;
  decltype(&g_mime_message_get_from) from;
  decltype(&g_mime_message_get_subject) subject;
  decltype(&g_mime_object_get_header) header;
  decltype(&g_mime_object_get_content_type) content_type;
  decltype(&g_mime_content_type_is_type) is_content_type;
  decltype(&g_mime_content_type_get_mime_type) mime_type;
  decltype(&g_mime_object_write_to_stream) write_object;
  decltype(&g_mime_multipart_get_type) multipart_type;
  decltype(&g_mime_multipart_get_count) count;
  decltype(&g_mime_multipart_get_part) part;
  decltype(&g_mime_message_part_get_type) message_part_type;
  decltype(&g_mime_message_part_get_message) message_of_part;
  decltype(&g_mime_text_part_get_type) text_part_type;
  decltype(&g_mime_text_part_get_text) text;
  decltype(&g_mime_part_get_type) part_type;
  decltype(&g_mime_part_get_content) content;
  decltype(&g_mime_part_get_filename) filename;
  decltype(&g_mime_part_is_attachment) is_attachment;
  decltype(&g_mime_data_wrapper_write_to_stream) write_content;
  decltype(&internet_address_list_length) address_count;
  decltype(&internet_address_list_get_address) address;
  decltype(&internet_address_get_name) address_name;
  decltype(&internet_address_mailbox_get_type) mailbox_type;
  decltype(&internet_address_mailbox_get_addr) mailbox_address;
  decltype(&internet_address_mailbox_new) new_mailbox;
  decltype(&internet_address_set_charset) set_address_charset;
  decltype(&internet_address_list_add) add_address;
  decltype(&g_mime_message_new) new_message;
  decltype(&g_mime_message_get_to) to;
  decltype(&g_mime_message_set_subject) set_subject;
  decltype(&g_mime_message_set_date) set_date;
  decltype(&g_mime_message_set_mime_part) set_part_of_message;
  decltype(&g_mime_object_append_header) append_header;
  decltype(&g_mime_object_set_content_type_parameter) set_type_parameter;
  decltype(&g_mime_multipart_new) new_multipart;
  decltype(&g_mime_multipart_set_boundary) set_boundary;
  decltype(&g_mime_multipart_add) add_part;
  decltype(&g_mime_part_new_with_type) new_part;
  decltype(&g_mime_part_set_filename) set_filename;
  decltype(&g_mime_part_set_content_encoding) set_encoding;
  decltype(&g_mime_part_set_content) set_content;
  decltype(&g_mime_data_wrapper_new_with_stream) new_content;
  decltype(&g_date_time_new_from_unix_utc) new_date;
  decltype(&g_date_time_to_timezone) date_in_zone;
  decltype(&g_date_time_unref) unref_date;
  decltype(&g_time_zone_new_offset) new_zone;
  decltype(&g_time_zone_unref) unref_zone;
  decltype(&g_object_unref) unref;
  decltype(&g_free) free;
  decltype(&g_type_check_instance_is_a) is_a;
};

/// Throws Error{storage} where GMime is not installed.
[[nodiscard]] const GMime& gmime();

/// An object of GMime, given back at the end of its life.
template <class Object>
using GHandle = std::unique_ptr<Object, void (*)(Object*)>;
template <class Object>
GHandle<Object> g_handle(Object* object) {
  return GHandle<Object>(object, [](Object* done) {
    if (done != nullptr) {
      gmime().unref(done);
    }
  });
}

/// The object as another class of GMime's; nullptr where it is none of it.
template <class Target, class Object>
Target* g_cast(Object* object, GType (*type)()) {
  auto* const instance = reinterpret_cast<GTypeInstance*>(object);
  const bool is = object != nullptr && gmime().is_a(instance, type()) != 0;
  return is ? reinterpret_cast<Target*>(object) : nullptr;
}

/// What was written to a stream in memory.
[[nodiscard]] std::string bytes_in(GMimeStream* stream);

/// Empty for no text at all.
[[nodiscard]] inline std::string text_of(const char* text) {
  return text == nullptr ? "" : text;
}

}  // namespace tkt
