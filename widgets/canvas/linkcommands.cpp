// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/linkcommands.h"

#include "canvas/canvascommands.h"
#include "items/agentsname.h"
#include "items/mixturedocument.h"

namespace moa {

LinkCommands::LinkCommands(MixtureDocument &document)
    : m_document(document)
{ }

QString LinkCommands::nameOf(const AgentId &id) const
{
    return agentsName(m_document.mixture(), {id});
}

void LinkCommands::cutAll(const AgentId &agent, edit::LinkEnd end)
{
    m_document.apply(
        edit::cutLinks(m_document.mixture(), agent, end),
        (end == edit::LinkEnd::From ? tr("Cut the links from %1") : tr("Cut the links to %1"))
            .arg(nameOf(agent)));
}

Result<void> LinkCommands::moveEnd(const Link &link, edit::LinkEnd end, const AgentId &agent)
{
    const Mixture &mixture = m_document.mixture();
    const Result<void> allowed = edit::canMoveLinkEnd(mixture, link, end, agent);
    if (allowed) {
        m_document.apply(
            edit::moveLinkEnd(mixture, link, end, agent),
            tr("Move a link of %1 to %2")
                .arg(nameOf(end == edit::LinkEnd::From ? link.to : link.from), nameOf(agent)));
    }
    return allowed;
}

void LinkCommands::insert(const AgentId &agent, const Link &link, const AgentPosition &place)
{
    m_document.apply(
        edit::insertOnLink(m_document.mixture(), agent, link, place),
        tr("Move %1 between %2 and %3").arg(nameOf(agent), nameOf(link.from), nameOf(link.to)));
}

void LinkCommands::removeKeepingLinks(const QList<AgentId> &ids)
{
    const Mixture &mixture = m_document.mixture();
    m_document.apply(edit::removeKeepingLinks(mixture, ids),
                     tr("Delete %1 and keep the links").arg(agentsName(mixture, ids)));
}

QString insertionHint(const Mixture &mixture, const Link &link)
{
    return QCoreApplication::translate("moa", "Between %1 and %2")
        .arg(agentsName(mixture, {link.from}), agentsName(mixture, {link.to}));
}

} // namespace moa
