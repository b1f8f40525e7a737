// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/mixture.h"

#include <QDateTime>

namespace moa {

/** A preset as it was at one time. */
struct PresetRevision
{
    QString id; ///< its file's name without the ending; sorts by time
    QDateTime savedAt; ///< in UTC
    QString name; ///< what a person called it; empty: nothing

    friend bool operator==(const PresetRevision &, const PresetRevision &) = default;
};

/**
 * Former contents of presets, kept among the user's own data and not beside the presets, where
 * teammates would find them. A folder for each preset, in it a preset file for each revision, which
 * any copy of the program opens, and a text file with its name if it has one. Of the unnamed ones
 * the newest are kept. Blocks.
 */
class PresetRevisions
{
public:
    /// Unnamed revisions of one preset that are kept.
    static constexpr qsizetype mostUnnamed = 50;

    /// @p folder: where they are kept; it need not exist.
    explicit PresetRevisions(QString folder);

    /**
     * Keeps @p content of the file at @p preset, unless it is what the newest revision holds.
     * @p name: what it is called; empty: nothing.
     */
    [[nodiscard]] Result<void> keep(const QString &preset, const QByteArray &content,
                                    const QDateTime &now, const QString &name = {}) const;
    /// The newest first.
    [[nodiscard]] QList<PresetRevision> of(const QString &preset) const;
    [[nodiscard]] Result<Mixture> load(const QString &preset, const QString &id) const;
    /// Calls it @p name; an empty one takes the name away.
    [[nodiscard]] Result<void> setName(const QString &preset, const QString &id,
                                       const QString &name) const;
    [[nodiscard]] Result<void> remove(const QString &preset, const QString &id) const;
    /// The preset has another path from now on. What is kept of that path already stays.
    void move(const QString &preset, const QString &to) const;

private:
    [[nodiscard]] QString folderOf(const QString &preset) const;
    [[nodiscard]] QString fileOf(const QString &preset, const QString &id) const;
    void prune(const QString &preset) const;

    QString m_folder;
};

} // namespace moa
