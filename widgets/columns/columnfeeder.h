// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>

namespace moa {

class ResponseColumn;

/**
 * Keeps columns in view up to date, in turn and only for a part of each frame, and moves their
 * signs of life. What the others are behind waits in the model until they come into view.
 */
class ColumnFeeder : public QObject
{
    Q_OBJECT

public:
    using InView = std::function<bool(const ResponseColumn *)>;

    /// Feeds while @p view, its parent, is visible; @p isInView tells which columns can be seen.
    ColumnFeeder(QWidget *view, InView isInView);

    /// In the order in which they are fed.
    void setColumns(const QList<ResponseColumn *> &columns);
    /// Some column may be behind and in view.
    void schedule();
    /// Some column may have begun or ended, or the view have been shown or hidden.
    void refresh();

Q_SIGNALS:
    /// @p column shows more of its response than before.
    void fed(moa::ResponseColumn *column);

private:
    void feed();
    void pulse();

    QWidget *m_view;
    InView m_isInView;
    QList<ResponseColumn *> m_columns;
    qsizetype m_next = 0;
    QTimer m_feedTimer;
    QTimer m_pulseTimer;
    QElapsedTimer m_pulseClock;
};

} // namespace moa
