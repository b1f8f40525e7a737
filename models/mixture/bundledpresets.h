// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace moa {

/** A preset that is part of the program. */
struct BundledPreset
{
    QString name; ///< "moa-lite"
    QString path; ///< of its resource, for loadMixture()

    friend bool operator==(const BundledPreset &, const BundledPreset &) = default;
};

/** All of them, in the order in which they are offered. */
[[nodiscard]] const QList<BundledPreset> &bundledPresets();

/**
 * The path behind what a person typed: @p nameOrPath itself if such a file exists, else the
 * bundled preset of that name, else @p nameOrPath unchanged.
 */
[[nodiscard]] QString presetPath(const QString &nameOrPath);

} // namespace moa
