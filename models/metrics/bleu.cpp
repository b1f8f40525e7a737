// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bleu.h"

#include "metrics/ngrammatcher.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace moa {

namespace {

constexpr std::array c_smoothingNames{
    std::pair{BleuSmoothing::None, QLatin1String("none")},
    std::pair{BleuSmoothing::Floor, QLatin1String("floor")},
    std::pair{BleuSmoothing::AddK, QLatin1String("add-k")},
    std::pair{BleuSmoothing::Exp, QLatin1String("exp")},
};

double smoothValue(const BleuOptions &options)
{
    return options.smoothValue.value_or(options.smoothing == BleuSmoothing::Floor ? 0.1 : 1.0);
}

double brevityPenalty(qint64 sysLen, qint64 refLen)
{
    if (sysLen >= refLen)
        return 1;
    if (sysLen == 0)
        return 0;
    return std::exp(1.0 - static_cast<double>(refLen) / static_cast<double>(sysLen));
}

double logarithm(double value)
{
    return value == 0 ? -9'999'999'999.0 : std::log(value);
}

// Ties go to the even digit as in Python, where QString::number() rounds them up.
QString decimals(double value, int count)
{
    std::array<char, 400> digits; // more than the largest double has
    const auto [end, error] =
        std::to_chars(digits.begin(), digits.end(), value, std::chars_format::fixed, count);
    Q_ASSERT(error == std::errc());
    return QString::fromLatin1(digits.data(), end - digits.data());
}

} // namespace

QString smoothingName(BleuSmoothing smoothing)
{
    for (const auto &[value, name] : c_smoothingNames) {
        if (value == smoothing)
            return name;
    }
    return {};
}

std::optional<BleuSmoothing> smoothingFromName(QStringView name)
{
    for (const auto &[value, known] : c_smoothingNames) {
        if (known == name)
            return value;
    }
    return std::nullopt;
}

BleuOptions BleuOptions::overlap(int maxOrder)
{
    BleuOptions options;
    options.effectiveOrder = true;
    options.maxOrder = maxOrder;
    return options;
}

BleuStatistics &BleuStatistics::operator+=(const BleuStatistics &other)
{
    if (counts.isEmpty())
        counts.fill(0, other.counts.size());
    if (totals.isEmpty())
        totals.fill(0, other.totals.size());
    Q_ASSERT(counts.size() == other.counts.size() && totals.size() == other.totals.size());
    std::transform(counts.cbegin(), counts.cend(), other.counts.cbegin(), counts.begin(),
                   std::plus<>());
    std::transform(totals.cbegin(), totals.cend(), other.totals.cbegin(), totals.begin(),
                   std::plus<>());
    sysLen += other.sysLen;
    refLen += other.refLen;
    return *this;
}

double BleuScore::ratio() const
{
    return refLen == 0 ? 0 : static_cast<double>(sysLen) / static_cast<double>(refLen);
}

BleuStatistics bleuStatistics(QStringView hypothesis, const QStringList &references,
                              const BleuOptions &options)
{
    return NgramMatcher().count(hypothesis, references, options);
}

BleuScore bleuScore(const BleuStatistics &statistics, const BleuOptions &options)
{
    const qsizetype orders = statistics.counts.size();
    BleuScore result;
    result.precisions.fill(0, orders);
    result.counts = QList<double>(statistics.counts.cbegin(), statistics.counts.cend());
    result.totals = QList<double>(statistics.totals.cbegin(), statistics.totals.cend());
    result.sysLen = statistics.sysLen;
    result.refLen = statistics.refLen;
    result.bp = brevityPenalty(statistics.sysLen, statistics.refLen);
    if (std::all_of(statistics.counts.cbegin(), statistics.counts.cend(),
                    [](qint64 count) { return count == 0; })) {
        return result;
    }

    qsizetype usedOrders = orders;
    double divisor = 1;
    for (qsizetype order = 0; order < orders; ++order) {
        double &count = result.counts[order];
        double &total = result.totals[order];
        if (options.smoothing == BleuSmoothing::AddK && order > 0) {
            count += smoothValue(options);
            total += smoothValue(options);
        }
        if (total == 0)
            break;
        if (options.effectiveOrder)
            usedOrders = order + 1;
        if (count != 0) {
            result.precisions[order] = 100.0 * count / total;
        } else if (options.smoothing == BleuSmoothing::Exp) {
            divisor *= 2;
            result.precisions[order] = 100.0 / (divisor * total);
        } else if (options.smoothing == BleuSmoothing::Floor) {
            result.precisions[order] = 100.0 * smoothValue(options) / total;
        }
    }
    double sum = 0;
    for (qsizetype order = 0; order < usedOrders; ++order)
        sum += logarithm(result.precisions[order]);
    result.score = result.bp * std::exp(sum / static_cast<double>(usedOrders));
    return result;
}

BleuScore sentenceBleu(QStringView hypothesis, const QStringList &references,
                       const BleuOptions &options)
{
    return bleuScore(bleuStatistics(hypothesis, references, options), options);
}

BleuScore corpusBleu(const QList<BleuSegment> &segments, const BleuOptions &options)
{
    NgramMatcher matcher;
    BleuStatistics sum;
    sum.counts.fill(0, std::max(1, options.maxOrder));
    sum.totals.fill(0, std::max(1, options.maxOrder));
    for (const BleuSegment &segment : segments)
        sum += matcher.count(segment.hypothesis, segment.references, options);
    return bleuScore(sum, options);
}

QString bleuSignature(const BleuOptions &options, std::optional<int> referenceCount,
                      SignatureStyle style)
{
    const bool isShort = style == SignatureStyle::Short;
    QString smoothing = smoothingName(options.smoothing);
    if (options.smoothing == BleuSmoothing::Floor || options.smoothing == BleuSmoothing::AddK)
        smoothing += u'[' + decimals(smoothValue(options), 2) + u']';
    const auto field = [isShort](QLatin1String longName, QLatin1String shortName,
                                 const QString &value) {
        return (isShort ? shortName : longName) + u':' + value;
    };
    const QStringList fields{
        field(QLatin1String("nrefs"), QLatin1String("#"),
              referenceCount ? QString::number(*referenceCount) : QStringLiteral("var")),
        field(QLatin1String("case"), QLatin1String("c"),
              options.lowercase ? QStringLiteral("lc") : QStringLiteral("mixed")),
        field(QLatin1String("eff"), QLatin1String("e"),
              options.effectiveOrder ? QStringLiteral("yes") : QStringLiteral("no")),
        field(QLatin1String("tok"), QLatin1String("tok"), tokenizerName(options.tokenizer)),
        field(QLatin1String("smooth"), QLatin1String("s"), smoothing),
        field(QLatin1String("version"), QLatin1String("v"), QString(sacreBleuVersion)),
    };
    return fields.join(u'|');
}

QString bleuDisplay(const BleuScore &score)
{
    QStringList precisions;
    for (const double precision : score.precisions)
        precisions.append(decimals(precision, 1));
    return QStringLiteral("BLEU = %1 %2 (BP = %3 ratio = %4 hyp_len = %5 ref_len = %6)")
        .arg(decimals(score.score, 2), precisions.join(u'/'), decimals(score.bp, 3),
             decimals(score.ratio(), 3), QString::number(score.sysLen),
             QString::number(score.refLen));
}

} // namespace moa
