// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/fragmentedits.h"

#include <QObject>

namespace moa {

class CanvasView;
class MixtureDocument;

/// Beside text/plain: the same bytes, marked as agents.
inline constexpr char agentsMimeType[] = "application/x-moa-agents+json";

/**
 * Cut, copy and paste of a canvas: its selected agents, or those of its selected layer, go to the
 * system's clipboard as text, and text comes back as agents, selected. What can't be pasted is told
 * through the canvas's message().
 */
class ClipboardCommands : public QObject
{
    Q_OBJECT

public:
    /// @p view is the parent, whose actions this serves; @p document is the one it shows.
    ClipboardCommands(CanvasView *view, MixtureDocument *document);

private:
    [[nodiscard]] QList<AgentId> chosen() const;
    void copy();
    void cut();
    void paste(edit::OutsideLinks outside);

    CanvasView *m_view;
    MixtureDocument *m_document;
};

} // namespace moa
