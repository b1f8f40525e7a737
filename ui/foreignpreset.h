// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <functional>
#include <QObject>
#include <QPointer>

class QSettings;
class QWidget;

namespace moa {

class RunSession;
class SubstitutionDialog;

/**
 * Stands between the file of somebody else's preset and the window: shows what it would ask before
 * it is there to be run. Presets that this user has saved, or has opened with that dialog, and
 * those that ship with the program are told again by what they hold, wherever their file is.
 */
class ForeignPresets : public QObject
{
    Q_OBJECT

public:
    /// All of it outlives this. @c kept may be null: then what is known lasts as long as this.
    struct Parts
    {
        RunSession *session; ///< knows providers, keys and models
        QSettings *kept;
        QWidget *window; ///< the dialog's parent
    };

    ForeignPresets(const Parts &parts, QObject *parent);

    /**
     * Whether the preset from @p source is to be shown to the person first: it is neither bundled
     * nor this user's own, or it asks a provider that is not known here.
     */
    [[nodiscard]] bool isForeign(const Mixture &mixture, const QString &source) const;

    /**
     * Goes on with @p proceed, at once or when the person has agreed; not at all if they don't. It
     * is called with the mixture as it is, or with the substitutes that they have chosen.
     */
    void receive(const Mixture &mixture, const QString &source,
                 const std::function<void(const Mixture &)> &proceed);

    /// @p mixture is this user's own from now on, however the program ends: to be called before it
    /// is saved, so that its file is known wherever there is one.
    void remember(const Mixture &mixture);

private:
    [[nodiscard]] bool isKnown(const Mixture &mixture) const;

    Parts m_parts;
    QStringList m_known; ///< hashes, the newest last
    QPointer<SubstitutionDialog> m_dialog; ///< the one that is open
};

} // namespace moa
