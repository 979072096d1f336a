// SPDX-License-Identifier: MIT
#include "store/sqlite.h"

#include <sqlite3.h>

namespace tkt::sqlite {

namespace {

constexpr int kBusyMilliseconds = 1'000;

[[noreturn]] void fail(sqlite3* database, int code) {
  const bool busy = (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
  throw Failure(database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code), busy);
}

void check(sqlite3* database, int code) {
  if (code != SQLITE_OK) {
    fail(database, code);
  }
}

int flags(Access access) {
  switch (access) {
    case Access::read: return SQLITE_OPEN_READONLY;
    case Access::write: return SQLITE_OPEN_READWRITE;
    case Access::create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return SQLITE_OPEN_READONLY;
}

sqlite3* open(const char* name, int mode) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(name, &database, mode | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) {
    const std::string message =
        database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    sqlite3_close_v2(database);
    throw Failure(message, false);
  }
  return database;
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  check(database, sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement,
                                     nullptr));
  statement_.reset(statement);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  check(sqlite3_db_handle(statement_.get()),
        sqlite3_bind_int64(statement_.get(), parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  check(sqlite3_db_handle(statement_.get()),
        sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_bytes(int parameter, std::string_view bytes) {
  check(sqlite3_db_handle(statement_.get()),
        sqlite3_bind_blob64(statement_.get(), parameter, bytes.data(), bytes.size(),
                            SQLITE_TRANSIENT));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code != SQLITE_DONE)
    fail(sqlite3_db_handle(statement_.get()), code);
  return false;
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

Database::Database(const std::filesystem::path& file, Access access)
    : database_(open(file.c_str(), flags(access))) {
  sqlite3_busy_timeout(database_.get(), kBusyMilliseconds);
}

Database::Database()
    : database_(open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY)) {
}

void Database::run(const char* sql) {
  check(database_.get(), sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr));
}

Statement Database::prepare(std::string_view sql) const {
  return {database_.get(), sql};
}

void Database::copy_from(const Database& other) {
  sqlite3_backup* backup =
      sqlite3_backup_init(database_.get(), "main", other.database_.get(), "main");
  if (backup == nullptr) {
    fail(database_.get(), sqlite3_errcode(database_.get()));
  }
  const int code = sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) {
    throw Failure(sqlite3_errstr(code), false);
  }
}

Transaction::Transaction(Database& database, const char* begin) : database_(database) {
  database_.run(begin);
}

Transaction::~Transaction() {
  if (!open_) {
    return;
  }
  try {
    database_.run("ROLLBACK");
  } catch (const Failure&) {  // SQLite has rolled back by itself, or will when the file is closed
  }
}

void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

}  // namespace tkt::sqlite
