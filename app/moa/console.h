// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QString>

namespace moa {

/** The exit codes that other people's scripts rely on. */
enum class ExitCode {
    Done = 0,
    NoFinalAnswer = 1,
    BadInput = 2, ///< wrong usage, unreadable input, unwritable output
    Degraded = 3, ///< done, but an agent failed
    Limited = 4,
    Interrupted = 130
};

/** Writes a line to stderr. */
void printNote(const QString &text);

/** Writes @p bytes to stderr as they are. When that is gone, nobody is left to be told. */
void writeNote(QByteArrayView bytes);

/** Writes a line to stderr and returns ExitCode::BadInput, to end a command with. */
[[nodiscard]] ExitCode badInput(const QString &sentence);

/** Writes all of @p bytes to stdout, at once; false if it is closed or full. */
[[nodiscard]] bool writeOut(QByteArrayView bytes);

/**
 * @p text without line breaks and terminal sequences, which a name from a file or a server may
 * hold: neither is for a line.
 */
[[nodiscard]] QString oneLine(QString text);

/**
 * Parses a command's arguments; on --help or an error prints what is to be said and returns the
 * code to end with.
 */
[[nodiscard]] std::optional<ExitCode>
parseArguments(QCommandLineParser &parser, const QString &command, const QStringList &arguments);

} // namespace moa
