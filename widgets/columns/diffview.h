// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/diffbase.h"
#include "columns/diffplan.h"
#include "columns/passageview.h"

#include <memory>
#include <QFutureWatcher>

class QLabel;

namespace moa {

class DiffBar;

/**
 * What is different between an answer and another text, word by word, in one pane or in two. The
 * other text is the old one. It is worked out in another thread, and written in catchUp().
 */
class DiffView : public QWidget
{
    Q_OBJECT

public:
    static constexpr int twoPaneWidth = 640;

    explicit DiffView(QWidget *parent = nullptr);

    /// The texts to choose from; the first one is taken until the reader chooses another.
    void setBases(const QList<DiffBase> &bases);
    /// The answer as it is now, and whose it is.
    void setAnswer(const QString &text, const QString &name, bool complete);
    [[nodiscard]] QString base() const;
    void chooseBase(const QString &id);

    /// Works until @p deadline; returns whether nothing is left to do for now.
    bool catchUp(const QDeadlineTimer &deadline);
    void clear();
    /// The pane that shows the answer.
    [[nodiscard]] PassageView *textArea() const { return m_newPane; }
    [[nodiscard]] bool isTwoPane() const;
    void setTwoPane(bool twoPane);

public Q_SLOTS:
    void nextChange();
    void previousChange();

Q_SIGNALS:
    /// There is something to write: call catchUp().
    void behind();
    void baseChosen(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] const DiffBase *chosenBase() const;
    void start();
    void take();
    void write();
    void showState();
    [[nodiscard]] QString words() const;
    [[nodiscard]] QList<QTextCharFormat> styles() const;
    void goTo(qsizetype change);
    void markOutlines();
    void scrollLevel(PassageView *leader, PassageView *other);
    bool handleKey(const QKeyEvent &event);

    DiffBar *m_bar;
    QLabel *m_message;
    PassageView *m_oldPane;
    PassageView *m_newPane; ///< in one pane, both texts
    QList<DiffBase> m_bases;
    QString m_chosen; ///< empty: the first
    QString m_answer;
    QString m_name;
    bool m_complete = false;

    // What is compared, or was.
    QString m_before;
    QString m_after;
    bool m_started = false;
    QFutureWatcher<std::shared_ptr<const DiffPlan>> m_watcher;
    std::shared_ptr<const DiffPlan> m_plan; ///< null until it is there
    StyledFeed m_newFeed;
    StyledFeed m_oldFeed;
    bool m_written = true; ///< all of the plan is in the panes
    qsizetype m_current = -1; ///< the change the reader is at
    bool m_wantsTwoPane = false;
    bool m_levelling = false;
};

} // namespace moa
