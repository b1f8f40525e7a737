// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cardstates.h"

#include "canvas/canvasview.h"
#include "items/agentdesign.h"
#include "items/mixturedocument.h"
#include "items/responsesmodel.h"
#include "metrics/tokenestimate.h"
#include "ui/cardwords.h"
#include "ui/pins.h"

#include <algorithm>

namespace moa {

namespace {

/** What an agent's samples come to, apart from what a card shows as it is. */
struct Sum
{
    int finished = 0;
    int scored = 0;
    double bleu = 0.0;
    std::optional<Usd> cost;
    std::optional<qint64> started; ///< ms from the run's start, as the next
    qint64 ended = 0;
};

/// Takes one more sample; @p now is in ms from the run's start.
void add(const Response &response, qint64 now, Sum &sum, CardState &card)
{
    sum.finished += isFinal(response.state) ? 1 : 0;
    if (response.usage) {
        card.inputTokens = card.inputTokens.value_or(0) + response.usage->input;
        card.outputTokens = card.outputTokens.value_or(0) + response.usage->output;
        card.estimated = card.estimated || response.usage->source != Usage::Source::Reported;
    }
    if (response.cost)
        sum.cost = sum.cost.value_or(Usd()) + *response.cost;
    if (response.bleuToFinal) {
        sum.bleu += *response.bleuToFinal;
        ++sum.scored;
    }
    if (!response.timing.started)
        return;
    const qint64 end = response.timing.finished.value_or(now);
    const qint64 started = *response.timing.started;
    sum.started = std::min(sum.started.value_or(started), started);
    sum.ended = std::max(sum.ended, end);
    if (response.state == ResponseState::Streaming && response.timing.firstToken
        && end > *response.timing.firstToken) {
        card.tokensPerSecond = card.tokensPerSecond.value_or(0.0)
            + static_cast<double>(estimateTokens(response.text)) * 1000.0
                / static_cast<double>(end - *response.timing.firstToken);
    }
}

} // namespace

CardStates::CardStates(MixtureDocument *document, ResponsesModel *responses, CanvasView *canvas,
                       QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_responses(responses)
    , m_canvas(canvas)
{
    connect(responses, &ResponsesModel::modelReset, this, &CardStates::refreshAll);
    connect(responses, &ResponsesModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                takeRows(first.row(), last.row());
            });
    connect(responses, &ResponsesModel::runChanged, this, &CardStates::updateCritical);
    m_ticking.setInterval(250);
    connect(&m_ticking, &QTimer::timeout, this, &CardStates::tick);
    m_comparing.setSingleShot(true);
    m_comparing.setInterval(0);
    connect(&m_comparing, &QTimer::timeout, this, &CardStates::updateEdited);
    connect(document, &MixtureDocument::mixtureChanged, &m_comparing, qOverload<>(&QTimer::start));
}

void CardStates::setPins(const Pins *pins)
{
    m_pins = pins;
    connect(pins, &Pins::changed, this, &CardStates::updatePinned);
    updatePinned();
}

void CardStates::forget()
{
    m_ticking.stop();
    m_comparing.stop();
    m_entries.clear();
    m_open.clear();
    m_openInLayer.clear();
    m_edited.clear();
    m_critical.clear();
    m_canvas->clearResponseSummaries();
    // The pins are of no run.
    m_pinned.clear();
    updatePinned();
}

void CardStates::refreshAll()
{
    forget();
    takeRun();
    if (m_responses->run().state == RunState::Running && !m_entries.isEmpty()) {
        const QDateTime startedAt = m_responses->run().startedAt;
        m_shownAfter = std::max<qint64>(0, startedAt.msecsTo(QDateTime::currentDateTimeUtc()));
        m_sinceShown.start();
        m_ticking.start();
    }
    updateEdited();
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry)
        refresh(entry.key());
}

void CardStates::takeRun()
{
    const Mixture &mixture = m_responses->run().mixture;
    m_openInLayer.resize(mixture.layers.size());
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        for (const Agent &agent : mixture.layers.at(layer).agents) {
            Entry &entry = m_entries[agent.id];
            entry.agent = agent;
            entry.references = agent.references;
            if (const Agent *leading = mixture.layers.at(layer).firstMain();
                leading && agent.alternate && !agent.references)
                entry.references = leading->references;
            entry.layer = layer;
        }
    }
    for (int row = 0; row < m_responses->rowCount(); ++row) {
        const Response &response = m_responses->response(row);
        const bool isOpen = !isFinal(response.state);
        Entry &entry = m_entries[response.id.agent];
        entry.rows.append(row);
        entry.open += isOpen ? 1 : 0;
        m_open.append(isOpen);
        if (isOpen && entry.layer < m_openInLayer.size())
            ++m_openInLayer[entry.layer];
    }
}

void CardStates::takeRows(int first, int last)
{
    QSet<AgentId> changed;
    for (int row = first; row <= last && row < m_open.size(); ++row) {
        const Response &response = m_responses->response(row);
        changed.insert(response.id.agent);
        if (!m_open.at(row) || !isFinal(response.state))
            continue;
        // Those who wait for it show it with the next tick.
        m_open[row] = false;
        Entry &entry = m_entries[response.id.agent];
        --entry.open;
        if (entry.layer < m_openInLayer.size())
            --m_openInLayer[entry.layer];
    }
    for (const AgentId &agent : std::as_const(changed))
        refresh(agent);
}

