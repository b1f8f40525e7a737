// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cardstates.h"

#include "canvas/canvasview.h"
#include "items/figures.h"
#include "items/responsesmodel.h"
#include "metrics/tokenestimate.h"

#include <algorithm>

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

void CardStates::forget()
{
    m_ticking.stop();
    m_rows.clear();
    m_canvas->clearResponseSummaries();
}

void CardStates::refreshAll()
{
    forget();
    for (int row = 0; row < m_responses->rowCount(); ++row)
        m_rows[m_responses->response(row).id.agent].append(row);
    if (m_responses->run().state == RunState::Running && !m_rows.isEmpty()) {
        const QDateTime startedAt = m_responses->run().startedAt;
        m_shownAfter = std::max<qint64>(0, startedAt.msecsTo(QDateTime::currentDateTimeUtc()));
        m_sinceShown.start();
        m_ticking.start();
    }
    for (auto rows = m_rows.cbegin(); rows != m_rows.cend(); ++rows)
        refresh(rows.key());
}

void CardStates::refresh(const AgentId &agent)
{
    const QList<int> rows = m_rows.value(agent);
    if (rows.isEmpty())
        return;
    const Response *told = nullptr;
    CardState card;
    Sum sum;
    const qint64 now = m_sinceShown.isValid() ? m_shownAfter + m_sinceShown.elapsed() : 0;
    for (const int row : rows) {
        const Response &response = m_responses->response(row);
        if (!told || urgency(response.state) < urgency(told->state))
            told = &response;
        add(response, now, sum, card);
    }
    card.word = figures::stateWord(told->state);
    card.tone = toneOf(told->state);
    card.error = told->error;
    if (sum.cost)
        card.cost = sum.cost->display(QLocale());
    if (sum.scored > 0)
        card.bleu = sum.bleu / sum.scored;
    if (sum.started)
        card.elapsedMs = std::max<qint64>(0, sum.ended - *sum.started);
    if (!isFinal(told->state) && rows.size() > 1)
        card.progress = static_cast<double>(sum.finished) / static_cast<double>(rows.size());
    m_canvas->setResponseSummary(agent, card);
}

} // namespace moa
