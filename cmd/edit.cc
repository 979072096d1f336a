// SPDX-License-Identifier: MIT
#include "cmd/edit.h"

#include <cctype>
#include <filesystem>
#include <fstream>
#include <utility>

#include <unistd.h>

#include "cmd/find.h"
#include "cmd/hand_edit.h"
#include "cmd/ticket_change.h"
#include "cmd/unknown_keys.h"
#include "model/error.h"
#include "store/file.h"
#include "store/paths.h"
#include "store/process.h"
#include "store/records.h"

namespace tkt {
namespace {

constexpr std::string_view kNamesEditor = "$VISUAL or $EDITOR names the editor";

/// A private copy for the editor, removed at the end unless it is to be kept.
class Copy {
 public:
  Copy(const std::filesystem::path& folder, const TicketId& id, const std::string& text)
      : path_(folder / (id + "." + std::to_string(getpid()) + ".yaml")) {
    make_folders(folder.string());
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    write(text);
  }
  ~Copy() {
    std::error_code none;
    if (!kept_) {
      std::filesystem::remove(path_, none);
    }
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  std::string path() const { return path_.string(); }
  void keep() { kept_ = true; }
  std::string read() const { return read_file(path()).value_or(""); }

 private:
  void write(const std::string& text) const {
    std::ofstream file(path_, std::ios::binary | std::ios::trunc);
    if (!(file << text).flush()) {
      throw Error(ErrorKind::storage, "cannot write '" + path_.string() + "'");
    }
  }

  std::filesystem::path path_;
  bool kept_ = false;
};

/// $EDITOR may hold arguments ("code --wait"): words between spaces, and no shell. Quotes hold a
/// path with a space together.
std::vector<std::string> editor_command(const std::string& editor, const std::string& file) {
  std::vector<std::string> command;
  char quote = '\0';
  bool inside = false;  // a word
  for (const char c : editor) {
    if (quote == '\0' && std::isspace(static_cast<unsigned char>(c)) != 0) {
      inside = false;
      continue;
    }
    if (!std::exchange(inside, true)) {
      command.emplace_back();
    }
    if (quote == '\0' ? c == '"' || c == '\'' : c == quote) {
      quote = quote == '\0' ? c : '\0';
    } else {
      command.back() += c;
    }
  }
  command.push_back(file);
  return command;
}

int status_of_editor(Context& context, const Copy& copy) {
  Program editor;
  editor.arguments = editor_command(context.environment.editor, copy.path());
  editor.interactive = true;
  try {
    return run(editor).status;
  } catch (const Error& error) {
    throw Error(ErrorKind::refused, std::string(error.what()) + "; nothing was changed",
                std::string(kNamesEditor));
  }
}

void run_editor(Context& context, const Copy& copy) {
  context.io.err.flush();
  const int status = status_of_editor(context, copy);
  if (status != 0) {
    throw Error(ErrorKind::refused,
                "the editor '" + context.environment.editor + "' ended with status " +
                    std::to_string(status) + "; nothing was changed",
                std::string(kNamesEditor));
  }
}

/// What the editor would write over.
void refuse_edited(Context& context, const std::string& path) {
  if (!context.store().hand_edits(context.snapshot(), {path}).empty()) {
    throw Error(ErrorKind::refused, "'" + path + "' has uncommitted edits",
                "'tkt commit' takes the edits over");
  }
}

/// Commits what the editor left, if the ticket still is what the editor got.
void take_back(Context& context, const std::string& path, const std::string& before,
               const std::string& text) {
  Change change = context.change();
  if (change.snapshot().file(path) != before) {
    throw Error(ErrorKind::refused, "ticket " + name_of(path) + " was changed while you edited it");
  }
  warn_of_unknown_keys(context, path, text);
  const HandEdits edits(context, change.snapshot(), {{path, text}});
  const std::string taken = edits.take_over(path).value();
  change.put(path, taken);
  const Ticket after = read_ticket(path, taken).value;
  if (context.commit(change, commit_subject("edit", after, {"by " + context.actor().id}),
                     ticket_trailers(after))) {
    context.io.err.line("edited " + after.id);
  }
}

}  // namespace

Exit run(const EditOptions& options, Context& context) {
  (void)context.actor();
  const Snapshot& snapshot = context.snapshot();
  const std::string path = find_ticket_path(context, snapshot, options.ticket);
  const std::string before = snapshot.file(path).value();
  refuse_edited(context, path);
  Copy copy(context.store().state_folder() / "edit", name_of(path), before);
  run_editor(context, copy);
  const std::string text = copy.read();
  if (text == before) {
    context.io.err.line("nothing changed");
    return Exit::done;
  }
  try {
    take_back(context, path, before, text);
  } catch (const Error& error) {
    copy.keep();
    // A text that breaks a rule is the user's to mend, and no fault of the storage.
    const bool text_is_broken = error.kind() == ErrorKind::storage;
    throw Error(text_is_broken ? ErrorKind::refused : error.kind(), error.what(),
                "what you wrote is kept in " + copy.path());
  }
  return Exit::done;
}

}  // namespace tkt
