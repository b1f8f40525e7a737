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

CanvasLinks::CanvasLinks(QGraphicsScene &scene, const CanvasLook &look, CardOf cardOf)
    : m_scene(scene)
    , m_look(look)
    , m_cardOf(std::move(cardOf))
{ }

void CanvasLinks::setMixture(const Mixture &mixture, const CanvasLayout &layout,
                             const MixtureDifference &difference)
{
    m_mixture = &mixture;
    m_layout = &layout;
    setHovered(std::nullopt);
    const LinkPlan before = m_plan;
    m_plan.update(mixture, difference);
    if (difference.places || !difference.relinked.isEmpty()) {
        m_shownFlows = shownFlows();
        syncBundles();
        if (m_selected && !m_plan.contains(*m_selected))
            setSelected(std::nullopt);
        revealLines();
    }
    if (difference.places || (!difference.relinked.isEmpty() && !m_fewFlows.isEmpty())) {
        syncLines();
        return;
    }
    for (const qsizetype layer : difference.relinked) {
        const QList<Link> former = before.single(layer);
        dropUnwanted(QSet<Link>(former.cbegin(), former.cend()));
        for (const Link &link : m_plan.single(layer))
            showLine(link);
    }
    QSet<AgentId> changed;
    for (const AgentPosition place : difference.agents)
        changed.insert(mixture.at(place).id);
    emphasiseLinesOf(changed);
}

