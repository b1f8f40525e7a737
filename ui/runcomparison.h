// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <memory>
#include <QDialog>

class QLabel;

namespace moa {

class History;
class RunComparisonView;

/** A window with two runs of the history side by side. It is gone once it is closed. */
class RunComparison : public QDialog
{
    Q_OBJECT

public:
    /// @p history outlives the window.
    RunComparison(History *history, const QString &older, const QString &newer,
                  QWidget *parent = nullptr);

private:
    void read(History *history, const QString &id, std::shared_ptr<const RunRecord> &run);

    QLabel *m_message;
    RunComparisonView *m_view;
    std::shared_ptr<const RunRecord> m_older;
    std::shared_ptr<const RunRecord> m_newer;
};

} // namespace moa
