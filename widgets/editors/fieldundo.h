// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace moa {

/**
 * Gives a field an undo of its own for as long as it has the focus: Undo and Redo take back what
 * was typed there since. With nothing left of that they mean the window's, as everywhere else:
 * what was typed is the newest step of the document, so the steps before it follow in their order.
 */
class FieldUndo : public QObject
{
    Q_OBJECT

public:
    /// @p field is the parent: a line edit, a plain text edit or a spin box.
    explicit FieldUndo(QWidget *field);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;
    void forget();

    QWidget *m_field;
    QLineEdit *m_line; ///< null for a plain text edit
};

} // namespace moa
