// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/sandboxcommand.h"

#include "moa/console.h"
#include "moa/interruptwatcher.h"
#include "providers/sandbox/sandboxserver.h"

#include <QCoreApplication>

namespace moa {

ExitCode sandboxCommand(const QStringList &arguments)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("moa", text); };
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("Serves the Sandbox on this machine in the OpenAI dialect, until interrupted. The "
           "Sandbox is not a language model: its answers are made up from templates and from the "
           "references it is given."));
    const QCommandLineOption portOption(QStringLiteral("port"), tr("The port; 0 takes a free one."),
                                        QStringLiteral("number"), QStringLiteral("0"));
    parser.addOption(portOption);
    if (const auto code = parseArguments(parser, QStringLiteral("sandbox"), arguments))
        return *code;
    bool isPort = false;
    const quint16 port = parser.value(portOption).toUShort(&isPort);
    if (!isPort || !parser.positionalArguments().isEmpty())
        return badInput(
            tr("--port is a number from 0 to 65535, not “%1”.").arg(parser.value(portOption)));

    InterruptWatcher interrupts;
    SandboxServer server;
    if (const Result<quint16> listening = server.listen(port); !listening)
        return badInput(listening.error().message);
    QObject::connect(&interrupts, &InterruptWatcher::interrupted, &server,
                     [] { QCoreApplication::exit(static_cast<int>(ExitCode::Interrupted)); });
    if (!writeOut(server.baseUrl().toEncoded() + '\n'))
        return badInput(tr("Standard output can't be written."));
    printNote(tr("The Sandbox is not a language model. Ctrl+C ends it."));
    return static_cast<ExitCode>(QCoreApplication::exec());
}

} // namespace moa
