// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvaslinks.h"

#include "theme/tooltip.h"

#include <algorithm>

namespace moa {

namespace {

/// More than this many lines on top of the bundles would hide what they are to show.
constexpr qsizetype mostRevealed = 400;
constexpr double bundleSpread = 8.0;
/// Up to this many links between two layers show what came over each.
constexpr qsizetype mostFlows = 60;

} // namespace

CanvasLinks::CanvasLinks(QGraphicsScene &scene, const CanvasLook &look, CardAt cardAt)
    : m_scene(scene)
    , m_look(look)
    , m_cardAt(std::move(cardAt))
{ }

void CanvasLinks::setMixture(const Mixture &mixture, const CanvasLayout &layout)
{
    m_mixture = &mixture;
    m_layout = &layout;
    m_plan = LinkPlan::of(mixture);
    m_places.clear();
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        for (const Agent &agent : mixture.layers.at(layer).agents)
            m_places.insert(agent.id, {layer, &agent});
    }

    std::vector<std::unique_ptr<BundleItem>> bundles(static_cast<size_t>(mixture.layers.size()));
    const auto keep = [&](qsizetype layer, bool full) {
        const auto index = static_cast<size_t>(layer);
        if (index < m_bundles.size() && m_bundles[index]) {
            bundles[index] = std::move(m_bundles[index]);
        } else {
            bundles[index] = std::make_unique<BundleItem>(m_look);
            m_scene.addItem(bundles[index].get());
        }
        bundles[index]->setFull(full);
    };
    if (!mixture.layers.isEmpty() && !mixture.layers.constFirst().agents.isEmpty())
        keep(0, true);
    for (const LinkPlan::Bundle &bundle : std::as_const(m_plan.bundles))
        keep(bundle.layer, bundle.full);
    m_bundles = std::move(bundles);

    if (m_selected && !m_plan.all.contains(*m_selected))
        m_selected.reset();
    m_hovered.reset();
    m_shownFlows = shownFlows();
    syncLines();
}

void CanvasLinks::setFlows(const QHash<Link, LinkFlow> &flows)
{
    if (flows == m_flows)
        return;
    m_flows = flows;
    m_fewFlows = fewFlows();
    m_shownFlows = shownFlows();
    syncLines();
}

bool CanvasLinks::isLink(const Link &link) const
{
    const Place from = m_places.value(link.from);
    const Place to = m_places.value(link.to);
    if (!from.agent || !to.agent)
        return false;
    const Agent *leading = m_mixture->layers.at(to.layer).firstMain();
    const bool follows = to.agent->alternate && !to.agent->references && leading;
    const Agent &listing = follows ? *leading : *to.agent;
    return listing.references ? listing.references->contains(link.from)
                              : from.layer == to.layer - 1;
}

QList<Link> CanvasLinks::fewFlows() const
{
    QHash<qsizetype, QList<Link>> gutters;
    QList<Link> few;
    for (auto flow = m_flows.cbegin(); flow != m_flows.cend(); ++flow) {
        gutters[m_places.value(flow.key().to).layer].append(flow.key());
        if (flow->critical)
            few.append(flow.key());
    }
    for (const QList<Link> &gutter : std::as_const(gutters)) {
        if (gutter.size() <= mostFlows)
            few.append(gutter);
    }
    return few;
}

QSet<Link> CanvasLinks::shownFlows() const
{
    QSet<Link> shown;
    for (const Link &link : m_fewFlows) {
        if (isLink(link))
            shown.insert(link);
    }
    return shown;
}

void CanvasLinks::setRevealed(const QSet<AgentId> &agents)
{
    if (agents == m_revealed)
        return;
    m_revealed = agents;
    syncLines();
}

void CanvasLinks::setLifted(const QSet<AgentId> &agents)
{
    m_lifted = agents;
    for (const auto &[link, line] : m_lines)
        line->setVisible(!agents.contains(link.from) && !agents.contains(link.to));
}

void CanvasLinks::setHovered(const std::optional<Link> &link)
{
    if (link == m_hovered)
        return;
    const std::optional<Link> before = std::exchange(m_hovered, link);
    for (const std::optional<Link> &changed : {before, link}) {
        if (LinkItem *line = changed ? item(*changed) : nullptr)
            applyEmphasis(*line);
    }
}

void CanvasLinks::setSelected(const std::optional<Link> &link)
{
    if (link == m_selected)
        return;
    m_selected = link;
    syncLines();
}

void CanvasLinks::setTargeted(const std::optional<Link> &link)
{
    const std::optional<Link> before = std::exchange(m_targeted, link);
    for (const std::optional<Link> &changed : {before, link}) {
        if (LinkItem *line = changed ? item(*changed) : nullptr)
            applyEmphasis(*line);
    }
}

LinkItem *CanvasLinks::item(const Link &link) const
{
    const auto found = m_lines.find(link);
    return found == m_lines.end() ? nullptr : found->second.get();
}

