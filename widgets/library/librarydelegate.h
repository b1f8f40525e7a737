// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "library/thumbnails.h"
#include "theme/rowdelegate.h"

namespace moa {

/**
 * The rows of a PresetLibraryModel: a folder as the title of a section; a preset with its drawing,
 * name, description, models and figures, or the reason why it can't be read.
 */
class LibraryDelegate : public RowDelegate
{
    Q_OBJECT

public:
    explicit LibraryDelegate(QObject *parent = nullptr);

    [[nodiscard]] Thumbnails *thumbnails() { return &m_thumbnails; }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintFolder(QPainter *painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index, const Theme &theme) const;
    void paintPreset(QPainter *painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index, const Theme &theme) const;

    mutable Thumbnails m_thumbnails; ///< painting asks for what is in sight
};

} // namespace moa
