// SPDX-License-Identifier: MIT
#include "channels/gmime.h"

#include "channels/library.h"

namespace tkt {
namespace {

GMime load() {
  const SharedLibrary library({"libgmime-3.0.so.0"}, "libgmime-3.0-0");
  GMime g{};
  library.bind(g.init, "g_mime_init");
  library.bind(g.stream_of, "g_mime_stream_mem_new_with_buffer");
  library.bind(g.new_stream, "g_mime_stream_mem_new");
  library.bind(g.bytes_of, "g_mime_stream_mem_get_byte_array");
  library.bind(g.new_parser, "g_mime_parser_new_with_stream");
  library.bind(g.set_persist_stream, "g_mime_parser_set_persist_stream");
  library.bind(g.construct_message, "g_mime_parser_construct_message");
  library.bind(g.part_of_message, "g_mime_message_get_mime_part");
  library.bind(g.from, "g_mime_message_get_from");
  library.bind(g.subject, "g_mime_message_get_subject");
  library.bind(g.header, "g_mime_object_get_header");
  library.bind(g.content_type, "g_mime_object_get_content_type");
  library.bind(g.is_content_type, "g_mime_content_type_is_type");
  library.bind(g.mime_type, "g_mime_content_type_get_mime_type");
  library.bind(g.write_object, "g_mime_object_write_to_stream");
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
  library.bind(g.is_attachment, "g_mime_part_is_attachment");
  library.bind(g.write_content, "g_mime_data_wrapper_write_to_stream");
  library.bind(g.address_count, "internet_address_list_length");
  library.bind(g.address, "internet_address_list_get_address");
  library.bind(g.address_name, "internet_address_get_name");
  library.bind(g.mailbox_type, "internet_address_mailbox_get_type");
  library.bind(g.mailbox_address, "internet_address_mailbox_get_addr");
  library.bind(g.unref, "g_object_unref");
  library.bind(g.free, "g_free");
  library.bind(g.is_a, "g_type_check_instance_is_a");
  g.init();
  return g;
}

}  // namespace

const GMime& gmime() {
  static const GMime loaded = load();
  return loaded;
}

}  // namespace tkt
