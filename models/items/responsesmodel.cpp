// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/responsesmodel.h"

#include "items/figures.h"
#include "run/runtotals.h"

#include <algorithm>
#include <chrono>
#include <QLocale>
#include <utility>

namespace moa {

namespace {

constexpr std::chrono::milliseconds frameLength{16};

QString nameOf(const Agent &agent, int sample)
{
    if (agent.samples <= 1)
        return agent.displayName();
    return agent.displayName() + QStringLiteral(" #") + QString::number(sample);
}

} // namespace

ResponsesModel::ResponsesModel(QObject *parent)
    : QAbstractListModel(parent)
{
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    m_frame.setInterval(frameLength);
    connect(&m_frame, &QTimer::timeout, this, &ResponsesModel::flush);
}

int ResponsesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ResponsesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    const Response &shown = row.response;
    const QLocale locale;
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::ToolTipRole:
        return figures::stateSentence(shown);
    case IdRole:
        return QVariant::fromValue(shown.id);
    case ModelNameRole:
        return shown.model;
    case LayerRole:
        return shown.layer;
    case ChosenColorRole:
        return row.chosenColor ? QVariant(*row.chosenColor) : QVariant();
    case FinalAnswerRole:
        return row.finalAnswer;
    case StateRole:
        return static_cast<int>(shown.state);
    case StateWordRole:
        return figures::stateWord(shown);
    case TimingRole:
        return figures::timing(shown.timing, locale);
    case TokensRole:
        return shown.usage ? figures::tokens(*shown.usage, locale) : QString();
    case CostRole:
        return shown.usage ? figures::cost(shown.cost, locale) : QString();
    case BleuRole:
        return shown.bleuToFinal ? figures::bleu(*shown.bleuToFinal, locale) : QString();
    case TextRole:
        return shown.text;
    case ReasoningRole:
        return shown.reasoning;
    case ErrorRole:
        return shown.error;
    default:
        return {};
    }
}

const Response &ResponsesModel::response(int row) const
{
    return m_rows.at(row).response;
}

std::optional<int> ResponsesModel::row(const ResponseId &id) const
{
    const auto found = m_rowOfId.constFind(id);
    return found == m_rowOfId.cend() ? std::nullopt : std::optional(*found);
}

QString ResponsesModel::name(int row) const
{
    return m_rows.at(row).name;
}

std::optional<int> ResponsesModel::chosenColor(int row) const
{
    return m_rows.at(row).chosenColor;
}

bool ResponsesModel::isFinalAnswer(int row) const
{
    return m_rows.at(row).finalAnswer;
}

RunTotals ResponsesModel::totals() const
{
    if (m_run.state != RunState::Running)
        return m_run.totals;
    RunTotals totals;
    for (const Row &row : m_rows) {
        const Response &shown = row.response;
        if (!shown.usage)
            continue;
        totals.input += shown.usage->input;
        totals.output += shown.usage->output;
        totals.estimated = totals.estimated || shown.usage->source != Usage::Source::Reported;
        if (shown.cost)
            totals.cost += *shown.cost;
        else
            ++totals.unpriced;
    }
    return totals;
}

QList<ResponseId> ResponsesModel::criticalPath() const
{
    QList<Response> responses;
    responses.reserve(m_rows.size());
    for (const Row &row : m_rows)
        responses.append(row.response);
    return moa::criticalPath(responses,
                             m_run.state == RunState::Running ? std::nullopt : m_run.final);
}

int ResponsesModel::expectedCount() const
{
    return static_cast<int>(std::count_if(m_rows.cbegin(), m_rows.cend(), [](const Row &row) {
        return row.response.state != ResponseState::Muted;
    }));
}

int ResponsesModel::endedCount() const
{
    return static_cast<int>(std::count_if(m_rows.cbegin(), m_rows.cend(), [](const Row &row) {
        return isAnswer(row.response.state) || row.response.state == ResponseState::Failed;
    }));
}

void ResponsesModel::runStarted(const RunRecord &record)
{
    showRun(record);
}

