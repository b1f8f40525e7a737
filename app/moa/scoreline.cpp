// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/scoreline.h"

#include "metrics/bleu.h"
#include "metrics/chrf.h"
#include "metrics/levenshtein.h"
#include "metrics/tfidf.h"
#include "moa/scorefields.h"

#include <algorithm>
#include <cmath>
#include <QCoreApplication>

namespace moa {

namespace {

using Json = ScoreJson;

constexpr int c_deepestNesting = 100;
constexpr int c_mostMembers = 10'000;
constexpr int c_largestOrder = 100;
constexpr int c_largestSmoothValue = 1'000'000;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(moa)
};

// What the parser itself does not limit: writing a value back recurses, and the members of an
// object that keeps their order are searched one by one.
bool isModest(QByteArrayView line)
{
    int depth = 0;
    int members = 0;
    bool inString = false;
    for (qsizetype at = 0; at < line.size(); ++at) {
        const char character = line[at];
        if (inString) {
            if (character == '\\')
                ++at;
            else if (character == '"')
                inString = false;
        } else if (character == '"') {
            inString = true;
        } else if (character == '{' || character == '[') {
            ++depth;
        } else if (character == '}' || character == ']') {
            --depth;
        } else if (character == ':') {
            ++members;
        }
        if (depth > c_deepestNesting || members > c_mostMembers)
            return false;
    }
    return true;
}

// Counts are whole unless add-k was given a fraction; then they are written as such.
Json countsToJson(const QList<double> &counts)
{
    Json list = Json::array();
    for (const double count : counts) {
        if (count == std::floor(count))
            list.push_back(static_cast<qint64>(count));
        else
            list.push_back(count);
    }
    return list;
}

void addBleu(Json &row)
{
    const ScoreFields fields(row);
    const QString hypothesis = fields.hypothesis();
    const QStringList references = fields.references();
    BleuOptions options = BleuOptions::overlap();
    fields.readName("tokenize", tokenizerFromName, QStringLiteral("none, char, 13a, zh, intl"),
                    options.tokenizer);
    fields.readName("smooth_method", smoothingFromName, QStringLiteral("none, floor, add-k, exp"),
                    options.smoothing);
    fields.readFlag("effective_order", options.effectiveOrder);
    fields.readFlag("lowercase", options.lowercase);
    fields.readNumber("smooth_value", c_largestSmoothValue, options.smoothValue);
    fields.readWhole("max_ngram_order", 1, c_largestOrder, options.maxOrder);

    const BleuScore score = sentenceBleu(hypothesis, references, options);
    row["score"] = score.score;
    row["precisions"] = std::vector<double>(score.precisions.begin(), score.precisions.end());
    row["bp"] = score.bp;
    row["sys_len"] = score.sysLen;
    row["ref_len"] = score.refLen;
    row["counts"] = countsToJson(score.counts);
    row["totals"] = countsToJson(score.totals);
}

void addChrf(Json &row)
{
    const ScoreFields fields(row);
    const QString hypothesis = fields.hypothesis();
    const QStringList references = fields.references();
    ChrfOptions options;
    fields.readWhole("char_order", 1, c_largestOrder, options.charOrder);
    fields.readWhole("word_order", 0, c_largestOrder, options.wordOrder);
    fields.readWhole("beta", 0, c_largestOrder, options.beta);
    fields.readFlag("lowercase", options.lowercase);
    fields.readFlag("whitespace", options.whitespace);

    row["score"] = sentenceChrf(hypothesis, references, options);
    row["char_order"] = options.charOrder;
    row["word_order"] = options.wordOrder;
    row["beta"] = options.beta;
    row["signature"] = chrfSignature(options, static_cast<int>(references.size())).toStdString();
}

void addTfIdf(Json &row)
{
    const ScoreFields fields(row);
    const QString hypothesis = fields.hypothesis();
    const QList<double> cosines = tfIdfCosines(hypothesis, fields.references());
    row["score"] = *std::max_element(cosines.cbegin(), cosines.cend());
}

void addLevenshtein(Json &row)
{
    const ScoreFields fields(row);
    const QString hypothesis = fields.hypothesis();
    const QStringList references = fields.references();
    const auto tooLong = [] {
        return BadScoreLine{
            Text::tr("hypothesis and reference: expected at most %1 for the product of their "
                     "lengths, without what they have in common at both ends")
                .arg(mostLevenshteinCells)};
    };
    double best = -1;
    QString closest;
    for (const QString &reference : references) {
        const std::optional<double> ratio = levenshteinRatio(hypothesis, reference);
        if (!ratio)
            throw tooLong();
        if (*ratio > best) {
            best = *ratio;
            closest = reference;
        }
    }
    const std::optional<LevenshteinDistance> distance = levenshteinDistance(hypothesis, closest);
    if (!distance)
        throw tooLong();
    row["score"] = best;
    row["distance"] = distance->edits;
    row["normalized"] = distance->normalized;
}

void addScore(Json &row, SimilarityMetric metric)
{
    switch (metric) {
    case SimilarityMetric::Bleu:
        return addBleu(row);
    case SimilarityMetric::Chrf:
        return addChrf(row);
    case SimilarityMetric::TfIdf:
        return addTfIdf(row);
    case SimilarityMetric::Levenshtein:
        return addLevenshtein(row);
    }
}

} // namespace

Result<QByteArray> scoredLine(QByteArrayView line, SimilarityMetric metric)
{
    if (!isModest(line)) {
        return failure(Text::tr("expected at most %1 levels of nesting and %2 members")
                           .arg(c_deepestNesting)
                           .arg(c_mostMembers));
    }
    try {
        Json row = Json::parse(line.begin(), line.end());
        if (!row.is_object())
            return failure(Text::tr("expected a JSON object"));
        addScore(row, metric);
        return QByteArray::fromStdString(row.dump());
    } catch (const Json::parse_error &error) {
        return failure(Text::tr("this is not valid JSON in UTF-8 (at byte %1)").arg(error.byte));
    } catch (const Json::exception &) {
        return failure(Text::tr("a number is too large"));
    } catch (const BadScoreLine &bad) {
        return failure(bad.message);
    }
}

} // namespace moa
