// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/validation.h"

#include <QFrame>

class QScrollArea;
class QVBoxLayout;

namespace moa {

/**
 * Problems one below the other, each with its fix and the way to its place. Opened under the bar
 * for all of them, or beside a card for its own. Closes by itself when none is left.
 */
class ProblemsPopup : public QFrame
{
    Q_OBJECT

public:
    explicit ProblemsPopup(QWidget *parent);

    void setProblems(const QList<Problem> &problems);
    /// With the upper left corner at @p global, as far as the screen has room for it.
    void open(const QPoint &global);

Q_SIGNALS:
    /// The problem has a fix that is an edit, and the person wants it.
    void fixRequested(const moa::Problem &problem);
    /// The person wants to pick another model for the problem's agent, there.
    void modelRequested(const moa::Problem &problem, const QPoint &global);
    /// The person wants to see where it is: at an agent, or at a layer.
    void showRequested(const moa::Problem &problem);
    void layerRequested(qsizetype layer);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    /// Rows for the next problems: thousands are not made before somebody looks at them.
    void addRows();
    [[nodiscard]] QWidget *row(const Problem &problem);
    void fit();

    QScrollArea *m_area;
    QVBoxLayout *m_rows = nullptr;
    QList<Problem> m_problems;
    qsizetype m_made = 0; ///< rows
};

} // namespace moa
