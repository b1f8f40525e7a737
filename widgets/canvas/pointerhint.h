// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace moa {

/** A sentence beside the pointer, in place, that says what letting go would do, or why nothing. */
class PointerHint : public QLabel
{
    Q_OBJECT

public:
    /// Lies over @p canvas, and takes no events from it.
    explicit PointerHint(QWidget *canvas);

    /// @p at: the pointer in the canvas's coordinates. No text: nothing shows.
    void say(const QString &text, QPoint at);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace moa
