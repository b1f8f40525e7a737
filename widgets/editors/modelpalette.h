// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/modelpalettemodel.h"
#include "items/wordsfilter.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QLineEdit;
class QTreeView;

namespace moa {

/**
 * The models that can be put into a mixture: a search field above a tree to drag from. Double-click
 * or Enter asks for a model to be added where that makes sense. A provider with many models is
 * folded until it is opened or a search finds something in it.
 */
class ModelPalette : public QWidget
{
    Q_OBJECT

public:
    explicit ModelPalette(QWidget *parent = nullptr);

    void setEntries(const QList<PaletteEntry> &entries);

    [[nodiscard]] QLineEdit *searchField() const { return m_search; }
    [[nodiscard]] QTreeView *tree() const { return m_tree; }

Q_SIGNALS:
    void modelActivated(const moa::ModelRef &model);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    /// Without a search: opens the providers that the person opened or that have few models.
    void restoreFolds();
    void rememberFold(const QModelIndex &provider, bool open);
    void activate(const QModelIndex &index);
    void updateEmptyText();
    /// The first model in the tree, to go on from the search field.
    [[nodiscard]] QModelIndex firstModel() const;

    ModelPaletteModel *m_model;
    WordsFilter *m_filter;
    QLineEdit *m_search;
    QTreeView *m_tree;
    QLabel *m_empty;
    QHash<QString, bool> m_folds; ///< whether a provider, by name, was opened or folded by hand
};

} // namespace moa
