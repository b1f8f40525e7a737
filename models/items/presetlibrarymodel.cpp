// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/presetlibrarymodel.h"

#include "items/figures.h"

#include <algorithm>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QSet>

namespace moa {

namespace {

constexpr qsizetype longestLine = 400; // characters: more than a row has room for

QString folderProblem(const LibraryFolder &folder)
{
    if (!folder.problem.isEmpty() || !folder.presets.isEmpty())
        return folder.problem;
    return folder.kind == LibraryFolder::Kind::Mine
        ? PresetLibraryModel::tr("What you save here, or drop onto the window, is listed here.")
        : PresetLibraryModel::tr("There is no preset (*.moa.json) in it.");
}

} // namespace

void PresetLibraryModel::setFolders(const QList<LibraryFolder> &folders)
{
    const auto same = [](const LibraryFolder &a, const LibraryFolder &b) {
        return a.kind == b.kind && a.path == b.path;
    };
    for (int row = static_cast<int>(m_folders.size()) - 1; row >= 0; --row) {
        const LibraryFolder &known = m_folders.at(row).content;
        if (std::none_of(folders.cbegin(), folders.cend(),
                         [&](const LibraryFolder &each) { return same(each, known); })) {
            beginRemoveRows({}, row, row);
            m_folders.removeAt(row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < folders.size(); ++row) {
        const LibraryFolder &folder = folders.at(row);
        if (row < m_folders.size() && same(m_folders.at(row).content, folder)) {
            syncPresets(row, folder);
            continue;
        }
        // One that stands elsewhere: folders hardly ever change their order.
        for (int other = row + 1; other < m_folders.size(); ++other) {
            if (same(m_folders.at(other).content, folder)) {
                beginRemoveRows({}, other, other);
                m_folders.removeAt(other);
                endRemoveRows();
                break;
            }
        }
        beginInsertRows({}, row, row);
        m_folders.insert(row, {++m_lastId, folder});
        endInsertRows();
    }
}

void PresetLibraryModel::syncPresets(int row, const LibraryFolder &folder)
{
    Folder &known = m_folders[row];
    if (known.content == folder)
        return;
    const QModelIndex parent = index(row, 0);
    QList<LibraryPreset> &presets = known.content.presets;
    QSet<QString> staying;
    for (const LibraryPreset &preset : folder.presets)
        staying.insert(preset.path);
    for (int at = static_cast<int>(presets.size()) - 1; at >= 0; --at) {
        if (staying.contains(presets.at(at).path))
            continue;
        beginRemoveRows(parent, at, at);
        presets.removeAt(at);
        endRemoveRows();
    }
    for (int at = 0; at < folder.presets.size(); ++at) {
        const LibraryPreset &preset = folder.presets.at(at);
        int from = at;
        while (from < presets.size() && presets.at(from).path != preset.path)
            ++from;
        if (from == presets.size()) {
            beginInsertRows(parent, at, at);
            presets.insert(at, preset);
            endInsertRows();
            continue;
        }
        if (from != at) {
            beginMoveRows(parent, from, from, parent, at);
            presets.move(from, at);
            endMoveRows();
        }
        if (presets.at(at) != preset) {
            presets[at] = preset;
            const QModelIndex changed = index(at, 0, parent);
            Q_EMIT dataChanged(changed, changed);
        }
    }
    known.content = folder;
    Q_EMIT dataChanged(parent, parent);
}

void PresetLibraryModel::setTypical(const Typical &typical)
{
    m_typical = typical;
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex folder = index(row, 0);
        if (const int count = rowCount(folder); count > 0)
            Q_EMIT dataChanged(index(0, 0, folder), index(count - 1, 0, folder));
    }
}

void PresetLibraryModel::setOpen(const QString &path)
{
    if (path == m_open)
        return;
    const QString before = std::exchange(m_open, path);
    for (const QString &each : {before, path}) {
        if (const QModelIndex changed = find(each); changed.isValid())
            Q_EMIT dataChanged(changed, changed, {OpenRole, Qt::AccessibleTextRole});
    }
}

QModelIndex PresetLibraryModel::find(const QString &path) const
{
    for (int row = 0; row < m_folders.size(); ++row) {
        if (!path.isEmpty() && m_folders.at(row).content.path == path)
            return index(row, 0);
        const QList<LibraryPreset> &presets = m_folders.at(row).content.presets;
        for (int at = 0; at < presets.size(); ++at) {
            if (presets.at(at).path == path)
                return index(at, 0, index(row, 0));
        }
    }
    return {};
}

QModelIndex PresetLibraryModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_folders.at(parent.row()).id : 0);
}

