// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/judgement.h"
#include "store/runsummary.h"

#include <functional>
#include <memory>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace moa {

class ColumnNotice;
class History;
class HistoryDetails;
class HistoryFilters;
class HistoryList;
class HistoryModel;
class UndoBar;

/**
 * The History workspace: every run that is kept, to be searched, filtered, read, starred, tagged,
 * noted, deleted and compared; a run is opened by whoever listens.
 */
class HistoryWorkspace : public QWidget
{
    Q_OBJECT

public:
    /// @p history outlives the page. It is read once the page is shown.
    explicit HistoryWorkspace(History *history, QWidget *parent = nullptr);
    ~HistoryWorkspace() override;

    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

public Q_SLOTS:
    /// The keyboard goes to the words that are searched for.
    void startSearch();

Q_SIGNALS:
    /// The responses of @p run are to be shown side by side.
    void openRunRequested(const moa::RunRecord &run, const moa::Judgement &judgement);
    void useMixtureRequested(const moa::Mixture &mixture);
    /// @p run was interrupted: what is missing of it is to be run.
    void resumeRequested(const moa::RunRecord &run);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QWidget *createListSide();
    [[nodiscard]] QWidget *createEmptyPage();
    void connectList();
    void connectDetails();
    void connectModel();
    void refreshChoices();
    void showCount();
    void showSelection();
    void readSelected();
    /// Has @p receiver called with the whole run, or says why there is none.
    void withRecord(const QString &id,
                    const std::function<void(const std::shared_ptr<const RunRecord> &)> &receiver);
    void open(const QString &id);
    void use(const QString &id);
    void resume(const QString &id);
    void compare(const QString &older, const QString &newer);
    void setStarred(const QStringList &ids, bool starred);
    void remove(const QStringList &ids);
    void undoRemoval();
    void tell(const QString &sentence);

    History *m_history;
    HistoryModel *m_model;
    HistoryFilters *m_filters;
    ColumnNotice *m_notice;
    QSplitter *m_splitter;
    HistoryList *m_list = nullptr;
    HistoryDetails *m_details;
    QLabel *m_count = nullptr;
    QLabel *m_hint = nullptr;
    QStackedWidget *m_listPages = nullptr;
    QLabel *m_empty = nullptr;
    QPushButton *m_clearFilters = nullptr;
    UndoBar *m_undo = nullptr;
    QStringList m_removed; ///< what can be brought back
    QString m_selected; ///< the run that was selected last
    std::shared_ptr<const RunRecord> m_record; ///< of the run that is shown, once it is read
    QTimer m_selection;
    QTimer m_choices;
};

} // namespace moa
