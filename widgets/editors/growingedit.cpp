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
            &GrowingEdit::updateHeight);
    updateHeight();
}

void GrowingEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateHeight();
}

void GrowingEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateHeight();
}

void GrowingEdit::updateHeight()
{
    // A plain text document's height is in lines.
    const int lines = std::clamp(qRound(document()->size().height()), m_fewest, m_most);
    const QMargins margins = contentsMargins();
    const int height = lines * fontMetrics().lineSpacing()
        + 2 * qRound(document()->documentMargin()) + margins.top() + margins.bottom()
        + 2 * frameWidth();
    if (height != this->height() || minimumHeight() != height)
        setFixedHeight(height);
}

} // namespace moa
