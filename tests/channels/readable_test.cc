// SPDX-License-Identifier: MIT
#include "channels/readable.h"

#include <catch2/catch.hpp>

namespace tkt {

TEST_CASE("HTML as people read it") {
  const auto [html, text] = GENERATE(table<const char*, const char*>({
      {"<p>One</p><p>Two</p>", "One\n\nTwo"},
      {"a<br>b<BR/>c", "a\nb\nc"},
      {"<b>VPN</b> &amp; mail &lt;down&gt; &#8364;5&nbsp;&#x41;", "VPN & mail <down> €5 A"},
      {"<ul><li>one</li><li>two</li></ul>", "- one\n- two"},
      {"<style>p{x}</style><script>alert(1)</script>ok<!-- no -->", "ok"},
      {"<head><title>t</title></head><body>ok</body>", "ok"},
      {"<a href=\"https://a.example/x\">here</a>", "here <https://a.example/x>"},
      {"<a href='https://a.example'>https://a.example</a>", "https://a.example"},
      {"<a href=\"javascript:x\">here</a>", "here"},
      {"new<blockquote>old<br>older</blockquote>", "new\n> old\n> older"},
      {"1 < 2 & 3 > 2", "1 < 2 & 3 > 2"},
      {"<p", ""},
      {"<script>never ends", ""},
      {"&#0;&#xD800;&#99999999999;&nope;", "&#0;&#xD800;&#99999999999;&nope;"},
      {"", ""},
  }));
  INFO(html);
  CHECK(text_of_html(html) == text);
}

TEST_CASE("history is folded away, and what is new stays") {
  const auto [text, kept] = GENERATE(table<const char*, const char*>({
      {"Yes.\n\nOn Monday Neo wrote:\n> No?\n> Or?\n", "Yes.\n\n[3 quoted lines]"},
      {"Yes.\n\nOn Mon, 23 Nov 2026 at 08:15, Neo Kgosi\n<neo@x.example> wrote:\n\n> No?\n",
       "Yes.\n\n[4 quoted lines]"},
      {"> first?\nyes\n> second?\nno\n", "[1 quoted line]\nyes\n[1 quoted line]\nno"},
      {"Done\n\n-----Original Message-----\nFrom: x\nall this\n", "Done\n\n[3 quoted lines]"},
      {"Done\n\nFrom: IT <x@y>\nSent: Monday\nTo: Neo\nSubject: s\n\nold\n",
       "Done\n\n[6 quoted lines]"},
      {"From: here to there\nis no history\n", "From: here to there\nis no history"},
      {"He wrote:\nnothing\n", "He wrote:\nnothing"},
      {"", ""},
  }));
  INFO(text);
  CHECK(without_history(text) == kept);
}

TEST_CASE("names of attachments are safe as names of files") {
  CHECK(safe_file_name("../../etc/passwd", "x") == "passwd");
  CHECK(safe_file_name("C:\\Users\\neo\\a b.pdf", "x") == "a b.pdf");
  CHECK(safe_file_name("..", "x") == "x");
  CHECK(safe_file_name("-rf", "x") == "rf");
  CHECK(safe_file_name("the password: hunter2/4.pdf", "x") == "the password_ [removed]");
  CHECK(safe_file_name("a\x1b[2J\n\xe2\x80\xae"
                       "fdp.exe",
                       "x") == "a [2J fdp.exe");
  CHECK(safe_file_name("a;rm$(x)|`y`.pdf", "x") == "a_rm_(x)__y_.pdf");
  CHECK(safe_file_name("", "x") == "x");
  CHECK(safe_file_name(std::string(300, 'a') + ".pdf", "x") == std::string(76, 'a') + ".pdf");
}

}  // namespace tkt
