// SPDX-License-Identifier: MIT
#include "store/merge_trees.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "model/error.h"
#include "store/merge_beside.h"
#include "store/merge_collisions.h"
#include "store/merge_issued.h"
#include "store/merge_message.h"
#include "store/paths.h"
#include "store/records.h"
#include "store/three_trees.h"
#include "store/yaml_text.h"

namespace tkt {
namespace {

constexpr std::uint64_t kMostBytes = 16U << 20U;  // of a file that is not tkt's

/// A file's texts; nullopt where a side has none.
struct Texts {
  std::string path;
  std::optional<std::string> base;
  std::optional<std::string> ours;
  std::optional<std::string> theirs;
};

std::optional<Stopped> problem_in(const std::string& path, const std::string& text) {
  try {
    check_file(path, text);
    return std::nullopt;
  } catch (const Error& error) {
    return stopped_by(path, error.what());
  }
}

class TreeMerge {
 public:
  TreeMerge(const git::Repository& repository, const PathWriting& writing,
            const IssuedVersions& issued, ParsedTickets& tickets, OurChanges our_changes)
      : repository_(repository),
        writing_(writing),
        issued_(issued),
        tickets_(tickets),
        sound_ours_(our_changes == OurChanges::sound) {}

  void merge(const ThreeRoots& roots) {
    roots_ = roots;
    ThreeTrees trees = compare_three(repository_, roots.base, roots.ours, roots.theirs,
                                     sound_ours_ ? Enter::by_theirs : Enter::changed);
    for (TreeProblem& problem : trees.problems) {
      result.refused.push_back({std::move(problem.path), 0, std::move(problem.message)});
    }
    for (const ThreeFiles& file : trees.files) {
      check_size(file);
    }
    if (!result.refused.empty()) {
      return;
    }
    merge_desk(trees.files);
    std::vector<Texts> tickets;
    for (const ThreeFiles& file : trees.files) {
      const FileKind kind = kind_of(file.path);
      if (kind == FileKind::ticket) {
        if (!is_kept_as_it_is(file) && !is_taken_as_it_is(file)) {
          tickets.push_back(texts_of(file));
        }
      } else if (kind != FileKind::desk) {
        take(file.path, merged(texts_of(file)));
      }
    }
    merge_tickets(std::move(tickets));
    if (!lost_.empty()) {
      free_work(repository_, trees.files, lost_, desk() != nullptr ? desk()->zone() : Zone(),
                result.files);
    }
  }

  /// Whether new tickets came in, or IDs that two have drawn, or an invoice's number. What that is
  /// about may stand in a folder that only our side changed, and that was not entered.
  [[nodiscard]] bool must_enter_all() const { return sound_ours_ && may_collide_; }

  TreesMerged result;

 private:
  void check_size(const ThreeFiles& file) {
    const bool yaml = is_record(kind_of(file.path));
    const std::uint64_t most = yaml ? kMaxYamlBytes : kMostBytes;
    if (file.theirs && file.theirs != file.base && repository_.size(*file.theirs) > most) {
      result.refused.push_back(
          {file.path, 0, fmt::format("it is larger than {} MiB", most >> 20U)});
    }
  }

  /// A ticket that only our side changed, soundly: most of what two clones differ in. Its base is
  /// never read.
  [[nodiscard]] bool is_kept_as_it_is(const ThreeFiles& file) const {
    return file.base && file.ours && file.base == file.theirs &&
           (sound_ours_ || is_sound_ticket(file.path, repository_.blob(*file.ours)));
  }

  /// A ticket that only their side changed, soundly: ours is not read.
  [[nodiscard]] bool is_taken_as_it_is(const ThreeFiles& file) {
    if (!file.base || file.base != file.ours || !file.theirs) {
      return false;
    }
    std::string text = repository_.blob(*file.theirs);
    if (!is_sound_ticket(file.path, text)) {
      return false;
    }
    result.files[file.path] = std::move(text);
    taken_.push_back(file);
    return true;
  }

  [[nodiscard]] bool is_sound_ticket(const std::string& path, const std::string& text) const {
    try {
      static_cast<void>(tickets_.read(path, text));
      return true;
    } catch (const Error&) {
      return false;
    }
  }

  [[nodiscard]] std::optional<std::string> text_of(const std::optional<git::Oid>& blob) const {
    return blob ? std::optional(repository_.blob(*blob)) : std::nullopt;
  }

  [[nodiscard]] Texts texts_of(const ThreeFiles& file) {
    Texts texts = {file.path, std::nullopt, text_of(file.ours), text_of(file.theirs)};
    texts.base = file.base == file.ours     ? texts.ours
                 : file.base == file.theirs ? texts.theirs
                                            : text_of(file.base);
    before_[file.path] = texts.ours;
    return texts;
  }

