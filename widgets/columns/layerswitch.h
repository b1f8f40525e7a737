// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace moa {

/** Which layers' columns are shown: a row of joined buttons All, 1, 2, ..., Final. */
class LayerSwitch : public QWidget
{
    Q_OBJECT

public:
    // Not -1, which a button group takes for "no id".
    static constexpr int all = -2;
    static constexpr int finalOnly = -3;

    explicit LayerSwitch(QWidget *parent = nullptr);

    /// Offers All, then @p layers numbered ones, then Final if @p hasFinal; keeps the
    /// choice if it is still there, else selects All.
    void setLayers(int layers, bool hasFinal);
    /// A layer from 0, or all, or finalOnly.
    [[nodiscard]] int current() const;

Q_SIGNALS:
    void currentChanged(int choice);

private:
    void addChoice(int choice, const QString &text, const QString &toolTip);

    QButtonGroup *m_group;
    QHBoxLayout *m_layout;
};

} // namespace moa
