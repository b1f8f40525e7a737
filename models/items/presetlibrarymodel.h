// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/presetscan.h"
#include "metrics/usd.h"

#include <functional>
#include <QAbstractItemModel>

namespace moa {

/** What runs of a preset usually cost and take. */
struct TypicalFigures
{
    std::optional<Usd> cost; ///< absent: unknown, some of it has no price
    qint64 wallMs = 0;

    friend bool operator==(const TypicalFigures &, const TypicalFigures &) = default;
};

/** A library as a tree: folders, and in them their presets. What stays keeps its index. */
class PresetLibraryModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        PathRole = Qt::UserRole + 1, ///< QString: of the file or folder; empty for the bundled ones
        KindRole, ///< LibraryFolder::Kind as int, of a folder or of the one a preset is in
        ErrorRole, ///< QString: why a preset can't be read or a folder not be shown
        DescriptionRole, ///< QString, one line
        ModelsRole, ///< QString: the models, separated by commas
        FiguresRole, ///< QString: "2 layers · 7 agents · 7 calls · typically $0.012, 9.1 s"
        HashRole, ///< QByteArray: what the drawing can be kept under; empty if there is none
        MixtureRole, ///< Mixture
        OpenRole, ///< bool: it is the preset that is open
        SearchRole ///< QString: all that it can be found by; empty for folders
    };

    /// What is known of a preset by its mixture's name and the models that it asks, as
    /// LibraryPreset::askedModels() lists them; nothing: it never ran.
    using Typical = std::function<std::optional<TypicalFigures>(const QString &name,
                                                                const QStringList &models)>;

    using QAbstractItemModel::QAbstractItemModel;

    void setFolders(const QList<LibraryFolder> &folders);
    void setTypical(const Typical &typical);
    /// The path of the preset that is open; empty: none of these.
    void setOpen(const QString &path);
    /// Where the preset or the folder of this path stands; invalid if nowhere.
    [[nodiscard]] QModelIndex find(const QString &path) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    /// Qt::DisplayRole: the title. Qt::AccessibleTextRole and Qt::ToolTipRole, as plain text: all
    /// of it in words.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Folder
    {
        quint64 id = 0; ///< names the folder in the indexes of its presets
        LibraryFolder content;
    };

    void syncPresets(int row, const LibraryFolder &folder);
    [[nodiscard]] int rowOf(quint64 id) const;
    [[nodiscard]] const LibraryPreset *preset(const QModelIndex &index) const;
    [[nodiscard]] QVariant folderData(const LibraryFolder &folder, int role) const;
    [[nodiscard]] QString figures(const LibraryPreset &preset) const;
    [[nodiscard]] QString inWords(const LibraryPreset &preset) const;

    QList<Folder> m_folders;
    quint64 m_lastId = 0;
    Typical m_typical;
    QString m_open;
};

} // namespace moa
