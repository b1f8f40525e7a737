// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/fuzzymatch.h"

#include <optional>
#include <QAbstractListModel>

namespace moa {

/** Something that can be done, as a list of all of it shows it. */
struct Command
{
    QString id; ///< the same at every start
    QString title; ///< "Save As…"
    QString place; ///< "File"; where else it is to be found
    QString keys; ///< as the person reads them; empty: none
    bool isEnabled = true;
    std::optional<bool> isOn{}; ///< of what is switched on and off

    friend bool operator==(const Command &, const Command &) = default;
};

/**
 * What a search among commands has found, for a list. Words in any order, in one piece or letter by
 * letter; the best first, and without a search those that were used last. What can't be done now is
 * there, but not enabled.
 */
class CommandsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Roles {
        IdRole = Qt::UserRole, ///< QString
        PlaceRole, ///< QString
        KeysRole, ///< QString
        OnRole, ///< bool; invalid: it is not switched on and off
        TitleMarksRole, ///< QList<TextRange>: what of the title was searched for
        PlaceMarksRole, ///< QList<TextRange>
        RecentRole ///< bool
    };

    using QAbstractListModel::QAbstractListModel;

    /// @p recent: ids of those used last, the latest first; may name some that are not there.
    void setCommands(const QList<Command> &commands, const QStringList &recent);
    void setSearch(const QString &text);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    /** A command made ready to be searched for. */
    struct Entry
    {
        Command command;
        FoldedText text; ///< title, a gap, place
        TextRange title;
        qsizetype rank = 0; ///< how many were used after it; as many as there are: never
    };

    void findAgain();
    [[nodiscard]] std::optional<int> score(const Entry &entry,
                                           const QList<FoldedText> &words) const;
    /// What of title or place, which begins at @p start, was searched for.
    [[nodiscard]] QList<TextRange> marks(const Entry &entry, qsizetype start, qsizetype size) const;
    [[nodiscard]] QString inWords(const Command &command) const;

    QList<Entry> m_entries;
    qsizetype m_recent = 0; ///< how many are remembered
    QString m_search;
    QList<qsizetype> m_found;
};

} // namespace moa
