// SPDX-License-Identifier: MIT
#include "cmd/edit.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <unistd.h>

#include "cmd/find.h"
#include "cmd/hand_edit.h"
#include "cmd/ticket_change.h"
#include "model/error.h"
#include "store/codec.h"
#include "store/file.h"
#include "store/process.h"

namespace tkt {
namespace {

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
  std::string read() const {
    std::ifstream file(path_, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

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

/// $EDITOR may hold arguments ("code --wait"): words between spaces, and no shell.
std::vector<std::string> editor_command(const std::string& editor, const std::string& file) {
  std::istringstream words(editor);
  std::vector<std::string> command{std::istream_iterator<std::string>(words), {}};
  command.push_back(file);
  return command;
}

void run_editor(Context& context, const Copy& copy) {
  context.io.err.flush();
  Program editor;
  editor.arguments = editor_command(context.environment.editor, copy.path());
  editor.interactive = true;
  const int status = run(editor).status;
  if (status != 0) {
    throw Error(ErrorKind::refused,
                "the editor '" + context.environment.editor + "' ended with status " +
                    std::to_string(status) + "; nothing was changed",
                "$VISUAL or $EDITOR names the editor");
  }
}

/// Commits what the editor left, if the ticket still is what the editor got.
void take_back(Context& context, const Record<Ticket>& record, const std::string& text) {
  Change change = context.change();
  const auto present = change.snapshot().file(record.path);
  if (!present || *present != record.text) {
    throw Error(ErrorKind::refused,
                "ticket " + record.value.id + " was changed while you edited it");
  }
  const std::string taken = take_over_ticket(context, change.snapshot(), record.path, &record.value,
                                             text, known_to(change.snapshot()));
  change.put(record.path, taken);
  const Ticket after = ticket_from(parse_yaml(taken, record.path), record.path);
  if (context.commit(change, commit_subject("edit", after, {"by " + context.actor().id}),
                     ticket_trailers(after))) {
    context.io.err.line("edited " + after.id);
  }
}

}  // namespace

Exit run(const EditOptions& options, Context& context) {
  (void)context.actor();
  const auto record = find_ticket(context, context.snapshot(), options.ticket);
  Copy copy(context.store().state_folder() / "edit", record.value.id, record.text);
  run_editor(context, copy);
  const std::string text = copy.read();
  if (text == record.text) {
    context.io.err.line("nothing changed");
    return Exit::done;
  }
  try {
    take_back(context, record, text);
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
