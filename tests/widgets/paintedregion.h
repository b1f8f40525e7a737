// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QPaintEvent>
#include <QRegion>
#include <QWidget>

namespace moa {

/** What of a widget was painted. */
class PaintedRegion : public QObject
{
public:
    explicit PaintedRegion(QWidget *widget) { widget->installEventFilter(this); }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            ++m_times;
            m_region |= static_cast<QPaintEvent *>(event)->region();
        }
        return QObject::eventFilter(watched, event);
    }
    void forget() { m_region = {}; }
    [[nodiscard]] int times() const { return m_times; }
    [[nodiscard]] const QRegion &region() const { return m_region; }
    /// Pixels.
    [[nodiscard]] int area() const
    {
        int sum = 0;
        for (const QRect &rect : m_region)
            sum += rect.width() * rect.height();
        return sum;
    }

private:
    int m_times = 0; ///< in all
    QRegion m_region;
};

} // namespace moa
