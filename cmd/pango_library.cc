// SPDX-License-Identifier: MIT
#include "cmd/pango_library.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <dlfcn.h>

#include "model/error.h"

#ifdef __SANITIZE_ADDRESS__
// Fontconfig and cairo keep what they know about fonts to the end of the process.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\nleak:libcairo\n";
}
extern "C" const char* __lsan_default_options();
extern "C" const char* __lsan_default_options() {
  return "print_suppressions=0";
}
#endif

namespace tkt {
namespace {

constexpr const char* kFile = "libpangocairo-1.0.so.0";  // brings the others with it

Error refusal(const std::string& why, std::string hint) {
  return {ErrorKind::refused, "no PDF can be made here: " + why, std::move(hint)};
}

/// dlopen's own words hold the name of the library.
void* open_library() {
  void* const library = dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const char* const why = dlerror();
    throw refusal(why == nullptr ? kFile : why,
                  "install 'libpangocairo-1.0-0', or take '--as html', which any browser prints");
  }
  return library;
}

/// Gives functions their places, by name.
struct Finder {
  void* library;

  template <class Function>
  void operator()(const char* name, Function& function) const {
    function = reinterpret_cast<Function>(dlsym(library, name));
    if (function == nullptr) {
      throw refusal(std::string(kFile) + " has no '" + name + "'", "install a newer one");
    }
  }
};

/// Pango lists these whether there is a font behind them or not.
bool is_alias(std::string_view family) {
  return family == "Sans" || family == "Serif" || family == "Monospace" || family == "System-ui";
}

/// Without any font Pango draws boxes.
void check_fonts(const PangoLibrary& api) {
  PangoFontFamily** families = nullptr;
  int count = 0;
  api.pango_font_map_list_families(api.pango_cairo_font_map_get_default(), &families, &count);
  const bool none = std::all_of(families, families + count, [&](PangoFontFamily* family) {
    return is_alias(api.pango_font_family_get_name(family));
  });
  api.g_free(families);
  if (none) {
    throw refusal("no font is installed", "install 'fonts-dejavu-core'");
  }
}

PangoLibrary load() {
  const Finder find{open_library()};
  PangoLibrary api{};
  find("cairo_create", api.cairo_create);
  find("cairo_destroy", api.cairo_destroy);
  find("cairo_fill", api.cairo_fill);
  find("cairo_font_options_create", api.cairo_font_options_create);
  find("cairo_font_options_destroy", api.cairo_font_options_destroy);
  find("cairo_font_options_set_hint_metrics", api.cairo_font_options_set_hint_metrics);
  find("cairo_font_options_set_hint_style", api.cairo_font_options_set_hint_style);
  find("cairo_image_surface_create_from_png_stream",
       api.cairo_image_surface_create_from_png_stream);
  find("cairo_image_surface_get_height", api.cairo_image_surface_get_height);
  find("cairo_image_surface_get_width", api.cairo_image_surface_get_width);
  find("cairo_move_to", api.cairo_move_to);
  find("cairo_paint", api.cairo_paint);
  find("cairo_pdf_surface_create_for_stream", api.cairo_pdf_surface_create_for_stream);
  find("cairo_pdf_surface_set_metadata", api.cairo_pdf_surface_set_metadata);
  find("cairo_rectangle", api.cairo_rectangle);
  find("cairo_restore", api.cairo_restore);
  find("cairo_save", api.cairo_save);
  find("cairo_scale", api.cairo_scale);
  find("cairo_set_source_rgb", api.cairo_set_source_rgb);
  find("cairo_set_source_surface", api.cairo_set_source_surface);
  find("cairo_show_page", api.cairo_show_page);
  find("cairo_surface_destroy", api.cairo_surface_destroy);
  find("cairo_surface_finish", api.cairo_surface_finish);
  find("cairo_surface_status", api.cairo_surface_status);
  find("cairo_translate", api.cairo_translate);
  find("g_free", api.g_free);
  find("g_object_unref", api.g_object_unref);
  find("pango_attr_insert_hyphens_new", api.pango_attr_insert_hyphens_new);
  find("pango_attr_list_insert", api.pango_attr_list_insert);
  find("pango_attr_list_new", api.pango_attr_list_new);
  find("pango_attr_list_unref", api.pango_attr_list_unref);
  find("pango_cairo_context_set_font_options", api.pango_cairo_context_set_font_options);
  find("pango_cairo_create_layout", api.pango_cairo_create_layout);
  find("pango_cairo_font_map_get_default", api.pango_cairo_font_map_get_default);
  find("pango_cairo_show_layout", api.pango_cairo_show_layout);
  find("pango_context_set_round_glyph_positions", api.pango_context_set_round_glyph_positions);
  find("pango_font_description_free", api.pango_font_description_free);
  find("pango_font_description_from_string", api.pango_font_description_from_string);
  find("pango_font_family_get_name", api.pango_font_family_get_name);
  find("pango_font_map_list_families", api.pango_font_map_list_families);
  find("pango_layout_get_context", api.pango_layout_get_context);
  find("pango_layout_get_line_count", api.pango_layout_get_line_count);
  find("pango_layout_get_line_readonly", api.pango_layout_get_line_readonly);
  find("pango_layout_get_size", api.pango_layout_get_size);
  find("pango_layout_set_attributes", api.pango_layout_set_attributes);
  find("pango_layout_set_font_description", api.pango_layout_set_font_description);
  find("pango_layout_set_text", api.pango_layout_set_text);
  find("pango_layout_set_width", api.pango_layout_set_width);
  find("pango_layout_set_wrap", api.pango_layout_set_wrap);
  check_fonts(api);
  return api;
}

}  // namespace

const PangoLibrary& pango_library() {
  static const PangoLibrary api = load();
  return api;
}

}  // namespace tkt
