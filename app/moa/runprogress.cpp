// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/runprogress.h"

#include "moa/console.h"

#include <QLocale>
#include <unistd.h>

namespace moa {

RunProgress::RunProgress(QObject *parent)
    : QObject(parent)
    , m_isTerminal(::isatty(STDERR_FILENO) == 1)
{
    m_rewriting.setSingleShot(true);
    m_rewriting.setInterval(100);
    connect(&m_rewriting, &QTimer::timeout, this, &RunProgress::rewrite);
}

void RunProgress::begin(const RunRecord &record)
{
    for (const Response &response : record.responses)
        m_states.insert(response.id, response.state);
}

void RunProgress::change(const Response &response)
{
    const ResponseState before = m_states.value(response.id);
    m_states.insert(response.id, response.state);
    const bool isNews = before != response.state
        && (isFinal(response.state) || response.state == ResponseState::Retrying);
    if (isNews && response.state != ResponseState::Cancelled) {
        clearLine();
        printNote(outcomeLine(response));
    }
    if (m_isTerminal && !m_rewriting.isActive())
        m_rewriting.start();
}

void RunProgress::end(const RunRecord &record)
{
    m_rewriting.stop();
    clearLine();
    const QLocale locale;
    const RunTotals &totals = record.totals;
    QString cost = totals.cost.display(locale);
    if (totals.unpriced > 0)
        cost += tr(" + %n unpriced", nullptr, totals.unpriced);
    printNote(
        tr("%1 in, %2 out, %3, %4 s (critical path %5 s)")
            .arg(locale.toString(totals.input), locale.toString(totals.output), cost,
                 locale.toString(static_cast<double>(totals.wallMs) / 1000.0, 'f', 1),
                 locale.toString(static_cast<double>(totals.criticalPathMs) / 1000.0, 'f', 1)));
    if (!record.error.isEmpty())
        printNote(record.error);
}

QString RunProgress::outcomeLine(const Response &response) const
{
    const QString name = response.id.toString();
    if (response.state != ResponseState::Done)
        return tr("%1: %2").arg(name, response.error);
    const QLocale locale;
    const Usage usage = response.usage.value_or(Usage());
    const qint64 ms = response.timing.finished.value_or(0) - response.timing.started.value_or(0);
    return tr("%1: done in %2 s, %3 in, %4 out, %5")
        .arg(name, locale.toString(static_cast<double>(ms) / 1000.0, 'f', 1),
             locale.toString(usage.input), locale.toString(usage.output),
             response.cost ? response.cost->display(locale) : tr("unpriced"));
}

void RunProgress::rewrite()
{
    int done = 0;
    int streaming = 0;
    for (const ResponseState state : std::as_const(m_states)) {
        done += isFinal(state) ? 1 : 0;
        streaming += state == ResponseState::Streaming ? 1 : 0;
    }
    const QString line =
        tr("%1 of %2 responses, %3 streaming").arg(done).arg(m_states.size()).arg(streaming);
    writeNote("\r\x1b[K" + line.toLocal8Bit());
}

void RunProgress::clearLine()
{
    if (!m_isTerminal)
        return;
    writeNote("\r\x1b[K");
}

} // namespace moa
