// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/historyquery.h"

#include <QTimer>
#include <QWidget>

class QAbstractButton;
class QComboBox;
class QDateEdit;
class QLineEdit;

namespace moa {

class SearchField;

/** What runs are looked for: words of their texts, and what can be chosen of everything else. */
class HistoryFilters : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryFilters(QWidget *parent = nullptr);

    [[nodiscard]] HistoryQuery query() const;
    /// What there is to choose from; what is chosen stays so.
    void setPresets(const QStringList &presets);
    void setModels(const QStringList &models);
    void setTags(const QStringList &tags);
    /// Asks for every run.
    void clear();
    [[nodiscard]] SearchField *searchField() const { return m_text; }

Q_SIGNALS:
    /// Typed words are waited for as long as a frame or two.
    void queryChanged(const moa::HistoryQuery &query);
    /// The keyboard is to go on to what was found.
    void resultsWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QComboBox *addChoice(const QString &name, const QString &objectName);
    [[nodiscard]] QLineEdit *addAmount(const QString &placeholder, const QString &objectName);
    [[nodiscard]] QDateEdit *addDay(const QString &name, const QString &objectName);
    void fillDates();
    void fillStates();
    void fillRatings();
    void changed();
    void tell();

    SearchField *m_text;
    QComboBox *m_preset;
    QComboBox *m_model;
    QComboBox *m_date;
    QDateEdit *m_from;
    QDateEdit *m_to;
    QComboBox *m_state;
    QComboBox *m_rating;
    QComboBox *m_tag;
    QLineEdit *m_leastCost;
    QLineEdit *m_mostCost;
    QAbstractButton *m_starred;
    QAbstractButton *m_clear;
    HistoryQuery m_told;
    QTimer m_typing;
};

} // namespace moa
