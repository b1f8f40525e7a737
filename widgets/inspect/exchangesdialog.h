// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QDialog>

namespace moa {

class ExchangesView;

/**
 * A window beside the others with the exact request and reply of every attempt at one response.
 * Show it with show(); it deletes itself when it is closed.
 */
class ExchangesDialog : public QDialog
{
    Q_OBJECT

public:
    /// @p name is whom the response is of, for the title.
    ExchangesDialog(const Response &response, const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] ExchangesView *view() const { return m_view; }

private:
    ExchangesView *m_view;
};

} // namespace moa