void CanvasLinks::syncBundles()
{
    std::vector<std::unique_ptr<BundleItem>> bundles(static_cast<size_t>(m_mixture->layers.size()));
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
    if (!m_mixture->layers.isEmpty() && !m_mixture->layers.constFirst().agents.isEmpty())
        keep(0, true);
    for (const LinkPlan::Bundle &bundle : m_plan.bundles())
        keep(bundle.layer, bundle.full);
    m_bundles = std::move(bundles);
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

QList<Link> CanvasLinks::fewFlows() const
{
    QHash<qsizetype, QList<Link>> gutters;
    QList<Link> few;
    for (auto flow = m_flows.cbegin(); flow != m_flows.cend(); ++flow) {
        gutters[m_plan.layerOf(flow.key().to)].append(flow.key());
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
        if (m_plan.contains(link))
            shown.insert(link);
    }
    return shown;
}

void CanvasLinks::setRevealed(const QSet<AgentId> &agents)
{
    if (agents == m_revealed)
        return;
    QSet<AgentId> changed = agents;
    for (const AgentId &before : std::as_const(m_revealed)) {
        if (!changed.remove(before))
            changed.insert(before);
    }
    m_revealed = agents;
    revealLines();
    emphasiseLinesOf(changed);
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
    const std::optional<Link> before = std::exchange(m_selected, link);
    if (before) {
        dropUnwanted({*before});
        if (LinkItem *line = item(*before))
            applyEmphasis(*line);
    }
    if (link) {
        showLine(*link);
        applyEmphasis(*item(*link));
    }
}

void CanvasLinks::setLifted(const QSet<AgentId> &agents)
{
    m_lifted = agents;
    for (const auto &[link, line] : m_lines)
        line->setVisible(!agents.contains(link.from) && !agents.contains(link.to));
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
    std::erase_if(m_lines, [this](const auto &entry) { return !isWanted(entry.first); });
    for (const Link &link : m_plan.single())
        showLine(link);
    for (const Link &link : std::as_const(m_shownFlows))
        showLine(link);
    for (const auto &[link, line] : m_lines)
        applyEmphasis(*line);
}

const LinkItem *CanvasLinks::lineAt(QPointF point) const
{
    const LinkItem *top = nullptr;
    for (const auto &[link, line] : m_lines) {
        if (line->isVisible() && line->boundingRect().contains(point)
            && (!top || line->zValue() > top->zValue()) && line->shape().contains(point))
            top = line.get();
    }
    return top;
}

void CanvasLinks::revealLines()
{
    const QSet<Link> before = std::exchange(
        m_revealedLinks, m_plan.linksOf(m_revealed, mostRevealed).value_or(QSet<Link>()));
    dropUnwanted(before);
    for (const Link &link : std::as_const(m_revealedLinks))
        showLine(link);
}

bool CanvasLinks::isWanted(const Link &link) const
{
    return link == m_selected || m_revealedLinks.contains(link) || m_shownFlows.contains(link)
        || m_plan.isSingle(link);
}

void CanvasLinks::showLine(const Link &link)
{
    std::unique_ptr<LinkItem> &line = m_lines[link];
    if (line)
        return;
    line = std::make_unique<LinkItem>(m_look, link);
    updatePath(*line);
    applyEmphasis(*line);
    m_scene.addItem(line.get());
}

void CanvasLinks::dropUnwanted(const QSet<Link> &links)
{
    for (const Link &link : links) {
        if (!isWanted(link))
            m_lines.erase(link);
    }
}

void CanvasLinks::emphasiseLinesOf(const QSet<AgentId> &agents)
{
    if (agents.isEmpty())
        return;
    for (const auto &[link, line] : m_lines) {
        if (agents.contains(link.from) || agents.contains(link.to))
            applyEmphasis(*line);
    }
}

void CanvasLinks::applyEmphasis(LinkItem &line) const
{
    const Link &link = line.link();
    const AgentItem *source = m_cardOf(link.from);
    const AgentItem *target = m_cardOf(link.to);
    if (source && target)
        line.setAppearance(source->color(), source->agent().muted || target->agent().muted);
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
    const AgentItem *source = m_cardOf(link.from);
    const AgentItem *target = m_cardOf(link.to);
    if (link != m_hovered || !source || !target) {
        line.setToolTip({});
        return;
    }
    const QString sentence = flowSentence(line.flow(), source->agent().displayName(),
                                          target->agent().displayName(), m_look.locale);
    line.setToolTip(sentence.isEmpty() ? sentence : plainToolTip(sentence));
}

QRectF CanvasLinks::cardAt(const AgentId &id) const
{
    const AgentItem *card = m_cardOf(id);
    return card ? card->card() : QRectF();
}

void CanvasLinks::updatePath(LinkItem &line) const
{
    const AgentItem *from = m_cardOf(line.link().from);
    const AgentItem *to = m_cardOf(line.link().to);
    if (!from || !to)
        return;
    line.setPath(m_layout->linkPath(outputPort(from->card()), from->place().layer,
                                    inputPort(to->card()), to->place().layer));
}

QPainterPath CanvasLinks::bundlePath(qsizetype layer, const QRectF &prompt) const
{
    // The outermost ports of a layer.
    const auto column = [this](qsizetype index) {
        std::pair<QRectF, QRectF> ends;
        for (const Agent &agent : m_mixture->layers.at(index).agents) {
            const QRectF card =
                m_lifted.contains(agent.id) ? m_layout->card(agent.id) : cardAt(agent.id);
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

void CanvasLinks::followCards(const QSet<AgentId> &moved, const QRectF &prompt)
{
    if (!m_mixture)
        return;
    QSet<qsizetype> layers;
    for (const AgentId &id : moved) {
        if (const AgentItem *card = m_cardOf(id))
            layers.insert(card->place().layer);
    }
    for (size_t index = 0; index < m_bundles.size(); ++index) {
        const auto layer = static_cast<qsizetype>(index);
        // The first leads from the prompt, which moves with the cards.
        if (m_bundles[index]
            && (layer == 0 || layers.contains(layer) || layers.contains(layer - 1)))
            m_bundles[index]->setPath(bundlePath(layer, prompt));
    }
    for (const auto &[link, line] : m_lines) {
        if (moved.contains(link.from) || moved.contains(link.to))
            updatePath(*line);
    }
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
