// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

namespace moa {

/** How a step stands: a tick, a cross, a dash for what was left out, a ring that turns. */
class StepMark : public QWidget
{
    Q_OBJECT

public:
    enum class State { Waiting, Busy, Passed, Failed, Skipped };

    explicit StepMark(QWidget *parent = nullptr);

    void setState(State state);
    [[nodiscard]] State state() const { return m_state; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    State m_state = State::Waiting;
    int m_turned = 0; ///< ms
    QTimer m_turning;
};

} // namespace moa
