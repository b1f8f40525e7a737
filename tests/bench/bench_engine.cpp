// SPDX-License-Identifier: GPL-3.0-or-later

// Wall time of a run over its critical path, how quickly a wide layer gets on the wire, and the CPU
// time that a run costs. The server is a process of its own, so that only the client is measured.

#include "run/runengine.h"
#include "support/scriptedserver.h"

#include <algorithm>
#include <cstdio>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>
#include <QTimer>
#include <sys/resource.h>
#include <vector>

using namespace moa;

namespace {

constexpr int firstByteMs = 300;
constexpr int chunks = 20;
constexpr int streamMs = 200;
constexpr int repetitions = 9;

ScriptedReply paced()
{
    ScriptedReply reply =
        ScriptedReply::openAiStream(QStringLiteral("word ").repeated(chunks).trimmed());
    reply.firstByteDelayMs = firstByteMs;
    reply.coalesce = true;
    for (qsizetype piece = 1; piece <= chunks; ++piece)
        reply.pieces[piece].delayMs = streamMs / chunks;
    return reply;
}

/// Prints its address and serves until its standard input is closed.
int serve()
{
    ThreadedScriptedServer server;
    server->setHandler([](const ScriptedRequest &) { return paced(); });
    std::printf("%s\n", server->baseUrl().toEncoded().constData());
    std::fflush(stdout);
    while (std::getchar() != EOF)
        continue;
    return 0;
}

double cpuMs()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) * 1000.0
            + static_cast<double>(time.tv_usec) / 1000.0;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// A lone layer is one agent with that many samples: the last layer has one agent.
RunPlan plan(const QUrl &server, const QList<int> &widths)
{
    RunPlan result;
    Provider provider;
    provider.id = ProviderId(QStringLiteral("bench"));
    provider.baseUrl = server;
    provider.maxConcurrent = 64;
    provider.maxAttempts = 1;
    result.providers = {provider};
    result.conversation = {{Message::Author::User, QStringLiteral("How long does this take?")}};
    for (qsizetype layer = 0; layer < widths.size(); ++layer) {
        Layer agents;
        const bool isLone = widths.size() == 1;
        for (int row = 0; row < (isLone ? 1 : widths.at(layer)); ++row) {
            Agent agent;
            agent.samples = isLone ? widths.at(layer) : 1;
            agent.id = AgentId(QStringLiteral("a%1-%2").arg(layer).arg(row));
            agent.model = agent.id.toString();
            agent.provider = provider.id;
            agent.role = layer == 0 ? Role::Proposer : Role::Aggregator;
            agents.agents.append(agent);
        }
        result.mixture.layers.append(agents);
    }
    return result;
}

struct Measured
{
    double wallMs = 0;
    double cpuMs = 0;
};

Measured measure(RunEngine &engine, const RunPlan &what)
{
    Measured measured;
    RunRecord record;
    QEventLoop loop;
    QObject::connect(&engine, &RunEngine::finished, &loop, [&](const RunRecord &finished) {
        record = finished;
        loop.quit();
    });
    QElapsedTimer clock;
    const double cpuBefore = cpuMs();
    clock.start();
    engine.start(what);
    loop.exec();
    measured.wallMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    measured.cpuMs = cpuMs() - cpuBefore;
    if (record.state != RunState::Done)
        std::printf("  RUN %s: %s\n", qPrintable(record.id), qPrintable(record.error));
    return measured;
}

void report(const char *name, const QUrl &server, const QList<int> &widths, double limit)
{
    const double criticalPath =
        static_cast<double>(widths.size()) * static_cast<double>(firstByteMs + streamMs);
    for (const bool warm : {false, true}) {
        std::vector<double> ratios;
        double cpu = 0;
        RunEngine kept;
        if (warm)
            (void)measure(kept, plan(server, widths));
        for (int repetition = 0; repetition < repetitions; ++repetition) {
            RunEngine fresh;
            const Measured measured = measure(warm ? kept : fresh, plan(server, widths));
            ratios.push_back(measured.wallMs / criticalPath);
            cpu += measured.cpuMs / repetitions;
        }
        std::sort(ratios.begin(), ratios.end());
        std::printf("%-18s %-5s wall/critical path median %.3f, worst of %d %.3f (limit %.2f)  CPU "
                    "%.0f ms/run\n",
                    name, warm ? "warm" : "cold", ratios[ratios.size() / 2], repetitions,
                    ratios.back(), limit, cpu);
    }
}

/// Arrival of the last of 64 requests after the first, seen by a server in this process.
void reportSpread()
{
    ThreadedScriptedServer server;
    server->setHandler([](const ScriptedRequest &) { return paced(); });
    double worst = 0;
    for (int repetition = 0; repetition < repetitions; ++repetition) {
        server->clearJournal();
        RunEngine engine;
        (void)measure(engine, plan(server->baseUrl(), {64}));
        qint64 first = std::numeric_limits<qint64>::max();
        qint64 last = 0;
        for (const ScriptedRequest &request : server->requests()) {
            first = std::min(first, request.arrivedNs);
            last = std::max(last, request.arrivedNs);
        }
        worst = std::max(worst, static_cast<double>(last - first) / 1e6);
    }
    std::printf("64th request on the wire %.1f ms after the first (worst of %d, limit 50)\n", worst,
                repetitions);
}

/// From stop() until the server has seen the last of 64 streaming clients leave.
void reportStop()
{
    ThreadedScriptedServer server;
    server->setHandler([](const ScriptedRequest &) { return paced(); });
    RunEngine engine;
    QEventLoop loop;
    QElapsedTimer clock;
    QTimer poll;
    QTimer::singleShot(firstByteMs + streamMs / 2, &loop, [&] {
        clock.start();
        engine.stop();
        poll.start(1);
    });
    poll.callOnTimeout([&] {
        if (server->counters().connectionsOpen == 0)
            loop.quit();
    });
    engine.start(plan(server->baseUrl(), {64}));
    loop.exec();
    std::printf("64 streams stopped and their sockets closed in %.1f ms (limit 100)\n",
                static_cast<double>(clock.nsecsElapsed()) / 1e6);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().contains(QStringLiteral("--server")))
        return serve();
    QProcess server;
    server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    server.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--server")});
    if (!server.waitForReadyRead(10'000)) {
        std::printf("the server did not start\n");
        return 1;
    }
    const QUrl url(QString::fromUtf8(server.readLine().trimmed()));
    report("6 + 6 + 1 agents", url, {6, 6, 1}, 1.02);
    report("64 agents", url, {64}, 1.05);
    reportSpread();
    reportStop();
    server.closeWriteChannel();
    server.waitForFinished(3000);
    return 0;
}
