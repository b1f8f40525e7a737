// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/linkflow.h"

#include "items/provenancefigures.h"
#include "theme/theme.h"

#include <algorithm>
#include <cmath>
#include <QCoreApplication>

namespace moa {

QString flowSentence(const LinkFlow &flow, const QString &from, const QString &to,
                     const QLocale &locale)
{
    QStringList sentences;
    // A name can hold what looks like a place marker: all are replaced at once.
    if (flow.survived && *flow.survived > 0.0) {
        const Percentage share{*flow.survived, static_cast<int>(std::lround(*flow.survived * 100))};
        QString sentence = QCoreApplication::translate("moa", "%1 of %2's answer survived in %3.")
                               .arg(figures::percentage(share, locale), from, to);
        sentence[0] = sentence.at(0).toUpper(); // "under 1 %"
        sentences.append(sentence);
    } else if (flow.survived) {
        sentences.append(
            QCoreApplication::translate("moa", "Nothing of %1's answer survived in %2.")
                .arg(from, to));
    }
    if (flow.critical) {
        sentences.append(QCoreApplication::translate(
            "moa", "On the critical path: the chain of answers that took longest."));
    }
    return sentences.join(u' ');
}

double flowWidth(double survived)
{
    return linkline::leastFlow
        + std::clamp(survived, 0.0, 1.0) * (linkline::mostFlow - linkline::leastFlow);
}

} // namespace moa
