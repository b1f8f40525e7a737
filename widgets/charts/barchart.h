// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <optional>
#include <QList>
#include <QString>

namespace moa {

/** What the bars of a chart measure: decides how the axis is written. */
enum class ChartUnit { Score, Tokens, Dollars, Seconds, TokensPerSecond };

/** One row of a bar chart: a response, an agent, a layer, or a heading above those. */
struct BarRow
{
    enum class Kind { Heading, Bar };

    Kind kind = Kind::Bar;
    QString name; ///< elided where it does not fit
    std::optional<int> color; ///< the agent's palette index; absent: no dot
    std::optional<AgentId> agent;
    std::optional<int> sample; ///< absent: all of the agent's
    QList<double> values; ///< one for each part of the chart, at least 0
    QString figure; ///< what stands after the bar: a figure, or why there is none
    QString sentence; ///< the whole of it in words: tooltip and accessible description
    bool onPath = false; ///< marked as a part of the critical path

    [[nodiscard]] std::optional<ResponseId> response() const
    {
        if (!agent || !sample)
            return std::nullopt;
        return ResponseId{*agent, *sample};
    }

    friend bool operator==(const BarRow &, const BarRow &) = default;
};

/** One part of every bar, stacked in this order. */
struct BarPart
{
    /// What it is drawn in. Empty parts only push the others along the axis.
    enum class Ink { Agent, Neutral, First, Second, Third, Fourth, Empty };

    QString name; ///< in the legend; empty: not there
    Ink ink = Ink::Agent;

    friend bool operator==(const BarPart &, const BarPart &) = default;
};

/** A whole chart of horizontal bars, as a value. */
struct BarChart
{
    QString title;
    ChartUnit unit = ChartUnit::Score;
    double most = 0.0; ///< the axis reaches at least this far
    QList<BarPart> parts;
    QList<BarRow> rows;
    QString pathName; ///< what the mark of the critical path is called; empty: no such mark
    QString emptyText; ///< stands in for the chart while there are no rows

    /// Every row in words, for those who don't see the bars.
    [[nodiscard]] QString description() const;
    [[nodiscard]] double longestBar() const;

    friend bool operator==(const BarChart &, const BarChart &) = default;
};

} // namespace moa
