// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/bodyview.h"

#include <QWidget>

class QButtonGroup;

namespace moa {

/** The choice between the views of a text: one joined row of icons, of which one is chosen. */
class ViewSwitch : public QWidget
{
    Q_OBJECT

public:
    explicit ViewSwitch(QWidget *parent = nullptr);

    [[nodiscard]] BodyView current() const;
    void setCurrent(BodyView view);

Q_SIGNALS:
    /// The reader chose it.
    void chosen(moa::BodyView view);

private:
    void addChoice(BodyView view, const QString &iconName, const QString &name);

    QButtonGroup *m_group;
};

} // namespace moa
