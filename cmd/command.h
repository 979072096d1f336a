// SPDX-License-Identifier: MIT
//
// Adding a command, "tkt fetch coffee":
//   1. cmd/fetch_coffee.h and .cc: `struct FetchCoffeeOptions` and `Exit run(const
//   FetchCoffeeOptions&, Context&)`.
//   2. `FetchCoffeeOptions` in the variant below. Without step 1's `run` the program does not link.
//   3. A block in cmd/cli.cc, in the order of help. Without it no line reaches the command: the
//   test "every command of
//      the variant is registered" in tests/cmd/cli_test.cc fails.
//   4. man/tkt.1: an entry with every option. tests/docs_test.py compares both ways.
//   5. tests/cli/fetch-coffee.test: a transcript. tests/docs_test.py fails without one.
//   6. Completion: nothing, where its arguments have the types that cmd/complete.cc knows ("ID",
//   "CLIENT", ...);
//      tests/docs_test.py asks for every command.
//   7. CHANGELOG.md, and README.md where it changes somebody's day.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cmd/assign.h"
#include "cmd/cancel.h"
#include "cmd/client_add.h"
#include "cmd/client_edit.h"
#include "cmd/client_import.h"
#include "cmd/client_list.h"
#include "cmd/client_show.h"
#include "cmd/clone.h"
#include "cmd/commit.h"
#include "cmd/context.h"
#include "cmd/credit.h"
#include "cmd/edit.h"
#include "cmd/escalate.h"
#include "cmd/holiday_add.h"
#include "cmd/holiday_import.h"
#include "cmd/holiday_list.h"
#include "cmd/init.h"
#include "cmd/intake.h"
#include "cmd/invoice.h"
#include "cmd/invoices.h"
#include "cmd/list.h"
#include "cmd/log.h"
#include "cmd/note.h"
#include "cmd/notify.h"
#include "cmd/open.h"
#include "cmd/outbox.h"
#include "cmd/paid.h"
#include "cmd/print.h"
#include "cmd/queue.h"
#include "cmd/remote.h"
#include "cmd/reopen.h"
#include "cmd/resolve.h"
#include "cmd/respond.h"
#include "cmd/resume.h"
#include "cmd/search.h"
#include "cmd/set.h"
#include "cmd/show.h"
#include "cmd/sla_check.h"
#include "cmd/sla_explain.h"
#include "cmd/sla_recompute.h"
#include "cmd/sla_report.h"
#include "cmd/staff_add.h"
#include "cmd/staff_edit.h"
#include "cmd/staff_list.h"
#include "cmd/staff_show.h"
#include "cmd/status.h"
#include "cmd/sync.h"
#include "cmd/verify.h"
#include "cmd/wait.h"
#include "cmd/work.h"

namespace tkt {

using Command = std::variant<
    InitOptions, ClientAddOptions, ClientEditOptions, ClientListOptions, ClientShowOptions,
    ClientImportOptions, StaffAddOptions, StaffEditOptions, StaffListOptions, StaffShowOptions,
    HolidayAddOptions, HolidayListOptions, HolidayImportOptions, OpenOptions, AssignOptions,
    RespondOptions, NoteOptions, RemoteOptions, WorkOptions, WaitOptions, ResumeOptions,
    EscalateOptions, ResolveOptions, ReopenOptions, CancelOptions, SetOptions, EditOptions,
    CommitOptions, ListOptions, QueueOptions, ShowOptions, LogOptions, SearchOptions,
    InvoiceOptions, InvoicesOptions, PrintOptions, CreditOptions, PaidOptions, NotifyOptions,
    OutboxOptions, IntakeOptions, SlaCheckOptions, SlaExplainOptions, SlaReportOptions,
    SlaRecomputeOptions, VerifyOptions, CloneOptions, SyncOptions, StatusOptions>;

/// What a command line asks for.
struct Invocation {
  GlobalOptions global;
  /// Nothing but text to print: help or the version.
  std::string text;
  /// Meaningless where `text` is given.
  Command command;
};

/// Reads the words behind "tkt". Throws Error{usage}.
[[nodiscard]] Invocation parse(const std::vector<std::string>& words);

/// One option or argument of a command, as the help has it.
struct SurfaceOption {
  std::vector<std::string> names;  ///< "--client", "-c"; of an argument its name: "ticket"
  bool argument = false;           ///< positional
  std::string takes;               ///< what its value is: "ID", "CLIENT", "TEXT"; empty: a switch
  std::string help;
  bool required = false;
  bool repeats = false;         ///< may be given several times
  bool value_optional = false;  ///< stands also without its value
};
struct SurfaceCommand {
  std::string words;  ///< "client add"; empty for the program itself
  std::string help;
  std::vector<SurfaceOption> options;
};
/// The whole command line as data: for completion and for the tests of the documentation.
[[nodiscard]] std::vector<SurfaceCommand> surface();

}  // namespace tkt