void CanvasLinks::syncLines()
{
    QSet<Link> wanted(m_plan.single.cbegin(), m_plan.single.cend());
    if (!m_revealed.isEmpty()) {
        QList<Link> revealed;
        for (const Link &link : std::as_const(m_plan.all)) {
            if (m_revealed.contains(link.from) || m_revealed.contains(link.to))
                revealed.append(link);
        }
        if (revealed.size() <= mostRevealed)
            wanted.unite(QSet<Link>(revealed.cbegin(), revealed.cend()));
    }
    wanted.unite(m_shownFlows);
    if (m_selected)
        wanted.insert(*m_selected);

    std::erase_if(m_lines, [&wanted](const auto &entry) { return !wanted.contains(entry.first); });
    for (const Link &link : std::as_const(wanted)) {
        std::unique_ptr<LinkItem> &line = m_lines[link];
        if (!line) {
            line = std::make_unique<LinkItem>(m_look, link);
            m_scene.addItem(line.get());
        }
        updatePath(*line);
        applyEmphasis(*line);
    }
}

void CanvasLinks::applyEmphasis(LinkItem &line) const
{
    const Link &link = line.link();
    const Agent *source = m_places.value(link.from).agent;
    const Agent *target = m_places.value(link.to).agent;
    if (source && target) {
        line.setAppearance(
            m_look.theme.agentColor(agentColorIndex(source->id.toString(), source->color)),
            source->muted || target->muted);
    }
    applyFlow(line);
    if (link == m_targeted)
        line.setEmphasis(LinkItem::Emphasis::Targeted);
    else if (link == m_selected)
        line.setEmphasis(LinkItem::Emphasis::Selected);
    else if (link == m_hovered)
        line.setEmphasis(LinkItem::Emphasis::Hovered);
    else if (m_revealed.contains(link.from) || m_revealed.contains(link.to))
        line.setEmphasis(LinkItem::Emphasis::Revealed);
    else
        line.setEmphasis(LinkItem::Emphasis::None);
}

void CanvasLinks::applyFlow(LinkItem &line) const
{
    const Link &link = line.link();
    line.setFlow(m_flows.value(link));
    // Nobody reads it but where the pointer is.
    const Agent *source = m_places.value(link.from).agent;
    const Agent *target = m_places.value(link.to).agent;
    if (link != m_hovered || !source || !target) {
        line.setToolTip({});
        return;
    }
    const QString sentence =
        flowSentence(line.flow(), source->displayName(), target->displayName(), m_look.locale);
    line.setToolTip(sentence.isEmpty() ? sentence : plainToolTip(sentence));
}

void CanvasLinks::updatePath(LinkItem &line) const
{
    const QRectF from = m_cardAt(line.link().from);
    const QRectF to = m_cardAt(line.link().to);
    if (from.isNull() || to.isNull())
        return;
    line.setPath(m_layout->linkPath(outputPort(from), m_places.value(line.link().from).layer,
                                    inputPort(to), m_places.value(line.link().to).layer));
}

QPainterPath CanvasLinks::bundlePath(qsizetype layer, const QRectF &prompt) const
{
    // The outermost ports of a layer.
    const auto column = [this](qsizetype index) {
        std::pair<QRectF, QRectF> ends;
        for (const Agent &agent : m_mixture->layers.at(index).agents) {
            const QRectF card =
                m_lifted.contains(agent.id) ? m_layout->card(agent.id) : m_cardAt(agent.id);
            if (ends.first.isNull() || card.top() < ends.first.top())
                ends.first = card;
            if (ends.second.isNull() || card.top() > ends.second.top())
                ends.second = card;
        }
        // A card that comes gliding from another lane has the height but not yet the place.
        const QRectF place = m_layout->card(m_mixture->layers.at(index).agents.constFirst().id);
        ends.first.moveLeft(place.left());
        ends.second.moveLeft(place.left());
        return ends;
    };
    const auto to = column(layer);
    const auto from = layer == 0 ? std::pair{prompt, prompt} : column(layer - 1);
    return band(outputPort(from.first), outputPort(from.second), inputPort(to.first),
                inputPort(to.second), bundleSpread);
}

void CanvasLinks::updatePaths(const QRectF &prompt)
{
    if (!m_mixture)
        return;
    for (size_t layer = 0; layer < m_bundles.size(); ++layer) {
        if (m_bundles[layer])
            m_bundles[layer]->setPath(bundlePath(static_cast<qsizetype>(layer), prompt));
    }
    for (const auto &[link, line] : m_lines)
        updatePath(*line);
}

void CanvasLinks::lookChanged()
{
    for (const auto &[link, line] : m_lines) {
        applyEmphasis(*line);
        line->update();
    }
    for (const std::unique_ptr<BundleItem> &bundle : m_bundles) {
        if (bundle)
            bundle->update();
    }
}

} // namespace moa
