// SPDX-License-Identifier: MIT
#include "cmd/issuing.h"

#include <filesystem>
#include <sstream>
#include <vector>

#include <fmt/core.h>

#include "cmd/sync_round.h"
#include "cmd/sync_text.h"
#include "model/error.h"
#include "store/file.h"

namespace tkt {
namespace {

/// What was sent, or was about to be, by a command that has not ended yet.
struct SentDraft {
  std::string id;
  std::string request;
  std::vector<std::string> numbers;  ///< that it tried
};

std::string draft_file(Context& context) {
  return (context.store().state_folder() / "draft").string();
}

SentDraft read_draft(Context& context) {
  SentDraft draft;
  std::istringstream stream(read_file(draft_file(context)).value_or(""));
  std::getline(stream, draft.id);
  std::getline(stream, draft.request);
  for (std::string number; std::getline(stream, number);) {
    draft.numbers.push_back(number);
  }
  return draft;
}

void write_draft(Context& context, const SentDraft& draft) {
  std::string text = draft.id + "\n" + draft.request + "\n";
  for (const std::string& number : draft.numbers) {
    text += number + "\n";
  }
  replace_file(draft_file(context), text);
}

/// The document that was made of a draft, if it is on the desk.
std::optional<Invoice> find_issued(const Snapshot& snapshot, const SentDraft& draft) {
  for (const std::string& number : draft.numbers) {
    const auto record = snapshot.invoice(number);
    if (record && !draft.id.empty() && record->value.draft == draft.id) {
      return record->value;
    }
  }
  return std::nullopt;
}

class RemoteIssue {
 public:
  RemoteIssue(Context& context, Exchange& exchange, std::string request, const StageDocument& stage)
      : context_(context), exchange_(exchange), stage_(stage), former_(read_draft(context)) {
    if (former_.request == request) {
      draft_ = former_;
    } else {
      draft_ = {draw_entry_id(context.random), std::move(request), {}};
    }
  }

  IssuedDocument run() {
    Exchanged exchanged;
    exchange_until_sent(
        context_, exchange_, false, [this] { return make(); }, exchanged);
    if (commit_) {
      follow(exchanged);
    }
    print_notices(context_.io.err, exchanged);
    note_sync(context_.store(), {context_.now(), std::nullopt, ""});
    return {issued_.value(), !commit_};
  }

 private:
  /// The commit of the document, on top of what was fetched; the branch as it is where it turns out
  /// to be issued already.
  std::optional<git::Oid> make() {
    context_.refresh();
    commit_.reset();
    issued_ = find_issued(context_.snapshot(), draft_);
    if (issued_) {
      return context_.snapshot().commit();
    }
    tell_former();
    Change change = context_.change();
    StagedDocument document = stage_(change, draft_.id);
    draft_.numbers.push_back(document.invoice.number);
    write_draft(context_, draft_);
    commit_ = change.prepare(document.subject, document.trailers, context_.author());
    issued_ = std::move(document.invoice);
    return commit_;
  }

  /// What another command issued that broke off.
  void tell_former() {
    const auto found =
        former_.id == draft_.id ? std::nullopt : find_issued(context_.snapshot(), former_);
    former_ = {};
    if (found) {
      context_.io.err.line(
          fmt::format("tkt: note: {} was issued by a command that broke off", found->number));
    }
  }

  /// It is issued by now; whatever keeps this clone from following, the next sync mends.
  void follow(Exchanged& exchanged) {
    try {
      Exchanged own;
      join(context_, exchange_, *commit_, own);
      exchanged.told.insert(exchanged.told.end(), own.told.begin(), own.told.end());
    } catch (const Error& error) {
      context_.warn(
          fmt::format("{} is issued, but this clone does not have it yet: {}; 'tkt sync' "
                      "fetches it",
                      issued_->number, error.what()));
    }
  }

  Context& context_;
  Exchange& exchange_;
  const StageDocument& stage_;
  SentDraft former_;
  SentDraft draft_;
  std::optional<git::Oid> commit_;
  std::optional<Invoice> issued_;
};

}  // namespace

std::optional<IssuedDocument> issue_document(Context& context, const std::string& request,
                                             const StageDocument& stage) {
  std::optional<Exchange> exchange;
  if (!context.options.dry_run) {
    exchange =
        Exchange::begin(context.store(), "", {context.io.in_terminal, std::chrono::seconds(0)},
                        context.options.no_wait ? Wait::never : Wait::bounded);
  }
  if (exchange) {
    return RemoteIssue(context, *exchange, request, stage).run();
  }
  Change change = context.change();
  StagedDocument document = stage(change, "");
  if (!context.commit(change, document.subject, document.trailers)) {
    return std::nullopt;
  }
  return IssuedDocument{std::move(document.invoice), false};
}

void forget_draft(Context& context) {
  if (context.io.out.flush()) {
    (void)remove_file(draft_file(context));
  }
}

}  // namespace tkt
