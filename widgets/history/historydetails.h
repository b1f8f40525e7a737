// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/runsummary.h"

#include <memory>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace moa {

class AnswerBody;
class ColumnNotice;
class ElidedLabel;
class GrowingEdit;
class RunStateLabel;
class SectionsView;

/**
 * What stands beside the list of runs: the selected run with its figures, note and tags, its prompt
 * and its final answer, and what can be done with it.
 */
class HistoryDetails : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryDetails(QWidget *parent = nullptr);
    ~HistoryDetails() override;

    /// Shows the run, without its texts until setRecord() brings them. What is being written into
    /// note and tags of the same run stays.
    void setRun(const RunSummary &run);
    /// The whole of the run that is shown.
    void setRecord(const std::shared_ptr<const RunRecord> &record);
    /// In the place of the texts.
    void setFailure(const QString &sentence);
    /// Several runs are selected, or none.
    void setSelectedCount(qsizetype count);
    /// The run that is shown; empty: none.
    [[nodiscard]] QString runId() const;

    void editNote();
    void editTags();
    /// Tells of a note and tags that are being written, as if the field were left.
    void commit();

Q_SIGNALS:
    void openRequested();
    void useRequested();
    void resumeRequested();
    void compareRequested();
    void removeRequested();
    void starRequested(bool starred);
    void noteChanged(const QString &id, const QString &note);
    void tagsChanged(const QString &id, const QStringList &tags);
    /// The keyboard is done here.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QWidget *createMessage();
    [[nodiscard]] QWidget *createRun();
    void addHead(QVBoxLayout *layout, QWidget *page);
    void addFigures(QVBoxLayout *layout, QWidget *page);
    void addTexts(QVBoxLayout *layout, QWidget *page);
    [[nodiscard]] QLabel *addCaption(const QString &text, QWidget *parent);
    void commitNote();
    void commitTags();
    void feed();

    QStackedWidget *m_pages;
    QLabel *m_message = nullptr;
    QPushButton *m_compare = nullptr;
    QPushButton *m_removeAll = nullptr;

    QLabel *m_title = nullptr;
    QToolButton *m_star = nullptr;
    RunStateLabel *m_state = nullptr;
    QLabel *m_when = nullptr;
    QPushButton *m_resume = nullptr;
    QLabel *m_answers = nullptr;
    QLabel *m_tokens = nullptr;
    QLabel *m_cost = nullptr;
    QLabel *m_time = nullptr;
    QLabel *m_rating = nullptr;
    QWidget *m_ratingTile = nullptr;
    QLabel *m_models = nullptr;
    QLineEdit *m_tags = nullptr;
    GrowingEdit *m_note = nullptr;
    SectionsView *m_prompt = nullptr;
    QLabel *m_answerCaption = nullptr;
    ColumnNotice *m_notice = nullptr;
    AnswerBody *m_answer = nullptr;

    std::optional<RunSummary> m_run; ///< with the note and tags as they were left here
    QString m_toldNote; ///< as setRun() had it last
    QStringList m_toldTags;
    std::shared_ptr<const RunRecord> m_record;
    QTimer m_feeding;
};

} // namespace moa
