// SPDX-License-Identifier: MIT
//
// SQLite as the index uses it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace tkt::sqlite {

/// What SQLite could not do; `busy` when somebody else held the file for too long.
class Failure : public std::runtime_error {
 public:
  Failure(const std::string& message, bool busy) : std::runtime_error(message), busy_(busy) {}
  [[nodiscard]] bool busy() const { return busy_; }

 private:
  bool busy_;
};

/// A prepared statement. What `text` returns is gone after the next `step` or `reset`.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  /// Parameters count from 1. The bytes are copied.
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind_bytes(int parameter, std::string_view bytes);

  /// True while there is a row.
  bool step();
  /// Makes the statement ready to be bound and stepped anew.
  void reset();
  /// Steps to the end and resets: for statements that return no rows.
  void run();

  /// Columns count from 0.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view text(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

enum class Access { read, write, create };

class Database {
 public:
  /// Throws Failure where there is no such file, unless it is to be created. Waits up to 1 s for
  /// other processes.
  Database(const std::filesystem::path& file, Access access);
  /// In memory.
  Database();

  /// Runs statements that return nothing of interest.
  void run(const char* sql);
  [[nodiscard]] Statement prepare(std::string_view sql) const;
  /// Becomes a copy of another database.
  void copy_from(const Database& other);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// Begins a transaction, and rolls it back unless `commit` is called.
class Transaction {
 public:
  Transaction(Database& database, const char* begin);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace tkt::sqlite
