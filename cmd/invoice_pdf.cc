// SPDX-License-Identifier: MIT
//
// The form is laid out from top to bottom. Whatever comes next says how high it is; where it does
// not fit any more a page is begun, with the table's head again while the table goes on. A text
// higher than a page is cut between two of its lines. The feet are written last, when the number of
// pages is known.
#include "cmd/invoice_pdf.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "cmd/invoice_text.h"
#include "cmd/io.h"
#include "cmd/pdf.h"

namespace tkt {
namespace {

constexpr double kLeft = 46;
constexpr double kRight = kPageWidth - kLeft;
constexpr double kWhole = kRight - kLeft;
constexpr double kTop = 46;
constexpr double kBottom = kPageHeight - 64;  // below it is the foot
constexpr double kGap = 12;
constexpr double kMostLogoWidth = 180;
constexpr double kMostLogoHeight = 56;
constexpr int kLinesAtOnce = 12;  // of a long text, before it may be cut

constexpr PdfFont kTitle{18, true, false};
constexpr PdfFont kPlain{9, false, false};
constexpr PdfFont kBold{9, true, false};
constexpr PdfFont kSmall{7.5, false, true};

constexpr std::size_t kMostColumns = 5;  // worked, billed, rate, worth, amount
using Shaped = std::vector<PdfText>;

class Form {
 public:
  Form(const Invoice& invoice, const Zone& zone)
      : invoice_(invoice),
        zone_(zone),
        title_(invoice_title(invoice)),
        number_(printable_line(invoice.number)),
        pdf_({title_ + (number_.empty() ? "" : " " + number_),
              printable_line(invoice.supplier.name),
              fmt::format("{} for {}", title_, printable_line(invoice.client.name)),
              format_instant(invoice.issued, zone)}) {}

  std::string make(const std::optional<std::string>& logo) {
    if (logo) {
      add_logo(PdfPicture(*logo));
    }
    add_title();
    add_parties();
    add_facts();
    add_texts(invoice_remarks(invoice_));
    add_table();
    add_sums();
    add_texts(invoice_terms(invoice_));
    add_feet();
    return pdf_.finish();
  }

 private:
  [[nodiscard]] Shaped cells_of(const InvoiceLine& line) const;
  [[nodiscard]] Shaped heads() const;

  void add_logo(const PdfPicture& logo);
  void add_title();
  double add_party(std::string_view heading, const Party& party, double x);
  void add_parties();
  void add_facts();
  void add_texts(const std::vector<std::string>& lines);
  void add_text(const std::string& text, PdfFont font, double width);
  void add_head();
  void add_row(const InvoiceLine& line, const Shaped& cells);
  void add_table();
  void add_sums();
  void add_feet();
  void need(double height);
  void place_cells(const Shaped& cells);

  const Invoice& invoice_;
  const Zone& zone_;
  std::string title_;
  std::string number_;
  PdfDocument pdf_;
  double y_ = kTop;
  bool in_table_ = false;
  std::array<double, kMostColumns> ends_{};  ///< where the columns of figures end
  double description_ = 0;                   ///< the width that they leave
};

/// Room for that much, on the next page where this one has not.
void Form::need(double height) {
  if (y_ + height <= kBottom) {
    return;
  }
  pdf_.add_page();
  y_ = kTop;
  const PdfText running =
      pdf_.shape(title_ + (number_.empty() ? "" : " " + number_) + ", continued", kSmall);
  pdf_.place(running, kLeft, y_);
  y_ += running.height() + kGap;
  if (in_table_) {
    add_head();
  }
}

void Form::add_logo(const PdfPicture& logo) {
  const double scale =
      std::min({kMostLogoWidth / logo.width(), kMostLogoHeight / logo.height(), 0.75});
  pdf_.picture(logo, kLeft, y_, logo.width() * scale, logo.height() * scale);
  y_ += logo.height() * scale + kGap;
}

void Form::add_title() {
  const PdfText title = pdf_.shape(title_, kTitle);
  const PdfText number = pdf_.shape(number_, {12, false, false});
  pdf_.place(title, kLeft, y_);
  pdf_.place_right(number, kRight, y_ + title.height() - number.height() - 1);
  y_ += title.height() + 3;
  pdf_.bar(kLeft, y_, kWhole, 1.5);
  y_ += kGap;
}

/// One of the two columns; returns where it ends.
double Form::add_party(std::string_view heading, const Party& party, double x) {
  double y = y_;
  const auto add = [&](const std::string& text, PdfFont font) {
    if (!text.empty()) {
      const PdfText shaped = pdf_.shape(printable_line(text), font, kWhole / 2 - kGap);
      pdf_.place(shaped, x, y);
      y += shaped.height();
    }
  };
  const auto add_named = [&](const std::string& name, const std::string& text) {
    add(text.empty() ? "" : name + " " + text, kPlain);
  };
  add(std::string(heading), kSmall);
  add(party.name, kBold);
  for (const std::string& line : party.address) {
    add(line, kPlain);
  }
  add_named("VAT number", party.vat_number);
  add_named("Telephone", party.phone);
  add_named("Email", party.email);
  return y;
}

void Form::add_parties() {
  const double left = add_party("From", invoice_.supplier, kLeft);
  const double right = add_party("To", invoice_.client, kLeft + kWhole / 2);
  y_ = std::max(left, right) + kGap;
}

void Form::add_facts() {
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) {
      const PdfText shaped = pdf_.shape(value, kPlain, kWhole - 90);
      pdf_.place(pdf_.shape(name, {9, false, true}), kLeft, y_);
      pdf_.place(shaped, kLeft + 90, y_);
      y_ += shaped.height();
    }
  };
  add("Date of issue", format_date(zone_.date(invoice_.issued)));
  add("Date of supply", format_date(invoice_.supplied));
  add("Currency", printable_line(invoice_.currency));
  add("Issued by", printable_line(invoice_.by));
  y_ += kGap;
}

