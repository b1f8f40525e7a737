// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/judgement.h"
#include "store/database.h"
#include "store/historystore.h"

namespace moa {

/**
 * How one run lies in the tables. Statements of a write are to stand in one Transaction, which the
 * caller begins and commits.
 *
 * A run's number is the moment at which it began, in sixteenths of a ms since 1970, or the next one
 * that is free.
 */
namespace storedrun {

inline constexpr qint64 numbersPerMs = 16;

/// The columns that summaryAt() reads, of the table `runs`.
extern const QLatin1String summaryColumns;
/// Where nothing can be written the run that a program has left is interrupted all the same.
[[nodiscard]] RunSummary summaryAt(const Database &database, const QSqlQuery &row);
[[nodiscard]] RunState stateOf(const QString &word);

/// The number of the run @p id; nothing if there is none.
[[nodiscard]] Result<std::optional<qint64>> findNumber(const Database &database, const QString &id);
/// The same, where its absence is a failure.
[[nodiscard]] Result<qint64> numberOf(const Database &database, const QString &id);
[[nodiscard]] Result<RunSummary> summaryOf(const Database &database, qint64 number);

/// Enters or replaces the run with its document; what a person added stays. A run with a @p writer
/// goes on and is not in the index of words yet.
[[nodiscard]] Result<qint64> write(const Database &database, const RunRecord &record,
                                   std::optional<qint64> writer);
/// The run with the parts that were kept while it went on.
[[nodiscard]] Result<RunRecord> read(const Database &database, qint64 number);

[[nodiscard]] Result<void> writePart(const Database &database, qint64 number,
                                     const Response &response);
[[nodiscard]] Result<void> writeStreamed(const Database &database, qint64 number,
                                         const StreamedText &text);

[[nodiscard]] Result<Judgement> readJudgement(const Database &database, qint64 number);
[[nodiscard]] Result<void> writeJudgement(const Database &database, qint64 number,
                                          const Judgement &judgement);

/// What its prompts and answers say, for the place of a hit: first the prompts.
[[nodiscard]] Result<QStringList> texts(const Database &database, qint64 number);

/// Deletes the run with all that belongs to it.
[[nodiscard]] Result<void> erase(const Database &database, qint64 number);

} // namespace storedrun

} // namespace moa
