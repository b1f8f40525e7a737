// SPDX-License-Identifier: GPL-3.0-or-later

// A layer of 64 against a server that allows 60 requests and 30,000 tokens a minute and 8 at once,
// in real minutes: how many were refused, and how much of what is allowed was used.

#include "run/runengine.h"
#include "support/limitedlayer.h"

#include <cstdio>
#include <QCoreApplication>
#include <QEventLoop>

using namespace moa;

namespace {

void report(const char *name, const ServedRules &rules, bool manyModels)
{
    LimitedLayer layer(rules, {.headMs = 800, .streamMs = 1200});
    RunEngine engine;
    RunRecord record;
    QEventLoop loop;
    QObject::connect(&engine, &RunEngine::finished, &loop, [&](const RunRecord &finished) {
        record = finished;
        loop.quit();
    });
    engine.start(layer.plan(manyModels));
    loop.exec();
    const ServedLimits limits = layer.limits();
    std::printf("%-28s %s: %d admitted, %d refused with 429, %.1f %% of the allowed throughput, "
                "%.1f s until the last was admitted, %.1f s in all\n",
                name, record.state == RunState::Done ? "done" : qPrintable(record.error),
                limits.admitted(), limits.refused(), 100 * limits.share(), limits.spanMs() / 1000,
                static_cast<double>(record.totals.wallMs) / 1000);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    std::printf("Wanted: at most 3 refused, at least 85 %%.\n");
    report("64 samples of one agent", {}, false);
    report("64 agents of 64 models", {}, true);
    report("the same, no headers", {.sendsHeaders = false}, true);
    return 0;
}