void ResponsesModel::showRun(const RunRecord &record)
{
    beginResetModel();
    m_frame.stop();
    m_dirtyRows.clear();
    m_rows.clear();
    m_rowOfId.clear();
    const Agent *finalAgent = record.mixture.finalAgent();
    for (const Response &response : record.responses) {
        Row row;
        row.response = response;
        const Agent *agent = record.mixture.agent(response.id.agent);
        row.name = agent ? nameOf(*agent, response.id.sample) : response.id.toString();
        row.chosenColor = agent ? agent->color : std::nullopt;
        row.finalAnswer =
            finalAgent ? finalAgent->id == response.id.agent : record.final == response.id;
        m_rowOfId.insert(response.id, static_cast<int>(m_rows.size()));
        m_rows.append(row);
    }
    m_run = record;
    m_run.responses.clear();
    endResetModel();
    Q_EMIT runChanged();
}

void ResponsesModel::responseChanged(const Response &response)
{
    if (Pending *pending = touch(response.id))
        pending->response = response;
}

void ResponsesModel::textAdded(const ResponseId &id, const QString &text, const QString &reasoning)
{
    if (Pending *pending = touch(id)) {
        pending->text += text;
        pending->reasoning += reasoning;
    }
}

void ResponsesModel::runFinished(const RunRecord &record)
{
    if (!hasRowsOf(record)) {
        showRun(record);
        return;
    }
    for (const Response &response : record.responses)
        responseChanged(response);
    flush();
    m_run = record;
    m_run.responses.clear();
    Q_EMIT runChanged();
}

bool ResponsesModel::hasRowsOf(const RunRecord &record) const
{
    return record.id == m_run.id
        && std::equal(m_rows.cbegin(), m_rows.cend(), record.responses.cbegin(),
                      record.responses.cend(), [](const Row &row, const Response &response) {
                          return row.response.id == response.id;
                      });
}

ResponsesModel::Pending *ResponsesModel::touch(const ResponseId &id)
{
    const std::optional<int> found = row(id);
    if (!found)
        return nullptr;
    Row &touched = m_rows[*found];
    if (!touched.dirty) {
        touched.dirty = true;
        m_dirtyRows.append(*found);
        if (!m_frame.isActive())
            m_frame.start();
    }
    return &touched.pending;
}

void ResponsesModel::flush()
{
    m_frame.stop();
    QList<int> dirty = std::exchange(m_dirtyRows, {});
    std::sort(dirty.begin(), dirty.end());
    QList<bool> figuresChanged;
    figuresChanged.reserve(dirty.size());
    for (const int row : std::as_const(dirty))
        figuresChanged.append(publish(row));

    // One signal for each stretch of neighbouring rows with the same kind of change.
    for (qsizetype begin = 0; begin < dirty.size();) {
        qsizetype end = begin + 1;
        while (end < dirty.size() && dirty.at(end) == dirty.at(end - 1) + 1
               && figuresChanged.at(end) == figuresChanged.at(begin))
            ++end;
        const QList<int> roles =
            figuresChanged.at(begin) ? QList<int>{} : QList<int>{TextRole, ReasoningRole};
        Q_EMIT dataChanged(index(dirty.at(begin)), index(dirty.at(end - 1)), roles);
        begin = end;
    }
}

bool ResponsesModel::publish(int row)
{
    Row &changed = m_rows[row];
    changed.dirty = false;
    Pending pending = std::exchange(changed.pending, {});
    Response &shown = changed.response;

    bool discarded = false;
    if (pending.response && isFinal(pending.response->state)) {
        // The whole answer is here: what is shown must become exactly that.
        const QString &text = pending.response->text;
        const QString &reasoning = pending.response->reasoning;
        discarded = !text.startsWith(shown.text) || !reasoning.startsWith(shown.reasoning);
        pending.text = discarded ? text : text.mid(shown.text.size());
        pending.reasoning = discarded ? reasoning : reasoning.mid(shown.reasoning.size());
    }
    if (discarded) {
        shown.text.clear();
        shown.reasoning.clear();
    }
    if (pending.response) {
        // Moved, so that the text stays unshared and appending to it needs no copy.
        pending.response->text = std::move(shown.text);
        pending.response->reasoning = std::move(shown.reasoning);
        shown = std::move(*pending.response);
    }
    shown.text += pending.text;
    shown.reasoning += pending.reasoning;

    if (discarded)
        Q_EMIT textReset(row);
    if (!pending.text.isEmpty() || !pending.reasoning.isEmpty())
        Q_EMIT textAppended(row, pending.text, pending.reasoning);
    return pending.response.has_value();
}

} // namespace moa
