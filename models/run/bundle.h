// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/keyscan.h"
#include "mixture/mixture.h"

#include <QByteArray>
#include <QList>

namespace moa {

/// What the name of a bundle's file ends with, without the dot in front.
inline constexpr QLatin1StringView bundleSuffix("moa.zip");

/** A preset and runs of it, to be handed on as one file. */
struct Bundle
{
    Mixture mixture;
    QList<QByteArray> runs; ///< documents of the format "moa-studio/run"

    friend bool operator==(const Bundle &, const Bundle &) = default;
};

/** What a bundle holds, to be told before it is written and after it was read. */
struct BundleContents
{
    int runs = 0;
    int answers = 0; ///< responses of these runs that have a text
    /// In preset and runs; the place of one in a run begins with the run's file.
    QList<KeyFinding> keys;
};

/// Looks at all of it, keys too: may take a while for many long runs.
[[nodiscard]] BundleContents contentsOf(const Bundle &bundle);

/// "1 preset, 3 runs with 21 answers; no keys", "1 preset; contains no answers; no keys".
[[nodiscard]] QString sentenceOf(const BundleContents &contents);

/// What a reader takes from an archive that somebody else has made.
struct BundleLimits
{
    qsizetype bytes = qsizetype{256} * 1024 * 1024; ///< of the archive, and of all it holds
    qsizetype runBytes = qsizetype{64} * 1024 * 1024; ///< of one run
    qsizetype entries = 1000;
};

/**
 * The bundle as a zip archive: the preset as "NAME.moa.json", the runs as "runs/1.json" and so on.
 * The same bundle makes the same bytes.
 */
[[nodiscard]] Result<QByteArray> writeBundle(const Bundle &bundle);

/**
 * Reads what writeBundle() wrote, or what a person has zipped in that form. Nothing is unpacked to
 * a disk. Refused with a sentence: what is no such archive, is encrypted or beyond @p limits, has
 * names that lead out of it, a preset that can't be read, or a run that is none.
 */
[[nodiscard]] Result<Bundle> readBundle(const QByteArray &archive, const BundleLimits &limits = {});

} // namespace moa
