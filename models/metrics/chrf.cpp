// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/chrf.h"

#include "metrics/chrfcomparison.h"

#include <algorithm>

namespace moa {

namespace {

void add(QList<qint64> &sum, const QList<qint64> &counts)
{
    if (sum.isEmpty())
        sum.fill(0, counts.size());
    Q_ASSERT(sum.size() == counts.size());
    std::transform(sum.cbegin(), sum.cend(), counts.cbegin(), sum.begin(), std::plus<>());
}

} // namespace

ChrfStatistics &ChrfStatistics::operator+=(const ChrfStatistics &other)
{
    add(hypothesis, other.hypothesis);
    add(reference, other.reference);
    add(matches, other.matches);
    return *this;
}

ChrfStatistics chrfStatistics(QStringView hypothesis, const QStringList &references,
                              const ChrfOptions &options)
{
    QList<QStringView> texts{hypothesis};
    texts.append(QList<QStringView>(references.cbegin(), references.cend()));
    const ChrfComparison comparison(texts, options, GramOverlaps::Pairs::FirstWithOthers);

    const QList<qint64> none(options.charOrder + options.wordOrder, 0);
    ChrfStatistics best{none, none, none};
    double bestScore = -1;
    for (qsizetype reference = 1; reference < texts.size(); ++reference) {
        const ChrfStatistics statistics = comparison.statistics(0, reference);
        const double score = chrfScore(statistics, options);
        if (score > bestScore) {
            bestScore = score;
            best = statistics;
        }
    }
    return best;
}

// The operations and their order are those of the original, so that the last digit agrees.
double chrfScore(const ChrfStatistics &statistics, const ChrfOptions &options)
{
    double precision = 0;
    double recall = 0;
    int orders = 0;
    for (qsizetype order = 0; order < statistics.matches.size(); ++order) {
        const auto hypothesis = static_cast<double>(statistics.hypothesis[order]);
        const auto reference = static_cast<double>(statistics.reference[order]);
        if (hypothesis == 0 || reference == 0)
            continue;
        const auto matches = static_cast<double>(statistics.matches[order]);
        precision += matches / hypothesis;
        recall += matches / reference;
        ++orders;
    }
    if (precision + recall == 0)
        return 0;
    precision /= orders;
    recall /= orders;
    const double factor = static_cast<double>(options.beta) * options.beta;
    const double score = (1 + factor) * precision * recall;
    return 100 * (score / (factor * precision + recall));
}

double sentenceChrf(QStringView hypothesis, const QStringList &references,
                    const ChrfOptions &options)
{
    return chrfScore(chrfStatistics(hypothesis, references, options), options);
}

double corpusChrf(const QList<BleuSegment> &segments, const ChrfOptions &options)
{
    ChrfStatistics sum;
    for (const BleuSegment &segment : segments)
        sum += chrfStatistics(segment.hypothesis, segment.references, options);
    return chrfScore(sum, options);
}

QString chrfName(const ChrfOptions &options)
{
    return QStringLiteral("chrF%1%2")
        .arg(QString::number(options.beta), QString(options.wordOrder, u'+'));
}

QString chrfSignature(const ChrfOptions &options, std::optional<int> referenceCount,
                      SignatureStyle style)
{
    const QString pattern = style == SignatureStyle::Short
        ? QStringLiteral("#:%1|c:%2|e:yes|nc:%3|nw:%4|s:%5|v:%6")
        : QStringLiteral("nrefs:%1|case:%2|eff:yes|nc:%3|nw:%4|space:%5|version:%6");
    return pattern.arg(referenceCount ? QString::number(*referenceCount) : QStringLiteral("var"),
                       options.lowercase ? QStringLiteral("lc") : QStringLiteral("mixed"),
                       QString::number(options.charOrder), QString::number(options.wordOrder),
                       options.whitespace ? QStringLiteral("yes") : QStringLiteral("no"),
                       QString(sacreBleuVersion));
}

} // namespace moa
