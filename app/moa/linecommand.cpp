// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/linecommand.h"

#include "moa/console.h"
#include "moa/lineinput.h"

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
    return badInput(Text::tr("The output could not be written: %1.").arg(systemReason()));
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
            lines + 1, Text::tr("expected at most %1 MiB").arg(longestInputLine / 1024 / 1024)));
    case LineInput::End::Failed:
        return badInput(Text::tr("The input could not be read: %1.").arg(systemReason()));
    case LineInput::End::None:
    case LineInput::End::Reached:
        break;
    }
    return ExitCode::Done;
}

struct AnsweredLine
{
    qint64 number; ///< from 1
    QByteArray line;
    Result<QByteArray> answer;
};

// Answers the lines on all cores and writes that in their order; a code to end with if it failed.
std::optional<ExitCode> writeAnswers(QList<AnsweredLine> lines, const LineAnswer &answer)
{
    const auto find = [&answer](AnsweredLine &line) { line.answer = answer(line.line); };
    if (lines.size() == 1)
        find(lines.first());
    else
        QtConcurrent::blockingMap(lines, find);

    QByteArray output;
    for (const AnsweredLine &line : std::as_const(lines)) {
        if (!line.answer) {
            return writeOut(output)
                ? badInput(lineMessage(line.number, line.answer.error().message))
                : cannotWrite();
        }
        output += *line.answer;
        output += '\n';
    }
    return writeOut(output) ? std::nullopt : std::optional(cannotWrite());
}

ExitCode answerInput(int descriptor, const LineAnswer &answer)
{
    LineInput input(descriptor, longestInputLine);
    QList<AnsweredLine> lines;
    qsizetype bytes = 0;
    qint64 number = 0;
    while (const std::optional<QByteArrayView> line = input.next()) {
        ++number;
        if (!isBlank(*line)) {
            lines.append({number, line->toByteArray(), {}});
            bytes += line->size();
        }
        if (input.isDrained() || bytes > c_block) {
            if (const auto code = writeAnswers(std::exchange(lines, {}), answer))
                return *code;
            bytes = 0;
        }
    }
    const int readErrno = errno;
    if (const auto code = writeAnswers(std::move(lines), answer))
        return *code;
    errno = readErrno;
    return inputEnded(input, number);
}

} // namespace

ExitCode answerLines(const QStringList &files, const LineAnswer &answer)
{
    if (files.size() > 1)
        return badInput(Text::tr("Expected one file, but got %1.").arg(files.size()));
    if (files.isEmpty() || files.constFirst() == u"-")
        return answerInput(STDIN_FILENO, answer);

    QFile file(files.constFirst());
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return badInput(
            Text::tr("%1 cannot be read: %2.").arg(file.fileName(), file.errorString()));
    }
    return answerInput(file.handle(), answer);
}

} // namespace moa
