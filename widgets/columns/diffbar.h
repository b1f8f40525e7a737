// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/diffbase.h"

#include <QList>
#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace moa {

/**
 * What stands over a diff: against which text, in one pane or two, the way from change to change,
 * and in words which text is old, which new, and how much is different.
 */
class DiffBar : public QWidget
{
    Q_OBJECT

public:
    explicit DiffBar(QWidget *parent = nullptr);

    /// The texts to choose from and the chosen one's id.
    void setBases(const QList<DiffBase> &bases, const QString &chosen);
    void setWords(const QString &words, const QString &explanation);
    /// @p current counts from 1; 0: at none of them.
    void setPosition(qsizetype current, qsizetype changes);
    void setTwoPane(bool twoPane);
    /// Whether two panes have room; if not, why.
    void setTwoPaneAvailable(bool available, const QString &reason);

Q_SIGNALS:
    void baseChosen(const QString &id);
    void twoPaneChosen(bool twoPane);
    void nextWanted();
    void previousWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QToolButton *addButton(const QString &name, const QString &iconName,
                                         const QString &toolTip);
    void elideBase();

    QToolButton *m_base;
    QMenu *m_menu;
    QString m_baseLabel;
    QToolButton *m_twoPane;
    QToolButton *m_previous;
    QToolButton *m_next;
    QLabel *m_position;
    QLabel *m_words;
};

} // namespace moa
