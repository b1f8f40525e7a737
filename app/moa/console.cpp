// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/console.h"

#include <cerrno>
#include <unistd.h>

namespace moa {

namespace {

bool writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written =
            ::write(descriptor, bytes.data(), static_cast<size_t>(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes = bytes.sliced(written);
    }
    return true;
}

} // namespace

void printNote(const QString &text)
{
    writeNote((text + u'\n').toLocal8Bit());
}

void writeNote(QByteArrayView bytes)
{
    (void)writeAll(STDERR_FILENO, bytes);
}

ExitCode badInput(const QString &sentence)
{
    printNote(QStringLiteral("moa: ") + sentence);
    return ExitCode::BadInput;
}

bool writeOut(QByteArrayView bytes)
{
    return writeAll(STDOUT_FILENO, bytes);
}

QString oneLine(QString text)
{
    for (QChar &c : text) {
        if (!c.isPrint() && !c.isSurrogate())
            c = c.isSpace() ? u' ' : QChar(QChar::ReplacementCharacter);
    }
    return text;
}

std::optional<ExitCode> parseArguments(QCommandLineParser &parser, const QString &command,
                                       const QStringList &arguments)
{
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QCoreApplication::translate("moa", "Shows this help."));
    parser.addOption(help);
    // The first entry stands for the program's name.
    if (!parser.parse(QStringList{QStringLiteral("moa ") + command} + arguments)) {
        return badInput(QCoreApplication::translate("moa", "%1 Try “moa %2 --help”.")
                            .arg(parser.errorText(), command));
    }
    if (!parser.isSet(help))
        return std::nullopt;
    const QString text = parser.helpText().replace(QCoreApplication::arguments().constFirst(),
                                                   QStringLiteral("moa ") + command);
    return writeOut(text.toLocal8Bit()) ? ExitCode::Done : ExitCode::BadInput;
}

} // namespace moa
