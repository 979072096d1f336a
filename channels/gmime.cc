// SPDX-License-Identifier: MIT
#include "channels/gmime.h"

#include "channels/library.h"

namespace tkt {
namespace {

void bind_reading(GMime& g, const SharedLibrary& library) {
  library.bind(g.new_parser, "g_mime_parser_new_with_stream");
  library.bind(g.set_persist_stream, "g_mime_parser_set_persist_stream");
  library.bind(g.construct_message, "g_mime_parser_construct_message");
  library.bind(g.part_of_message, "g_mime_message_get_mime_part");
  library.bind(g.from, "g_mime_message_get_from");
  library.bind(g.subject, "g_mime_message_get_subject");
  library.bind(g.header, "g_mime_object_get_header");
  library.bind(g.multipart_type, "g_mime_multipart_get_type");
  library.bind(g.count, "g_mime_multipart_get_count");
  library.bind(g.part, "g_mime_multipart_get_part");
  library.bind(g.message_part_type, "g_mime_message_part_get_type");
  library.bind(g.message_of_part, "g_mime_message_part_get_message");
  library.bind(g.text_part_type, "g_mime_text_part_get_type");
  library.bind(g.text, "g_mime_text_part_get_text");
  library.bind(g.part_type, "g_mime_part_get_type");
  library.bind(g.content, "g_mime_part_get_content");
  library.bind(g.filename, "g_mime_part_get_filename");
  library.bind(g.write_content, "g_mime_data_wrapper_write_to_stream");
  library.bind(g.address_count, "internet_address_list_length");
  library.bind(g.address, "internet_address_list_get_address");
  library.bind(g.address_name, "internet_address_get_name");
  library.bind(g.mailbox_type, "internet_address_mailbox_get_type");
  library.bind(g.mailbox_address, "internet_address_mailbox_get_addr");
}

void bind_writing(GMime& g, const SharedLibrary& library) {
  library.bind(g.new_mailbox, "internet_address_mailbox_new");
  library.bind(g.set_address_charset, "internet_address_set_charset");
  library.bind(g.add_address, "internet_address_list_add");
  library.bind(g.new_message, "g_mime_message_new");
  library.bind(g.to, "g_mime_message_get_to");
  library.bind(g.set_subject, "g_mime_message_set_subject");
  library.bind(g.set_date, "g_mime_message_set_date");
  library.bind(g.set_part_of_message, "g_mime_message_set_mime_part");
  library.bind(g.append_header, "g_mime_object_append_header");
  library.bind(g.set_type_parameter, "g_mime_object_set_content_type_parameter");
  library.bind(g.new_multipart, "g_mime_multipart_new");
  library.bind(g.set_boundary, "g_mime_multipart_set_boundary");
  library.bind(g.add_part, "g_mime_multipart_add");
  library.bind(g.new_part, "g_mime_part_new_with_type");
  library.bind(g.set_filename, "g_mime_part_set_filename");
  library.bind(g.set_encoding, "g_mime_part_set_content_encoding");
  library.bind(g.set_content, "g_mime_part_set_content");
  library.bind(g.new_content, "g_mime_data_wrapper_new_with_stream");
  library.bind(g.new_date, "g_date_time_new_from_unix_utc");
  library.bind(g.date_in_zone, "g_date_time_to_timezone");
  library.bind(g.unref_date, "g_date_time_unref");
  library.bind(g.new_zone, "g_time_zone_new_offset");
  library.bind(g.unref_zone, "g_time_zone_unref");
}

GMime load() {
  const SharedLibrary library({"libgmime-3.0.so.0"}, "libgmime-3.0-0");
  GMime g{};
  library.bind(g.init, "g_mime_init");
  library.bind(g.stream_of, "g_mime_stream_mem_new_with_buffer");
  library.bind(g.new_stream, "g_mime_stream_mem_new");
  library.bind(g.bytes_of, "g_mime_stream_mem_get_byte_array");
  library.bind(g.content_type, "g_mime_object_get_content_type");
  library.bind(g.is_content_type, "g_mime_content_type_is_type");
  library.bind(g.mime_type, "g_mime_content_type_get_mime_type");
  library.bind(g.write_object, "g_mime_object_write_to_stream");
  library.bind(g.is_attachment, "g_mime_part_is_attachment");
  library.bind(g.unref, "g_object_unref");
  library.bind(g.free, "g_free");
  library.bind(g.is_a, "g_type_check_instance_is_a");
  bind_reading(g, library);
  bind_writing(g, library);
  g.init();
  return g;
}

}  // namespace

const GMime& gmime() {
  static const GMime loaded = load();
  return loaded;
}

std::string bytes_in(GMimeStream* stream) {
  const GByteArray* const array = gmime().bytes_of(reinterpret_cast<GMimeStreamMem*>(stream));
  const bool some = array != nullptr && array->len > 0;
  return some ? std::string(reinterpret_cast<const char*>(array->data), array->len) : "";
}

}  // namespace tkt
