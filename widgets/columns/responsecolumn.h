// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/bodyview.h"
#include "columns/diffbase.h"
#include "columns/textfeed.h"
#include "metrics/textrange.h"
#include "run/response.h"

#include <memory>
#include <optional>
#include <QFrame>
#include <QPointer>
#include <QUrl>

class QAbstractScrollArea;
class QToolButton;
class QVBoxLayout;

namespace moa {

class AnswerBody;
class AnswerEditor;
class ColumnHead;
class ColumnNotice;
class PlainView;
class PointedResponse;
class ResponsesModel;
class RunProvenance;
class ViewSwitch;
struct ResponseLook;
struct TrailStep;

/**
 * One response of the current run, read from its row of the model: head, folded reasoning, and
 * the answer in one of its views or the reason why there is none. Its object name is
 * "column:wizard#1".
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

    /// Puts an editor with the answer's text in its place, until it is saved or given up.
    void beginEdit();
    /// Takes what has been written so far; for a column that is about to go.
    void saveEdit();

    [[nodiscard]] BodyView view() const { return m_view; }
    void setView(BodyView view);
    /// Texts of other runs that the answer can be compared with, besides the responses of this one.
    void setOtherTexts(const QList<DiffBase> &texts);
    /// What the passages are marked by; null until the run has ended.
    void setProvenance(std::shared_ptr<const RunProvenance> provenance);
    /// What all views of the run point at; it may go away before the column does.
    void setPointer(PointedResponse *pointer);
    /// Shows where a passage stands in this response, in the view of provenance, and scrolls there.
    void highlightRange(TextRange range);
    /// The same with its step of the trail; without one, what was highlighted is not any more.
    void showTrail(const QList<TrailStep> &trail);
    void clearHighlight();

Q_SIGNALS:
    /// The reader chose a view.
    void viewChosen(moa::BodyView view);
    /// The reader wants to follow the passage at @p position of the text of @p response.
    void passageChosen(const moa::ResponseId &response, qsizetype position);
    /// The reader has seen where a link of the answer leads and wants to go there.
    void linkActivated(const QUrl &link);
    /// The reader does not want the @p settings, which the server refused, to be sent to the model
    /// any more.
    void omissionWanted(const moa::ProviderId &provider, const QString &model,
                        const QStringList &settings);
    /// The reader has rewritten the answer @p before; the column shows it once the model has it.
    void answerEdited(const moa::Response &before, const QString &text);
    /// The reader asked for something that takes a catchUp().
    void fellBehind();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] const Response &response() const;
    void makeContents();
    void makeTools();
    void fallBehind();
    void endEdit();
    void showNotice(const Response &response);
    void showRemarks(const Response &response);
    [[nodiscard]] QString nameOf(const ResponseId &other) const;
    void showReasoning(const Response &response, const QDeadlineTimer &deadline);
    void copyAnswer();
    void chooseView(BodyView view);
    /// Brings what the views show besides the text up to date.
    void prepareDiff(const Response &response);
    void prepareProvenance(const Response &response);
    [[nodiscard]] QList<DiffBase> diffBases() const;
    [[nodiscard]] ResponseLook lookOf(const ResponseId &id) const;
    void connectProvenance();

    const ResponsesModel *m_model;
    ResponseId m_id;
    ColumnHead *m_head;
    QVBoxLayout *m_layout;
    // Made when the column is first seen.
    QWidget *m_tools = nullptr;
    QToolButton *m_reasoningButton = nullptr;
    ViewSwitch *m_viewSwitch = nullptr;
    QToolButton *m_copyButton = nullptr;
    ColumnNotice *m_notice = nullptr;
    ColumnNotice *m_remarks = nullptr; ///< what was done differently from what was asked for
    AnswerBody *m_body = nullptr;
    AnswerEditor *m_editor = nullptr; ///< while the answer is being rewritten
    PlainView *m_reasoning = nullptr; ///< made when first unfolded
    TextFeed m_reasoningFeed;
    BodyView m_view = BodyView::Markdown;
    QList<DiffBase> m_otherTexts;
    std::shared_ptr<const RunProvenance> m_provenance;
    int m_sourceLayer = -1; ///< see provenanceContent()
    QPointer<PointedResponse> m_pointer;
    std::optional<TextRange> m_highlight; ///< to be shown once its view is there
    bool m_provenanceConnected = false;
    bool m_behind = true;
};

} // namespace moa
