// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/commandsmodel.h"

#include <algorithm>

namespace moa {

namespace {

/// Between title and place in the text that is searched.
constexpr QStringView gap = u"  ";

constexpr int mostForUse = 240; ///< what the latest use adds: it decides among equals

} // namespace

void CommandsModel::setCommands(const QList<Command> &commands, const QStringList &recent)
{
    beginResetModel();
    m_entries.clear();
    m_entries.reserve(commands.size());
    m_recent = recent.size();
    for (const Command &command : commands) {
        Entry entry;
        entry.command = command;
        entry.title = {0, FoldedText(command.title).size()};
        entry.text = FoldedText(command.title + gap.toString() + command.place);
        const qsizetype rank = recent.indexOf(command.id);
        entry.rank = rank < 0 ? m_recent : rank;
        m_entries.append(entry);
    }
    findAgain();
    endResetModel();
}

void CommandsModel::setSearch(const QString &text)
{
    beginResetModel();
    m_search = text;
    findAgain();
    endResetModel();
}

std::optional<int> CommandsModel::score(const Entry &entry, const QList<FoldedText> &words) const
{
    int sum = 0;
    for (const FoldedText &word : words) {
        const std::optional<int> found = fuzzy::score(word, entry.text, entry.title);
        if (!found)
            return std::nullopt;
        sum += *found;
    }
    if (entry.rank < m_recent)
        sum += static_cast<int>(mostForUse * (m_recent - entry.rank) / m_recent);
    return sum;
}

void CommandsModel::findAgain()
{
    struct Hit
    {
        int score;
        qsizetype entry;
    };
    const QList<FoldedText> words = fuzzy::words(m_search);
    QList<Hit> hits;
    for (qsizetype index = 0; index < m_entries.size(); ++index) {
        if (const std::optional<int> value = score(m_entries.at(index), words))
            hits.append({*value, index});
    }
    std::stable_sort(hits.begin(), hits.end(), [&](const Hit &a, const Hit &b) {
        const Entry &first = m_entries.at(a.entry);
        const Entry &second = m_entries.at(b.entry);
        if (words.isEmpty())
            return first.rank < second.rank;
        if (a.score != b.score)
            return a.score > b.score;
        if (first.command.isEnabled != second.command.isEnabled)
            return first.command.isEnabled;
        return first.title.size < second.title.size;
    });
    m_found.clear();
    for (const Hit &hit : std::as_const(hits))
        m_found.append(hit.entry);
}

QList<TextRange> CommandsModel::marks(const Entry &entry, qsizetype start, qsizetype size) const
{
    QList<TextRange> all;
    for (const FoldedText &word : fuzzy::words(m_search)) {
        QList<TextRange> found;
        if (fuzzy::score(word, entry.text, entry.title, &found))
            all.append(found);
    }
    QList<TextRange> result;
    for (const TextRange &range : fuzzy::joined(all)) {
        const qsizetype from = std::max(range.start, start);
        const qsizetype to = std::min(range.end(), start + size);
        if (from < to)
            result.append({from - start, to - from});
    }
    return result;
}

QString CommandsModel::inWords(const Command &command) const
{
    QStringList parts{command.title};
    if (command.isOn)
        parts.append(*command.isOn ? tr("on") : tr("off"));
    if (!command.isEnabled)
        parts.append(tr("not available now"));
    if (!command.place.isEmpty())
        parts.append(command.place);
    if (!command.keys.isEmpty())
        parts.append(command.keys);
    return parts.join(tr(", ", "between the facts about a command"));
}

int CommandsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

QVariant CommandsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries.at(m_found.at(index.row()));
    const Command &command = entry.command;
    switch (role) {
    case Qt::DisplayRole:
        return command.title;
    case Qt::AccessibleTextRole:
        return inWords(command);
    case IdRole:
        return command.id;
    case PlaceRole:
        return command.place;
    case KeysRole:
        return command.keys;
    case OnRole:
        return command.isOn ? QVariant(*command.isOn) : QVariant();
    case TitleMarksRole:
        return QVariant::fromValue(marks(entry, 0, entry.title.size));
    case PlaceMarksRole: {
        const qsizetype start = entry.title.size + gap.size();
        return QVariant::fromValue(marks(entry, start, entry.text.size() - start));
    }
    case RecentRole:
        return entry.rank < m_recent;
    default:
        return {};
    }
}

Qt::ItemFlags CommandsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return m_entries.at(m_found.at(index.row())).command.isEnabled
        ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
        : Qt::ItemFlags(Qt::ItemNeverHasChildren);
}

} // namespace moa
