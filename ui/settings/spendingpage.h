// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/textfield.h"
#include "ui/settings/spendingcaps.h"

namespace moa {

/** The page of the settings on what may be spent. */
class SpendingPage : public QWidget
{
    Q_OBJECT

public:
    explicit SpendingPage(Spending spending, QWidget *parent = nullptr);

    /// Asks once more what was spent today.
    void refresh();

private:
    TextField *amount(const char *name, const QString &label,
                      std::optional<Usd> SpendingCaps::*cap);
    void take(TextField *field, std::optional<Usd> SpendingCaps::*cap);

    Spending m_spending;
    SpendingCaps m_caps;
    TextField *m_perRun;
    TextField *m_perDay;
    QLabel *m_today;
};

} // namespace moa