QModelIndex PresetLibraryModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    const int row = rowOf(child.internalId());
    return row < 0 ? QModelIndex() : createIndex(row, 0, quintptr{0});
}

int PresetLibraryModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_folders.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    return static_cast<int>(m_folders.at(parent.row()).content.presets.size());
}

int PresetLibraryModel::columnCount(const QModelIndex &) const
{
    return 1;
}

Qt::ItemFlags PresetLibraryModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

int PresetLibraryModel::rowOf(quint64 id) const
{
    for (int row = 0; row < m_folders.size(); ++row) {
        if (m_folders.at(row).id == id)
            return row;
    }
    return -1;
}

const LibraryPreset *PresetLibraryModel::preset(const QModelIndex &index) const
{
    const int row = index.internalId() == 0 ? -1 : rowOf(index.internalId());
    return row < 0 ? nullptr : &m_folders.at(row).content.presets.at(index.row());
}

QVariant PresetLibraryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LibraryPreset *shown = preset(index);
    if (!shown)
        return folderData(m_folders.at(index.row()).content, role);
    switch (role) {
    case Qt::DisplayRole:
        return shown->title();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return inWords(*shown);
    case PathRole:
        return shown->path;
    case KindRole:
        return index.parent().data(KindRole);
    case ErrorRole:
        return shown->error;
    case DescriptionRole:
        return shown->mixture.description.left(longestLine).simplified();
    case ModelsRole:
        return shown->models().join(tr(", "));
    case FiguresRole:
        return shown->error.isEmpty() ? figures(*shown) : QString();
    case HashRole:
        return shown->hash;
    case MixtureRole:
        return QVariant::fromValue(shown->mixture);
    case OpenRole:
        return !m_open.isEmpty() && shown->path == m_open;
    case SearchRole:
        return QStringList{shown->title(),
                           QFileInfo(shown->path).fileName(),
                           shown->mixture.description,
                           shown->mixture.notes,
                           shown->models().join(u' '),
                           m_folders.at(index.parent().row()).content.title()}
            .join(u'\n');
    default:
        return {};
    }
}

QVariant PresetLibraryModel::folderData(const LibraryFolder &folder, int role) const
{
    const QString place = QDir::toNativeSeparators(folder.path);
    switch (role) {
    case Qt::DisplayRole:
        return folder.title();
    case Qt::ToolTipRole:
        return folder.problem.isEmpty() ? place : place + u'\n' + folder.problem;
    case Qt::AccessibleTextRole:
        return QStringList{folder.title(), place, folderProblem(folder)}.join(u' ').trimmed();
    case PathRole:
        return folder.path;
    case KindRole:
        return static_cast<int>(folder.kind);
    case ErrorRole:
        return folderProblem(folder);
    case DescriptionRole:
        return place;
    default:
        return {};
    }
}

QString PresetLibraryModel::figures(const LibraryPreset &preset) const
{
    const QLocale locale;
    QStringList parts{tr("%n layer(s)", nullptr, static_cast<int>(preset.mixture.layers.size())),
                      tr("%n agent(s)", nullptr, static_cast<int>(preset.mixture.agentCount())),
                      tr("%n call(s)", nullptr, preset.calls())};
    const std::optional<TypicalFigures> typical =
        m_typical ? m_typical(preset.mixture.name, preset.askedModels()) : std::nullopt;
    if (typical) {
        const QString time = figures::seconds(typical->wallMs, locale);
        parts.append(typical->cost
                         ? tr("typically %1, %2").arg(typical->cost->display(locale), time)
                         : tr("typically %1").arg(time));
    }
    return parts.join(QStringLiteral(" · "));
}

QString PresetLibraryModel::inWords(const LibraryPreset &preset) const
{
    QStringList lines{preset.title()};
    if (!m_open.isEmpty() && preset.path == m_open)
        lines.append(tr("It is open."));
    if (!preset.error.isEmpty()) {
        lines.append(tr("It can’t be read. %1").arg(preset.error));
    } else {
        if (!preset.mixture.description.isEmpty())
            lines.append(preset.mixture.description.left(longestLine).simplified());
        lines.append(figures(preset));
        lines.append(preset.models().join(tr(", ")));
    }
    if (!preset.path.startsWith(u':'))
        lines.append(QDir::toNativeSeparators(preset.path));
    return lines.join(u'\n');
}

} // namespace moa
