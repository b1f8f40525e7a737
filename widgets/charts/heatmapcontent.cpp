// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/heatmap.h"

#include <cmath>
#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace moa {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::HeatMap)
};

bool isOfHundred(SimilarityMetric metric)
{
    return metric == SimilarityMetric::Bleu || metric == SimilarityMetric::Chrf;
}

} // namespace

QString HeatMapContent::metricTitle(SimilarityMetric metric)
{
    switch (metric) {
    case SimilarityMetric::Bleu:
        return Words::tr("BLEU");
    case SimilarityMetric::Chrf:
        return Words::tr("chrF");
    case SimilarityMetric::TfIdf:
        return Words::tr("TF-IDF");
    case SimilarityMetric::Levenshtein:
        return Words::tr("Levenshtein");
    }
    Q_UNREACHABLE();
}

QString HeatMapContent::figure(SimilarityMetric metric, double value, const QLocale &locale)
{
    if (std::isnan(value))
        return QStringLiteral("–");
    return isOfHundred(metric) ? locale.toString(value * 100.0, 'f', 1)
                               : locale.toString(value, 'f', 2);
}

QString HeatMapContent::sentence(qsizetype row, qsizetype column) const
{
    const QString name = entries.at(row).name;
    if (row == column)
        return Words::tr("%1 against itself.").arg(name);
    const double value = matrix.at(row, column);
    if (std::isnan(value)) {
        return Words::tr("%1 and %2 are too long to be compared.")
            .arg(name, entries.at(column).name);
    }
    return Words::tr("%1 against %2: %3 %4 of %5.")
        .arg(name, entries.at(column).name, metricTitle(metric), figure(metric, value, QLocale()),
             isOfHundred(metric) ? QLocale().toString(100) : QLocale().toString(1));
}

QString HeatMapContent::description() const
{
    QStringList sentences;
    for (qsizetype row = 0; row < entries.size(); ++row) {
        for (qsizetype column = 0; column < entries.size(); ++column) {
            if (row != column)
                sentences.append(sentence(row, column));
        }
    }
    return sentences.join(u'\n');
}

} // namespace moa
