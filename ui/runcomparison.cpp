// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runcomparison.h"

#include "history/runcomparisonview.h"
#include "items/futurewatch.h"
#include "store/history.h"
#include "theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace moa {

RunComparison::RunComparison(History *history, const QString &older, const QString &newer,
                             QWidget *parent)
    : QDialog(parent)
    , m_message(new QLabel(tr("The runs are being read…"), this))
    , m_view(new RunComparisonView(this))
{
    setObjectName(QStringLiteral("runComparison"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    setWindowTitle(tr("Two Runs Compared"));
    resize(runlist::comparisonWidth, runlist::comparisonHeight);
    m_message->setObjectName(QStringLiteral("comparisonMessage"));
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_view->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_message, 1);
    layout->addWidget(m_view, 1);
    read(history, older, m_older);
    read(history, newer, m_newer);
}

void RunComparison::read(History *history, const QString &id, std::shared_ptr<const RunRecord> &run)
{
    whenDone(this, history->run(id), [this, &run](const Result<RunRecord> &record) {
        if (!record) {
            m_message->setText(record.error().message);
            return;
        }
        run = std::make_shared<const RunRecord>(*record);
        if (!m_older || !m_newer)
            return;
        m_message->hide();
        m_view->setRuns(m_older, m_newer);
        m_view->show();
    });
}

} // namespace moa
