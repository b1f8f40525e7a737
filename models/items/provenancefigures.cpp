// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/provenancefigures.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa::figures {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::figures)
};

// A name can hold what looks like a place marker: all are replaced at once.
QString part(const QString &name, const Percentage &share, const QLocale &locale)
{
    return Words::tr("%1 %2", "a source and its percentage").arg(name, percentage(share, locale));
}

QString parts(const ProvenanceShares &shares, const QStringList &names, const QLocale &locale)
{
    QStringList parts;
    for (const ProvenanceShares::Part &named : shares.named)
        parts.append(part(names.value(named.source), named.own, locale));
    if (shares.others.share > 0)
        parts.append(part(Words::tr("others", "other sources"), shares.others, locale));
    if (shares.shared.share > 0)
        parts.append(part(Words::tr("shared", "in several sources"), shares.shared, locale));
    return parts.join(Words::tr(", ", "between sources and their percentages"));
}

} // namespace

QString percentage(const Percentage &percentage, const QLocale &locale)
{
    const auto written = [&locale](int percent) {
        return Words::tr("%1 %", "percent").arg(locale.toString(percent));
    };
    if (percentage.whole <= 0 && percentage.share > 0)
        return Words::tr("under %1", "a percentage").arg(written(1));
    if (percentage.whole >= 100 && percentage.share < 1)
        return Words::tr("over %1", "a percentage").arg(written(99));
    return written(percentage.whole);
}

QString provenanceSentence(const Provenance &provenance, const QStringList &names,
                           const QLocale &locale)
{
    const ProvenanceShares shares = sharesOf(provenance);
    if (shares.found.share <= 0) {
        return shares.fresh.share > 0
            ? Words::tr("All of the final answer is new: nothing of it stands in a proposal word "
                        "for word.")
            : Words::tr("The final answer has no words.");
    }
    if (shares.fresh.share <= 0) {
        return Words::tr("All of the final answer stands in some proposal; %1; nothing is new.")
            .arg(parts(shares, names, locale));
    }
    return Words::tr("%1 of the final answer stands in some proposal; %2; %3 is new.")
        .arg(percentage(shares.found, locale), parts(shares, names, locale),
             percentage(shares.fresh, locale));
}

} // namespace moa::figures
