// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace moa {

/** A plain text field as high as its text, between a fewest and a most number of lines. */
class GrowingEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    GrowingEdit(int fewestLines, int mostLines, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int m_fewest;
    int m_most;
};

} // namespace moa
