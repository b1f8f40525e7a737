// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <optional>
#include <QDateTime>
#include <QStringList>

namespace moa {

/** What a list of runs shows of one of them, without reading the run itself. */
struct RunSummary
{
    QString id;
    QString preset; ///< the mixture's name
    QString prompt; ///< start of the last user's turn
    QString answer; ///< start of the final answer
    QDateTime startedAt; ///< UTC
    RunState state = RunState::Running; ///< an interrupted one counts as cancelled
    bool interrupted = false; ///< the program that ran it ended before the run did
    QStringList models; ///< that were asked, each once, in the order of the run
    int responses = 0; ///< that answered
    Usd cost; ///< of the priced responses
    int unpriced = 0; ///< responses that answered and have no price
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    qint64 wallMs = 0;
    bool starred = false;
    QString note;
    QStringList tags; ///< sorted
    std::optional<int> rating; ///< 1 to 5: of the final answer, else the best of the others
    /// Where a search hit, in one line, each hit between searchHitBegin and searchHitEnd; empty
    /// unless text was searched for.
    QString snippet;

    friend bool operator==(const RunSummary &, const RunSummary &) = default;
};

inline constexpr QChar searchHitBegin(u'\x02');
inline constexpr QChar searchHitEnd(u'\x03');

} // namespace moa
