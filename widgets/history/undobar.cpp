// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/undobar.h"

#include "theme/elidedlabel.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace moa {

UndoBar::UndoBar(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new ElidedLabel(this))
    , m_undo(new QPushButton(tr("Undo"), this))
{
    setObjectName(QStringLiteral("undoBar"));
    m_sentence->setObjectName(QStringLiteral("undoSentence"));
    m_undo->setObjectName(QStringLiteral("undoRemoval"));
    m_undo->setToolTip(tr("Bring the deleted runs back (Ctrl+Z in the list)"));
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeUndoBar"));
    close->setIcon(icon(QStringLiteral("close")));
    close->setToolTip(tr("Close"));
    close->setAccessibleName(tr("Close"));
    close->setAutoRaise(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, space::tiny, space::small, space::tiny);
    layout->setSpacing(space::small);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_undo);
    layout->addWidget(close);
    connect(m_undo, &QPushButton::clicked, this, &UndoBar::undoRequested);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void UndoBar::offer(const QString &sentence)
{
    m_sentence->setText(sentence);
    setAccessibleName(sentence);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void UndoBar::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.raised);
    painter.fillRect(QRect(0, 0, width(), control::hairline), theme.line);
}

} // namespace moa
