// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tkt {

/// What a template may name.
struct TemplateFields {
  /// By name. `{{name}}` puts the text in; `{{#name}}...{{/name}}` is kept where the text is not
  /// empty, `{{^name}}...{{/name}}` where it is.
  std::map<std::string, std::string> texts;
  /// By name. `{{#name}}...{{/name}}` is repeated for each item, whose own names come before the
  /// outer ones: give every item all of its names.
  std::map<std::string, std::vector<TemplateFields>> lists;
};

/// The template (mustache) with its fields filled in. In a template whose name ends in ".html" the
/// fields' characters that mean something to HTML are escaped; in any other nothing is. Throws
/// Error{refused}, naming the template: a field that is not in `fields`, with its line, where the
/// text comes to it; tags that do not pair up; a partial or a change of delimiters, which are not
/// supported; and a template that is too large, too deep, or fills up to more than 16 MiB.
[[nodiscard]] std::string fill_template(std::string_view name, std::string_view text,
                                        const TemplateFields& fields);

}  // namespace tkt
