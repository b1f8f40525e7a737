// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <QDateTime>

namespace moa {

/** One preset file as it was when it was read. */
struct LibraryPreset
{
    QString path; ///< whole, or of a bundled preset's resource: what identifies it
    QByteArray hash; ///< of the content; empty if it can't be read
    QDateTime modified;
    qint64 size = 0; ///< bytes
    Mixture mixture; ///< empty if there is an error
    QString error; ///< why it can't be read, as a sentence

    /// The mixture's name, or the file's.
    [[nodiscard]] QString title() const;
    /// Each model once, short, in the order of the picture.
    [[nodiscard]] QStringList models() const;
    /// Of the agents that are not muted, each once and as it is asked for, in order.
    [[nodiscard]] QStringList askedModels() const;
    /// How many requests a run sends: the samples of all that are not muted.
    [[nodiscard]] int calls() const;

    friend bool operator==(const LibraryPreset &, const LibraryPreset &) = default;
};

/** A folder of presets. */
struct LibraryFolder
{
    enum class Kind {
        Bundled, ///< in the program
        Mine, ///< where the person's own are kept
        Added ///< a team's folder, a checkout
    };

    Kind kind = Kind::Added;
    QString path; ///< whole; empty for the bundled ones
    QString problem; ///< why it shows nothing or not all, as a sentence
    QList<LibraryPreset> presets; ///< by title
    QStringList subfolders; ///< those that were looked into, itself included

    /// What the person calls it.
    [[nodiscard]] QString title() const;

    friend bool operator==(const LibraryFolder &, const LibraryFolder &) = default;
};

/** What a scan takes of a folder that somebody else fills. */
struct ScanLimits
{
    int depth = 4; ///< subfolders below one another
    qsizetype presets = 2000;
    qsizetype folders = 500;
};

/// What tells one content of a preset from another.
[[nodiscard]] QByteArray contentHash(const QByteArray &content);

/**
 * Looks for `*.moa.json` in the folder and below it, leaving out hidden ones and what links lead
 * to, and reads them. A file that looks as it did in @p before is not read again. Blocks: to be
 * called where nobody waits.
 */
[[nodiscard]] LibraryFolder scanFolder(LibraryFolder::Kind kind, const QString &path,
                                       const LibraryFolder &before = {},
                                       const ScanLimits &limits = {});

/// The presets in the program, in the order in which they are offered.
[[nodiscard]] LibraryFolder bundledFolder();

} // namespace moa
