// SPDX-License-Identifier: MIT
//
// Pango and Cairo, loaded when a PDF is made and not before: with the libraries that they bring,
// starting any command would take several times as long. Their headers say what each function does.
#pragma once

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace tkt {

struct PangoLibrary {
  decltype(&::cairo_create) cairo_create;
  decltype(&::cairo_destroy) cairo_destroy;
  decltype(&::cairo_fill) cairo_fill;
  decltype(&::cairo_font_options_create) cairo_font_options_create;
  decltype(&::cairo_font_options_destroy) cairo_font_options_destroy;
  decltype(&::cairo_font_options_set_hint_metrics) cairo_font_options_set_hint_metrics;
  decltype(&::cairo_font_options_set_hint_style) cairo_font_options_set_hint_style;
  decltype(&::cairo_image_surface_create_from_png_stream)
      cairo_image_surface_create_from_png_stream;
  decltype(&::cairo_image_surface_get_height) cairo_image_surface_get_height;
  decltype(&::cairo_image_surface_get_width) cairo_image_surface_get_width;
  decltype(&::cairo_move_to) cairo_move_to;
  decltype(&::cairo_paint) cairo_paint;
  decltype(&::cairo_pdf_surface_create_for_stream) cairo_pdf_surface_create_for_stream;
  decltype(&::cairo_pdf_surface_set_metadata) cairo_pdf_surface_set_metadata;
  decltype(&::cairo_rectangle) cairo_rectangle;
  decltype(&::cairo_restore) cairo_restore;
  decltype(&::cairo_save) cairo_save;
  decltype(&::cairo_scale) cairo_scale;
  decltype(&::cairo_set_source_rgb) cairo_set_source_rgb;
  decltype(&::cairo_set_source_surface) cairo_set_source_surface;
  decltype(&::cairo_show_page) cairo_show_page;
  decltype(&::cairo_surface_destroy) cairo_surface_destroy;
  decltype(&::cairo_surface_finish) cairo_surface_finish;
  decltype(&::cairo_surface_status) cairo_surface_status;
  decltype(&::cairo_translate) cairo_translate;
  decltype(&::g_free) g_free;
  decltype(&::g_object_unref) g_object_unref;
  decltype(&::pango_attr_insert_hyphens_new) pango_attr_insert_hyphens_new;
  decltype(&::pango_attr_list_insert) pango_attr_list_insert;
  decltype(&::pango_attr_list_new) pango_attr_list_new;
  decltype(&::pango_attr_list_unref) pango_attr_list_unref;
  decltype(&::pango_cairo_context_set_font_options) pango_cairo_context_set_font_options;
  decltype(&::pango_cairo_create_layout) pango_cairo_create_layout;
  decltype(&::pango_cairo_font_map_get_default) pango_cairo_font_map_get_default;
  decltype(&::pango_cairo_show_layout) pango_cairo_show_layout;
  decltype(&::pango_context_set_round_glyph_positions) pango_context_set_round_glyph_positions;
  decltype(&::pango_font_description_free) pango_font_description_free;
  decltype(&::pango_font_description_from_string) pango_font_description_from_string;
  decltype(&::pango_font_family_get_name) pango_font_family_get_name;
  decltype(&::pango_font_map_list_families) pango_font_map_list_families;
  decltype(&::pango_layout_get_context) pango_layout_get_context;
  decltype(&::pango_layout_get_line_count) pango_layout_get_line_count;
  decltype(&::pango_layout_get_line_readonly) pango_layout_get_line_readonly;
  decltype(&::pango_layout_get_size) pango_layout_get_size;
  decltype(&::pango_layout_set_attributes) pango_layout_set_attributes;
  decltype(&::pango_layout_set_font_description) pango_layout_set_font_description;
  decltype(&::pango_layout_set_text) pango_layout_set_text;
  decltype(&::pango_layout_set_width) pango_layout_set_width;
  decltype(&::pango_layout_set_wrap) pango_layout_set_wrap;
};

/// Loads the libraries at the first call. Throws Error{refused} where they are not installed, or no
/// font is.
[[nodiscard]] const PangoLibrary& pango_library();

}  // namespace tkt
