// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/variantscontrol.h"

#include "mixture/fileio.h"
#include "run/baselines.h"
#include "run/estimatewords.h"
#include "run/variantscsv.h"
#include "ui/runsession.h"
#include "ui/runthread.h"
#include "ui/savedialog.h"
#include "whatif/variantsdialog.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QLocale>

namespace moa {

VariantsControl::VariantsControl(RunSession *session, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_window(window)
    , m_open(new QAction(tr("&Leave Each Proposer Out…"), this))
    , m_runs({[this](const RunPlan &plan) { m_thread->start(plan); }, [this] { m_thread->stop(); }})
{
    m_open->setObjectName(QStringLiteral("run.leaveOneOut"));
    connect(m_open, &QAction::triggered, this, &VariantsControl::showDialog);
    connect(session, &RunSession::conversationChanged, this, &VariantsControl::refresh);
    refresh();
}

VariantsControl::~VariantsControl()
{
    // It refers to the runs, and closing it would have them stopped.
    if (m_dialog)
        m_dialog->disconnect(&m_runs);
    const std::unique_ptr<VariantsDialog> goesFirst(m_dialog.data());
}

void VariantsControl::refresh()
{
    const Turn *turn = m_session->conversation().turn(m_session->shownTurn());
    m_open->setEnabled(turn && turn->run && turn->run->final && !leaveOneOut(*turn->run).isEmpty());
}

void VariantsControl::showDialog()
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    if (m_runs.isRunning()) {
        Q_EMIT told(tr("The runs of before are being stopped: try again in a moment."));
        return;
    }
    const Turn *turn = m_session->conversation().turn(m_session->shownTurn());
    if (!turn || !turn->run)
        return;
    m_original = turn->run;
    m_judgement = turn->judgement;
    m_context = m_session->planFor(turn->id);
    m_dialog = new VariantsDialog(&m_runs, m_window);
    const QList<Variant> variants = leaveOneOut(*m_original);
    m_dialog->offer(VariantsDialog::Offer::LeaveOneOut, tr("&Leave Each Out"), need(variants));
    offerBaselines();
    connect(m_dialog, &VariantsDialog::wanted, this, [this](VariantsDialog::Offer which) {
        const std::optional<BestSingle> best = bestSingle(*m_original, m_judgement);
        if (which == VariantsDialog::Offer::LeaveOneOut)
            begin(leaveOneOut(*m_original));
        else if (best && which == VariantsDialog::Offer::Single)
            begin({singleModel(*m_original, best->agent)});
        else if (best)
            begin({sampledModel(*m_original, best->agent,
                                equalCost(*m_original, best->agent).samples)});
    });
    connect(m_dialog, &VariantsDialog::exportWanted, this, &VariantsControl::exportTable);
    connect(m_dialog, &QDialog::finished, &m_runs, &VariantRuns::stop);
    m_runs.begin(m_context, m_original, {});
    m_dialog->show();
}

QString VariantsControl::need(const QList<Variant> &variants) const
{
    RunEstimate sum;
    for (const Variant &variant : variants) {
        const RunEstimate each =
            estimateRun(variant.mixture, m_original->conversation, m_context.providers,
                        m_context.models, m_context.history, variant.partial.kept);
        sum.calls += each.calls;
        sum.unpricedCalls += each.unpricedCalls;
        sum.cost.low += each.cost.low;
        sum.cost.likely += each.cost.likely;
        sum.cost.high += each.cost.high;
    }
    const QLocale locale;
    if (sum.calls == 0)
        return tr("Needs no call: all of it is there.");
    return tr("Needs %1.").arg(estimate::need(sum, locale));
}

void VariantsControl::offerBaselines()
{
    const std::optional<BestSingle> best = bestSingle(*m_original, m_judgement);
    if (!best)
        return;
    const QLocale locale;
    const QString why = best->by == BestSingle::By::Rating
        ? tr("%1 was rated best.").arg(best->name)
        : tr("The final answer is nearest to that of %1, by BLEU.").arg(best->name);
    m_dialog->offer(VariantsDialog::Offer::Single, tr("&Best Single Model"),
                    why + u' ' + need({singleModel(*m_original, best->agent)}));
    const EqualCost equal = equalCost(*m_original, best->agent);
    QString basis;
    switch (equal.basis) {
    case EqualCost::Basis::Money:
        basis = tr("%1 answers of %2 for %3 each cost about what all proposers did, %4.")
                    .arg(locale.toString(equal.samples), best->name, equal.one.display(locale),
                         equal.proposers.display(locale));
        break;
    case EqualCost::Basis::Tokens:
        basis = tr("%1 answers of %2 take about as many tokens as all proposers did.")
                    .arg(locale.toString(equal.samples), best->name);
        break;
    case EqualCost::Basis::Calls:
        basis = tr("%1 answers of %2 are as many as all proposers gave.")
                    .arg(locale.toString(equal.samples), best->name);
        break;
    }
    m_dialog->offer(VariantsDialog::Offer::Sampled, tr("&Same Model, Sampled"),
                    basis + u' ' + need({sampledModel(*m_original, best->agent, equal.samples)}));
}

void VariantsControl::begin(const QList<Variant> &variants)
{
    if (!m_thread) {
        m_thread = std::make_unique<RunThread>();
        connect(m_thread.get(), &RunThread::finished, this, [this](const RunRecord &run) {
            Q_EMIT runEnded(run);
            m_runs.take(run);
        });
    }
    m_runs.append(variants);
}

void VariantsControl::exportTable()
{
    auto *dialog = createSaveDialog(m_dialog, tr("Export the table"), QDir::homePath(),
                                    tr("CSV (*.csv)"), QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, table = variantsAsCsv(m_runs).toUtf8()](const QString &path) {
                const Result<void> written = replaceFile(path, table);
                const QString place = QDir::toNativeSeparators(path);
                Q_EMIT told(written ? tr("The table was exported to %1.").arg(place)
                                    : tr("%1: %2").arg(place, written.error().message));
            });
    dialog->open();
}

} // namespace moa
