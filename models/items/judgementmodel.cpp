// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/judgementmodel.h"

#include "run/reportwords.h"

#include <QLocale>

namespace moa {

namespace {

bool isJudgeable(const Response &response)
{
    return response.state == ResponseState::Done && !response.text.isEmpty();
}

} // namespace

void JudgementModel::setRun(std::shared_ptr<const RunRecord> run, const Judgement &judgement)
{
    m_run = std::move(run);
    m_judgement = judgement;
    m_blind = {};
    rebuild();
}

void JudgementModel::setLayer(int layer)
{
    m_layer = layer;
    rebuild();
}

void JudgementModel::setBlindNames(const BlindNames &names)
{
    m_blind = names;
    rebuild();
}

QList<ResponseId> JudgementModel::judgeable() const
{
    QList<ResponseId> result;
    if (!m_run)
        return result;
    for (const Response &response : m_run->responses) {
        if (isJudgeable(response))
            result.append(response.id);
    }
    return result;
}

void JudgementModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    for (const ResponseId &id : isBlind() ? m_blind.order() : judgeable()) {
        const Response *response = m_run ? m_run->response(id) : nullptr;
        if (!response)
            continue;
        const bool wanted = m_layer == allLayers
            || (m_layer == finalOnly ? m_run->final == id : response->layer == m_layer);
        if (wanted)
            m_rows.append(id);
    }
    m_ranks = m_judgement.ranks(m_rows);
    endResetModel();
}

int JudgementModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant JudgementModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Response &response = *m_run->response(m_rows.at(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(response);
    case Qt::AccessibleTextRole:
        return inWords(response);
    case IdRole:
        return QVariant::fromValue(response.id);
    case ModelNameRole:
        return isBlind() ? QString() : response.model;
    case ChosenColorRole: {
        if (isBlind())
            return {};
        const Agent *agent = m_run->mixture.agent(response.id.agent);
        return agent && agent->color ? QVariant(*agent->color) : QVariant();
    }
    case BlindRole:
        return isBlind();
    case RatingRole:
        return m_judgement.rating(response.id).value_or(0);
    case RankRole:
        return m_ranks.contains(response.id) ? QVariant(m_ranks.value(response.id)) : QVariant();
    case TextRole:
        return response.text;
    default:
        return {};
    }
}

bool JudgementModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)
        || role != RatingRole)
        return false;
    const ResponseId &id = m_rows.at(index.row());
    const int rating = value.toInt();
    m_judgement.setRating(id, rating == 0 ? std::nullopt : std::optional(rating));
    m_ranks = m_judgement.ranks(m_rows);
    // The ranks of the others may have changed with it.
    Q_EMIT dataChanged(this->index(0), this->index(rowCount() - 1));
    Q_EMIT judgementChanged(m_judgement);
    return true;
}

QString JudgementModel::nameOf(const Response &response) const
{
    if (isBlind())
        return m_blind.name(response.id);
    return report::name(*m_run, response);
}

QString JudgementModel::inWords(const Response &response) const
{
    const QLocale locale;
    QStringList parts{nameOf(response)};
    if (const std::optional<int> rating = m_judgement.rating(response.id)) {
        parts.append(tr("%1 of %2 stars").arg(*rating).arg(Judgement::highest));
        parts.append(tr("rank %1").arg(locale.toString(m_ranks.value(response.id))));
    } else {
        parts.append(tr("not rated"));
    }
    return parts.join(u", ");
}

} // namespace moa
