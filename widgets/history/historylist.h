// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/runsummary.h"

#include <QListView>

namespace moa {

class HistoryDelegate;
class HistoryModel;

/**
 * The list of runs, to be worked with by keyboard: Enter opens, S stars, N and T go to note and
 * tags, C compares two, Delete deletes. What is done to runs is up to who listens.
 */
class HistoryList : public QListView
{
    Q_OBJECT

public:
    explicit HistoryList(QWidget *parent = nullptr);

    /// @p model outlives the list.
    void setRuns(HistoryModel *model);

    /// From the newest.
    [[nodiscard]] QStringList selectedIds() const;
    /// The run that is selected alone; nothing if there is none or it is being read again.
    [[nodiscard]] std::optional<RunSummary> selectedRun() const;
    /// Selects the run if it is among the rows, else the first row.
    void selectRun(const QString &id);

Q_SIGNALS:
    void selectedChanged();
    void openRequested(const QString &id);
    void useRequested(const QString &id);
    void resumeRequested(const QString &id);
    void compareRequested(const QString &older, const QString &newer);
    void starRequested(const QStringList &ids, bool starred);
    void removeRequested(const QStringList &ids);
    void noteRequested();
    void tagsRequested();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QAction *addCommand(const QString &text, const QKeySequence &keys,
                                      const QString &name);
    void createCommands();
    void updateCommands();
    void toggleStars();
    void compareSelected();

    HistoryModel *m_runs = nullptr;
    HistoryDelegate *m_delegate;
    QAction *m_open;
    QAction *m_use;
    QAction *m_resume;
    QAction *m_compare;
    QAction *m_star;
    QAction *m_note;
    QAction *m_tags;
    QAction *m_remove;
};

} // namespace moa
