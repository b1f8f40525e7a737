// SPDX-License-Identifier: GPL-3.0-or-later

// Time from exec to the first painted frame, and peak memory, of the studio's window over those of
// an empty QMainWindow with a QGraphicsView and a QChartView. Both are this program, so that both
// load the same libraries. Run it on a display (xvfb-run).

#include "common/environment.h"
#include "support/heartbeat.h"
#include "ui/appearance.h"
#include "ui/mainwindow.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <QApplication>
#include <QChartView>
#include <QGraphicsView>
#include <QProcess>
#include <QSplitter>

using namespace moa;

namespace {

constexpr int repetitions = 15;

/// Says when the window's first frame is out, and ends the program.
class FirstFrame : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_painted) {
            m_painted = true;
            // Behind the paint events of all children and the flush that follows them.
            QTimer::singleShot(0, this, [] {
                const auto now = std::chrono::steady_clock::now().time_since_epoch();
                std::printf("%lld %.1f\n",
                            static_cast<long long>(
                                std::chrono::duration_cast<std::chrono::microseconds>(now).count()),
                            peakMegabytes());
                std::fflush(stdout);
                QApplication::quit();
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_painted = false;
};

int showEmpty(QApplication &application)
{
    QMainWindow window;
    auto *splitter = new QSplitter;
    splitter->addWidget(new QGraphicsView(new QGraphicsScene(&window)));
    splitter->addWidget(new QChartView);
    window.setCentralWidget(splitter);
    window.resize(1440, 900);
    FirstFrame frame;
    window.installEventFilter(&frame);
    window.show();
    return application.exec();
}

int showStudio(QApplication &application)
{
    setUpApplication();
    Appearance appearance;
    StudioContext context{loadProviders().value_or(QList<Provider>()), {}, bundledCatalogue()};
    context.providers.append(sandboxProvider(QUrl(QStringLiteral("http://127.0.0.1/v1"))));
    MainWindow window(context, &appearance);
    window.resize(1440, 900);
    window.openPreset(QStringLiteral("sandbox"));
    FirstFrame frame;
    window.installEventFilter(&frame);
    window.show();
    return application.exec();
}

struct Start
{
    double ms = 0;
    double megabytes = 0;
};

Start measure(const QString &mode)
{
    std::vector<double> times;
    Start result;
    for (int repetition = 0; repetition < repetitions; ++repetition) {
        QProcess process;
        const auto before = std::chrono::steady_clock::now().time_since_epoch();
        process.start(QCoreApplication::applicationFilePath(), {mode});
        if (!process.waitForFinished(30'000))
            return {};
        const QList<QByteArray> printed = process.readAllStandardOutput().simplified().split(' ');
        const double painted = printed.value(0).toDouble() / 1000.0;
        times.push_back(painted
                        - static_cast<double>(
                              std::chrono::duration_cast<std::chrono::microseconds>(before).count())
                            / 1000.0);
        result.megabytes = printed.value(1).toDouble();
    }
    std::sort(times.begin(), times.end());
    result.ms = times[times.size() / 2];
    return result;
}

} // namespace

int main(int argc, char *argv[])
{
    const QByteArrayView mode = argc > 1 ? QByteArrayView(argv[1]) : QByteArrayView();
    if (mode == "--empty" || mode == "--studio") {
        QApplication application(argc, argv);
        return mode == "--empty" ? showEmpty(application) : showStudio(application);
    }
    const QCoreApplication application(argc, argv);
    (void)measure(QStringLiteral("--studio")); // warms the file cache
    const Start empty = measure(QStringLiteral("--empty"));
    const Start studio = measure(QStringLiteral("--studio"));
    std::printf("exec to first painted frame, median of %d\n", repetitions);
    std::printf("  empty window  %6.1f ms  %5.0f MB\n", empty.ms, empty.megabytes);
    std::printf("  MoA Studio    %6.1f ms  %5.0f MB\n", studio.ms, studio.megabytes);
    std::printf("  ratio %.2f (limit 4, aim 2)\n", studio.ms / empty.ms);
    return 0;
}
