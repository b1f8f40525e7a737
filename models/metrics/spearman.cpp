// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/spearman.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace moa {

namespace {

// From 1, equal values with the mean of their ranks.
QList<double> ranks(const QList<double> &values)
{
    QList<qsizetype> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&values](qsizetype a, qsizetype b) { return values[a] < values[b]; });
    QList<double> result(values.size(), 0);
    qsizetype first = 0;
    while (first < order.size()) {
        qsizetype end = first + 1;
        while (end < order.size() && values[order[end]] == values[order[first]])
            ++end;
        const double mean = static_cast<double>(first + 1 + end) / 2;
        for (; first < end; ++first)
            result[order[first]] = mean;
    }
    return result;
}

bool hasNaN(const QList<double> &values)
{
    return std::any_of(values.cbegin(), values.cend(),
                       [](double value) { return std::isnan(value); });
}

} // namespace

std::optional<double> spearmanRho(const QList<double> &x, const QList<double> &y)
{
    if (x.size() != y.size() || hasNaN(x) || hasNaN(y))
        return std::nullopt;
    const QList<double> ranksOfX = ranks(x);
    const QList<double> ranksOfY = ranks(y);
    const double mean = static_cast<double>(x.size() + 1) / 2; // with ties, too
    double products = 0;
    double squaresOfX = 0;
    double squaresOfY = 0;
    for (qsizetype index = 0; index < x.size(); ++index) {
        const double fromMeanOfX = ranksOfX[index] - mean;
        const double fromMeanOfY = ranksOfY[index] - mean;
        products += fromMeanOfX * fromMeanOfY;
        squaresOfX += fromMeanOfX * fromMeanOfX;
        squaresOfY += fromMeanOfY * fromMeanOfY;
    }
    if (squaresOfX == 0 || squaresOfY == 0)
        return std::nullopt;
    return std::clamp(products / std::sqrt(squaresOfX * squaresOfY), -1.0, 1.0);
}

} // namespace moa
