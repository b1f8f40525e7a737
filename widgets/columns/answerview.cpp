// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/answerview.h"

#include "columns/markdowndocument.h"
#include "columns/scrollfollower.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <QAbstractTextDocumentLayout>
#include <QCursor>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>
#include <QUrl>

namespace moa {

AnswerView::AnswerView(QWidget *parent)
    : QTextBrowser(parent)
    , m_follower(new ScrollFollower(verticalScrollBar()))
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setFont(type::answer());
    setDocument(new AnswerDocument(this));
    connect(this, &QTextBrowser::anchorClicked, this, &AnswerView::showAddress);
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

void AnswerView::showAddress(const QUrl &link)
{
    const QString sentence =
        tr("Links in an answer are not opened. This one leads to:\n%1\nTo take "
           "the address along, right-click the link and copy it.");
    QToolTip::showText(QCursor::pos(), plainToolTip(sentence.arg(link.toDisplayString())), this);
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
