// SPDX-License-Identifier: MIT
#include "cmd/print.h"

#include "cmd/find.h"
#include "cmd/invoice_html.h"
#include "cmd/invoice_text.h"
#include "cmd/issue.h"
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

void check(const PrintOptions& options) {
  if (options.as == "pdf") {
    throw Error(ErrorKind::usage, "--as: 'pdf' is not made here",
                "a browser prints the page of --as html to PDF");
  }
  if (!options.as.empty() && options.as != "text" && options.as != "html") {
    throw Error(ErrorKind::usage, "--as: '" + options.as + "' is no form", "it is text or html");
  }
}

}  // namespace

Exit run(const PrintOptions& options, Context& context) {
  check(options);
  const Snapshot& snapshot = context.snapshot();
  const Invoice invoice = find_invoice(snapshot, options.number).value;
  if (options.json) {
    context.io.out.raw(invoice_json(invoice, context.zone()));
  } else if (options.as == "html") {
    context.io.out.raw(invoice_html(invoice, context.zone(), page_of(snapshot)));
  } else {
    context.io.out.text(invoice_text(invoice, context.zone()));
  }
  return Exit::done;
}

}  // namespace tkt
