// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/sectionsview.h"

#include "columns/scrollfollower.h"

#include <algorithm>
#include <limits>
#include <QScrollBar>
#include <QTextBlock>

namespace moa {

namespace {

constexpr int stepMs = 4; ///< of one turn of the event loop

} // namespace

SectionsView::SectionsView(QWidget *parent)
    : PlainView(parent)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &SectionsView::step);
}

void SectionsView::setSections(const QList<Section> &sections)
{
    if (m_sections == sections)
        return;
    m_sections = sections;
    m_showsAll = false;
    restart();
}

bool SectionsView::isShortened() const
{
    return !m_showsAll
        && std::any_of(m_sections.cbegin(), m_sections.cend(),
                       [](const Section &section) { return section.text.size() > firstPart; });
}

void SectionsView::showAll()
{
    if (!isShortened())
        return;
    m_showsAll = true;
    restart();
}

void SectionsView::restart()
{
    m_feed.restart(document(), {});
    m_next = 0;
    m_inSection = false;
    follower()->setFollowing(false);
    verticalScrollBar()->setValue(0);
    m_timer.start();
}

void SectionsView::step()
{
    const QDeadlineTimer deadline(stepMs);
    do {
        if (isComplete()) {
            m_timer.stop();
            Q_EMIT completed();
            return;
        }
        const Section &section = m_sections.at(m_next);
        if (!m_inSection) {
            addTitle(section.title);
            m_feed.startNext();
            m_inSection = true;
        }
        const qsizetype limit = m_showsAll ? std::numeric_limits<qsizetype>::max() : firstPart;
        if (m_feed.catchUp(section.text, limit, deadline)) {
            ++m_next;
            m_inSection = false;
        }
    } while (!deadline.hasExpired());
}

void SectionsView::addTitle(const QString &title)
{
    QTextCursor end(document());
    end.movePosition(QTextCursor::End);
    if (m_next > 0) {
        end.insertBlock({}, {});
        end.insertBlock({}, {});
    }
    if (title.isEmpty())
        return;
    QTextCharFormat strong;
    strong.setFontWeight(QFont::DemiBold);
    end.insertText(title, strong);
    end.insertBlock({}, {});
}

} // namespace moa
