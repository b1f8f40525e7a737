// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QAbstractListModel>
#include <QHash>
#include <QTimer>

namespace moa {

/**
 * The responses of the current run, one row each, in the run's order: layer, agent in the layer,
 * sample. Its slots take the run engine's signals, queued from the engine's thread.
 *
 * What arrives is collected and published at most once per frame, so that many streams of small
 * deltas cost little: until then response() and data() show what was published before. Rows only
 * change with a model reset, when a run starts or another one is shown.
 */
class ResponsesModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< ResponseId
        ModelNameRole, ///< QString, as asked for
        LayerRole, ///< int, from 0
        ChosenColorRole, ///< int, the palette index; invalid: derived from the agent's id
        FinalAnswerRole, ///< bool: this response is the mixture's final answer
        StateRole, ///< ResponseState as int
        StateWordRole, ///< QString
        TimingRole, ///< QString, "0.41 s to first, 5.2 s"; empty before the first token
        TokensRole, ///< QString, "812 in, 344 out"; empty: not known yet
        CostRole, ///< QString, "$0.00031" or "unpriced"; empty: nothing to pay for yet
        BleuRole, ///< QString, "23.4"; empty: not known
        TextRole, ///< QString
        ReasoningRole, ///< QString
        ErrorRole ///< QString, a sentence; empty unless failed
    };

    explicit ResponsesModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    /// The current run without its responses: those are the rows. Its id is empty before the first.
    [[nodiscard]] const RunRecord &run() const { return m_run; }
    /// What is published of the response in @p row; valid until control returns to the event loop.
    [[nodiscard]] const Response &response(int row) const;
    [[nodiscard]] std::optional<int> row(const ResponseId &id) const;
    /// The agent's name, with the sample's number where the agent has several.
    [[nodiscard]] QString name(int row) const;
    /// The agent's palette index, if one was chosen for it.
    [[nodiscard]] std::optional<int> chosenColor(int row) const;
    [[nodiscard]] bool isFinalAnswer(int row) const;
    /// The run's totals once it has ended; while it runs, the sums of what is published and 0 for
    /// the times.
    [[nodiscard]] RunTotals totals() const;
    /// The responses, from the first to the last, that made the run take as long as it did; of what
    /// is published while it runs.
    [[nodiscard]] QList<ResponseId> criticalPath() const;
    /// Responses that take part in the run: those that are not muted.
    [[nodiscard]] int expectedCount() const;
    /// How many of them have answered or failed; those that were stopped have not.
    [[nodiscard]] int endedCount() const;

public Q_SLOTS:
    void runStarted(const moa::RunRecord &record);
    void responseChanged(const moa::Response &response);
    void textAdded(const moa::ResponseId &id, const QString &text, const QString &reasoning);
    void runFinished(const moa::RunRecord &record);
    /// Shows @p record as it stands, whether it has ended or goes on, in place of what was shown;
    /// texts are shared, not copied. A record without an id: no run.
    void showRun(const moa::RunRecord &record);

Q_SIGNALS:
    /// More of the text or reasoning of @p row, once per frame; both are already in response().
    void textAppended(int row, const QString &text, const QString &reasoning);
    /// What was published of the text and reasoning of @p row is void: what stands there now
    /// follows with textAppended().
    void textReset(int row);
    /// run() is another one, or has ended.
    void runChanged();

private:
    /// What arrived for a row since the last frame.
    struct Pending
    {
        std::optional<Response> response;
        QString text;
        QString reasoning;
    };

    struct Row
    {
        Response response;
        QString name;
        std::optional<int> chosenColor;
        bool finalAnswer = false;
        bool dirty = false;
        Pending pending;
    };

    /// The row's pending changes, which are published with the next frame; null: no such response.
    Pending *touch(const ResponseId &id);
    void flush();
    /// Returns whether more than text changed.
    bool publish(int row);
    [[nodiscard]] bool hasRowsOf(const RunRecord &record) const;

    RunRecord m_run;
    QList<Row> m_rows;
    QHash<ResponseId, int> m_rowOfId;
    QList<int> m_dirtyRows;
    QTimer m_frame;
};

} // namespace moa
