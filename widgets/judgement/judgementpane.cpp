// SPDX-License-Identifier: GPL-3.0-or-later
#include "judgement/judgementpane.h"

#include "columns/answerview.h"
#include "columns/scrollfollower.h"
#include "theme/theme.h"

#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlockFormat>
#include <QVBoxLayout>

namespace moa {

JudgementPane::JudgementPane(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLabel(this))
    , m_view(new PlainView(this))
{
    setMinimumWidth(judging::paneWidth);
    m_name->setObjectName(QStringLiteral("paneName"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setFont(type::title());
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_view->setFont(type::answer());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(control::hairline, space::tiny, 0, 0);
    layout->setSpacing(space::tiny);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(space::medium, space::tiny, space::medium, 0);
    head->addWidget(m_name);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    m_feed.restart(m_view->document(), {});
}

void JudgementPane::setContent(const QString &name, const QString &text)
{
    m_name->setText(text.size() > mostText ? tr("%1 (its beginning)").arg(name) : name);
    m_view->setAccessibleName(name);
    if (text == m_text)
        return;
    m_text = text;
    m_feed.restart(m_view->document(), {});
    m_view->verticalScrollBar()->setValue(0);
    // An answer that is complete is read from its beginning.
    m_view->follower()->setFollowing(false);
}

void JudgementPane::setCurrent(bool current)
{
    if (m_current == current)
        return;
    m_current = current;
    update();
}

bool JudgementPane::catchUp(const QDeadlineTimer &deadline)
{
    return m_feed.catchUp(m_text, mostText, deadline);
}

void JudgementPane::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);
    painter.fillRect(QRect(0, 0, control::hairline, height()), theme.line);
    if (m_current)
        painter.fillRect(QRect(0, 0, width(), column::selectedEdge), theme.accent);
}

} // namespace moa
