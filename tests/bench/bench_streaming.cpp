// SPDX-License-Identifier: GPL-3.0-or-later

// 64 streams of 100 chunks a second for 10 s into the real window, through the real client: how
// long the event loop of the window is held, and how much memory that takes. The server is a
// process of its own. Run it on a display (xvfb-run) or with QT_QPA_PLATFORM=offscreen.

#include "common/environment.h"
#include "mixture/mixturefile.h"
#include "support/heartbeat.h"
#include "support/scriptedserver.h"
#include "ui/appearance.h"
#include "ui/mainwindow.h"

#include <cstdio>
#include <QAction>
#include <QApplication>
#include <QProcess>
#include <QTemporaryDir>

using namespace moa;

namespace {

constexpr int streams = 64;
constexpr int chunksPerSecond = 100;
constexpr int secondsLong = 10;

int serve()
{
    ThreadedScriptedServer server;
    server->setHandler([](const ScriptedRequest &) {
        OpenAiOptions options;
        options.delayMs = 1000 / chunksPerSecond;
        return ScriptedReply::openAiStream(
            QStringLiteral("some word ").repeated(chunksPerSecond * secondsLong / 2), {}, options);
    });
    std::printf("%s\n", server->baseUrl().toEncoded().constData());
    std::fflush(stdout);
    while (std::getchar() != EOF)
        continue;
    return 0;
}

Mixture wideMixture(const ProviderId &provider)
{
    Mixture mixture;
    mixture.examplePrompt = QStringLiteral("How smooth is it?");
    Layer proposers;
    for (int row = 0; row < streams - 1; ++row) {
        Agent agent;
        agent.id = AgentId(QStringLiteral("a%1").arg(row));
        agent.model = agent.id.toString();
        agent.provider = provider;
        proposers.agents.append(agent);
    }
    Agent final;
    final.id = AgentId(QStringLiteral("final"));
    final.model = final.id.toString();
    final.provider = provider;
    final.role = Role::Aggregator;
    final.references = QList<AgentId>(); // of none: all 64 stream at once
    Layer last;
    last.agents.append(final);
    mixture.layers = {proposers, last};
    return mixture;
}

} // namespace

int main(int argc, char *argv[])
{
    for (int i = 1; i < argc; ++i) {
        if (QByteArrayView(argv[i]) == "--server") {
            const QCoreApplication application(argc, argv);
            return serve();
        }
    }
    QApplication application(argc, argv);
    QProcess server;
    server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    server.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--server")});
    if (!server.waitForReadyRead(10'000)) {
        std::printf("the server did not start\n");
        return 1;
    }
    Provider provider;
    provider.id = ProviderId(QStringLiteral("bench"));
    provider.baseUrl = QUrl(QString::fromUtf8(server.readLine().trimmed()));
    provider.maxConcurrent = streams;
    const QTemporaryDir folder;
    const QString preset = folder.filePath(QStringLiteral("wide.moa.json"));
    if (!saveMixture(wideMixture(provider.id), preset))
        return 1;

    Appearance appearance;
    MainWindow window({{provider}, {}, {}}, &appearance);
    window.resize(1600, 1000);
    window.openPreset(preset);
    window.show();
    auto *session = window.findChild<RunSession *>();
    Heartbeat heartbeat;
    QObject::connect(session, &RunSession::runningChanged, &application, [&](bool running) {
        if (running) {
            heartbeat.start();
            return;
        }
        std::printf("%d streams x %d chunks/s x %d s\n", streams, chunksPerSecond, secondsLong);
        heartbeat.report();
        const RunTotals totals = window.findChild<ResponsesModel *>()->totals();
        std::printf("run of %.1f s, %lld tokens out\n", static_cast<double>(totals.wallMs) / 1000.0,
                    static_cast<long long>(totals.output));
        QApplication::quit();
    });
    QTimer::singleShot(500, session, [session] { session->start(QStringLiteral("Go.")); });
    const int code = QApplication::exec();
    server.closeWriteChannel();
    server.waitForFinished(3000);
    return code;
}
