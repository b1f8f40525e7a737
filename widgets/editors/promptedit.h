// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/growingedit.h"

namespace moa {

/**
 * A prompt being written: plain text that grows from two to eight lines, then scrolls.
 *
 * A line of very many characters is held in several paragraphs, since laying one out costs time
 * that grows with the square of its length; text() is what was written, without those breaks.
 */
class PromptEdit : public GrowingEdit
{
    Q_OBJECT

public:
    explicit PromptEdit(QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    /// Whether there is nothing but space in it.
    [[nodiscard]] bool isBlank() const;

Q_SIGNALS:
    void submitted();
    void escaped();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;

private:
    /// Puts @p text in the place of what @p cursor has selected, as one step to undo.
    void insert(QTextCursor cursor, const QString &text);
    /// What was written between two positions of the document.
    [[nodiscard]] QString written(int begin, int end) const;
};

} // namespace moa
