// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/validation.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace moa {

class ProblemsPopup;

/**
 * What is wrong with the mixture, one problem at a time with its fix at hand, and a list of all of
 * them to open. Hidden while there is nothing to tell.
 */
class ProblemsBar : public QFrame
{
    Q_OBJECT

public:
    explicit ProblemsBar(QWidget *parent = nullptr);

    void setProblems(const QList<Problem> &problems);
    /// Opens the list of all problems below the bar.
    void openList();

Q_SIGNALS:
    /// The problem has a fix that is an edit, and the person wants it.
    void fixRequested(const moa::Problem &problem);
    /// The person wants to pick another model for the problem's agent, there.
    void modelRequested(const moa::Problem &problem, const QPoint &global);
    /// The person wants to see where it is: at an agent, or at a layer.
    void showRequested(const moa::Problem &problem);
    void layerRequested(qsizetype layer);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fixCurrent();
    void showPlace();
    void showCurrent();
    void applyLook();

    QList<Problem> m_problems;
    qsizetype m_current = 0;
    QLabel *m_mark;
    QLabel *m_sentence;
    QToolButton *m_fix;
    QToolButton *m_show;
    QToolButton *m_next;
    QToolButton *m_all;
    ProblemsPopup *m_list;
};

} // namespace moa
