// SPDX-License-Identifier: MIT
#include "cmd/pdf.h"

#include <algorithm>
#include <cstring>

#include <fmt/core.h>

#include "cmd/pango_library.h"
#include "cmd/version.h"
#include "model/error.h"

namespace tkt {
namespace {

constexpr double kGreyText = 0.35;
constexpr double kGreyBar = 0.75;

double points(int pango_units) {
  return static_cast<double>(pango_units) / PANGO_SCALE;
}

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned int size) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

cairo_status_t take(void* closure, unsigned char* bytes, unsigned int size) {
  auto& rest = *static_cast<std::string_view*>(closure);
  if (rest.size() < size) {
    return CAIRO_STATUS_READ_ERROR;
  }
  std::memcpy(bytes, rest.data(), size);
  rest.remove_prefix(size);
  return CAIRO_STATUS_SUCCESS;
}

/// A surface and what draws on it.
struct Canvas {
  explicit Canvas(std::string* bytes)
      : api(pango_library()),
        surface(api.cairo_pdf_surface_create_for_stream(append, bytes, kPageWidth, kPageHeight)),
        context(api.cairo_create(surface)) {}
  ~Canvas() {
    api.cairo_destroy(context);
    api.cairo_surface_destroy(surface);
  }
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  const PangoLibrary& api;
  cairo_surface_t* surface;
  cairo_t* context;
};

void describe(const Canvas& canvas, const PdfFacts& facts) {
  const auto set = [&](cairo_pdf_metadata_t key, const std::string& value) {
    canvas.api.cairo_pdf_surface_set_metadata(canvas.surface, key, value.c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, facts.title);
  set(CAIRO_PDF_METADATA_AUTHOR, facts.author);
  set(CAIRO_PDF_METADATA_SUBJECT, facts.subject);
  set(CAIRO_PDF_METADATA_CREATOR, fmt::format("tkt {}", kVersion));
  set(CAIRO_PDF_METADATA_CREATE_DATE, facts.created);
}

/// Glyphs stand where the font has them, not at a screen's pixels.
void set_for_paper(PangoLayout* layout) {
  const PangoLibrary& api = pango_library();
  PangoContext* const context = api.pango_layout_get_context(layout);
  cairo_font_options_t* const options = api.cairo_font_options_create();
  api.cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  api.cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  api.pango_cairo_context_set_font_options(context, options);
  api.pango_context_set_round_glyph_positions(context, FALSE);
  api.cairo_font_options_destroy(options);
}

/// A hyphen that nobody wrote would be copied with the text.
void add_no_hyphens(PangoLayout* layout) {
  const PangoLibrary& api = pango_library();
  PangoAttrList* const attributes = api.pango_attr_list_new();
  api.pango_attr_list_insert(attributes, api.pango_attr_insert_hyphens_new(FALSE));
  api.pango_layout_set_attributes(layout, attributes);
  api.pango_attr_list_unref(attributes);
}

}  // namespace

struct PdfText::Layout {
  PangoLayout* layout;
  std::string text;
  bool grey;

  Layout(PangoLayout* made, std::string_view words, bool is_grey)
      : layout(made), text(words), grey(is_grey) {}
  ~Layout() { pango_library().g_object_unref(layout); }
  Layout(const Layout&) = delete;
  Layout& operator=(const Layout&) = delete;
};

PdfText::PdfText(std::shared_ptr<Layout> layout) : layout_(std::move(layout)) {
  int width = 0;
  int height = 0;
  pango_library().pango_layout_get_size(layout_->layout, &width, &height);
  width_ = points(width);
  height_ = points(height);
}

int PdfText::lines() const {
  return pango_library().pango_layout_get_line_count(layout_->layout);
}

std::vector<std::string> PdfText::parts(int most_lines) const {
  std::vector<std::string> parts;
  for (int line = 0; line < lines(); line += most_lines) {
    const auto start = [&](int number) {
      return number >= lines() ? layout_->text.size()
                               : static_cast<std::size_t>(
                                     pango_library()
                                         .pango_layout_get_line_readonly(layout_->layout, number)
                                         ->start_index);
    };
    std::string part = layout_->text.substr(start(line), start(line + most_lines) - start(line));
    part.erase(part.find_last_not_of("\n ") + 1);
    parts.push_back(std::move(part));
  }
  return parts;
}

struct PdfPicture::Surface {
  cairo_surface_t* surface;

