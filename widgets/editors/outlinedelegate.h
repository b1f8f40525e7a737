// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/modelpalettemodel.h"

#include <functional>
#include <QStyledItemDelegate>

namespace moa {

/**
 * The fields of an OutlineModel: how they are drawn, and with what each is edited. A number that is
 * absent is edited as "default".
 */
class OutlineDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit OutlineDelegate(QObject *parent = nullptr);

    /// Providers and models to choose from.
    void setEntries(const QList<PaletteEntry> &entries) { m_entries = entries; }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    [[nodiscard]] QWidget *createChoice(QWidget *parent, const QModelIndex &index) const;
    [[nodiscard]] QWidget *createLine(QWidget *parent, const QModelIndex &index) const;

    QList<PaletteEntry> m_entries;
    std::function<void(QWidget *)> m_finish; ///< commits and closes an editor
};

} // namespace moa
