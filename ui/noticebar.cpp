// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/noticebar.h"

#include "theme/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace moa {

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_sentence(new QLabel(this))
    , m_line(new QHBoxLayout(this))
{
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_line->setSpacing(space::small);
    m_line->addWidget(m_sentence, 1);
}

QPushButton *NoticeBar::addButton(const QString &name, const QString &text, Qt::Alignment alignment)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    m_line->addWidget(button, 0, alignment);
    return button;
}

void NoticeBar::announce()
{
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

} // namespace moa
