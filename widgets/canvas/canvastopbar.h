// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QObject>
#include <QPointer>
#include <QWidget>

class QAbstractScrollArea;

namespace moa {

/** Keeps a bar along the upper edge of a scroll area's viewport, and the room it takes there. */
class CanvasTopBar : public QObject
{
    Q_OBJECT

public:
    /// For @p area, whose member it is. @p makeRoom leaves so many pixels free above the viewport;
    /// none while the bar is hidden.
    CanvasTopBar(QAbstractScrollArea *area, std::function<void(int height)> makeRoom);

    /// Replaces no other. @p bar becomes a child of the area.
    void setBar(QWidget *bar);
    /// Gives the bar the height that its text needs now; else that follows with the next layout.
    void place();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAbstractScrollArea *m_area;
    std::function<void(int)> m_makeRoom;
    QPointer<QWidget> m_bar;
    int m_height = 0;
    bool m_placing = false;
};

} // namespace moa
