// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextCursor>
#include <QToolButton>

class QMenu;

namespace moa {

class AnswerView;

/**
 * The button at the top right of the block of code under the pointer: it copies that code, exactly
 * as it is written. It lies over the text and is a child of the view's viewport.
 */
class CodeCopier : public QToolButton
{
    Q_OBJECT

public:
    explicit CodeCopier(AnswerView *view);

    /// Adds to @p menu what copies the block of code at @p cursor, or else the first one in sight.
    void addAction(QMenu *menu, const QTextCursor &cursor);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void moveTo(const QTextBlock &code);
    void copy(int position);

    AnswerView *m_view;
    int m_position = -1; ///< of the block of code that the button is for
};

} // namespace moa
