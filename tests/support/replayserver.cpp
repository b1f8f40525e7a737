// SPDX-License-Identifier: GPL-3.0-or-later

// Serves recorded answers, for scripts that run the real programs without any provider.
#include "support/replayhandler.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Answers chat completions with recorded answers. GET /journal shows what was asked."));
    parser.addHelpOption();
    const QCommandLineOption port(QStringLiteral("port"), QStringLiteral("Port; default: any."),
                                  QStringLiteral("number"), QStringLiteral("0"));
    const QCommandLineOption answers(
        QStringLiteral("answers"), QStringLiteral("File with the recorded answers."),
        QStringLiteral("file"), QStringLiteral(MOA_SHARED_DIR "/data/alpaca/answers.json"));
    const QCommandLineOption delay(QStringLiteral("delay"),
                                   QStringLiteral("Before each piece of an answer, in ms."),
                                   QStringLiteral("ms"), QStringLiteral("0"));
    const QCommandLineOption printInstruction(
        QStringLiteral("print-instruction"),
        QStringLiteral("Prints a recorded instruction, counted from 0, and ends."),
        QStringLiteral("number"));
    parser.addOptions({port, answers, delay, printInstruction});
    parser.process(app);

    QTextStream err(stderr);
    const auto recorded = moa::readAnswers(parser.value(answers));
    if (!recorded) {
        err << recorded.error().message << Qt::endl;
        return 2;
    }
    if (parser.isSet(printInstruction)) {
        QTextStream(stdout)
            << recorded->value(QLatin1String("items"))
                   .toArray()
                   .at(parser.value(printInstruction).toInt())[QLatin1String("instruction")]
                   .toString()
            << Qt::endl;
        return 0;
    }
    moa::ReplayOptions options;
    options.pieceDelayMs = parser.value(delay).toInt();

    moa::ScriptedServer server;
    server.setHandler([&server, replay = moa::replayHandler(*recorded, options)](
                          const moa::ScriptedRequest &request) {
        if (request.path == "/journal")
            return moa::ScriptedReply::body(QJsonDocument(server.journal()).toJson());
        return replay(request);
    });
    const auto listening = server.listen(parser.value(port).toUShort());
    if (!listening) {
        err << listening.error().message << Qt::endl;
        return 2;
    }
    QTextStream(stdout) << "listening on " << server.baseUrl().toString() << Qt::endl;
    return QCoreApplication::exec();
}
