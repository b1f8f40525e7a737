// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/scorecommand.h"

#include "moa/console.h"
#include "moa/lineinput.h"
#include "moa/scoreline.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <QCoreApplication>
#include <QFile>
#include <QtConcurrent>
#include <unistd.h>
#include <utility>

namespace moa {

namespace {

constexpr qsizetype c_block = qsizetype{64} * 1024;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(moa)
};

QString systemReason()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

ExitCode cannotWrite()
{
    return badInput(Text::tr("The scores could not be written: %1.").arg(systemReason()));
}

bool isBlank(QByteArrayView line)
{
    return std::all_of(line.begin(), line.end(), [](char character) {
        return character == ' ' || character == '\t' || character == '\r';
    });
}

QString lineMessage(qint64 number, const QString &reason)
{
    return Text::tr("line %1: %2").arg(QString::number(number), reason);
}

ExitCode inputEnded(const LineInput &input, qint64 lines)
{
    switch (input.end()) {
    case LineInput::End::TooLong:
        return badInput(lineMessage(
            lines + 1, Text::tr("expected at most %1 MiB").arg(longestScoreLine / 1024 / 1024)));
    case LineInput::End::Failed:
        return badInput(Text::tr("The input could not be read: %1.").arg(systemReason()));
    case LineInput::End::None:
    case LineInput::End::Reached:
        break;
    }
    return ExitCode::Done;
}

struct ScoredLine
{
    qint64 number; ///< from 1
    QByteArray json;
    Result<QByteArray> scored;
};

// Scores the lines on all cores and writes them in their order; a code to end with if that failed.
std::optional<ExitCode> writeScores(QList<ScoredLine> lines, SimilarityMetric metric)
{
    const auto score = [metric](ScoredLine &line) { line.scored = scoredLine(line.json, metric); };
    if (lines.size() == 1)
        score(lines.first());
    else
        QtConcurrent::blockingMap(lines, score);

    QByteArray output;
    for (const ScoredLine &line : std::as_const(lines)) {
        if (!line.scored) {
            return writeOut(output)
                ? badInput(lineMessage(line.number, line.scored.error().message))
                : cannotWrite();
        }
        output += *line.scored;
        output += '\n';
    }
    return writeOut(output) ? std::nullopt : std::optional(cannotWrite());
}

ExitCode scoreLines(int descriptor, SimilarityMetric metric)
{
    LineInput input(descriptor, longestScoreLine);
    QList<ScoredLine> lines;
    qsizetype bytes = 0;
    qint64 number = 0;
    while (const std::optional<QByteArrayView> line = input.next()) {
        ++number;
        if (!isBlank(*line)) {
            lines.append({number, line->toByteArray(), {}});
            bytes += line->size();
        }
        if (input.isDrained() || bytes > c_block) {
            if (const auto code = writeScores(std::exchange(lines, {}), metric))
                return *code;
            bytes = 0;
        }
    }
    const int readErrno = errno;
    if (const auto code = writeScores(std::move(lines), metric))
        return *code;
    errno = readErrno;
    return inputEnded(input, number);
}

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
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return badInput(Text::tr("Expected one file, but got %1.").arg(files.size()));
    if (files.isEmpty() || files.constFirst() == u"-")
        return scoreLines(STDIN_FILENO, *chosen);

    QFile file(files.constFirst());
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return badInput(
            Text::tr("%1 cannot be read: %2.").arg(file.fileName(), file.errorString()));
    }
    return scoreLines(file.handle(), *chosen);
}

} // namespace moa
