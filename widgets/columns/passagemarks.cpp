// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/passagemarks.h"

#include "theme/theme.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::PassageMark)
};

QColor markColor(const QList<ResponseId> &sources, const LookOf &lookOf, const Theme &theme)
{
    return sources.size() > 1 ? theme.secondaryText
                              : theme.agentColor(lookOf(sources.constFirst()).colorIndex);
}

} // namespace

QTextCharFormat passageFormat(const QList<ResponseId> &sources, const LookOf &lookOf,
                              const Theme &theme)
{
    QTextCharFormat format;
    if (sources.isEmpty())
        return format;
    const QColor color = markColor(sources, lookOf, theme);
    if (sources.size() > 1) {
        format.setUnderlineStyle(QTextCharFormat::DotLine);
    } else {
        // Beyond the palette's last colour the same ones come again.
        const bool again = lookOf(sources.constFirst()).colorIndex >= theme.agentColors.size();
        format.setUnderlineStyle(again ? QTextCharFormat::DashUnderline
                                       : QTextCharFormat::SingleUnderline);
    }
    format.setUnderlineColor(color);
    if (theme.scheme != Theme::Scheme::HighContrast)
        format.setBackground(faded(color, passage::groundOpacity));
    return format;
}

QColor pointedGround(const QList<ResponseId> &sources, const LookOf &lookOf, const Theme &theme)
{
    return faded(markColor(sources, lookOf, theme), passage::pointedOpacity);
}

QString passageSentence(const QList<ResponseId> &sources, const LookOf &lookOf)
{
    if (sources.isEmpty())
        return Words::tr("New: in none of the responses compared with.");
    QStringList names;
    for (const ResponseId &source : sources)
        names.append(lookOf(source).name);
    const QString list = QLocale().createSeparatedList(names);
    return sources.size() > 1 ? Words::tr("Shared: stands in %1.").arg(list)
                              : Words::tr("Stands in %1.").arg(list);
}

} // namespace moa
