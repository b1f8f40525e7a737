// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QScrollBar;

namespace moa {

/**
 * Keeps a scroll bar at its end while its range grows, as long as it was at its end: whoever
 * scrolled away from there is never moved, and whoever comes back follows again. It is a child of
 * the scroll bar.
 */
class ScrollFollower : public QObject
{
    Q_OBJECT

public:
    explicit ScrollFollower(QScrollBar *bar);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool following);

private:
    void rangeChanged(int maximum);
    void valueChanged(int value);

    QScrollBar *m_bar;
    bool m_following = true;
    bool m_clamping = false;
};

} // namespace moa
