// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/textfeed.h"
#include "run/response.h"

#include <QFrame>

class QAbstractScrollArea;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace moa {

class AnswerBody;
class ColumnHead;
class ColumnNotice;
class PlainView;
class ResponsesModel;

/**
 * One response of the current run, read from its row of the model: head, folded reasoning, and
 * the answer or the reason why there is none. Its object name is "column:wizard#1".
 *
 * The column is cheap until it is first seen. From then on catchUp() makes it show what the model
 * has; whoever owns it calls that when it isBehind() and in view.
 */
class ResponseColumn : public QFrame
{
    Q_OBJECT

public:
    /// Shows the response @p id of @p model, which must have it and outlive the column.
    ResponseColumn(const ResponsesModel *model, const ResponseId &id, QWidget *parent = nullptr);

    [[nodiscard]] const ResponseId &id() const { return m_id; }
    [[nodiscard]] bool isLive() const;
    [[nodiscard]] bool isBehind() const { return m_behind; }
    [[nodiscard]] ColumnHead *head() const { return m_head; }
    /// The view that shows the answer, a QTextEdit or a QPlainTextEdit; null: there is no text yet.
    [[nodiscard]] QAbstractScrollArea *textView() const;

    /// The figures or the state of the response changed.
    void refreshHead();
    /// The response has more to show than the column does.
    void markBehind() { m_behind = true; }
    /// What is shown of the text is void.
    void discardText();
    /// Comes closer to showing all of the response; works until @p deadline, at least one step.
    void catchUp(const QDeadlineTimer &deadline);
    /// See ColumnHead::setPhase().
    void setPhase(double phase);

Q_SIGNALS:
    /// The reader asked for something that takes a catchUp().
    void fellBehind();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] const Response &response() const;
    void makeContents();
    void makeTools();
    void fallBehind();
    void showNotice(const Response &response);
    [[nodiscard]] QString nameOf(const ResponseId &other) const;
    void showReasoning(const Response &response, const QDeadlineTimer &deadline);
    void copyAnswer();
    void setSourceShown(bool shown);

    const ResponsesModel *m_model;
    ResponseId m_id;
    ColumnHead *m_head;
    QVBoxLayout *m_layout;
    // Made when the column is first seen.
    QWidget *m_tools = nullptr;
    QToolButton *m_reasoningButton = nullptr;
    QToolButton *m_sourceButton = nullptr;
    QToolButton *m_copyButton = nullptr;
    ColumnNotice *m_notice = nullptr;
    AnswerBody *m_body = nullptr;
    PlainView *m_reasoning = nullptr; ///< made when first unfolded
    TextFeed m_reasoningFeed;
    bool m_behind = true;
};

} // namespace moa
