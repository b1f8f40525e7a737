// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/floatingpanel.h"
#include "items/modelsearchmodel.h"

class QLabel;
class QLineEdit;
class QListView;

namespace moa {

/**
 * The quick choice of a model: one search field over what it finds, in a panel that opens where
 * the model is wanted. The keyboard stays in the field and moves the choice from there.
 */
class ModelChooser : public FloatingPanel
{
    Q_OBJECT

public:
    /** What a choice is for: which keys there are. */
    enum class Use {
        Add, ///< into a mixture
        Replace ///< in the place of another
    };
    /** What becomes of a choice. */
    enum class How {
        Here, ///< where it is wanted; the panel closes
        HereAndStay, ///< there too, and the panel waits for the next
        NewLayer ///< in a new layer after that place; the panel closes
    };

    explicit ModelChooser(QWidget *host);

    void setEntries(const QList<PaletteEntry> &entries);
    void setRecent(const RecentModels &recent);

    /// With an empty search, beside @p anchor in screen coordinates. @p purpose: what the choice
    /// is for, in words.
    void open(const QRect &anchor, const QString &purpose, Use use = Use::Add);
    void open(QPoint global, const QString &purpose, Use use = Use::Add)
    {
        open(QRect(global, QSize(1, 1)), purpose, use);
    }
    /// What the panel says above the field.
    void setPurpose(const QString &purpose);

    [[nodiscard]] QLineEdit *searchField() const { return m_search; }
    [[nodiscard]] QListView *list() const { return m_list; }

Q_SIGNALS:
    void chosen(const moa::ModelRef &model, moa::ModelChooser::How how);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    bool keyPressed(Qt::Key key, Qt::KeyboardModifiers modifiers);
    void search();
    void showFound();
    void showHints();
    void moveTo(int row);
    void choose(const QModelIndex &index, Qt::KeyboardModifiers modifiers);
    void applySizes();
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] int rowsInSight() const;

    ModelSearchModel *m_model;
    QLabel *m_purpose;
    QLineEdit *m_search;
    QLabel *m_empty;
    QListView *m_list;
    QLabel *m_hints;
    Use m_use = Use::Add;
};

} // namespace moa
