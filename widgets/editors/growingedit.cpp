// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/growingedit.h"

#include <algorithm>
#include <QAbstractTextDocumentLayout>
#include <QEvent>

namespace moa {

GrowingEdit::GrowingEdit(int fewestLines, int mostLines, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_fewest(fewestLines)
    , m_most(mostLines)
{
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &GrowingEdit::updateGeometry);
}

void GrowingEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
}

void GrowingEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    // Another width, another number of lines.
    updateGeometry();
}

QSize GrowingEdit::sizeHint() const
{
    return {QPlainTextEdit::sizeHint().width(), minimumSizeHint().height()};
}

QSize GrowingEdit::minimumSizeHint() const
{
    // A plain text document's height is in lines.
    const int lines = std::clamp(qRound(document()->size().height()), m_fewest, m_most);
    // It shows no scroll bar only with a third margin and a pixel to spare.
    const int height = lines * fontMetrics().lineSpacing()
        + 3 * qRound(document()->documentMargin()) + 1 + 2 * frameWidth();
    return {QPlainTextEdit::minimumSizeHint().width(), height};
}

} // namespace moa
