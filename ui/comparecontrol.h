// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QObject>

namespace moa {

class ComparePage;
class RunSession;
struct RunRecord;

/**
 * Gives the Compare workspace what it takes from the conversation: the other turns' texts to
 * compare with, and the run that can be judged, whose judgement goes back to its turn.
 */
class CompareControl : public QObject
{
    Q_OBJECT

public:
    /// Both outlive this.
    CompareControl(RunSession *session, ComparePage *page, QObject *parent);

    /// The run whose turn is shown, once it has ended; null: there is none.
    [[nodiscard]] std::shared_ptr<const RunRecord> shownRun() const;

Q_SIGNALS:
    /// shownRun() may be another one.
    void shownRunChanged();

private:
    void refresh();
    void refreshOtherTexts();

    RunSession *m_session;
    ComparePage *m_page;
};

} // namespace moa