  explicit Surface(cairo_surface_t* made) : surface(made) {}
  ~Surface() { pango_library().cairo_surface_destroy(surface); }
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;
};

PdfPicture::PdfPicture(std::string_view png) {
  const PangoLibrary& api = pango_library();
  surface_ = std::make_shared<Surface>(api.cairo_image_surface_create_from_png_stream(take, &png));
  if (api.cairo_surface_status(surface_->surface) != CAIRO_STATUS_SUCCESS) {
    throw Error(ErrorKind::refused, "the picture is no PNG, or a damaged one");
  }
  width_ = api.cairo_image_surface_get_width(surface_->surface);
  height_ = api.cairo_image_surface_get_height(surface_->surface);
}

/// Texts are shaped for a PDF that goes nowhere: there they measure what they will.
struct PdfDocument::Scratch {
  std::string bytes;
  Canvas canvas{&bytes};
};

PdfDocument::PdfDocument(PdfFacts facts)
    : facts_(std::move(facts)), scratch_(std::make_unique<Scratch>()), pages_(1) {}

PdfDocument::~PdfDocument() = default;

PdfText PdfDocument::shape(std::string_view text, PdfFont font, double width) const {
  const PangoLibrary& api = pango_library();
  PangoLayout* const layout = api.pango_cairo_create_layout(scratch_->canvas.context);
  auto owned = std::make_shared<PdfText::Layout>(layout, text, font.grey);
  PangoFontDescription* const description = api.pango_font_description_from_string(
      fmt::format("sans-serif {} {}px", font.bold ? "bold" : "", font.size).c_str());
  api.pango_layout_set_font_description(layout, description);
  api.pango_font_description_free(description);
  set_for_paper(layout);
  add_no_hyphens(layout);
  api.pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  if (width > 0) {
    api.pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
  }
  api.pango_layout_set_text(layout, owned->text.data(), static_cast<int>(owned->text.size()));
  return PdfText(std::move(owned));
}

void PdfDocument::add_page() {
  pages_.emplace_back();
  page_ = pages_.size() - 1;
}

void PdfDocument::place(const PdfText& text, double x, double y) {
  pages_[page_].push_back({{x, y, 0, 0}, text});
}

void PdfDocument::place_right(const PdfText& text, double right, double y) {
  place(text, right - text.width(), y);
}

void PdfDocument::bar(double x, double y, double width, double height, bool grey) {
  pages_[page_].push_back({{x, y, width, height}, Bar{grey}});
}

void PdfDocument::picture(const PdfPicture& picture, double x, double y, double width,
                          double height) {
  pages_[page_].push_back({{x, y, width, height}, picture});
}

void PdfDocument::draw(const Item& item, void* context) {
  const PangoLibrary& api = pango_library();
  auto* const cairo = static_cast<cairo_t*>(context);
  const auto ink = [&](double shade) { api.cairo_set_source_rgb(cairo, shade, shade, shade); };
  const Place& at = item.place;
  if (const auto* text = std::get_if<PdfText>(&item.what)) {
    ink(text->layout().grey ? kGreyText : 0.0);
    api.cairo_move_to(cairo, at.x, at.y);
    api.pango_cairo_show_layout(cairo, text->layout().layout);
  } else if (const auto* bar = std::get_if<Bar>(&item.what)) {
    ink(bar->grey ? kGreyBar : 0.0);
    api.cairo_rectangle(cairo, at.x, at.y, at.width, at.height);
    api.cairo_fill(cairo);
  } else if (const auto* picture = std::get_if<PdfPicture>(&item.what)) {
    api.cairo_save(cairo);
    api.cairo_translate(cairo, at.x, at.y);
    api.cairo_scale(cairo, at.width / picture->width(), at.height / picture->height());
    api.cairo_set_source_surface(cairo, picture->surface().surface, 0, 0);
    api.cairo_paint(cairo);
    api.cairo_restore(cairo);
  }
}

std::string PdfDocument::finish() {
  std::string bytes;
  const Canvas canvas(&bytes);
  describe(canvas, facts_);
  for (const auto& page : pages_) {
    for (const Item& item : page) {
      draw(item, canvas.context);
    }
    canvas.api.cairo_show_page(canvas.context);
  }
  canvas.api.cairo_surface_finish(canvas.surface);
  if (canvas.api.cairo_surface_status(canvas.surface) != CAIRO_STATUS_SUCCESS) {
    throw Error(ErrorKind::refused, "the PDF could not be made");
  }
  return bytes;
}

}  // namespace tkt
