// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace moa {

class ColumnsView;
class ResponsesModel;
class TotalsBar;

/** The Compare workspace: the responses of the run side by side, and its figures. */
class ComparePage : public QWidget
{
    Q_OBJECT

public:
    /// @p responses outlives the page.
    explicit ComparePage(ResponsesModel *responses, QWidget *parent = nullptr);

private:
    ColumnsView *m_columns;
    TotalsBar *m_totals;
};

} // namespace moa
