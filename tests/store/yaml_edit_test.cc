// SPDX-License-Identifier: MIT
//
// Each case: a text, a change of the values, and the bytes that must come out.
#include <catch2/catch.hpp>

#include "model/error.h"
#include "store/yaml.h"
#include "tests/store/yaml_change.h"

namespace tkt::test {

TEST_CASE("no difference, no change") {
  const std::string text = "a:   'odd'   # comment\n\n\nb: [ 1,2 ]";
  CHECK(edited(text, [](Node&) {}) == text);
}

TEST_CASE("a scalar is replaced where it stands") {
  const Change change = setting("b", Node::text("new"));
  CHECK(edited("a: 1\nb: old\nc: 2\n", change) == "a: 1\nb: new\nc: 2\n");
  CHECK(edited("a: 1\nb:   old   # why\nc: 2\n", change) == "a: 1\nb:   new   # why\nc: 2\n");
  CHECK(edited("b: \"o # ld\" # why\n", change) == "b: new # why\n");
  CHECK(edited("b: 'it''s'\nc: 1\n", change) == "b: new\nc: 1\n");
  CHECK(edited("b: over\n  two lines # why\nc: 1\n", change) == "b: new # why\nc: 1\n");
  CHECK(edited("b:\n  below # why\nc: 1\n", change) == "b:\n  new # why\nc: 1\n");
  CHECK(edited("b: old", change) == "b: new");
  CHECK(edited("a: 1\r\nb: old\r\nc: 2\r\n", change) == "a: 1\r\nb: new\r\nc: 2\r\n");
  CHECK(edited("---\n# head\nb: old\n...\n# foot\n", change) ==
        "---\n# head\nb: new\n...\n# foot\n");
  CHECK(edited("b: |  # why\n  old\n\nc: 1\n", change) == "b: new  # why\n\nc: 1\n");
  CHECK(edited("b: |+\n  old\n\nc: 1\n", change) == "b: new\nc: 1\n");
  CHECK(edited("b: [x, y] # why\n", change) == "b: new # why\n");
  CHECK(edited("b:\n  - x # one\n  - y\nc: 1\n", change) == "b: new\nc: 1\n");
  CHECK(edited("b: # why\n  x: 1\nc: 1\n", change) == "b: new # why\nc: 1\n");
}

TEST_CASE("an empty value is filled") {
  const Change change = setting("b", Node::text("new"));
  CHECK(edited("b:\nc: 1\n", change) == "b: new\nc: 1\n");
  CHECK(edited("b:   # why\nc: 1\n", change) == "b: new   # why\nc: 1\n");
  CHECK(edited("b: ~ # why\n", change) == "b: new # why\n");
  CHECK(edited("b:", change) == "b: new");
  CHECK(edited("a: 1\nb:\r\n", change) == "a: 1\nb: new\r\n");
  CHECK(edited("b: {}\n", change) == "b: new\n");
  CHECK(edited("b: new\n", setting("b", Node())) == "b: null\n");
}

TEST_CASE("values inside brackets") {
  const auto inner = [](const Change& change) {
    return [=](Node& root) { change(at(root, "m")); };
  };
  CHECK(edited("m: {a: 1, b: old, c: 2} # why\n", inner(setting("b", Node::text("x, y")))) ==
        "m: {a: 1, b: \"x, y\", c: 2} # why\n");
  CHECK(edited("m: {\"b\":1}\n", inner(setting("b", Node::text("x")))) == "m: {\"b\": x}\n");
  CHECK(edited("m: {a: , b:}\n", inner(setting("b", Node::text("x")))) == "m: {a: , b: x}\n");
  CHECK(edited("m: {a: , b: 1}\n", inner(setting("a", Node::text("x")))) == "m: {a: x , b: 1}\n");
  CHECK(edited("m: { a: 1 }\n", inner(setting("b", Node::text("x")))) == "m: { a: 1, b: x }\n");
  CHECK(edited("m: {a: 1,}\n", inner(setting("b", Node::text("x")))) == "m: {a: 1, b: x,}\n");
  CHECK(edited("m: {a: 1, b: 2, c: 3}\n", inner(dropping("a"))) == "m: {b: 2, c: 3}\n");
  CHECK(edited("m: {a: 1, b: 2, c: 3}\n", inner(dropping("b"))) == "m: {a: 1, c: 3}\n");
  CHECK(edited("m: {a: 1, b: 2, c: 3}\n", inner(dropping("c"))) == "m: {a: 1, b: 2}\n");
  CHECK(edited("m: {a: 1}\n", inner(dropping("a"))) == "m: {}\n");
  CHECK(edited("m: {}\n", inner(setting("a", Node::text("x")))) == "m: {a: x}\n");
  CHECK(edited("m: {a: 1, b: 2, c: 3}\n", inner([](Node& map) {
                 drop(map, "a");
                 drop(map, "c");
                 set(map, "d", Node::list({Node::text("p"), Node::text("q: r")}, false));
               })) == "m: {b: 2, d: [p, \"q: r\"]}\n");
}

TEST_CASE("brackets over several lines") {
  const std::string text =
      "tags: [\n"
      "  vpn,   # the tunnel\n"
      "  wifi   # the air\n"
      "]\n"
      "more: 1\n";
  CHECK(edited(text, appending("tags", Node::text("fax"))) ==
        "tags: [\n"
        "  vpn,   # the tunnel\n"
        "  wifi,   # the air\n"
        "  fax\n"
        "]\n"
        "more: 1\n");
  CHECK(edited(text, [](Node& root) { drop_item(at(root, "tags"), 0); }) ==
        "tags: [\n  wifi   # the air\n]\nmore: 1\n");
  CHECK(edited(text, [](Node& root) { drop_item(at(root, "tags"), 1); }) ==
        "tags: [\n  vpn,   # the tunnel\n]\nmore: 1\n");
  CHECK(edited("t: [\n  a, # x\n  b, # y\n]\n", [](Node& root) {
          at(root, "t").items.push_back(Node::text("c"));
          at(root, "t").items.push_back(Node::text("d"));
        }) == "t: [\n  a, # x\n  b, # y\n  c,\n  d,\n]\n");
  CHECK(edited("m: {a: 1,\n    b: 2}\n", [](Node& root) {
          set(at(root, "m"), "c", Node::text("x"));
        }) == "m: {a: 1,\n    b: 2, c: x}\n");
}

TEST_CASE("a new key stands behind the key that precedes it") {
  const auto ordered = [](const std::vector<std::string>& keys, const std::string& fresh) {
    return [=](Node& root) {
      Node after = Node::record({}, false);
      for (const std::string& key : keys) {
        set(after, key, key == fresh ? Node::text("new") : *root.find(key));
      }
      root = after;
    };
  };
  CHECK(edited("a: 1\n\n# about b\nb: 2\n", ordered({"a", "k", "b"}, "k")) ==
        "a: 1\nk: new\n\n# about b\nb: 2\n");
  CHECK(edited("# head\na: 1\nb: 2\n", ordered({"k", "a", "b"}, "k")) ==
        "# head\nk: new\na: 1\nb: 2\n");
  CHECK(edited("b: 2\na:\n  - x\n  # end\nc: 3\n", ordered({"a", "k", "b", "c"}, "k")) ==
        "b: 2\na:\n  - x\nk: new\n  # end\nc: 3\n");
  CHECK(edited("a: |\n  text\n\n\nb: 2\n", ordered({"a", "k", "b"}, "k")) ==
        "a: |\n  text\nk: new\n\n\nb: 2\n");
  CHECK(edited("a: 1 # why", ordered({"a", "k"}, "k")) == "a: 1 # why\nk: new");
  CHECK(edited("a: 1\r\nb: 2", ordered({"a", "b", "k"}, "k")) == "a: 1\r\nb: 2\r\nk: new");
  CHECK(edited("a: 1\n...\n# foot\n", ordered({"a", "k"}, "k")) == "a: 1\nk: new\n...\n# foot\n");
  CHECK(edited("  a: 1\n  b: 2\n", ordered({"a", "k", "b"}, "k")) == "  a: 1\n  k: new\n  b: 2\n");
}

TEST_CASE("keys that the text omits may be understood all the same") {
  const Node before = Node::record(
      {{"a", Node::bare("1")}, {"callout", Node::bare("false")}, {"b", Node::bare("2")}}, false);
  Node after = before;
  set(after, "b", Node::bare("3"));
  CHECK(edit_yaml("a: 01 # odd\nb: 2\n", before, after, "t.yaml") == "a: 01 # odd\nb: 3\n");
  set(after, "callout", Node::bare("true"));
  CHECK(edit_yaml("a: 01 # odd\nb: 2\n", before, after, "t.yaml") ==
        "a: 01 # odd\ncallout: true\nb: 3\n");
  drop(after, "a");
  CHECK(edit_yaml("a: 01 # odd\nb: 2\n", before, after, "t.yaml") == "callout: true\nb: 3\n");
}

TEST_CASE("a key is removed with its lines") {
  const Change change = dropping("b");
  CHECK(edited("a: 1\nb: 2 # why\nc: 3\n", change) == "a: 1\nc: 3\n");
  CHECK(edited("a: 1\n# about b\nb:\n  - x\n  - y: 1\n    z: 2\n\n# about c\nc: 3\n", change) ==
        "a: 1\n# about b\n\n# about c\nc: 3\n");
  CHECK(edited("a: 1\nb: |\n  x\n\n  y\nc: 3\n", change) == "a: 1\nc: 3\n");
  CHECK(edited("b: 2\nc: 3", change) == "c: 3");
  CHECK(edited("a: 1\nb: 2", change) == "a: 1");
  CHECK(edited("a: 1\r\nb: 2\r\n", change) == "a: 1\r\n");
  CHECK(edited("a: 1\nb: 2\nc: 3\nd: 4", [](Node& root) {
          drop(root, "b");
          drop(root, "d");
        }) == "a: 1\nc: 3");
}

TEST_CASE("unknown keys of a removed map stay") {
  const Node before = Node::record(
      {{"a", Node::text("1")},
       {"c", Node::record({{"from", Node::text("x")}, {"to", Node::text("y")}}, true)}},
      false);
  Node after = before;
  drop(after, "c");
  CHECK(edit_yaml("a: 1\nc:\n  from: x\n  keep: me # please\n  to: y\n", before, after, "t.yaml") ==
        "a: 1\nc:\n  keep: me # please\n");
  CHECK(edit_yaml("a: 1\nc: {from: x, keep: me, to: y}\n", before, after, "t.yaml") ==
        "a: 1\nc: {keep: me}\n");
  CHECK(edit_yaml("a: 1\nc: {from: x, to: y}\n", before, after, "t.yaml") == "a: 1\n");
}

TEST_CASE("the first key of an item in block style is added and removed") {
  const std::string text = "w:\n  - a: 1 # one\n    b: 2\n  - a: 3\n";
  CHECK(edited(text, [](Node& root) { drop(at(root, "w").items[0], "a"); }) ==
        "w:\n  - b: 2\n  - a: 3\n");
  CHECK(edited(text, [](Node& root) {
          auto& fields = at(root, "w").items[1].fields;
          fields.insert(fields.begin(), {"k", Node::text("new")});
        }) == "w:\n  - a: 1 # one\n    b: 2\n  - k: new\n    a: 3\n");
  CHECK(edited(text, [](Node& root) {
          auto& fields = at(root, "w").items[0].fields;
          drop(at(root, "w").items[0], "a");
          fields.insert(fields.begin(), {"k", Node::text("new")});
        }) == "w:\n  - k: new\n    b: 2\n  - a: 3\n");
  CHECK(edited(text, [](Node& root) { drop(at(root, "w").items[1], "a"); }) ==
        "w:\n  - a: 1 # one\n    b: 2\n  - {}\n");
}

TEST_CASE("a text becomes a literal block and changes as one") {
  const Change change = setting("d", Node::block("one\n\ntwo: # x\n"));
  const std::string block = "one\n\n  two: # x\n";
  CHECK(edited("d: old # why\nz: 1\n", change) == "d: | # why\n  " + block + "z: 1\n");
  CHECK(edited("d:\nz: 1\n", change) == "d: |\n  " + block + "z: 1\n");
  CHECK(edited("d: # why\n  old\nz: 1\n", change) == "d: | # why\n  " + block + "z: 1\n");
  CHECK(edited("d: |- # why\n  old\n\nz: 1\n", change) == "d: | # why\n  " + block + "\nz: 1\n");
  CHECK(edited("d: >\n    old\nz: 1\n", change) == "d: |\n    one\n\n    two: # x\nz: 1\n");
  CHECK(edited("d: |+\n  old\n\n\nz: 1\n", change) == "d: |\n  " + block + "z: 1\n");
  CHECK(edited("d: |\n  old\n       \nz: 1\n", change) == "d: |\n  " + block + "z: 1\n");
  CHECK(edited("d: old\n       \nz: 1\n", change) == "d: |\n  " + block + "\nz: 1\n");
  CHECK(edited("d: 'over\n  two' # why\nz: 1\n", change) == "d: | # why\n  " + block + "z: 1\n");
  CHECK(edited("d: old", change) == "d: |\n  " + block);  // the break is part of the text
  CHECK(edited("d: |\r\n  old\r\nz: 1\r\n", change) ==
        "d: |\r\n  one\r\n\r\n  two: # x\r\nz: 1\r\n");
  CHECK(edited("m: {d: old}\n", [&](Node& root) { change(at(root, "m")); }) ==
        "m: {d: \"one\\n\\ntwo: # x\\n\"}\n");
  CHECK(edited("d: old\n# about z\nz: 1\n", setting("d", Node::block("  x\n"))) ==
        "d: |2\n    x\n# about z\nz: 1\n");
}

TEST_CASE("a key is added behind a block scalar at the end of an unfinished line") {
  CHECK(edited("d: |\n  text", setting("k", Node::text("new"))) == "d: |\n  text\nk: new");
  CHECK(edited("d: |\n  text\n      \n\nz: 1\n", [](Node& root) {
          drop(root, "z");
          set(root, "k", Node::block("x\n"));
        }) == "d: |\n  text\n      \nk: |\n  x\n\n");
}

TEST_CASE("the last entry of a list goes and a key comes behind the list") {
  CHECK(edited("c:\n  - {id: \"A\"}\n  - {id: \"B\"}\nz: 1\n", [](Node& root) {
          drop_item(at(root, "c"), 1);
          root.fields.insert(root.fields.begin() + 1, {"k", Node::text("new")});
        }) == "c:\n  - {id: \"A\"}\nk: new\nz: 1\n");
  CHECK(edited("c:\n  - {id: \"A\"}\n  - {id: \"B\"}", [](Node& root) {
          drop_item(at(root, "c"), 1);
          set(root, "k", Node::text("new"));
        }) == "c:\n  - {id: \"A\"}\nk: new");
}

TEST_CASE("many changes at once touch their lines only") {
  const std::string text =
      "# Opened by Ntebo\n"
      "id: \"ITW-4F7K24\"\n"
      "subject:   'VPN down'        # as he said\n"
      "status: open\n"
      "x-ref: [ 17, {y: z} ]        # ours\n"
      "\n"
      "tags: [vpn,wifi]\n"
      "events:\n"
      "- {id: \"A\", did: open}   # first\n"
      "- id: B\n"
      "  did: assign\n"
      "  to: letla\n"
      "# that is all\n"
      "\n"
      "messages: []\n";
  CHECK(edited(text,
               [](Node& root) {
                 set(root, "status", Node::text("in-progress"));
                 root.fields.insert(root.fields.begin() + 3, {"assigned", Node::text("letla")});
                 drop_item(at(root, "tags"), 0);
                 set(at(root, "events").items[1], "to", Node::text("ciaron"));
                 at(root, "events")
                     .items.push_back(Node::record(
                         {{"id", Node::quoted("C")}, {"did", Node::text("respond")}}, true));
                 set(root, "messages",
                     Node::list({Node::record({{"event", Node::quoted("C")}}, true)}, false));
               }) ==
        "# Opened by Ntebo\n"
        "id: \"ITW-4F7K24\"\n"
        "subject:   'VPN down'        # as he said\n"
        "status: in-progress\n"
        "assigned: letla\n"
        "x-ref: [ 17, {y: z} ]        # ours\n"
        "\n"
        "tags: [wifi]\n"
        "events:\n"
        "- {id: \"A\", did: open}   # first\n"
        "- id: B\n"
        "  did: assign\n"
        "  to: ciaron\n"
        "- id: \"C\"\n"
        "  did: respond\n"
        "# that is all\n"
        "\n"
        "messages:\n"
        "- {event: \"C\"}\n");
}

TEST_CASE("everything may be replaced") {
  CHECK(edited("# head\na: 1\nb: 2\n# foot\n", [](Node& root) {
          root = Node::record({{"c", Node::text("x")}, {"d", Node::text("w")}}, false);
        }) == "# head\nc: x\nd: w\n# foot\n");
}

TEST_CASE("a change that the file would not survive is refused, and says which file") {
  const Node before = parse_yaml("a: 1\n", "t.yaml");
  CHECK_THROWS_WITH(edit_yaml("a: 1\n", before, Node::record({}, false), "t.yaml"),
                    Catch::StartsWith("t.yaml: "));
  Node large = before;
  set(large, "a", Node::text(std::string(2 << 20, 'x')));
  CHECK_THROWS_WITH(edit_yaml("a: 1\n", before, large, "t.yaml"), Catch::StartsWith("t.yaml: "));
  CHECK_THROWS_WITH(edit_yaml("a: [\n", before, large, "t.yaml"), Catch::StartsWith("t.yaml:2: "));
}

}  // namespace tkt::test
