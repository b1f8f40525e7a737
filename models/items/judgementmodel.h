// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/blindnames.h"
#include "run/judgement.h"

#include <memory>
#include <QAbstractListModel>

namespace moa {

/**
 * The responses of one run that can be judged, one row each: those that have answered. In the
 * run's order under their names, or, blind, in a shuffled order under names that tell nothing; then
 * no role tells whose a response is, but for its text and the id.
 */
class JudgementModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< ResponseId
        ModelNameRole, ///< QString; empty when blind
        ChosenColorRole, ///< int, the palette index; invalid: derived from the agent's id, or blind
        BlindRole, ///< bool
        RatingRole, ///< int, 1 to 5; 0: not rated. The role to set
        RankRole, ///< double, 1 is the best of the rows; invalid: not rated
        TextRole ///< QString, whole
    };

    /// Of what layer the rows are.
    static constexpr int allLayers = -1;
    static constexpr int finalOnly = -2;

    using QAbstractListModel::QAbstractListModel;

    /// @p run has ended; null: nothing to judge. Nothing is blind any more.
    void setRun(std::shared_ptr<const RunRecord> run, const Judgement &judgement);
    [[nodiscard]] const std::shared_ptr<const RunRecord> &run() const { return m_run; }
    [[nodiscard]] const Judgement &judgement() const { return m_judgement; }

    /// A layer from 0, or allLayers, or finalOnly.
    void setLayer(int layer);
    [[nodiscard]] int layer() const { return m_layer; }
    /// Empty names: nothing is blind.
    void setBlindNames(const BlindNames &names);
    [[nodiscard]] bool isBlind() const { return !m_blind.isEmpty(); }

    /// All of the run that can be judged, whatever the layer, in the run's order.
    [[nodiscard]] QList<ResponseId> judgeable() const;
    /// Those of the rows, in their order.
    [[nodiscard]] const QList<ResponseId> &shown() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    /// Sets RatingRole; 0 takes the rating back.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    /// By setData().
    void judgementChanged(const moa::Judgement &judgement);

private:
    void rebuild();
    [[nodiscard]] QString nameOf(const Response &response) const;
    [[nodiscard]] QString inWords(const Response &response) const;

    std::shared_ptr<const RunRecord> m_run;
    Judgement m_judgement;
    BlindNames m_blind;
    int m_layer = allLayers;
    QList<ResponseId> m_rows;
    QHash<ResponseId, double> m_ranks;
};

} // namespace moa
