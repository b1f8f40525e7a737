// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/answerview.h"

#include "columns/codecopier.h"
#include "columns/markdowndocument.h"
#include "columns/scrollfollower.h"
#include "theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollBar>
#include <QTextBlock>
#include <QUrl>

namespace moa {

AnswerView::AnswerView(QWidget *parent)
    : QTextBrowser(parent)
    , m_follower(new ScrollFollower(verticalScrollBar()))
    , m_codeCopier(new CodeCopier(this))
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    setFont(type::answer());
    setDocument(new AnswerDocument(this));
}

int AnswerView::topPosition() const
{
    return cursorForPosition(QPoint(0, 0)).position();
}

void AnswerView::scrollToTop(int position)
{
    // The layout of a long text goes on while nothing else happens; here all of it is needed.
    static_cast<void>(document()->documentLayout()->documentSize());
    QTextCursor cursor(document());
    cursor.setPosition(qBound(0, position, document()->characterCount() - 1));
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(bar->value() + cursorRect(cursor).top());
}

QVariant AnswerView::loadResource(int, const QUrl &)
{
    return {};
}

void AnswerView::doSetSource(const QUrl &, QTextDocument::ResourceType) { }

void AnswerView::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    const int longestLine = fontMetrics().averageCharWidth() * type::answerLineLength
        + 2 * qRound(document()->documentMargin());
    if (viewport()->width() > longestLine) {
        setLineWrapMode(QTextEdit::FixedPixelWidth);
        setLineWrapColumnOrWidth(longestLine);
    } else {
        setLineWrapMode(QTextEdit::WidgetWidth);
    }
}

QMimeData *AnswerView::createMimeDataFromSelection() const
{
    return m_original ? originalSelection(textCursor(), m_original).release()
                      : QTextBrowser::createMimeDataFromSelection();
}

void AnswerView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool byKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    m_codeCopier->addAction(menu, byKeyboard ? textCursor() : cursorForPosition(event->pos()));
    menu->popup(event->globalPos());
}

PlainView::PlainView(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_follower(new ScrollFollower(verticalScrollBar()))
{
    setFrameShape(QFrame::NoFrame);
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(space::medium);
}

QMimeData *PlainView::createMimeDataFromSelection() const
{
    return m_original ? originalSelection(textCursor(), m_original).release()
                      : QPlainTextEdit::createMimeDataFromSelection();
}

int PlainView::topPosition() const
{
    return cursorForPosition(QPoint(0, 0)).position();
}

void PlainView::scrollToTop(int position)
{
    QTextCursor cursor(document());
    cursor.setPosition(qBound(0, position, document()->characterCount() - 1));
    // The bar counts lines.
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(cursor.block().firstLineNumber());
    bar->setValue(bar->value() + cursorRect(cursor).top() / fontMetrics().lineSpacing());
}

} // namespace moa
