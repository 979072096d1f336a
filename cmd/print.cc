// SPDX-License-Identifier: MIT
#include "cmd/print.h"

#include "cmd/find.h"
#include "cmd/invoice_csv.h"
#include "cmd/invoice_html.h"
#include "cmd/invoice_pdf.h"
#include "cmd/invoice_text.h"
#include "cmd/issue.h"
#include "cmd/journal.h"
#include "cmd/logo.h"
#include "model/error.h"
#include "store/paths.h"
#include "templates/shipped.h"

namespace tkt {
namespace {

constexpr std::string_view kPage = "invoice.html";

std::string page_of(const Snapshot& snapshot) {
  if (auto own = snapshot.file(template_path(kPage))) {
    return *own;
  }
  return std::string(shipped_template(kPage).value());
}

/// A PDF is no text: a terminal would show its bytes.
void print_pdf(Context& context, const Invoice& invoice) {
  if (context.io.out.terminal()) {
    throw Error(ErrorKind::refused, "a PDF is not written to a terminal",
                "tkt print " + invoice.number + " --as pdf > " + invoice.number + ".pdf");
  }
  context.io.out.raw(invoice_pdf(invoice, context.zone(), desk_logo(context.snapshot())));
}

}  // namespace

Exit run(const PrintOptions& options, Context& context) {
  const Snapshot& snapshot = context.snapshot();
  const Zone& zone = context.zone();
  const Invoice invoice = find_invoice(snapshot, options.number).value;
  Output& out = context.io.out;
  const std::string& form = options.as;
  if (options.json) {
    out.raw(invoice_json(invoice, zone));
  } else if (form.empty() || form == "text") {
    out.text(invoice_text(invoice, zone));
  } else if (form == "html") {
    out.raw(invoice_html(invoice, zone, page_of(snapshot), desk_logo(snapshot)));
  } else if (form == "pdf") {
    print_pdf(context, invoice);
  } else if (form == "csv") {
    out.raw(invoice_csv({invoice}, zone));
  } else if (form == "ledger" || form == "hledger") {
    out.raw(journal_entry(invoice, zone));
  } else {
    throw Error(ErrorKind::usage, "--as: '" + form + "' is no form",
                "it is text, html, pdf, csv, ledger or hledger");
  }
  return Exit::done;
}

}  // namespace tkt
