// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/scorecommand.h"

#include "moa/console.h"
#include "moa/linecommand.h"
#include "moa/scoreline.h"

#include <QCoreApplication>

namespace moa {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(moa)
};

QString description()
{
    return Text::tr(
        "Computes how far texts overlap. Reads one JSON object a line from FILE or, without it, "
        "from standard input, and writes the same objects with the score added.\n\n"
        "Fields read by every metric: hypothesis (text), references (list of texts).\n\n"
        "bleu, n-grams of words, 0 to 100. Optional fields: tokenize (none, char, 13a, zh, intl; "
        "13a), smooth_method (none, floor, add-k, exp; exp), smooth_value (0.1 for floor, 1 for "
        "add-k), effective_order (true), lowercase (false), max_ngram_order (4). Fields added: "
        "score, precisions, bp, sys_len, ref_len, counts, totals.\n\n"
        "chrf, n-grams of characters, 0 to 100. Optional fields: char_order (6), word_order (0; 2 "
        "for chrF++), beta (2), lowercase (false), whitespace (false). Fields added: score, "
        "char_order, word_order, beta, signature.\n\n"
        "tfidf, the words used, 0 to 1: the cosine of TF-IDF vectors as scikit-learn makes them; "
        "the corpus is the hypothesis and its references. Field added: score.\n\n"
        "levenshtein, characters in order, 0 to 1: twice the longest common subsequence by the "
        "sum of both lengths. Fields added: score, distance (characters to insert, delete or "
        "replace), normalized (1 - distance / longer length).\n\n"
        "Of several references, bleu takes them together; the others take the one that gives the "
        "highest score.\n\n"
        "The scores of bleu and chrf are those of sacreBLEU 2.6.0. A line that cannot be scored "
        "ends the command with code 2; the scores of the lines before it are written.");
}

} // namespace

ExitCode scoreCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description());
    const QCommandLineOption metric(
        QStringLiteral("metric"),
        Text::tr("What to compute: bleu (without this option), chrf, tfidf or levenshtein."),
        QStringLiteral("name"), QStringLiteral("bleu"));
    parser.addOption(metric);
    parser.addPositionalArgument(
        QStringLiteral("FILE"),
        Text::tr("The file to read; - or nothing stands for standard input."));
    if (const auto code = parseArguments(parser, QStringLiteral("score"), arguments))
        return *code;
    const std::optional<SimilarityMetric> chosen = similarityMetricFromName(parser.value(metric));
    if (!chosen) {
        return badInput(Text::tr("There is no metric \"%1\"; use bleu, chrf, tfidf or levenshtein.")
                            .arg(parser.value(metric)));
    }
    return answerLines(parser.positionalArguments(),
                       [chosen](QByteArrayView line) { return scoredLine(line, *chosen); });
}

} // namespace moa
