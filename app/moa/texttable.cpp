// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/texttable.h"

#include "moa/console.h"

#include <algorithm>

namespace moa {

QString textTable(const QList<QStringList> &rows, const QSet<qsizetype> &toTheRight)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths.at(column), row.at(column).size());
    }
    QString text;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype column = 0; column < row.size(); ++column) {
            const QString cell = oneLine(row.at(column));
            line += toTheRight.contains(column) ? cell.rightJustified(widths.at(column))
                                                : cell.leftJustified(widths.at(column));
            line += QStringLiteral("  ");
        }
        while (line.endsWith(u' '))
            line.chop(1);
        text += line + u'\n';
    }
    return text;
}

} // namespace moa
