// SPDX-License-Identifier: GPL-3.0-or-later

// Opening: how long it takes from handing over a finished run of 60 responses of 2,000 words to all
// columns in view showing their rendered text, and the longest gap of a 1 ms heartbeat meanwhile.
// What is over its limit makes the program fail.
//
// Streaming: how responsive the window stays while a run streams into every column: 64 responses
// with 100 deltas a second each for ten seconds, sent from another thread through queued signals,
// as the run engine sends them. Prints the delays of a 1 ms heartbeat in the window's event loop
// and the peak of memory. "--open" leaves it out.

#include "columns/columnsview.h"
#include "columns/responsecolumn.h"
#include "columns/totalsbar.h"
#include "items/responsesmodel.h"
#include "support/heartbeat.h"
#include "theme/theme.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QThread>
#include <QTimer>
#include <QVBoxLayout>
#include <vector>

using namespace moa;
using namespace std::chrono_literals;

namespace {

constexpr int streamedProposers = 63;
constexpr int deltasPerSecond = 100;
constexpr int seconds = 10;

RunRecord makeRun(int proposers)
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

constexpr int openedProposers = 59;
constexpr int openings = 12; ///< the first one warms up
constexpr double openingLimit = 300; ///< ms
constexpr double gapLimit = 16; ///< ms
/// Layouts of what is out of view go on for a while; the gaps of that count as well.
constexpr double settling = 300; ///< ms

/// An answer of 2,000 words with all that Markdown has; another one for each @p seed.
QString answerOf(int seed)
{
    static const QStringList words{
        QStringLiteral("mixture"),   QStringLiteral("of"),         QStringLiteral("agents"),
        QStringLiteral("**layer**"), QStringLiteral("answers"),    QStringLiteral("`code`"),
        QStringLiteral("and"),       QStringLiteral("*proposal*"), QStringLiteral("the"),
        QStringLiteral("model"),     QStringLiteral("reads"),      QStringLiteral("every"),
        QStringLiteral("reference")};
    QString text = QStringLiteral("# Answer %1\n\n").arg(seed);
    for (int word = 0; word < 2000; ++word) {
        text += words.at((word * 7 + seed * 3 + word / 11) % words.size());
        text += u' ';
        if (word % 400 == 399)
            text += QStringLiteral("\n\n| a | b |\n|---|---|\n| one | two |\n\n## More\n\n");
        else if (word % 250 == 249)
            text += QStringLiteral("\n\n```cpp\nint main() { return 0; }\n```\n\n");
        else if (word % 80 == 79)
            text += QStringLiteral(".\n\n- ");
        else if (word % 40 == 39)
            text += QStringLiteral(".\n\n");
    }
    return text;
}

/** Opens a finished run several times and measures how long it takes. */
class Opening : public QObject
{
    Q_OBJECT

public:
    Opening(RunRecord run, ResponsesModel *model, ColumnsView *view)
        : m_run(std::move(run))
        , m_model(model)
        , m_view(view)
    {
        m_beat.setTimerType(Qt::PreciseTimer);
        m_beat.callOnTimeout(this, &Opening::beat);
    }

    void start()
    {
        QTimer::singleShot(100ms, this, [this] {
            m_gap = 0;
            m_complete = false;
            m_time.reset();
            m_run.id = QStringLiteral("opened-%1").arg(m_times.size());
            m_clock.start();
            m_lastBeat.start();
            m_beat.start(1ms);
            m_model->runStarted(m_run);
            m_handover = elapsed(m_clock);
        });
    }

    [[nodiscard]] bool report() const
    {
        std::vector<double> times(m_times.begin() + 1, m_times.end());
        std::vector<double> gaps(m_gaps.begin() + 1, m_gaps.end());
        std::sort(times.begin(), times.end());
        std::sort(gaps.begin(), gaps.end());
        std::printf("opening 60 responses of 2,000 words, %d columns in view: %.0f ms (worst %.0f, "
                    "limit %.0f), longest gap %.1f ms (worst %.1f, limit %.0f)\n",
                    m_inView, times[times.size() / 2], times.back(), openingLimit,
                    gaps[gaps.size() / 2], gaps.back(), gapLimit);
        return times.back() < openingLimit && gaps.back() < gapLimit;
    }

Q_SIGNALS:
    void finished();

private:
    static double elapsed(const QElapsedTimer &clock)
    {
        return static_cast<double>(clock.nsecsElapsed()) / 1e6;
    }

    void beat()
    {
        m_gap = std::max(m_gap, elapsed(m_lastBeat) - 1.0);
        m_lastBeat.start();
        if (!m_complete) {
            m_complete = isComplete();
        } else if (!m_time) {
            // What was complete at the last beat is painted by now.
            m_time = elapsed(m_clock);
        } else if (elapsed(m_clock) > *m_time + settling) {
            m_beat.stop();
            std::printf("  %.0f ms, gap %.1f ms, handing over %.1f ms\n", *m_time, m_gap,
                        m_handover);
            m_times.push_back(*m_time);
            m_gaps.push_back(m_gap);
            if (static_cast<int>(m_times.size()) < openings)
                start();
            else
                Q_EMIT finished();
        }
    }

    [[nodiscard]] bool isComplete()
    {
        m_inView = 0;
        for (const ResponseColumn *column : m_view->findChildren<ResponseColumn *>()) {
            if (column->visibleRegion().isEmpty())
                continue;
            ++m_inView;
            if (column->isBehind() || !column->textView()
                || column->textView()->verticalScrollBar()->maximum() == 0)
                return false;
        }
        return m_inView > 0;
    }

    RunRecord m_run;
    ResponsesModel *m_model;
    ColumnsView *m_view;
    QTimer m_beat;
    QElapsedTimer m_clock;
    QElapsedTimer m_lastBeat;
    double m_gap = 0;
    double m_handover = 0;
    int m_inView = 0;
    std::optional<double> m_time;
    bool m_complete = false;
    std::vector<double> m_times;
    std::vector<double> m_gaps;
};

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

    bool opensWell = false;
    RunRecord opened = makeRun(openedProposers);
    opened.state = RunState::Done;
    for (qsizetype i = 0; i < opened.responses.size(); ++i) {
        opened.responses[i].state = ResponseState::Done;
        opened.responses[i].text = answerOf(static_cast<int>(i));
    }
    Opening opening(opened, &model, view);
    QObject::connect(&opening, &Opening::finished, &window, [&] {
        opensWell = opening.report();
        QApplication::quit();
    });
    opening.start();
    QApplication::exec();
    if (QApplication::arguments().contains(QStringLiteral("--open")))
        return opensWell ? 0 : 1;

    QThread engineThread;
    Feeder feeder(makeRun(streamedProposers));
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
    return opensWell ? result : 1;
}

#include "bench_columns.moc"
