// SPDX-License-Identifier: MIT
//
// Lists. Each case: a text, a change of the values, and the bytes that must come out.
#include <catch2/catch.hpp>

#include "model/error.h"
#include "store/yaml.h"
#include "tests/store/yaml_change.h"

namespace tkt::test {

TEST_CASE("a list grows in its own style") {
  const Node item = entry("N", "new");
  CHECK(edited("w:\n  - {id: \"A\", note: x} # why\nz: 1\n", appending("w", item)) ==
        "w:\n  - {id: \"A\", note: x} # why\n  - {id: \"N\", note: new}\nz: 1\n");
  CHECK(edited("w:\n- {id: \"A\", note: x}\n# next here\nz: 1\n", appending("w", item)) ==
        "w:\n- {id: \"A\", note: x}\n- {id: \"N\", note: new}\n# next here\nz: 1\n");
  CHECK(
      edited("w:\n    -   id: \"A\"\n        note: |\n          x\n\nz: 1\n",
             appending("w", item)) ==
      "w:\n    -   id: \"A\"\n        note: |\n          x\n    -   id: \"N\"\n        note: new\n"
      "\nz: 1\n");
  CHECK(edited("w:\n  -\n    id: \"A\"\nz: 1\n", appending("w", item)) ==
        "w:\n  -\n    id: \"A\"\n  - id: \"N\"\n    note: new\nz: 1\n");
  CHECK(edited("w: [{id: \"A\"}]\n", appending("w", item)) ==
        "w: [{id: \"A\"}, {id: \"N\", note: new}]\n");
  CHECK(edited("t:\n  - a\n  - b", appending("t", Node::text("c"))) == "t:\n  - a\n  - b\n  - c");
  CHECK(edited("t: [a, b,] # why\n", appending("t", Node::text("c"))) == "t: [a, b, c,] # why\n");
}

TEST_CASE("an empty list is begun") {
  const Change change = [](Node& root) { set(root, "w", Node::list({entry("N", "new")}, false)); };
  const std::string line = "  - {id: \"N\", note: new}\n";
  CHECK(edited("w: []\nz: 1\n", change) == "w:\n" + line + "z: 1\n");
  CHECK(edited("w: [ ]  # none yet\nz: 1\n", change) == "w:  # none yet\n" + line + "z: 1\n");
  CHECK(edited("w:\nz: 1\n", change) == "w:\n" + line + "z: 1\n");
  CHECK(edited("w:  # none yet\nz: 1\n", change) == "w:  # none yet\n" + line + "z: 1\n");
  CHECK(edited("w: ~\nz: 1\n", change) == "w:\n" + line + "z: 1\n");
  CHECK(edited("z: 1\n", change) == "z: 1\nw:\n" + line);
  CHECK(edited("w:", change) == "w:\n  - {id: \"N\", note: new}");
  CHECK(edited("w: []\r\n", change) == "w:\r\n  - {id: \"N\", note: new}\r\n");
  CHECK(edited("v:\n- {id: \"A\"}\nw: []\n", change) ==
        "v:\n- {id: \"A\"}\nw:\n- {id: \"N\", note: new}\n");
  CHECK(edited("t: []\n", [](Node& root) {
          set(root, "t", Node::list({Node::text("vpn")}, true));
        }) == "t: [vpn]\n");
}

TEST_CASE("a removed list leaves the comments beside its items") {
  const Change change = dropping("t");
  CHECK(edited("t: [a]   # asked for by Neo\nz: 1\n", change) ==
        "t: []   # asked for by Neo\nz: 1\n");
  CHECK(edited("t: [a, \"#b\"]\nz: 1\n", change) == "z: 1\n");
  CHECK(edited("t:\n  - a\n  - \"#b\"\nz: 1\n", change) == "z: 1\n");
  CHECK(edited("t:   # asked for\n  # by Neo\n  - a\n  - b   # since June\n  - c\nz: 1\n",
               change) == "t: []   # asked for\n  # by Neo\n  # since June\nz: 1\n");
  CHECK(edited("t:\r\n- a # one\r\n- b\r\nz: 1\r\n", change) == "t: []\r\n# one\r\nz: 1\r\n");
}

TEST_CASE("a list shrinks") {
  const auto without = [](std::size_t index) {
    return [=](Node& root) { drop_item(at(root, "t"), index); };
  };
  CHECK(edited("t: [a, b, c]\n", without(0)) == "t: [b, c]\n");
  CHECK(edited("t: [a, b, c]\n", without(1)) == "t: [a, c]\n");
  CHECK(edited("t: [a, b, c]\n", without(2)) == "t: [a, b]\n");
  CHECK(edited("t: [ a ]\n", without(0)) == "t: []\n");
  CHECK(edited("t:\n  - a # one\n  # about b\n  - b\n  - c\n", without(0)) ==
        "t:\n  # about b\n  - b\n  - c\n");
  CHECK(edited("t:\n  - a\n  - b", without(1)) == "t:\n  - a");
  CHECK(edited("t:\n  - a\nz: 1\n", without(0)) == "t: []\nz: 1\n");
  CHECK(edited("t:\n  - - a\n    - b\nz: 1\n",
               [](Node& root) { drop_item(at(root, "t").items[0], 0); }) == "t:\n  - - b\nz: 1\n");
}

TEST_CASE("entries with IDs keep what belongs to them") {
  const std::string text =
      "w:\n"
      "  - {id: \"A\", note: x, mine: 1} # first\n"
      "  - id: \"B\"\n"
      "    note: y\n"
      "    mine: 2 # second\n"
      "  - {id: \"C\", note: z}\n";
  CHECK(edited(text,
               [](Node& root) {
                 at(root, "w").items.insert(at(root, "w").items.begin(), entry("N", "new"));
                 set(at(root, "w").items[2], "note", Node::text("changed"));
               }) ==
        "w:\n"
        "  - {id: \"N\", note: new}\n"
        "  - {id: \"A\", note: x, mine: 1} # first\n"
        "  - id: \"B\"\n"
        "    note: changed\n"
        "    mine: 2 # second\n"
        "  - {id: \"C\", note: z}\n");
  CHECK(edited(text,
               [](Node& root) {
                 drop_item(at(root, "w"), 0);
                 at(root, "w").items.insert(at(root, "w").items.begin() + 1, entry("N", "new"));
                 drop(at(root, "w").items[0], "note");
               }) ==
        "w:\n"
        "  - id: \"B\"\n"
        "    mine: 2 # second\n"
        "  - id: \"N\"\n"
        "    note: new\n"
        "  - {id: \"C\", note: z}\n");
}

}  // namespace tkt::test
