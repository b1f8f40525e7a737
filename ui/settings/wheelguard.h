// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace moa {

/** Keeps the wheel, meant for scrolling, from changing the numbers and choices it passes over. */
class WheelGuard : public QObject
{
    Q_OBJECT

public:
    /// Guards all spin boxes and combo boxes in @p form as it is now; belongs to it.
    explicit WheelGuard(QWidget *form);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace moa
