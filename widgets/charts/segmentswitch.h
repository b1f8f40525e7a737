// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace moa {

/**
 * A row of joined buttons of which one is chosen. The arrow keys go from one to the next. Where it
 * is narrow the words are elided.
 */
class SegmentSwitch : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentSwitch(QWidget *parent = nullptr);

    /// Replaces the choices; the first one is chosen, without a signal.
    void setChoices(const QStringList &choices);
    [[nodiscard]] int current() const;
    void setCurrent(int choice);

Q_SIGNALS:
    void currentChanged(int choice);

private:
    QButtonGroup *m_group;
    QHBoxLayout *m_layout;
};

} // namespace moa
