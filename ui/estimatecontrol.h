// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/liveestimate.h"

class QLabel;

namespace moa {

class MixtureDocument;
class PromptBar;
class RunSession;

/** Tells what the next run will need while mixture and prompt are being made. */
class EstimateControl : public QObject
{
    Q_OBJECT

public:
    /// What the estimate is of and where it is shown; all of it outlives this.
    struct Parts
    {
        MixtureDocument *document;
        RunSession *session;
        PromptBar *prompt;
    };

    EstimateControl(const Parts &parts, QObject *parent);

    /// For a toolbar; whoever adds it owns it.
    [[nodiscard]] QLabel *createLabel();
    /// Providers, prices or what is known of the models are others.
    void refresh();
    /// The last one; empty before the first.
    [[nodiscard]] const std::optional<RunEstimate> &estimate() const
    {
        return m_estimate.estimate();
    }

Q_SIGNALS:
    void changed();

private:
    void show();

    Parts m_parts;
    LiveEstimate m_estimate;
    QLabel *m_label = nullptr;
};

} // namespace moa
