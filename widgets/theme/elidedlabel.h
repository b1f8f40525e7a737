// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace moa {

/** One line of plain text that takes the room it gets; what has none is elided, never cut. */
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace moa
