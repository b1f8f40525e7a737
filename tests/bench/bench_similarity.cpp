// SPDX-License-Identifier: GPL-3.0-or-later
#include "generatedanswers.h"
#include "metrics/levenshtein.h"
#include "metrics/similarity.h"

#include <algorithm>
#include <cstdio>
#include <QElapsedTimer>

namespace {

constexpr int c_words = 2000;

double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void reportMatrix(const QStringList &answers, moa::SimilarityMetric metric)
{
    double best = 0;
    double mean = 0;
    for (int pass = 0; pass < 3; ++pass) {
        QElapsedTimer timer;
        timer.start();
        mean = moa::similarityMatrix(answers, metric).meanPairwise();
        const double passed = milliseconds(timer);
        best = pass == 0 ? passed : std::min(best, passed);
    }
    std::printf("%2lld responses of %d words, %-11s %8.1f ms (mean similarity %.3f)\n",
                static_cast<long long>(answers.size()), c_words,
                qPrintable(moa::similarityMetricName(metric)), best, mean);
}

void reportPair(const QString &a, const QString &b)
{
    constexpr int passes = 50;
    QElapsedTimer timer;
    timer.start();
    double sum = 0;
    for (int pass = 0; pass < passes; ++pass)
        sum += moa::levenshteinRatio(a, b).value_or(0);
    const double ratio = milliseconds(timer) / passes;
    timer.start();
    qint64 edits = 0;
    for (int pass = 0; pass < passes; ++pass)
        edits += moa::levenshteinDistance(a, b).value_or(moa::LevenshteinDistance{}).edits;
    std::printf("two answers of %d words: Levenshtein ratio %.2f ms, distance %.2f ms (%.3f, "
                "%lld edits)\n",
                c_words, ratio, milliseconds(timer) / passes, sum / passes,
                static_cast<long long>(edits / passes));
}

} // namespace

int main()
{
    const QStringList answers = moa::generatedAnswers(60, c_words);
    reportPair(answers.at(0), answers.at(1));
    for (const qsizetype count : {qsizetype{18}, answers.size()}) {
        for (const moa::SimilarityMetric metric :
             {moa::SimilarityMetric::Bleu, moa::SimilarityMetric::Chrf,
              moa::SimilarityMetric::TfIdf, moa::SimilarityMetric::Levenshtein}) {
            reportMatrix(answers.first(count), metric);
        }
    }
    return 0;
}