  /// Puts a file into the result, where it differs from ours.
  void take(const std::string& path, std::optional<std::string> text) {
    const auto was = before_.find(path);
    if (text != (was == before_.end() ? std::nullopt : was->second)) {
      result.files[path] = std::move(text);
    } else {
      result.files.erase(path);
    }
  }

  // First, since dues are computed by it.
  void merge_desk(const std::vector<ThreeFiles>& files) {
    const auto found = std::find_if(files.begin(), files.end(), [](const ThreeFiles& file) {
      return kind_of(file.path) == FileKind::desk;
    });
    std::optional<std::string> text;
    if (found != files.end()) {
      text = merged(texts_of(*found));
      take(found->path, text);
      read_policy(std::move(text));
    }
  }

  void read_policy(std::optional<std::string> text) {
    desk_.emplace();
    if (text && !problem_in(std::string(kDeskFile), *text)) {
      desk_ = read_desk(std::string(kDeskFile), *std::move(text)).value;
    }
  }

  /// The desk's policy after the merge; nullptr where it cannot be read.
  const Desk* desk() {
    if (!desk_) {
      const auto entry = repository_.entry(roots_.ours, kDeskFile);
      read_policy(entry ? std::optional(repository_.blob(entry->oid)) : std::nullopt);
    }
    return *desk_ ? &**desk_ : nullptr;
  }

  /// A version that breaks a rule steps beside its place, and a removal is not done.
  void set_aside_unsound(Texts& texts, std::optional<std::string>& side) {
    if (side == texts.base) {
      return;
    }
    if (!side && problem_in(texts.path, *texts.base) &&
        is_kept_beside(repository_, {roots_.ours, roots_.theirs}, texts.path, *texts.base)) {
      return;  // it stepped aside there
    }
    if (!side) {
      result.stopped.push_back({texts.path, 0, "was removed; files of a desk stay, so it is kept"});
      side = texts.base;
      return;
    }
    if (auto problem = problem_in(texts.path, *side)) {
      step_aside(texts, side, *std::move(problem));
    }
  }

  void step_aside(const Texts& texts, std::optional<std::string>& side, Stopped problem) {
    problem.message += fmt::format(" (kept as '{}')", keep_beside(texts.path, *side));
    result.stopped.push_back(std::move(problem));
    side = texts.base;
  }

  /// Keeps a version that cannot stand in its place; where.
  std::string keep_beside(const std::string& path, const std::string& text) {
    std::string place = place_beside(repository_, {roots_.ours, roots_.theirs}, path, text);
    result.files[place] = text;
    return place;
  }

  std::optional<std::string> merged(Texts texts) {
    if (is_record(kind_of(texts.path))) {
      set_aside_unsound(texts, texts.ours);
      set_aside_unsound(texts, texts.theirs);
    }
    return is_written_once(kind_of(texts.path)) ? issued(texts) : merged_sound(texts);
  }

  std::optional<std::string> issued(const Texts& texts) {
    if (texts.ours == texts.theirs || !texts.ours || !texts.theirs) {
      return texts.ours ? texts.ours : texts.theirs;
    }
    IssuedMerge merge =
        merge_issued({texts.path, texts.base.value_or(""), *texts.ours, *texts.theirs},
                     issued_ ? issued_(texts.path) : std::vector<std::string>());
    for (auto& [text, why] : merge.aside) {
      why += fmt::format(" (kept as '{}')", keep_beside(texts.path, text));
      result.stopped.push_back({texts.path, 0, std::move(why)});
    }
    std::move(merge.lost.begin(), merge.lost.end(), std::back_inserter(lost_));
    return std::move(merge.text);
  }

  std::optional<std::string> merged_sound(const Texts& texts) {
    if (texts.ours == texts.theirs || texts.theirs == texts.base) {
      return texts.ours;
    }
    if (texts.ours == texts.base) {
      return texts.theirs;
    }
    if (!texts.ours || !texts.theirs) {
      return texts.ours ? texts.ours : texts.theirs;
    }
    return merged_by_kind(texts);
  }

  std::optional<std::string> merged_by_kind(const Texts& texts) {
    const FileKind kind = kind_of(texts.path);
    FileVersions file = {texts.path, texts.base.value_or(""), *texts.ours, *texts.theirs};
    const FileWriting writing = [&](bool theirs, const std::string& field,
                                    const std::string& value) {
      return writing_ ? writing_(theirs, texts.path, field, value) : std::nullopt;
    };
    if (!is_record(kind)) {
      return note(merge_plain(file, writing));
    }
    try {
      return note(merge_record(file, desk(), writing));
    } catch (const Error& error) {
      if (file.base.empty() || !problem_in(file.path, file.base)) {
        return kept_apart(texts, error);
      }
    }
    file.base.clear();  // both sides mended what was broken
    return note(merge_record(file, desk(), writing));
  }

