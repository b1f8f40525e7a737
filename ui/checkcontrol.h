// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/livecheck.h"

#include <QObject>

namespace moa {

class DesignPage;
class EstimateControl;
class MixtureDocument;
class PromptBar;
class RunSession;

/** Shows what is wrong with the next run: on the canvas, and where the run is started. */
class CheckControl : public QObject
{
    Q_OBJECT

public:
    /// What it works with; all of it outlives this.
    struct Parts
    {
        MixtureDocument *document;
        RunSession *session;
        EstimateControl *estimate;
        PromptBar *prompt;
        DesignPage *design;
    };

    CheckControl(const Parts &parts, QObject *parent);

    /// To be called when something else that runs depend on has changed: providers, keys, models.
    void refresh();
    /// In whose settings lies what keeps the mixture from being run.
    [[nodiscard]] std::optional<ProviderId> providerToMend() const
    {
        return m_check.findings().providerToMend;
    }

private:
    void show();

    const Parts m_parts;
    LiveCheck m_check;
};

} // namespace moa
