// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/validation.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace moa {

/**
 * What is wrong with the mixture, one problem at a time with its fix at hand. Hidden while there is
 * nothing to tell.
 */
class ProblemsBar : public QFrame
{
    Q_OBJECT

public:
    explicit ProblemsBar(QWidget *parent = nullptr);

    void setProblems(const QList<Problem> &problems);

Q_SIGNALS:
    void fixRequested(const moa::Problem &problem);
    /// The person wants to see where it is.
    void showRequested(const moa::Problem &problem);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showCurrent();
    void applyLook();

    QList<Problem> m_problems;
    qsizetype m_current = 0;
    QLabel *m_sentence;
    QToolButton *m_fix;
    QToolButton *m_show;
    QToolButton *m_next;
};

} // namespace moa