  /// Versions that are sound by themselves but not together.
  std::string kept_apart(const Texts& texts, const Error& error) {
    const auto [lesser, greater] = std::minmax(*texts.ours, *texts.theirs);
    const std::string beside = keep_beside(texts.path, lesser);
    Stopped stopped = stopped_by(texts.path, error.what());
    stopped.message =
        fmt::format("both sides' versions do not go together: {} (one is kept as '{}')",
                    stopped.message, beside);
    result.stopped.push_back(std::move(stopped));
    return greater;
  }

  std::string note(RecordMerge merge) {
    std::move(merge.overruled.begin(), merge.overruled.end(), std::back_inserter(result.overruled));
    std::move(merge.told.begin(), merge.told.end(), std::back_inserter(result.told));
    return std::move(merge.text);
  }

  // Tickets.

  void merge_tickets(std::vector<Texts> tickets) {
    std::vector<TicketVersions> read = versions_of(tickets);
    if (!taken_.empty() && !colliding(read).empty()) {
      // What was taken may have to do with the tickets that have one ID.
      for (const ThreeFiles& file : taken_) {
        tickets.push_back(texts_of(file));
      }
      read = versions_of(tickets);
    }
    const std::set<std::string> tangled = colliding(read);
    may_collide_ = !lost_.empty() || !tangled.empty() ||
                   std::any_of(tickets.begin(), tickets.end(),
                               [](const Texts& texts) { return texts.theirs && !texts.base; });
    std::erase_if(read, [&](const TicketVersions& file) { return tangled.count(file.path) == 0; });
    for (const Texts& texts : tickets) {
      if (tangled.count(texts.path) == 0) {
        take(texts.path, merged_sound(texts));
      }
    }
    if (!read.empty()) {
      untangle_tickets(read);
    }
  }

  std::vector<TicketVersions> versions_of(std::vector<Texts>& tickets) {
    std::vector<TicketVersions> read;
    for (Texts& texts : tickets) {
      auto ours = sound_version(texts, texts.ours);
      auto theirs = sound_version(texts, texts.theirs);
      auto base = texts.base == texts.ours     ? ours
                  : texts.base == texts.theirs ? theirs
                                               : base_version(texts);
      read.push_back({texts.path, std::move(base), std::move(ours), std::move(theirs)});
    }
    return read;
  }

  /// A side's version; what is unsound or gone steps aside, and the base stands for it.
  std::optional<TicketVersions::Version> sound_version(Texts& texts,
                                                       std::optional<std::string>& side) {
    if (!side) {
      set_aside_unsound(texts, side);
    }
    if (side && side != texts.base) {
      try {
        return TicketVersions::Version{*side, tickets_.read(texts.path, *side).ticket};
      } catch (const Error& error) {
        step_aside(texts, side, stopped_by(texts.path, error.what()));
      }
    }
    return base_version(texts);
  }

  /// nullopt also for a broken one.
  [[nodiscard]] std::optional<TicketVersions::Version> base_version(const Texts& texts) const {
    try {
      if (texts.base) {
        Ticket ticket = tickets_.read(texts.path, *texts.base).ticket;
        return TicketVersions::Version{*texts.base, std::move(ticket)};
      }
    } catch (const Error&) {
    }
    return std::nullopt;
  }

  void untangle_tickets(const std::vector<TicketVersions>& files) {
    std::optional<std::set<TicketId>> taken;
    const auto is_taken = [&](const TicketId& id) {
      if (!taken) {
        taken = names_in(repository_, {roots_.ours, roots_.theirs});
      }
      return taken->count(id) != 0;
    };
    Untangled untangled = untangle(files, desk(), is_taken);
    for (auto& [path, text] : untangled.files) {
      take(path, std::move(text));
    }
    for (RecordMerge& merge : untangled.merges) {
      note(std::move(merge));
    }
    std::move(untangled.renamed.begin(), untangled.renamed.end(),
              std::back_inserter(result.renamed));
  }

  const git::Repository& repository_;
  const PathWriting& writing_;
  const IssuedVersions& issued_;
  ParsedTickets& tickets_;
  bool sound_ours_;
  bool may_collide_ = false;
  ThreeRoots roots_;
  std::vector<Invoice> lost_;  ///< that do not stand, with the lines that nothing else bills
  std::optional<std::optional<Desk>> desk_;  ///< nullopt: not read yet
  std::vector<ThreeFiles> taken_;            ///< tickets that are as theirs has them
  std::map<std::string, std::optional<std::string>> before_;  ///< ours, of what was read
};

}  // namespace

TreesMerged merge_trees(const git::Repository& repository, const ThreeRoots& roots,
                        const PathWriting& writing, const IssuedVersions& issued,
                        ParsedTickets& tickets, OurChanges our_changes) {
  TreeMerge merge(repository, writing, issued, tickets, our_changes);
  merge.merge(roots);
  if (merge.must_enter_all()) {
    return merge_trees(repository, roots, writing, issued, tickets, OurChanges::unknown);
  }
  return std::move(merge.result);
}

}  // namespace tkt
