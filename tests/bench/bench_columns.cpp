// SPDX-License-Identifier: GPL-3.0-or-later

// How responsive the window stays while a run streams into every column: 64 responses with 100
// deltas a second each for ten seconds, sent from another thread through queued signals, as the run
// engine sends them. Prints the delays of a 1 ms heartbeat in the window's event loop and the peak
// of memory.

#include "columns/columnsview.h"
#include "columns/totalsbar.h"
#include "items/responsesmodel.h"
#include "support/heartbeat.h"
#include "theme/theme.h"

#include <chrono>
#include <QApplication>
#include <QElapsedTimer>
#include <QThread>
#include <QTimer>
#include <QVBoxLayout>

using namespace moa;
using namespace std::chrono_literals;

namespace {

constexpr int proposers = 63;
constexpr int deltasPerSecond = 100;
constexpr int seconds = 10;

RunRecord makeRun()
{
    RunRecord run;
    run.id = QStringLiteral("bench");
    run.startedAt = QDateTime::currentDateTimeUtc();
    Layer first;
    for (int i = 0; i < proposers; ++i) {
        Agent agent;
        agent.id = AgentId(QStringLiteral("agent-%1").arg(i));
        agent.model = QStringLiteral("lab/some-model-%1").arg(i);
        first.agents.append(agent);
    }
    Layer last;
    Agent aggregator;
    aggregator.id = AgentId(QStringLiteral("final"));
    aggregator.role = Role::Aggregator;
    last.agents = {aggregator};
    run.mixture.layers = {first, last};
    for (int layer = 0; layer < 2; ++layer) {
        for (const Agent &agent : run.mixture.layers.at(layer).agents) {
            Response response;
            response.id = {agent.id, 1};
            response.layer = layer;
            response.model = agent.model;
            response.state = ResponseState::Streaming;
            run.responses.append(response);
        }
    }
    return run;
}

/** Sends what a run engine would, on its own thread and at its own pace. */
class Feeder : public QObject
{
    Q_OBJECT

public:
    explicit Feeder(RunRecord run)
        : m_run(std::move(run))
    { }

    void start()
    {
        Q_EMIT started(m_run);
        m_timer = new QTimer(this);
        m_timer->setTimerType(Qt::PreciseTimer);
        m_timer->callOnTimeout(this, &Feeder::step);
        m_clock.start();
        m_timer->start(std::chrono::milliseconds(1000 / deltasPerSecond));
    }

Q_SIGNALS:
    void started(const moa::RunRecord &record);
    void responseChanged(const moa::Response &response);
    void textAdded(const moa::ResponseId &id, const QString &text, const QString &reasoning);
    void finished(const moa::RunRecord &record);

private:
    void step()
    {
        // A timer that came late makes up for it: the rate is the one announced.
        const qint64 due =
            std::min<qint64>(m_clock.elapsed() * deltasPerSecond / 1000, deltasPerSecond * seconds);
        for (; m_sent < due; ++m_sent) {
            for (qsizetype i = 0; i < m_run.responses.size(); ++i) {
                const QString delta = deltaAt(m_sent + i);
                m_run.responses[i].text += delta;
                Q_EMIT textAdded(m_run.responses.at(i).id, delta, {});
            }
        }
        if (m_sent < deltasPerSecond * seconds)
            return;
        m_timer->stop();
        for (Response &response : m_run.responses) {
            response.state = ResponseState::Done;
            Q_EMIT responseChanged(response);
        }
        m_run.state = RunState::Done;
        Q_EMIT finished(m_run);
    }

    static QString deltaAt(qint64 index)
    {
        static const QStringList words{
            QStringLiteral("the "),    QStringLiteral("mixture "),    QStringLiteral("of "),
            QStringLiteral("agents "), QStringLiteral("**writes** "), QStringLiteral("`code` "),
            QStringLiteral("and "),    QStringLiteral("sentences. ")};
        if (index % 60 == 59)
            return QStringLiteral("\n\n");
        return words.at(index % words.size());
    }

    RunRecord m_run;
    QTimer *m_timer = nullptr;
    QElapsedTimer m_clock;
    qint64 m_sent = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());

    ResponsesModel model;
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *view = new ColumnsView(&window);
    auto *totals = new TotalsBar(&window);
    layout->addWidget(view, 1);
    layout->addWidget(totals);
    view->setModel(&model);
    totals->setModel(&model);
    window.resize(1920, 1080);
    window.show();

    QThread engineThread;
    Feeder feeder(makeRun());
    feeder.moveToThread(&engineThread);
    QObject::connect(&feeder, &Feeder::started, &model, &ResponsesModel::runStarted);
    QObject::connect(&feeder, &Feeder::responseChanged, &model, &ResponsesModel::responseChanged);
    QObject::connect(&feeder, &Feeder::textAdded, &model, &ResponsesModel::textAdded);
    QObject::connect(&feeder, &Feeder::finished, &model, &ResponsesModel::runFinished);
    engineThread.start();

    Heartbeat heartbeat;
    // The window is up and painted before the run starts; its end is measured as well.
    QTimer::singleShot(500ms, &window, [&] {
        heartbeat.start();
        QMetaObject::invokeMethod(&feeder, &Feeder::start);
    });
    QObject::connect(&model, &ResponsesModel::runChanged, &window, [&] {
        if (model.run().state != RunState::Running)
            QTimer::singleShot(1s, &application, &QApplication::quit);
    });
    const int result = QApplication::exec();
    engineThread.quit();
    engineThread.wait();
    heartbeat.report();
    return result;
}

#include "bench_columns.moc"
