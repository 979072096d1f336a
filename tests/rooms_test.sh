#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Which room may include and call what. "rooms_test.sh" looks at the sources; "rooms_test.sh --self"
# plants one breach of each rule in a copy and expects to be told of it.
set -eu

# Every line of every room as "file:line:text", without comments.
sources() {
  find model templates store channels cmd -name '*.cc' -o -name '*.h' 2>/dev/null | sort |
    xargs -r grep -n '' /dev/null | sed -E -e 's|(:[0-9]+:) *//.*|\1|' -e 's|  +//[^"]*$||'
}

# The lines of these rooms ("*" for all) that match a pattern.
lines() {
  case $1 in
    '*') printf '%s\n' "$code" ;;
    *) printf '%s\n' "$code" | grep -E "^($1)/" ;;
  esac | grep -E "$2"
}

# Prints the breaches of a rule and remembers that there was one. $2 is what `lines` found, less
# the lines that match $3.
rule() {
  found=$(printf '%s' "$2" | grep -vE "${3:-^$}" || :)
  [ -n "$found" ] || return 0
  printf '%s\n%s\n' "$1:" "$found"
  broken=1
}

check() {
  broken=0
  code=$(sources)
  for arrow in 'model model' 'templates (templates|model)' 'store (store|model)' \
    'channels (channels|model)' 'cmd (cmd|store|channels|templates|model)'; do
    room=${arrow%% *}
    rule "$room includes from a room that it may not know" \
      "$(lines "$room" '#include "')" "#include \"${arrow#* }/"
  done

  std='<[a-z_]+>'
  rule 'model includes more than the standard library and fmt' \
    "$(lines model '#include <')" "#include (<fmt/|$std|<sys/random\.h>)"
  # model/zone.cc reads the rules of a time zone from the system's database, as instant.h says.
  rule 'model or templates does I/O' "$(lines 'model|templates' \
    '#include <(iostream|fstream|istream|ostream|filesystem|cstdio|thread|mutex)>|printf\(')" \
    '^model/zone\.cc:|snprintf\('
  # store/index_lock.cc asks how old a file is, which is no time of the trade.
  rule 'only cmd/main.cc looks at the clock' "$(lines '*' \
    'system_clock::now|[^_a-z]time\((0|NULL|nullptr|&)|gettimeofday|clock_gettime|localtime|gmtime')" \
    '^(cmd/main|store/index_lock)\.cc:'
  rule 'model and templates have no clock at all' \
    "$(lines 'model|templates' '(steady|system)_clock::now|sleep')"
  rule 'only cmd/main.cc reads the environment' \
    "$(lines '*' 'getenv|environ[^m]')" '^cmd/main\.cc:|^store/process\.cc:.*= environ;'
  rule 'only cmd/main.cc touches the standard streams' \
    "$(lines '*' 'std::(cout|cerr|clog|cin)|[^a-z](std(out|err|in))[^a-z_]|<iostream>')" \
    '^cmd/main\.cc:'
  rule 'CLI11 belongs to cmd/cli.cc' \
    "$(lines '*' 'CLI/|CLI::')" '^cmd/cli\.cc:'
  rule 'yaml-cpp belongs to store/yaml*.cc' \
    "$(lines '*' '<yaml-cpp/|YAML::')" '^store/yaml[a-z_]*\.cc:'
  rule 'libgit2 belongs to store/git*.cc' \
    "$(lines '*' '<git2|git_internal\.h|[^a-z_:]git_[a-z]+_[a-z]')" \
    '^store/git([a-z_]*\.cc|_internal\.h|_fresh\.h):'
  rule 'SQLite belongs to store' \
    "$(lines '*' '<sqlite3|sqlite3_')" '^store/'
  rule 'libical belongs to store/ics.cc' \
    "$(lines '*' '<libical/|icalcomponent|icalrecur')" '^store/ics\.cc:'
  rule 'nlohmann/json belongs to cmd' \
    "$(lines '*' '<nlohmann/|nlohmann::')" '^cmd/'
  rule 'Pango and Cairo belong to cmd/pango_library.* and cmd/pdf.cc' \
    "$(lines '*' '<(pango|cairo)|[^a-z_:](pango|cairo)_[a-z]+_[a-z]')" \
    '^cmd/(pango_library\.(cc|h)|pdf\.cc):'
  rule 'GMime and libcurl belong to channels' \
    "$(lines '*' '<gmime/|<curl/')" '^channels/(gmime|curl)\.h:'
  rule 'mustache belongs to templates' \
    "$(lines '*' 'mustache\.hpp')" '^templates/'
  rule 'programs are run by argv, never through a shell' \
    "$(lines '*' '[^a-z_.>](system|popen)\(|"(/bin/)?sh"')"
  rule 'nobody includes tests' "$(lines '*' '#include "(tests|\.\.)/')"
  return $broken
}

