// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/columnarrangement.h"
#include "columns/columnfinder.h"
#include "columns/columnhandles.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QShortcut;

namespace moa {

class ColumnContents;
class ColumnFeeder;
class ColumnsArea;
class ColumnsBar;
class FindBar;
class LinkedScrolling;
class PointedResponse;
class ResponseColumn;
class ResponsesModel;

/**
 * The responses of the current run side by side: one column each, grouped by layer; the final
 * answer's column stays at the right edge while the others scroll. It is driven by its model
 * alone.
 *
 * Columns can be sorted, moved, hidden and shown alone; that outlives the run. While one streams no
 * column moves by itself: an order by figures is brought up to date when the run has ended, or is
 * asked for again.
 *
 * Keys, while the keyboard is in it: Ctrl+F finds, F3 and Shift+F3 go from place to place, Alt+Left
 * and Alt+Right to the next column, Ctrl+PageUp and Ctrl+PageDown to the next layer. Escape brings
 * back what a maximised column covers, except while a run is going: then it is the window's, to
 * stop it.
 */
class ColumnsView : public QWidget
{
    Q_OBJECT

public:
    explicit ColumnsView(QWidget *parent = nullptr);

    /// Shows @p model, which must outlive the view or be replaced; null: none.
    void setModel(const ResponsesModel *model);
    [[nodiscard]] const ResponsesModel *model() const { return m_model; }
    /// What is pointed at in any view, here too; not owned, null: nothing is.
    void setPointer(PointedResponse *pointer);

    /// What the columns show besides their responses.
    [[nodiscard]] ColumnContents *contents() const { return m_contents; }
    [[nodiscard]] const ColumnArrangement &arrangement() const { return m_arrangement; }
    [[nodiscard]] bool isFullWidth() const;
    void setFullWidth(bool on);
    [[nodiscard]] bool isLinked() const;
    void setLinked(bool on);
    /// Has @p fill add what else can be done with a response to its column's menu.
    void setMoreEntries(std::function<void(QMenu *, const ResponseId &)> fill);
    /// The column that is shown alone, if one is.
    [[nodiscard]] const std::optional<ResponseId> &maximised() const { return m_maximised; }

public Q_SLOTS:
    /// Shows the find bar and puts the keyboard there.
    void openFind();
    void closeFind();
    void findNext() { find(1); }
    void findPrevious() { find(-1); }
    void sortBy(moa::ColumnOrder order);
    void setHidden(const moa::ResponseId &id, bool hidden);
    void maximise(const moa::ResponseId &id);
    void restore();
    /// Scrolls sideways to the column of @p id and puts the keyboard there; nothing if it is
    /// hidden.
    void goTo(const moa::ResponseId &id);
    /// Lets the reader rewrite the answer of @p id; see ColumnContents::answerEdited().
    void editAnswer(const moa::ResponseId &id);

Q_SIGNALS:
    /// To show the exact requests and replies of the response.
    void requestsRequested(const moa::ResponseId &id);
    /// To show the statistics of its BLEU.
    void bleuRequested(const moa::ResponseId &id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void connectParts();
    void addShortcuts();
    /// Another run is about to take the place of the one that is shown: what a person is writing is
    /// not lost.
    void saveEdits();
    void rebuild();
    void addColumns();
    [[nodiscard]] QString groupTitle(int layer, bool finalAnswer) const;
    [[nodiscard]] QList<ColumnFigures> figures() const;
    /// The columns of the chosen layers that are not hidden, from left to right.
    [[nodiscard]] QList<ResponseColumn *> offered() const;
    /// Shows the columns as they are to be.
    void arrange();
    void rowsChanged(int first, int last, const QList<int> &roles);
    void runChanged();
    void textShown(ResponseColumn *column);
    [[nodiscard]] ResponseColumn *column(const ResponseId &id) const;
    /// The column with the keyboard focus, or else the first in view.
    [[nodiscard]] ResponseColumn *currentColumn() const;
    void step(int direction);
    [[nodiscard]] ColumnHandles::Possible possible(const ResponseId &id) const;
    [[nodiscard]] ColumnFinder::Source sourceOf(const QString &key) const;
    void find(int direction);
    void showFound();
    void showPointed();

    const ResponsesModel *m_model = nullptr;
    QPointer<PointedResponse> m_pointer;
    ColumnsBar *m_bar;
    FindBar *m_findBar;
    QLabel *m_empty;
    ColumnsArea *m_area; ///< what stands in the place of m_empty once there are columns
    ColumnHandles *m_handles;
    ColumnContents *m_contents;
    ColumnFeeder *m_feeder;
    LinkedScrolling *m_linked;
    ColumnFinder *m_finder;
    QShortcut *m_escape = nullptr;
    QList<ResponseColumn *> m_columns; ///< by row of the model
    QHash<QString, ResponseColumn *> m_columnOfKey;
    ColumnArrangement m_arrangement;
    std::optional<ResponseId> m_maximised;
    int m_offset = 0; ///< how far the columns were scrolled before one was maximised
};

} // namespace moa