void Form::add_text(const std::string& text, PdfFont font, double width) {
  const PdfText whole = pdf_.shape(text, font, width);
  if (whole.lines() <= kLinesAtOnce) {
    need(whole.height());
    pdf_.place(whole, kLeft, y_);
    y_ += whole.height();
    return;
  }
  for (const std::string& part : whole.parts(kLinesAtOnce)) {
    add_text(part, font, width);
  }
}

void Form::add_texts(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    add_text(line.empty() ? " " : printable_line(line), kPlain, kWhole);
  }
  y_ += lines.empty() ? 0 : kGap;
}

Shaped Form::heads() const {
  Shaped cells;
  for (const char* name : {"Worked", "Billed", "Rate per h", "Worth", "Amount"}) {
    cells.push_back(pdf_.shape(name, kSmall));
  }
  return cells;
}

Shaped Form::cells_of(const InvoiceLine& line) const {
  const auto minutes_text = [](int count) { return format_duration(std::chrono::minutes(count)); };
  Shaped cells;
  for (const std::string& text : {minutes_text(line.minutes), minutes_text(line.billed),
                                  line.rate ? format_money(*line.rate) : "-",
                                  format_money(worth_of(line)), format_money(line.amount)}) {
    cells.push_back(pdf_.shape(text, kPlain));
  }
  return cells;
}

void Form::place_cells(const Shaped& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (ends_[i] > 0) {
      pdf_.place_right(cells[i], ends_[i], y_);
    }
  }
}

void Form::add_head() {
  const Shaped names = heads();
  pdf_.place(pdf_.shape("Description", kSmall), kLeft, y_);
  place_cells(names);
  y_ += names.front().height() + 2;
  pdf_.bar(kLeft, y_, kWhole, 0.8);
  y_ += 4;
}

/// The description to the left of the figures, and below it, smaller, whose work it was and why
/// that rate.
void Form::add_row(const InvoiceLine& line, const Shaped& cells) {
  const std::string what = printable_line(line.description);
  const PdfText why =
      pdf_.shape(printable_line(fmt::format("{}, {}, {}, by {}", line.ticket,
                                            format_date(line.date), line.reason, line.by)),
                 kSmall, description_);
  const PdfText description = pdf_.shape(what, kPlain, description_);
  const bool fits = description.lines() <= kLinesAtOnce;
  need(fits ? description.height() + why.height() + 5 : cells.front().height());
  place_cells(cells);
  add_text(what, kPlain, description_);
  need(why.height() + 5);
  pdf_.place(why, kLeft, y_);
  y_ += why.height() + 2;
  pdf_.bar(kLeft, y_, kWhole, 0.5, true);
  y_ += 3;
}

void Form::add_table() {
  std::vector<Shaped> rows;
  for (const InvoiceLine& line : invoice_.lines) {
    rows.push_back(cells_of(line));
  }
  const Shaped names = heads();
  const std::size_t worth = 3;
  double end = kRight;
  for (std::size_t column = names.size(); column-- > 0;) {
    if (column == worth && !shows_worth(invoice_)) {
      continue;
    }
    double width = names[column].width();
    for (const Shaped& row : rows) {
      width = std::max(width, row[column].width());
    }
    ends_[column] = end;
    end -= width + kGap;
  }
  description_ = std::max(end - kLeft, 80.0);
  in_table_ = true;
  need(60);  // no head without a line below it
  add_head();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    add_row(invoice_.lines[i], rows[i]);
  }
  in_table_ = false;
}

/// Kept together.
void Form::add_sums() {
  const std::vector<InvoiceSum> sums = invoice_sums(invoice_);
  const double step = pdf_.shape("0", kBold).height() + 3;
  need(step * static_cast<double>(sums.size() + 1) + kGap);
  y_ += 4;
  pdf_.place(pdf_.shape("Time spent: " + time_spent(invoice_), kPlain), kLeft, y_);
  for (const InvoiceSum& sum : sums) {
    const bool last = &sum == &sums.back();
    const PdfFont font = last ? kBold : kPlain;
    const PdfText amount = pdf_.shape(format_money(sum.amount), font);
    if (last) {
      pdf_.bar(kLeft + kWhole / 2, y_, kWhole / 2, 0.8);
      y_ += 3;
    }
    pdf_.place(pdf_.shape(printable_line(sum.name), font), kLeft + kWhole / 2, y_);
    pdf_.place_right(amount, kRight, y_);
    y_ += step;
  }
  y_ += kGap;
}

void Form::add_feet() {
  const std::string left = printable_line(invoice_.supplier.name) +
                           (invoice_.supplier.vat_number.empty()
                                ? ""
                                : ", VAT number " + printable_line(invoice_.supplier.vat_number));
  for (int page = 0; page < pdf_.pages(); ++page) {
    pdf_.turn_to(page);
    const PdfText count = pdf_.shape(fmt::format("Page {} of {}", page + 1, pdf_.pages()), kSmall);
    pdf_.bar(kLeft, kBottom + 14, kWhole, 0.5, true);
    pdf_.place(pdf_.shape(left, kSmall, kWhole - 2 * count.width()), kLeft, kBottom + 18);
    pdf_.place_right(count, kRight, kBottom + 18);
  }
}

}  // namespace

std::string invoice_pdf(const Invoice& invoice, const Zone& zone,
                        const std::optional<std::string>& logo) {
  return Form(invoice, zone).make(logo);
}

}  // namespace tkt
