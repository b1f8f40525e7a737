// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/comparepage.h"

#include "columns/columnsview.h"
#include "columns/totalsbar.h"

#include <QVBoxLayout>

namespace moa {

namespace {
constexpr int leastHeight = 240;
} // namespace

ComparePage::ComparePage(ResponsesModel *responses, QWidget *parent)
    : QWidget(parent)
    , m_columns(new ColumnsView(this))
    , m_totals(new TotalsBar(this))
{
    m_columns->setModel(responses);
    m_totals->setModel(responses);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_columns, 1);
    layout->addWidget(m_totals);
    setMinimumHeight(leastHeight);
}

} // namespace moa
