// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/historycontrol.h"

#include "items/futurewatch.h"
#include "run/runjsonreading.h"
#include "ui/historyworkspace.h"
#include "ui/presetfiles.h"
#include "ui/recoverybar.h"
#include "ui/runsession.h"
#include "ui/workspaces.h"

#include <QLocale>
#include <QtConcurrent>

namespace moa {

HistoryControl::HistoryControl(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_recorder(*parts.history)
    , m_finder(parts.history, nullptr)
    , m_page(new HistoryWorkspace(parts.history))
    , m_bar(new RecoveryBar(window))
{
    m_bar->setObjectName(QStringLiteral("interruptedBar"));
    m_bar->setVerbs(tr("Resume"), tr("Dismiss"));
    m_recorder.follow(&parts.session->thread());
    parts.workspaces->setHistory(m_page);
    connect(&m_recorder, &RunRecorder::failed, this, &HistoryControl::told);
    connect(parts.history, &History::failed, this, &HistoryControl::told);
    connect(parts.history, &History::noticed, this, &HistoryControl::told);
    connect(parts.session, &RunSession::judged, parts.history,
            [history = parts.history](const QString &run, const Judgement &judgement) {
                history->setJudgement(run, judgement);
            });
    connect(m_page, &HistoryWorkspace::openRunRequested, this, &HistoryControl::open);
    connect(m_page, &HistoryWorkspace::resumeRequested, this, &HistoryControl::resume);
    connect(m_page, &HistoryWorkspace::useMixtureRequested, this, [this](const Mixture &mixture) {
        m_parts.files->restore(mixture, {},
                               [this] { m_parts.workspaces->open(Workspaces::Workspace::Both); });
    });
    connect(m_bar, &RecoveryBar::openRequested, this, [this](qsizetype offer) {
        if (isHeldUp())
            return;
        const QString id = m_interrupted.at(offer).id;
        whenDone(this, m_parts.history->run(id), [this](const Result<RunRecord> &run) {
            if (run)
                resume(*run);
            else
                Q_EMIT told(run.error().message);
        });
    });
    connect(m_bar, &RecoveryBar::discardRequested, this, [this](qsizetype offer) {
        m_parts.history->settle({m_interrupted.takeAt(offer).id});
        showOffers();
    });
    connect(parts.files, &PresetFiles::runsCame, this, &HistoryControl::takeIn);
    look();
}

void HistoryControl::takeIn(const QList<QByteArray> &documents)
{
    const auto read = [documents] {
        QList<Result<RunDocument>> runs;
        for (const QByteArray &document : documents)
            runs.append(readRun(document));
        return runs;
    };
    whenDone(this, QtConcurrent::run(read), [this](const QList<Result<RunDocument>> &runs) {
        for (const Result<RunDocument> &run : runs) {
            if (run)
                m_parts.history->importRun(run->record, run->judgement);
            else
                Q_EMIT told(run.error().message);
        }
    });
}

void HistoryControl::keep(const RunRecord &run)
{
    if (m_recorder.isEnabled())
        m_parts.history->importRun(run);
}

bool HistoryControl::isHeldUp()
{
    if (!m_parts.session->isRunning())
        return false;
    Q_EMIT told(tr("A run goes on. Stop it, or wait for its end."));
    return true;
}

void HistoryControl::open(const RunRecord &run, const Judgement &judgement)
{
    m_finder.before(run, [this, run, judgement](const QList<RunDocument> &earlier) {
        if (isHeldUp())
            return;
        m_parts.session->open(run, judgement, earlier);
        m_parts.workspaces->open(Workspaces::Workspace::Both);
    });
}

void HistoryControl::resume(const RunRecord &run)
{
    m_finder.before(run, [this, run](const QList<RunDocument> &earlier) {
        if (isHeldUp())
            return;
        m_parts.session->resume(run, earlier);
        m_parts.history->settle({run.id});
        m_interrupted.removeIf([&run](const RunSummary &each) { return each.id == run.id; });
        showOffers();
        m_parts.workspaces->open(Workspaces::Workspace::Both);
    });
}

void HistoryControl::look()
{
    whenDone(this, m_parts.history->interrupted(),
             [this](const Result<QList<RunSummary>> &interrupted) {
                 m_interrupted = interrupted.value_or(QList<RunSummary>());
                 showOffers();
             });
}

void HistoryControl::showOffers()
{
    QStringList sentences;
    for (const RunSummary &run : std::as_const(m_interrupted)) {
        sentences.append(
            tr("The run of “%1” of %2 was interrupted; what was answered is kept.")
                .arg(run.preset,
                     QLocale().toString(run.startedAt.toLocalTime(), QLocale::ShortFormat)));
    }
    m_bar->setOffers(sentences);
}

} // namespace moa