void CardStates::tick()
{
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (entry->open > 0)
            refresh(entry.key());
    }
}

bool CardStates::isEdited(const Agent &now, const Entry &entry) const
{
    const AgentSettings &defaults = m_document->mixture().defaults;
    const AgentSettings &defaultsThen = m_responses->run().mixture.defaults;
    // Its answers may be of a run before the one that is shown.
    if (const Agent *pinned = m_pins ? m_pins->design(now.id) : nullptr)
        return designOf(now, defaults) != *pinned;
    if (now == entry.agent && defaults == defaultsThen)
        return false;
    return designOf(now, defaults) != designOf(entry.agent, defaultsThen);
}

QSet<AgentId> CardStates::editedAgents() const
{
    const Mixture &now = m_document->mixture();
    const Mixture &then = m_responses->run().mixture;
    const bool hasDefaults = now.defaults == then.defaults;
    QSet<AgentId> edited;
    const auto take = [&](const Agent &agent) {
        const auto entry = m_entries.constFind(agent.id);
        if (entry != m_entries.cend() && isEdited(agent, *entry))
            edited.insert(agent.id);
    };
    for (qsizetype layer = 0; layer < now.layers.size(); ++layer) {
        const AgentList &agents = now.layers.at(layer).agents;
        // A layer that no edit has touched is the run's own.
        const bool isShared =
            layer < then.layers.size() && agents.isSharedWith(then.layers.at(layer).agents);
        if (!isShared || !hasDefaults)
            std::for_each(agents.cbegin(), agents.cend(), take);
    }
    for (const AgentId &id : m_pinned) {
        if (const Agent *agent = now.agent(id))
            take(*agent);
    }
    return edited;
}

void CardStates::updateEdited()
{
    if (m_entries.isEmpty())
        return;
    const QSet<AgentId> edited = editedAgents();
    const QSet<AgentId> before = std::exchange(m_edited, edited);
    const QSet<AgentId> touched = (before - edited) + (edited - before);
    for (const AgentId &agent : touched)
        refresh(agent);
}

void CardStates::updateCritical()
{
    if (m_responses->run().state == RunState::Running || m_entries.isEmpty())
        return;
    m_ticking.stop();
    QSet<AgentId> critical;
    const QList<ResponseId> path = m_responses->criticalPath();
    for (const ResponseId &step : path)
        critical.insert(step.agent);
    const QSet<AgentId> before = std::exchange(m_critical, critical);
    const QSet<AgentId> touched = before + critical;
    for (const AgentId &agent : touched)
        refresh(agent);
}

void CardStates::updatePinned()
{
    QSet<AgentId> pinned;
    if (m_pins) {
        for (auto kept = m_pins->responses().cbegin(); kept != m_pins->responses().cend(); ++kept)
            pinned.insert(kept.key());
    }
    const QSet<AgentId> before = std::exchange(m_pinned, pinned);
    updateEdited();
    const QSet<AgentId> touched = before + pinned;
    for (const AgentId &agent : touched)
        refresh(agent);
}

int CardStates::missingReferences(const Entry &entry) const
{
    if (!entry.references)
        return entry.layer > 0 ? m_openInLayer.value(entry.layer - 1) : 0;
    int missing = 0;
    for (const AgentId &reference : *entry.references) {
        const auto found = m_entries.constFind(reference);
        missing += found == m_entries.cend() ? 0 : found->open;
    }
    return missing;
}

void CardStates::refresh(const AgentId &agent)
{
    const auto entry = m_entries.constFind(agent);
    const bool pinned = m_pinned.contains(agent);
    CardState card;
    card.pinned = pinned;
    if (entry == m_entries.cend() || entry->rows.isEmpty()) {
        if (pinned)
            tellState(ResponseState::Pinned, card);
        m_canvas->setResponseSummary(agent, card);
        return;
    }
    const Response *told = nullptr;
    Sum sum;
    const qint64 now = m_sinceShown.isValid() ? m_shownAfter + m_sinceShown.elapsed() : 0;
    for (const int row : entry->rows) {
        const Response &response = m_responses->response(row);
        if (!told || urgencyOf(response.state) < urgencyOf(told->state))
            told = &response;
        add(response, now, sum, card);
    }
    tellState(told->state, card);
    if (isAnswer(told->state) && m_pins)
        tellAnswer(*told, pinned, card);
    card.edited = m_edited.contains(agent);
    card.critical = m_critical.contains(agent);
    card.error = told->error;
    if (told->state == ResponseState::Waiting) {
        if (const int missing = missingReferences(*entry); missing > 0)
            card.waitingFor = missing;
    } else if (told->retry) {
        card.retryInMs = std::max<qint64>(told->retry->at - now, 0);
        card.retryAttempt = told->retry->attempt;
        card.retryMost = told->retry->most;
    }
    if (sum.cost)
        card.cost = sum.cost->display(QLocale());
    if (sum.scored > 0)
        card.bleu = sum.bleu / sum.scored;
    if (sum.started)
        card.elapsedMs = std::max<qint64>(0, sum.ended - *sum.started);
    if (!isFinal(told->state) && entry->rows.size() > 1)
        card.progress = static_cast<double>(sum.finished) / static_cast<double>(entry->rows.size());
    m_canvas->setResponseSummary(agent, card);
}

} // namespace moa
