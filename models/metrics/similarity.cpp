// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/similarity.h"

#include "metrics/chrfcomparison.h"
#include "metrics/levenshtein.h"
#include "metrics/tfidf.h"
#include "metrics/tokenizedtext.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <QtConcurrent>
#include <utility>

namespace moa {

namespace {

constexpr std::array c_metricNames{
    std::pair{SimilarityMetric::Bleu, QLatin1String("bleu")},
    std::pair{SimilarityMetric::Chrf, QLatin1String("chrf")},
    std::pair{SimilarityMetric::TfIdf, QLatin1String("tfidf")},
    std::pair{SimilarityMetric::Levenshtein, QLatin1String("levenshtein")},
};

// The scores of whole texts come out a little above 100 now and then.
double fraction(double percent)
{
    return std::min(percent / 100, 1.0);
}

template <typename Compare>
SimilarityMatrix filled(qsizetype size, Compare compare)
{
    SimilarityMatrix result{size, {}};
    result.values.reserve(size * size);
    for (qsizetype row = 0; row < size; ++row) {
        for (qsizetype column = 0; column < size; ++column)
            result.values.append(compare(row, column));
    }
    return result;
}

std::vector<GramOverlaps::Sequence> numberedTokens(const QStringList &texts,
                                                   const BleuOptions &options)
{
    std::vector<TokenizedText> tokenized(static_cast<size_t>(texts.size()));
    size_t tokens = 0;
    auto text = texts.cbegin();
    for (TokenizedText &result : tokenized) {
        result.assign(*text++, options.tokenizer, options.lowercase);
        tokens += result.tokens().size();
    }
    WordTable words;
    words.reset(tokens);
    std::vector<GramOverlaps::Sequence> sequences;
    for (const TokenizedText &source : tokenized) {
        GramOverlaps::Sequence &sequence = sequences.emplace_back();
        sequence.reserve(source.tokens().size());
        for (const Token &token : source.tokens())
            sequence.push_back(words.add(token));
    }
    return sequences;
}

SimilarityMatrix chrfMatrix(const QStringList &texts)
{
    const ChrfOptions options;
    const ChrfComparison comparison(QList<QStringView>(texts.cbegin(), texts.cend()), options,
                                    GramOverlaps::Pairs::All);
    return filled(texts.size(), [&](qsizetype row, qsizetype column) {
        return fraction(chrfScore(comparison.statistics(row, column), options));
    });
}

struct Pair
{
    qsizetype row;
    qsizetype column;
    double ratio;
};

// The only measure whose work grows with the product of the lengths, so all cores take part.
SimilarityMatrix levenshteinMatrix(const QStringList &texts)
{
    QList<Pair> pairs;
    for (qsizetype row = 0; row < texts.size(); ++row) {
        for (qsizetype column = row + 1; column < texts.size(); ++column)
            pairs.append({row, column, 0});
    }
    QtConcurrent::blockingMap(pairs, [&texts](Pair &pair) {
        pair.ratio = levenshteinRatio(texts.at(pair.row), texts.at(pair.column))
                         .value_or(std::numeric_limits<double>::quiet_NaN());
    });
    SimilarityMatrix result{texts.size(), QList<double>(texts.size() * texts.size(), 1)};
    for (const Pair &pair : std::as_const(pairs)) {
        result.values[pair.row * texts.size() + pair.column] = pair.ratio;
        result.values[pair.column * texts.size() + pair.row] = pair.ratio;
    }
    return result;
}

std::optional<double> knownMean(const SimilarityMatrix &matrix)
{
    double sum = 0;
    qsizetype pairs = 0;
    for (qsizetype row = 0; row < matrix.size; ++row) {
        for (qsizetype column = 0; column < matrix.size; ++column) {
            const double value = matrix.at(row, column);
            if (row == column || std::isnan(value))
                continue;
            sum += value;
            ++pairs;
        }
    }
    return pairs == 0 ? std::nullopt : std::optional(sum / static_cast<double>(pairs));
}

} // namespace

QString similarityMetricName(SimilarityMetric metric)
{
    for (const auto &[value, name] : c_metricNames) {
        if (value == metric)
            return name;
    }
    return {};
}

std::optional<SimilarityMetric> similarityMetricFromName(QStringView name)
{
    for (const auto &[value, known] : c_metricNames) {
        if (known == name)
            return value;
    }
    return std::nullopt;
}

double SimilarityMatrix::at(qsizetype row, qsizetype column) const
{
    return values.at(row * size + column);
}

double SimilarityMatrix::meanPairwise() const
{
    return knownMean(*this).value_or(0);
}

double SimilarityMatrix::diversity() const
{
    const std::optional<double> mean = knownMean(*this);
    return mean ? 1 - *mean : 0;
}

SimilarityMatrix similarityMatrix(const QStringList &texts, SimilarityMetric metric)
{
    switch (metric) {
    case SimilarityMetric::Bleu:
        return bleuMatrix(texts, BleuOptions::overlap());
    case SimilarityMetric::Chrf:
        return chrfMatrix(texts);
    case SimilarityMetric::TfIdf:
        return {texts.size(), tfIdfMatrix(texts)};
    case SimilarityMetric::Levenshtein:
        return levenshteinMatrix(texts);
    }
    return {};
}

SimilarityMatrix bleuMatrix(const QStringList &texts, const BleuOptions &options)
{
    const int orders = std::max(1, options.maxOrder);
    const GramOverlaps overlaps(numberedTokens(texts, options), orders, GramOverlaps::Pairs::All);
    return filled(texts.size(), [&](qsizetype row, qsizetype column) {
        const auto hypothesis = static_cast<size_t>(row);
        const auto reference = static_cast<size_t>(column);
        BleuStatistics statistics;
        for (int order = 1; order <= orders; ++order) {
            statistics.counts.append(overlaps.common(order, hypothesis, reference));
            statistics.totals.append(overlaps.total(order, hypothesis));
        }
        statistics.sysLen = overlaps.total(1, hypothesis);
        statistics.refLen = overlaps.total(1, reference);
        return fraction(bleuScore(statistics, options).score);
    });
}

} // namespace moa
