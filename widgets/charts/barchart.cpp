// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/barchart.h"

#include <algorithm>
#include <numeric>
#include <QStringList>

namespace moa {

QString BarChart::description() const
{
    QStringList sentences;
    for (const BarRow &row : rows)
        sentences.append(row.kind == BarRow::Kind::Heading ? row.name + u':' : row.sentence);
    return rows.isEmpty() ? emptyText : sentences.join(u'\n');
}

double BarChart::longestBar() const
{
    double longest = most;
    for (const BarRow &row : rows)
        longest = std::max(longest, std::accumulate(row.values.cbegin(), row.values.cend(), 0.0));
    return longest;
}

} // namespace moa
