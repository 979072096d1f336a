// SPDX-License-Identifier: MIT
#include "cmd/typed_line.h"

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/core.h>

#include "model/error.h"
#include "model/ids.h"
#include "model/text.h"

namespace tkt {
namespace {

class TypedLine {
 public:
  TypedLine(const SurfaceCommand& command, const SurfaceCommand& program)
      : command_(command),
        program_(program),
        name_(command.words.empty() ? "tkt" : "tkt " + command.words),
        command_words_(command.words.empty()
                           ? 0
                           : 1 + std::count(command.words.begin(), command.words.end(), ' ')) {}

  std::vector<std::string> checked(const std::vector<std::string>& words) {
    for (auto word = words.begin(); word != words.end(); ++word) {
      if (*word == "--") {
        out_.insert(out_.end(), word, words.end());
        arguments_.insert(arguments_.end(), word + 1, words.end());
        break;
      }
      if (word->size() < 2 || word->front() != '-') {
        take_argument(*word);
        continue;
      }
      const SurfaceOption& option = option_of(*word);
      const bool last = word + 1 == words.end();
      const bool alone = option.value_optional && (last || (word + 1)->starts_with('-'));
      if (take_option(option, *word) && !alone) {
        if (last) {
          fail(fmt::format("{} lacks its {}", option.names.front(), option.takes));
        }
        out_.push_back(*++word);
      }
    }
    if (!asks_for_text_) {
      check_arguments();
      check_required();
    }
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail(const std::string& message, const std::string& hint = "") const {
    throw Error(ErrorKind::usage, message,
                (hint.empty() ? "" : hint + "; ") + fmt::format("see '{} --help'", name_));
  }

  void take_argument(const std::string& word) {
    out_.push_back(word);
    if (command_words_ > 0) {
      --command_words_;
    } else {
      arguments_.push_back(word);
    }
  }

  /// "--message" of "--message=hi", "-m" of "-mhi".
  static std::string name_in(const std::string& word) {
    return word[1] == '-' ? word.substr(0, word.find('=')) : word.substr(0, 2);
  }

  const SurfaceOption& option_of(const std::string& word) const {
    const std::string name = name_in(word);
    std::vector<std::string> known;
    for (const SurfaceCommand* one : {&command_, &program_}) {
      for (const SurfaceOption& option : one->options) {
        if (option.argument) {
          continue;
        }
        if (std::find(option.names.begin(), option.names.end(), name) != option.names.end()) {
          if (one == &command_ && command_words_ > 0) {
            fail(fmt::format("{} stands behind '{}'", name, name_));
          }
          return option;
        }
        known.insert(known.end(), option.names.begin(), option.names.end());
      }
    }
    const auto near = nearest(name, known);
    fail(fmt::format("'{}' has no option '{}'", name_, name),
         near.empty() || name[1] != '-' ? "" : "did you mean " + joined(near) + "?");
  }

  /// Returns true where the next word is the option's value.
  bool take_option(const SurfaceOption& option, const std::string& word) {
    const std::string name = name_in(word);
    const bool tied = word.size() > name.size();
    asks_for_text_ = asks_for_text_ || name == "--help" || name == "-h" || name == "--version";
    if (++given_[&option] > 1 && !option.takes.empty() && !option.repeats) {
      fail(option.names.front() + " is given twice");
    }
    if (tied && word.back() == '=' && word.size() == name.size() + 1 && name.size() > 2) {
      out_.insert(out_.end(), {name, ""});
      return false;
    }
    out_.push_back(word);
    return !option.takes.empty() && !tied;
  }

  void check_arguments() const {
    std::size_t most = 0;
    for (const SurfaceOption& option : command_.options) {
      if (option.argument && option.repeats) {
        return;
      }
      most += option.argument ? 1U : 0U;
    }
    if (arguments_.size() > most) {
      std::string text;
      for (std::size_t i = most; i < arguments_.size(); ++i) {
        text += (text.empty() ? "'" : ", '") + arguments_[i] + "'";
      }
      fail(fmt::format("'{}' cannot use {}", name_, text),
           most > 0 ? "a text of several words stands in quotes" : "");
    }
  }

  void check_required() const {
    std::size_t number = 0;
    std::vector<std::string> missing;
    for (const SurfaceOption& option : command_.options) {
      const bool there = option.argument ? number++ < arguments_.size() : given_.count(&option) > 0;
      if (option.required && !there) {
        missing.push_back(option.argument ? option.takes : option.names.front());
      }
    }
    if (!missing.empty()) {
      fail(joined(missing) + (missing.size() == 1 ? " is required" : " are required"));
    }
  }

  const SurfaceCommand& command_;
  const SurfaceCommand& program_;
  std::string name_;
  std::ptrdiff_t command_words_;
  std::map<const SurfaceOption*, int> given_;
  std::vector<std::string> arguments_;
  std::vector<std::string> out_;
  bool asks_for_text_ = false;
};

}  // namespace

std::vector<std::string> without_help_word(std::vector<std::string> words) {
  if (words == std::vector<std::string>{"version"}) {
    return {"--version"};
  }
  const bool help = !words.empty() && words.front() == "help";
  while (!words.empty() && (words.front() == "help" || (help && words.front() == "version"))) {
    words.erase(words.begin());
  }
  if (help) {
    words.emplace_back("--help");
  }
  return words;
}

bool asks_for_help(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return word == "--help" || word == "-h"; });
}

std::vector<std::string> checked_line(const std::vector<std::string>& words,
                                      const SurfaceCommand& command,
                                      const SurfaceCommand& program) {
  return TypedLine(command, program).checked(words);
}

std::string as_message(std::string text) {
  if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1])) != 0) {
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  }
  while (!text.empty() && (text.back() == '\n' || text.back() == '.')) {
    text.pop_back();
  }
  return text;
}

}  // namespace tkt
