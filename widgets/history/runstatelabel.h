// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/runsummary.h"

#include <QWidget>

namespace moa {

/** How a run ended, as a shape and a word. */
class RunStateLabel : public QWidget
{
    Q_OBJECT

public:
    explicit RunStateLabel(QWidget *parent = nullptr);

    void setRun(const RunSummary &run);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    RunSummary m_run;
};

} // namespace moa
