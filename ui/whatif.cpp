// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif.h"

#include "canvas/canvasview.h"
#include "columns/columncontents.h"
#include "columns/columnsview.h"
#include "items/figures.h"
#include "items/mixturedocument.h"
#include "items/responsesmodel.h"
#include "mixture/mixtureedits.h"
#include "run/estimatewords.h"
#include "theme/tooltip.h"
#include "ui/pins.h"
#include "ui/runsession.h"

#include <QAction>
#include <QLocale>
#include <QMenu>

namespace moa {

namespace {
constexpr int refreshDelay = 50; // ms
}

WhatIf::WhatIf(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_runChanged(new QAction(tr("Run Only What &Changed"), this))
    , m_summaryEntry(new QAction(this))
{
    m_runChanged->setObjectName(QStringLiteral("run.changed"));
    m_runChanged->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_Return);
    m_summaryEntry->setEnabled(false);
    m_refreshing.setSingleShot(true);
    m_refreshing.setInterval(refreshDelay);
    connect(&m_refreshing, &QTimer::timeout, this, &WhatIf::refresh);
    connect(&m_estimate, &LiveEstimate::changed, this, &WhatIf::showSummary);
    connectActions();
    refresh();
}

WhatIf::~WhatIf() = default;

void WhatIf::connectActions()
{
    const auto refreshSoon = [this] { m_refreshing.start(); };
    connect(m_parts.document, &MixtureDocument::mixtureChanged, this, refreshSoon);
    connect(m_parts.session, &RunSession::conversationChanged, this, refreshSoon);
    connect(m_parts.session, &RunSession::runningChanged, this, refreshSoon);
    connect(m_parts.session, &RunSession::pinnedChanged, this, refreshSoon);
    connect(m_runChanged, &QAction::triggered, this,
            [this] { run(m_parts.document->mixture(), {}); });
    const CanvasActions *actions = m_parts.canvas->canvasActions();
    connect(actions->askAgain, &QAction::triggered, this,
            [this] { askAgain(m_parts.canvas->selectedAgents()); });
    connect(actions->runWithout, &QAction::triggered, this,
            [this] { runWithout(m_parts.canvas->selectedAgents()); });
    m_parts.columns->setMoreEntries(
        [this](QMenu *menu, const ResponseId &id) { fillMenu(menu, id); });
    connect(m_parts.columns->contents(), &ColumnContents::answerEdited, this, &WhatIf::takeEdit);
}

std::shared_ptr<const RunRecord> WhatIf::shownRun() const
{
    const Turn *turn = m_parts.session->conversation().turn(m_parts.session->shownTurn());
    return turn ? turn->run : nullptr;
}

void WhatIf::fillMenu(QMenu *menu, const ResponseId &id)
{
    const bool canRun = shownRun() && !m_parts.session->isRunning();
    const std::optional<int> row = m_parts.responses->row(id);
    const Response shown = row ? m_parts.responses->response(*row) : Response();
    const Agent *agent = m_parts.document->mixture().agent(id.agent);
    const bool takesPart = agent && !agent->muted;

    QAction *pin =
        menu->addAction(tr("&Pin the Answer"), this, [this, id] { togglePin(id.agent); });
    pin->setCheckable(true);
    pin->setChecked(m_parts.pins->isPinned(id.agent));
    pin->setEnabled(pin->isChecked() || isAnswer(shown.state));
    QAction *edit = menu->addAction(tr("&Edit the Answer…"), m_parts.columns,
                                    [this, id] { m_parts.columns->editAnswer(id); });
    edit->setEnabled(canRun && isFinal(shown.state) && shown.state != ResponseState::Muted);
    QAction *again =
        menu->addAction(tr("&Ask Again"), this, [this, id] { askAgain(QSet<ResponseId>{id}); });
    again->setEnabled(canRun && takesPart);
    if (agent && agent->samples > 1) {
        QAction *all = menu->addAction(tr("Ask for All Its &Samples Again"), this,
                                       [this, id] { askAgain(QList<AgentId>{id.agent}); });
        all->setEnabled(canRun && takesPart);
    }
    QAction *without =
        menu->addAction(tr("Run &Without This One"), this, [this, id] { runWithout({id.agent}); });
    const Agent *finalAgent = m_parts.document->mixture().finalAgent();
    without->setEnabled(canRun && takesPart && !(finalAgent && finalAgent->id == id.agent));
}

void WhatIf::togglePin(const AgentId &agent)
{
    if (m_parts.pins->isPinned(agent))
        m_parts.pins->unpin(QList<AgentId>{agent});
    else if (const Result<void> pinned = m_parts.pins->pin({agent}); !pinned)
        Q_EMIT told(pinned.error().message);
}

bool WhatIf::isOfDocument(const AgentId &agent) const
{
    const Mixture &ran = m_parts.responses->run().mixture;
    const Mixture &mixture = m_parts.document->mixture();
    const Agent *then = ran.agent(agent);
    const Agent *now = mixture.agent(agent);
    return then
        && (ran.name == mixture.name
            || (now && now->provider == then->provider && now->model == then->model));
}

void WhatIf::takeEdit(const Response &before, const QString &text)
{
    if (!isOfDocument(before.id.agent)) {
        Q_EMIT told(tr("The edited answer was not saved: it is of another mixture’s agent."));
        return;
    }
    const Response answer = edited(before, text);
    m_parts.pins->keep(answer);
    m_parts.responses->responseChanged(answer);
    Q_EMIT told(tr("The text was saved: later runs keep it in place of the model’s own."));
}

void WhatIf::askAgain(const QSet<ResponseId> &responses)
{
    if (isHeldUp())
        return;
    for (const ResponseId &response : responses)
        m_parts.pins->unpin(response);
    run(m_parts.document->mixture(), responses);
}

void WhatIf::askAgain(const QList<AgentId> &agents)
{
    QSet<ResponseId> responses;
    for (const AgentId &id : agents) {
        const Agent *agent = m_parts.document->mixture().agent(id);
        for (int sample = 1; agent && sample <= agent->samples; ++sample)
            responses.insert({id, sample});
    }
    askAgain(responses);
}

void WhatIf::runWithout(const QList<AgentId> &agents)
{
    const Agent *finalAgent = m_parts.document->mixture().finalAgent();
    if (finalAgent && agents.contains(finalAgent->id)) {
        Q_EMIT told(tr("Without the final agent there would be no final answer."));
        return;
    }
    run(edit::setMuted(m_parts.document->mixture(), agents, true), {});
}

PartialPlan WhatIf::planNow(const Mixture &mixture, const QSet<ResponseId> &rerun) const
{
    const std::shared_ptr<const RunRecord> before = shownRun();
    if (!before)
        return {};
    const RunPlan plan = m_parts.session->planFor(m_parts.session->shownTurn());
    return partialPlan(*before, mixture, plan.conversation, {m_parts.pins->responses(), rerun});
}

void WhatIf::run(const Mixture &mixture, const QSet<ResponseId> &rerun)
{
    if (isHeldUp())
        return;
    m_parts.session->rerunTurn(m_parts.session->shownTurn(), mixture, planNow(mixture, rerun).kept);
}

bool WhatIf::isHeldUp()
{
    if (m_parts.session->isRunning())
        Q_EMIT told(tr("A run goes on: wait for its end, or stop it."));
    else if (!shownRun())
        Q_EMIT told(tr("Run the mixture first: there is nothing to keep."));
    else
        return false;
    return true;
}

void WhatIf::refresh()
{
    m_partial = planNow(m_parts.document->mixture());
    showSummary();
    if (m_partial.asked.isEmpty())
        return;
    RunPlan plan = m_parts.session->planFor(m_parts.session->shownTurn());
    plan.pinned = m_partial.kept;
    m_estimate.setPlan(plan);
}

void WhatIf::showSummary()
{
    const QLocale locale;
    const auto asked = static_cast<int>(m_partial.asked.size());
    const bool running = m_parts.session->isRunning();
    if (running) {
        m_summary = tr("A run goes on.");
    } else if (!shownRun()) {
        m_summary = tr("Nothing has been run yet.");
    } else if (asked == 0) {
        m_summary = tr("Nothing has changed since this run.");
    } else {
        // Until the estimate of this very plan is there, the number of calls is.
        const std::optional<RunEstimate> &needs = m_estimate.estimate();
        const bool estimated = needs && needs->calls == asked;
        const QString need =
            estimated ? estimate::need(*needs, locale) : estimate::calls(asked, locale);
        const Saving &saving = m_partial.saving;
        m_summary =
            tr("%1. Kept: %2 of %3 answers, which saves %4.")
                .arg(need, locale.toString(saving.responses),
                     locale.toString(saving.responses + asked), figures::saving(saving, locale));
        if (saving.responses == 0)
            m_summary = tr("%1. Nothing can be kept.").arg(need);
    }
    m_runChanged->setEnabled(!running && asked > 0);
    m_runChanged->setToolTip(plainToolTip(m_summary));
    m_runChanged->setStatusTip(m_summary);
    m_summaryEntry->setText(m_summary);
}

} // namespace moa
