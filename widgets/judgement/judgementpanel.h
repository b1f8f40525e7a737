// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/judgementmodel.h"
#include "run/finalcomparison.h"

#include <functional>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QListView;
class QPushButton;
class QScrollArea;

namespace moa {

class CorrelationStrip;
class JudgementPane;

/**
 * Where a person rates the responses of a run: one to five stars each, by mouse or by the keys 1 to
 * 5, with the texts side by side. Blind, names and colours are hidden here and the order is
 * shuffled; revealing brings them back and tells how the stars go with each similarity.
 */
class JudgementPanel : public QWidget
{
    Q_OBJECT

public:
    explicit JudgementPanel(QWidget *parent = nullptr);
    ~JudgementPanel() override;

    /// The run to judge, which has ended, and what has been said of it; null: there is none. The
    /// run that is there already stays as it is, with all that was rated since.
    void setRun(const std::shared_ptr<const RunRecord> &run, const Judgement &judgement);
    [[nodiscard]] const Judgement &judgement() const { return m_model.judgement(); }

    /// Where the seed of each blind order comes from; random unless set.
    void setSeedSource(std::function<quint32()> source);
    [[nodiscard]] bool isBlind() const { return m_model.isBlind(); }
    /// For other views to call the responses by; empty unless blind.
    [[nodiscard]] const BlindNames &blindNames() const { return m_blindNames; }

public Q_SLOTS:
    /// Without effect if there is nothing to judge.
    void setBlind(bool blind);

Q_SIGNALS:
    void judgementChanged(const moa::Judgement &judgement);
    /// Other views hide or show names and colours with it. The order is that of the blind names,
    /// and empty when nothing is blind.
    void blindChanged(bool blind, const QList<moa::ResponseId> &order);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Texts that are shown at a time.
    static constexpr int mostPanes = 8;

    [[nodiscard]] QWidget *createHead();
    [[nodiscard]] bool rateByKey(int key);
    void rate(const QModelIndex &index, int rating);
    void refillLayers();
    void refresh();
    void selectFirst();
    void showTexts();
    void catchUp();
    void compare();
    void setSimilarities(const FinalSimilarities &similarities);
    /// Responses that count for the correlation and have been rated.
    [[nodiscard]] int ratedCount() const;

    JudgementModel m_model;
    BlindNames m_blindNames;
    std::function<quint32()> m_seed;
    FinalComparison m_comparison;
    std::optional<FinalSimilarities> m_similarities; ///< nothing while they are being computed
    QPushButton *m_blind;
    QComboBox *m_layer;
    QLabel *m_hint;
    QWidget *m_body;
    QListView *m_list;
    QScrollArea *m_texts;
    QHBoxLayout *m_paneLayout = nullptr;
    QList<JudgementPane *> m_panes;
    CorrelationStrip *m_correlations;
    QTimer m_feeding; ///< while texts are on their way into the panes
};

} // namespace moa
