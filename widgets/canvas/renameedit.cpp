// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/renameedit.h"

#include "theme/theme.h"

#include <algorithm>
#include <QKeyEvent>

namespace moa {

namespace {

/// Whether a shortcut of the window may be meant: what it does should see the new name.
bool mayBeShortcut(const QKeyEvent &key)
{
    switch (key.key()) {
    case Qt::Key_Control:
    case Qt::Key_Shift:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta:
        return false;
    default:
        return key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    }
}

} // namespace

RenameEdit::RenameEdit(const QString &name, const QString &unnamed, QWidget *parent)
    : QLineEdit(name, parent)
{
    setPlaceholderText(unnamed);
    setAccessibleName(tr("Name"));
    selectAll();
}

void RenameEdit::cover(const QRectF &title)
{
    const int height = sizeHint().height();
    const int width = std::max(qRound(title.width()), renaming::leastWidth);
    setGeometry(qRound(title.left()), qRound(title.center().y() - height / 2.0), width, height);
}

bool RenameEdit::event(QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return QLineEdit::event(event);
    const auto *key = static_cast<QKeyEvent *>(event);
    // Esc means the name, whatever else it does in the window.
    if (key->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    const bool handled = QLineEdit::event(event);
    if (!event->isAccepted() && mayBeShortcut(*key)) {
        commit();
        // It holds the focus until the shortcut has been found, lest that be one of the canvas.
        QMetaObject::invokeMethod(this, &RenameEdit::done, Qt::QueuedConnection);
    }
    return handled;
}

void RenameEdit::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        m_reported = true;
        Q_EMIT done();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        commit();
        Q_EMIT done();
        break;
    default:
        QLineEdit::keyPressEvent(event);
        break;
    }
    // What it has no use for must not reach the canvas.
    event->accept();
}

void RenameEdit::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    // Its own menu takes the focus only for a while.
    if (event->reason() == Qt::PopupFocusReason)
        return;
    commit();
    Q_EMIT done();
}

void RenameEdit::commit()
{
    if (!std::exchange(m_reported, true))
        Q_EMIT committed(text());
}

} // namespace moa
