// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/codecopier.h"

#include "columns/answerview.h"
#include "columns/markdowndocument.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

namespace moa {

CodeCopier::CodeCopier(AnswerView *view)
    : QToolButton(view->viewport())
    , m_view(view)
{
    setObjectName(QStringLiteral("copyCode"));
    setIcon(moa::icon(QStringLiteral("copy"), QPalette::PlaceholderText));
    setAccessibleName(tr("Copy code"));
    setToolTip(tr("Copy this code"));
    setFixedSize(control::target, control::target);
    setCursor(Qt::ArrowCursor);
    setFocusPolicy(Qt::NoFocus);
    hide();
    view->viewport()->setMouseTracking(true);
    view->viewport()->installEventFilter(this);
    connect(this, &QToolButton::clicked, this, [this] {
        copy(m_position);
        QToolTip::showText(mapToGlobal(QPoint(0, height())), tr("The code was copied."), this);
    });
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &QWidget::hide);
}

void CodeCopier::addAction(QMenu *menu, const QTextCursor &cursor)
{
    QTextBlock block = cursor.block();
    if (!isCodeBlock(block)) {
        const int top = m_view->topPosition();
        block = m_view->document()->findBlock(top);
        while (block.isValid() && !isCodeBlock(block))
            block = block.next();
    }
    if (!block.isValid())
        return;
    const int position = block.position();
    menu->addSeparator();
    QAction *action =
        menu->addAction(tr("Copy Code Block"), this, [this, position] { copy(position); });
    action->setObjectName(QStringLiteral("copyCodeAction"));
}

bool CodeCopier::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QTextBlock block = m_view->cursorForPosition(mouse->position().toPoint()).block();
        if (isCodeBlock(block))
            moveTo(block);
        else
            hide();
    } else if (event->type() == QEvent::Leave || event->type() == QEvent::Resize) {
        if (!underMouse())
            hide();
    }
    return QToolButton::eventFilter(watched, event);
}

void CodeCopier::moveTo(const QTextBlock &code)
{
    const QTextBlock first = firstOfCode(code);
    m_position = first.position();
    const QRectF place = m_view->document()->documentLayout()->blockBoundingRect(first);
    const int top = qMax(0, qRound(place.top()) - m_view->verticalScrollBar()->value());
    const int right = qMin(m_view->viewport()->width(), qRound(m_view->document()->size().width()));
    move(right - width() - space::medium - space::hair, top + space::hair);
    show();
    raise();
}

void CodeCopier::copy(int position)
{
    QGuiApplication::clipboard()->setText(codeAt(m_view->document()->findBlock(position)));
}

} // namespace moa
