// SPDX-License-Identifier: MIT
//
// A4 pages with text in real fonts, made into a PDF. Lengths are in points, 72 to the inch, from
// the top left corner.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tkt {

inline constexpr double kPageWidth = 595.28;
inline constexpr double kPageHeight = 841.89;

struct PdfFont {
  double size = 9;
  bool bold = false;
  bool grey = false;
};

/// Text in a font, broken into lines where a width was given. Copies share one shaping.
class PdfText {
 public:
  struct Layout;
  explicit PdfText(std::shared_ptr<Layout> layout);

  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double height() const { return height_; }
  [[nodiscard]] const Layout& layout() const { return *layout_; }
  /// The text, cut into parts of at most that many lines.
  [[nodiscard]] std::vector<std::string> parts(int most_lines) const;
  [[nodiscard]] int lines() const;

 private:
  std::shared_ptr<Layout> layout_;
  double width_ = 0;
  double height_ = 0;
};

/// A PNG picture.
class PdfPicture {
 public:
  struct Surface;
  /// Throws Error{refused} for bytes that are no PNG.
  explicit PdfPicture(std::string_view png);

  [[nodiscard]] double width() const { return width_; }  ///< in pixels, as `height`
  [[nodiscard]] double height() const { return height_; }
  [[nodiscard]] const Surface& surface() const { return *surface_; }

 private:
  std::shared_ptr<Surface> surface_;
  double width_ = 0;
  double height_ = 0;
};

/// What a reader shows beside the pages.
struct PdfFacts {
  std::string title;
  std::string author;
  std::string subject;
  std::string created;  ///< ISO 8601
};

/// Pages are kept until `finish`: what stands on the first may depend on how many there are.
class PdfDocument {
 public:
  /// Begins with one page. Throws Error{refused} where no PDF can be made.
  explicit PdfDocument(PdfFacts facts);
  ~PdfDocument();

  /// Shapes text; `width` 0 keeps it on one line. An untrusted text is made printable before.
  [[nodiscard]] PdfText shape(std::string_view text, PdfFont font, double width = 0) const;

  void add_page();
  [[nodiscard]] int pages() const { return static_cast<int>(pages_.size()); }
  /// What is placed from now on stands on that page, from 0.
  void turn_to(int page) { page_ = static_cast<std::size_t>(page); }

  void place(const PdfText& text, double x, double y);
  /// Ends at `right`.
  void place_right(const PdfText& text, double right, double y);
  /// A filled rectangle, black or grey.
  void bar(double x, double y, double width, double height, bool grey = false);
  void picture(const PdfPicture& picture, double x, double y, double width, double height);

  /// The bytes. The same calls give the same bytes, as long as the fonts are the same.
  [[nodiscard]] std::string finish();

 private:
  struct Scratch;
  struct Place {
    double x;
    double y;
    double width;
    double height;
  };
  struct Bar {
    bool grey;
  };
  struct Item {
    Place place;
    std::variant<PdfText, PdfPicture, Bar> what;
  };

  PdfFacts facts_;
  std::unique_ptr<Scratch> scratch_;
  std::vector<std::vector<Item>> pages_;
  std::size_t page_ = 0;

  static void draw(const Item& item, void* context);
};

}  // namespace tkt
