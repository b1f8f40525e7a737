// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/fieldundo.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace moa {

FieldUndo::FieldUndo(QWidget *field)
    : QObject(field)
    , m_field(field)
    , m_line(qobject_cast<QLineEdit *>(field))
{
    if (!m_line)
        m_line = field->findChild<QLineEdit *>();
    field->installEventFilter(this);
}

bool FieldUndo::canUndo() const
{
    if (m_line)
        return m_line->isUndoAvailable();
    return qobject_cast<QPlainTextEdit *>(m_field)->document()->isUndoAvailable();
}

bool FieldUndo::canRedo() const
{
    if (m_line)
        return m_line->isRedoAvailable();
    return qobject_cast<QPlainTextEdit *>(m_field)->document()->isRedoAvailable();
}

void FieldUndo::forget()
{
    if (!m_line) {
        qobject_cast<QPlainTextEdit *>(m_field)->document()->clearUndoRedoStacks();
        return;
    }
    if (!canUndo() && !canRedo())
        return;
    // A line edit forgets only when its text is set.
    const int position = m_line->cursorPosition();
    m_line->setText(m_line->text());
    m_line->setCursorPosition(position);
}

bool FieldUndo::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->matches(QKeySequence::Undo) && !canUndo())
            || (key->matches(QKeySequence::Redo) && !canRedo())) {
            event->ignore();
            return true;
        }
    } else if (event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
            forget();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace moa