# A sapling of the tree with one breach: the line $2 in the file $1.
expect_breach() {
  sapling=$(mktemp -d)
  mkdir -p "$sapling/${1%/*}"
  printf '%s\n' "$2" >"$sapling/$1"
  if (cd "$sapling" && check >/dev/null); then
    printf 'not noticed: %s in %s\n' "$2" "$1"
    missed=1
  fi
  rm -r "$sapling"
}

# A sapling with nothing to object to.
expect_calm() {
  sapling=$(mktemp -d)
  mkdir -p "$sapling/${1%/*}"
  printf '%s\n' "$2" >"$sapling/$1"
  if ! (cd "$sapling" && check); then
    printf 'wrongly refused: %s in %s\n' "$2" "$1"
    missed=1
  fi
  rm -r "$sapling"
}

self_check() {
  missed=0
  expect_calm model/a.cc '#include <string>  // not <iostream>'
  expect_calm model/a.cc '// std::getenv is for cmd/main.cc'
  expect_calm store/yaml_read.cc '#include <yaml-cpp/yaml.h>'
  expect_calm cmd/a.cc '#include "channels/mail.h"'
  expect_breach model/a.cc '#include "store/store.h"'
  expect_breach model/a.h '#include <yaml-cpp/yaml.h>'
  expect_breach model/a.h '#include <filesystem>'
  expect_breach model/a.cc '#include <sqlite3.h>'
  expect_breach model/a.cc '  auto now = std::chrono::steady_clock::now();'
  expect_breach templates/a.cc '#include "store/git.h"'
  expect_breach templates/a.cc '#include <fstream>'
  expect_breach store/a.cc '#include "cmd/io.h"'
  expect_breach store/a.cc '#include "channels/mail.h"'
  expect_breach store/a.cc '  auto now = std::chrono::system_clock::now();'
  expect_breach store/a.cc '  std::time_t now = std::time(nullptr);'
  expect_breach store/a.cc '  const char* home = std::getenv("HOME");'
  expect_breach store/a.cc '  YAML::Node node;'
  expect_breach store/a.cc '#include "store/git_internal.h"'
  expect_breach store/a.cc '#include <libical/ical.h>'
  expect_breach store/git.h '#include <git2.h>'
  expect_breach store/a.cc '  git_repository_open(&repository, path);'
  expect_breach channels/a.cc '#include "store/git.h"'
  expect_breach channels/a.cc '  execl("/bin/sh", "sh", "-c", command);'
  expect_breach cmd/a.cc '#include <CLI/CLI.hpp>'
  expect_breach cmd/a.cc '#include <git2.h>'
  expect_breach cmd/a.cc '  std::cout << text;'
  expect_breach cmd/a.cc '#include "tests/support/desk.h"'
  expect_breach cmd/a.cc '  std::system(editor.c_str());'
  expect_breach model/a.cc '#include <nlohmann/json.hpp>'
  expect_breach cmd/a.cc '#include <kainjow/mustache.hpp>'
  expect_breach cmd/a.cc '#include <pango/pangocairo.h>'
  expect_breach cmd/a.cc '  cairo_show_page(context);'
  expect_calm cmd/pdf.cc '#include "cmd/pango_library.h"'
  expect_breach cmd/a.cc '#include <gmime/gmime.h>'
  expect_breach store/a.cc '#include <curl/curl.h>'
  [ "$missed" -eq 0 ]
}

cd "$(dirname "$0")/.."
if [ "${1:-}" = --self ]; then
  self_check
else
  check
fi
