// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvascommands.h"
#include "items/modelpalettemodel.h"

#include <functional>
#include <QPersistentModelIndex>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace moa {

class FieldTree;
class MixtureDocument;
class OutlineDelegate;
class WordsFilter;
class OutlineModel;

/**
 * The twin of the canvas as a table: every layer with its agents and their fields, to read, search
 * and edit with the keyboard alone. Left and Right go from field to field, F2 edits one, Space
 * checks one.
 */
class OutlineView : public QWidget
{
    Q_OBJECT

public:
    /// @p document outlives the view.
    explicit OutlineView(MixtureDocument *document, QWidget *parent = nullptr);
    ~OutlineView() override;

    /// Providers and models to choose from.
    void setEntries(const QList<PaletteEntry> &entries);
    /// What a run says about an agent in a word.
    void setState(const AgentId &agent, const QString &word);
    void clearStates();

    /// In the order of the picture.
    [[nodiscard]] const QList<AgentId> &selectedAgents() const { return m_agents; }
    /// The one layer that is selected while no agent is.
    [[nodiscard]] std::optional<qsizetype> selectedLayer() const { return m_layer; }
    /// Selects without telling; agents exclude the layer.
    void setSelection(const QList<AgentId> &agents, std::optional<qsizetype> layer);

    /// Widths, order and visibility of the columns.
    [[nodiscard]] QByteArray saveState() const;
    /// What saveState() gave; anything else changes nothing.
    void restoreState(const QByteArray &state);

    [[nodiscard]] QLineEdit *searchField() const { return m_search; }
    [[nodiscard]] FieldTree *tree() const { return m_tree; }
    [[nodiscard]] OutlineModel *model() const { return m_model; }
    [[nodiscard]] WordsFilter *filter() const { return m_filter; }

Q_SIGNALS:
    /// The person selected others, or what was selected is gone.
    void selectionChanged(const QList<moa::AgentId> &agents, const std::optional<qsizetype> &layer);
    void inspectRequested();
    /// A sentence for the person: why something was refused.
    void message(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void createActions();
    void addCommand(const QString &text, const QList<QKeySequence> &shortcuts,
                    const std::function<void()> &command);
    void connectModel();
    void search(const QString &text);
    void showColumnsMenu(const QPoint &position);
    void updateEmptyText();
    /// Reads the tree's selection, and tells if it is another.
    void takeSelection();
    /// Where nothing is left of what was selected, selects the row that the keyboard is at.
    void goOn();
    /// Of what was selected, selects what is still there.
    void restoreSelection();
    /// Selects the rows of what is selected, as far as the search shows them.
    void restoreRows();
    void selectRows(const QModelIndexList &rows);
    void expandNewLayers();
    void move(CanvasCommands::Direction direction);
    /// The selected agents, or all of the selected layer.
    [[nodiscard]] QList<AgentId> affected() const;
    [[nodiscard]] QModelIndexList rowsOf(const QList<AgentId> &agents) const;

    MixtureDocument *m_document;
    CanvasCommands m_commands;
    OutlineModel *m_model;
    WordsFilter *m_filter;
    OutlineDelegate *m_delegate;
    QLineEdit *m_search;
    QLabel *m_empty;
    FieldTree *m_tree;
    QList<AgentId> m_agents;
    std::optional<qsizetype> m_layer;
    QList<QPersistentModelIndex> m_folded; ///< layers that were closed before rows changed
    bool m_following = false; ///< the tree's selection is not the person's doing
};

} // namespace moa
