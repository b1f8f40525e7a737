// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cardstates.h"

#include "canvas/canvasview.h"
#include "items/figures.h"
#include "items/responsesmodel.h"
#include "metrics/tokenestimate.h"

namespace moa {

namespace {

/// Lower is more worth telling: what an agent with several samples is said to be doing.
int urgency(ResponseState state)
{
    switch (state) {
    case ResponseState::Streaming:
        return 0;
    case ResponseState::Started:
        return 1;
    case ResponseState::Retrying:
        return 2;
    case ResponseState::Queued:
        return 3;
    case ResponseState::Waiting:
        return 4;
    case ResponseState::Failed:
        return 5;
    case ResponseState::Cancelled:
        return 6;
    case ResponseState::Done:
        return 7;
    case ResponseState::Muted:
        return 8;
    }
    Q_UNREACHABLE();
}

CardState::Tone toneOf(ResponseState state)
{
    switch (state) {
    case ResponseState::Streaming:
    case ResponseState::Started:
    case ResponseState::Queued:
        return CardState::Tone::Busy;
    case ResponseState::Done:
        return CardState::Tone::Good;
    case ResponseState::Retrying:
        return CardState::Tone::Warning;
    case ResponseState::Failed:
        return CardState::Tone::Danger;
    case ResponseState::Waiting:
    case ResponseState::Cancelled:
    case ResponseState::Muted:
        return CardState::Tone::Quiet;
    }
    Q_UNREACHABLE();
}

} // namespace

CardStates::CardStates(ResponsesModel *responses, CanvasView *canvas, QObject *parent)
    : QObject(parent)
    , m_responses(responses)
    , m_canvas(canvas)
{
    connect(responses, &ResponsesModel::modelReset, this, &CardStates::refreshAll);
    connect(responses, &ResponsesModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                QSet<AgentId> changed;
                for (int row = first.row(); row <= last.row(); ++row)
                    changed.insert(m_responses->response(row).id.agent);
                for (const AgentId &agent : std::as_const(changed))
                    refresh(agent);
            });
    connect(responses, &ResponsesModel::runChanged, this, [this] {
        if (m_responses->run().state != RunState::Running)
            m_ticking.stop();
    });
    m_ticking.setInterval(250);
    connect(&m_ticking, &QTimer::timeout, this, [this] {
        for (auto rows = m_rows.cbegin(); rows != m_rows.cend(); ++rows)
            refresh(rows.key());
    });
}

void CardStates::refreshAll()
{
    m_rows.clear();
    m_canvas->clearResponseSummaries();
    for (int row = 0; row < m_responses->rowCount(); ++row)
        m_rows[m_responses->response(row).id.agent].append(row);
    for (auto rows = m_rows.cbegin(); rows != m_rows.cend(); ++rows)
        refresh(rows.key());
    if (m_responses->run().state == RunState::Running && !m_rows.isEmpty()) {
        m_sinceStart.start();
        m_ticking.start();
    }
}

void CardStates::refresh(const AgentId &agent)
{
    const QList<int> rows = m_rows.value(agent);
    if (rows.isEmpty())
        return;
    const Response *told = nullptr;
    CardState card;
    int ended = 0;
    double bleu = 0.0;
    int scored = 0;
    std::optional<Usd> cost;
    for (const int row : rows) {
        const Response &response = m_responses->response(row);
        if (!told || urgency(response.state) < urgency(told->state))
            told = &response;
        ended += isFinal(response.state) ? 1 : 0;
        if (response.usage) {
            card.inputTokens = card.inputTokens.value_or(0) + response.usage->input;
            card.outputTokens = card.outputTokens.value_or(0) + response.usage->output;
            card.estimated = card.estimated || response.usage->source != Usage::Source::Reported;
        }
        if (response.cost)
            cost = cost.value_or(Usd()) + *response.cost;
        if (response.bleuToFinal) {
            bleu += *response.bleuToFinal;
            ++scored;
        }
    }
    card.word = figures::stateWord(told->state);
    card.tone = toneOf(told->state);
    card.error = told->error;
    if (cost)
        card.cost = cost->display(QLocale());
    if (scored > 0)
        card.bleu = bleu / scored;
    if (told->timing.started) {
        const qint64 end = told->timing.finished.value_or(m_sinceStart.elapsed());
        card.elapsedMs = end - *told->timing.started;
        if (told->state == ResponseState::Streaming && told->timing.firstToken
            && end > *told->timing.firstToken) {
            card.tokensPerSecond = static_cast<double>(estimateTokens(told->text)) * 1000.0
                / static_cast<double>(end - *told->timing.firstToken);
        }
    }
    if (!isFinal(told->state) && rows.size() > 1)
        card.progress = static_cast<double>(ended) / static_cast<double>(rows.size());
    m_canvas->setResponseSummary(agent, card);
}

} // namespace moa
