// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/runsummary.h"

#include <optional>
#include <QDate>

namespace moa {

/** Which runs are looked for: those that meet all of it. As it is made, it asks for every run. */
struct HistoryQuery
{
    /// Words as a person types them, all of which the prompts or answers of a run must have; words
    /// in "double quotes" must follow one another. The last one may be the beginning of a word.
    /// Accents and case don't count. Nothing that is typed here is an error.
    QString text;
    QString preset; ///< exactly; empty: any
    QString model; ///< exactly, as asked for; empty: any
    QDate from; ///< first day, in local time; invalid: no bound
    QDate to; ///< last day, in local time; invalid: no bound
    std::optional<Usd> leastCost;
    std::optional<Usd> mostCost;
    QList<RunState> states; ///< empty: any
    bool interruptedOnly = false;
    std::optional<int> leastRating;
    bool starredOnly = false;
    QString tag; ///< exactly; empty: any

    friend bool operator==(const HistoryQuery &, const HistoryQuery &) = default;
};

/** The place of a run in the history; what comes after it is older. */
struct HistoryKey
{
    qint64 number = 0; ///< rises with the moment at which the run began, and is unique

    friend bool operator==(const HistoryKey &, const HistoryKey &) = default;
};

/** Some of the runs that were looked for, the newest first. */
struct HistoryPage
{
    QList<RunSummary> runs;
    std::optional<HistoryKey> next; ///< after which the next page begins; absent: this was the last
};

/** What the runs of a preset usually took. */
struct TypicalRun
{
    int runs = 0; ///< that it is taken from: the latest ones that came to an answer
    std::optional<Usd> medianCost; ///< of those whose every response is priced
    qint64 medianWallMs = 0;

    friend bool operator==(const TypicalRun &, const TypicalRun &) = default;
};

/** What may be kept; older runs than that go first. Starred ones stay, whatever their age. */
struct HistoryLimits
{
    std::optional<int> maxAgeDays;
    std::optional<qint64> maxBytes; ///< of the whole store on disk

    friend bool operator==(const HistoryLimits &, const HistoryLimits &) = default;
};

} // namespace moa
