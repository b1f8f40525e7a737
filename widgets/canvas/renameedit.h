// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace moa {

/**
 * A name being edited where it stands. Enter, and leaving it in whatever way, keeps what was typed;
 * Esc gives it up. It keeps all keys to itself, but for the window's shortcuts, which find the new
 * name in place.
 */
class RenameEdit : public QLineEdit
{
    Q_OBJECT

public:
    /// Starts with @p name, all of it selected; @p unnamed shows while it is empty.
    RenameEdit(const QString &name, const QString &unnamed, QWidget *parent);

    /// Covers the line of text @p title (in the parent's coordinates), as high as its font needs.
    void cover(const QRectF &title);

Q_SIGNALS:
    /// At most once.
    void committed(const QString &name);
    /// It is of no use any more.
    void done();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void commit();

    bool m_reported = false;
};

} // namespace moa
