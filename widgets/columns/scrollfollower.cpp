// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/scrollfollower.h"

#include <QScrollBar>

namespace moa {

ScrollFollower::ScrollFollower(QScrollBar *bar)
    : QObject(bar)
    , m_bar(bar)
{
    connect(bar, &QScrollBar::rangeChanged, this,
            [this](int, int maximum) { rangeChanged(maximum); });
    connect(bar, &QScrollBar::valueChanged, this, &ScrollFollower::valueChanged);
}

void ScrollFollower::setFollowing(bool following)
{
    m_following = following;
    if (m_following)
        m_bar->setValue(m_bar->maximum());
}

void ScrollFollower::rangeChanged(int maximum)
{
    if (m_following) {
        m_bar->setValue(maximum);
        return;
    }
    // The bar is about to clamp its value to a range that shrank (a layout in progress): that is
    // not the reader who came back to the end.
    m_clamping = m_bar->value() > maximum;
}

void ScrollFollower::valueChanged(int value)
{
    if (m_clamping) {
        m_clamping = false;
        return;
    }
    const int nearly = m_bar->singleStep() / 4;
    m_following = value >= m_bar->maximum() - nearly;
}

} // namespace moa
