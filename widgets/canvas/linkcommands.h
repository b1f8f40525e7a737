// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/linkedits.h"

#include <QCoreApplication>

namespace moa {

class MixtureDocument;

/** Gestures on links as undo steps of the document. */
class LinkCommands
{
    Q_DECLARE_TR_FUNCTIONS(LinkCommands)

public:
    /// @p document outlives this object.
    explicit LinkCommands(MixtureDocument &document);

    /// All links that come in (To) or go out (From) at an agent.
    void cutAll(const AgentId &agent, edit::LinkEnd end);
    Result<void> moveEnd(const Link &link, edit::LinkEnd end, const AgentId &agent);
    /// Puts an agent between the ends of @p link, in the layer of @p place if that is between.
    void insert(const AgentId &agent, const Link &link, const AgentPosition &place);
    /// Removes agents and links those before them with those after them.
    void removeKeepingLinks(const QList<AgentId> &ids);

private:
    [[nodiscard]] QString nameOf(const AgentId &id) const;

    MixtureDocument &m_document;
};

/** "Between a and b", for what would be dropped on @p link. */
[[nodiscard]] QString insertionHint(const Mixture &mixture, const Link &link);

} // namespace moa
