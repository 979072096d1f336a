// SPDX-License-Identifier: MIT
#include "templates/fill.h"

#include <catch2/catch.hpp>

#include "model/error.h"

namespace tkt {

using Catch::Matchers::Contains;

namespace {

TemplateFields two_tools() {
  TemplateFields windows{{{"system", "Windows"}, {"url", "https://example.com/w"}}, {}};
  TemplateFields mac{{{"system", "Mac"}, {"url", ""}}, {}};
  return {{{"id", "ITW-4F7K24"}, {"empty", ""}}, {{"tools", {windows, mac}}, {"none", {}}}};
}

std::string problem_of(std::string_view text, const TemplateFields& fields = two_tools()) {
  try {
    (void)fill_template("opened.email.txt", text, fields);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::refused);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a field is put in as it is in a text, and escaped in HTML") {
  const TemplateFields fields{{{"subject", R"(<b>"A" & 'B'</b> {{id}})"}}, {}};
  CHECK(fill_template("a.txt", "{{subject}}", fields) == R"(<b>"A" & 'B'</b> {{id}})");
  CHECK(fill_template("a.html", "{{subject}}", fields) ==
        "&lt;b&gt;&quot;A&quot; &amp; &apos;B&apos;&lt;/b&gt; {{id}}");
}

TEST_CASE("a section is kept where its text is not empty") {
  CHECK(fill_template("a", "{{#id}}yes {{id}}{{/id}}{{^id}}no{{/id}}", two_tools()) ==
        "yes ITW-4F7K24");
  CHECK(fill_template("a", "{{#empty}}yes{{/empty}}{{^empty}}no{{/empty}}[{{empty}}]",
                      two_tools()) == "no[]");
}

TEST_CASE("a list repeats its section, and a line of a section's tag alone leaves no line") {
  CHECK(fill_template(
            "a",
            "Tools:\n{{#tools}}\n- {{system}}{{#url}} {{url}}{{/url}}, {{id}}\n{{/tools}}\nend",
            two_tools()) ==
        "Tools:\n- Windows https://example.com/w, ITW-4F7K24\n- Mac, ITW-4F7K24\nend");
  CHECK(fill_template("a", "{{#none}}some{{/none}}{{^none}}none{{/none}}", two_tools()) == "none");
}

TEST_CASE("a section that is left out leaves no line, and blank lines beside it stay") {
  CHECK(fill_template("a", "one\n{{#empty}}\nno\n{{/empty}}\ntwo\n", two_tools()) == "one\ntwo\n");
  CHECK(fill_template("a", "one\n\n{{#empty}}\nno\n{{/empty}}\n\ntwo", two_tools()) ==
        "one\n\n\ntwo");
  CHECK(fill_template("a", "one\n{{#id}}\n\nyes\n{{^id}}\nno\n{{/id}}\n{{/id}}\n\ntwo",
                      two_tools()) == "one\n\nyes\n\ntwo");
  CHECK(fill_template("a", "one\r\n  {{#empty}}\r\nno\r\n  {{/empty}}  \r\ntwo\r\n", two_tools()) ==
        "one\r\ntwo\r\n");
  CHECK(fill_template("a", "one\n{{#empty}}no{{/empty}}\ntwo", two_tools()) == "one\n\ntwo");
}

TEST_CASE("an unknown field names the template and the field") {
  CHECK(problem_of("{{ticket}}") == "template 'opened.email.txt': line 1: unknown field 'ticket'");
  CHECK_THAT(problem_of("a\nb {{id}}\n{{^ticket }}{{/ticket}}"),
             Contains("line 3: unknown field 'ticket'"));
  CHECK_THAT(problem_of("{{#ticket}}{{/ticket}}"), Contains("unknown field 'ticket'"));
  CHECK_THAT(problem_of("{{^ticket}}{{/ticket}}"), Contains("unknown field 'ticket'"));
  CHECK_THAT(problem_of("{{#tools}}{{version}}{{/tools}}"), Contains("unknown field 'version'"));
  CHECK_THAT(problem_of("{{{ticket}}}"), Contains("unknown field 'ticket'"));
  CHECK_THAT(problem_of("{{}}"), Contains("unknown field ''"));
}

TEST_CASE("a broken template is refused") {
  CHECK_THAT(problem_of("{{id"), Contains("unclosed tag"));
  CHECK_THAT(problem_of("{{#id}}"), Contains("unclosed section"));
  CHECK_THAT(problem_of("{{/id}}"), Contains("unopened section"));
  CHECK_THAT(problem_of("{{#id}}{{#empty}}{{/id}}{{/empty}}"), Contains("unclosed section"));
  CHECK_THAT(problem_of("{{> id}}"), Contains("partial"));
  CHECK_THAT(problem_of("{{=<% %>=}}"), Contains("delimiters"));
  CHECK_THAT(problem_of("{{ =a  =}}"), Contains("delimiters"));
}

TEST_CASE("a hostile template is stopped") {
  std::string deep;
  std::string end;
  for (int i = 0; i < 10'000; ++i) {
    deep += "{{ # id}}";
    end += "{{/id}}";
  }
  CHECK_THAT(problem_of(deep + end), Contains("sections inside each other"));

  const std::string nested =
      "{{#t}}{{#t}}{{#t}}{{#t}}{{#t}}{{#t}}x{{/t}}{{/t}}{{/t}}{{/t}}{{/t}}{{/t}}";
  const TemplateFields many{{}, {{"t", std::vector<TemplateFields>(20)}}};
  CHECK_THAT(problem_of(nested, many), Contains("too many repetitions"));

  const TemplateFields long_field{{{"big", std::string(200'000, 'x')}},
                                  {{"t", std::vector<TemplateFields>(100)}}};
  CHECK_THAT(problem_of("{{#t}}{{big}}{{/t}}", long_field), Contains("too long"));
  CHECK_THAT(problem_of(std::string(300'000, 'x')), Contains("longer than 256 KiB"));
}

}  // namespace tkt
