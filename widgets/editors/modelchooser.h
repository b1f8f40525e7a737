// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/searchpanel.h"
#include "items/modelsearchmodel.h"

class QLabel;

namespace moa {

/**
 * The quick choice of a model: one search field over what it finds, in a panel that opens where
 * the model is wanted.
 */
class ModelChooser : public SearchPanel
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

Q_SIGNALS:
    void chosen(const moa::ModelRef &model, moa::ModelChooser::How how);

protected:
    void search() override;
    void take(const QModelIndex &index, Qt::KeyboardModifiers modifiers) override;
    void applySizes() override;

private:
    void showFound();
    void showHints();
    [[nodiscard]] QString emptyText() const;

    ModelSearchModel *m_model;
    QLabel *m_purpose;
    Use m_use = Use::Add;
};

} // namespace moa
