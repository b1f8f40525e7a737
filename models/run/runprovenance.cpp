// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runprovenance.h"

#include <algorithm>

namespace moa {

namespace {

// By place, without those that lie within another one. Joined ones would be no quotations any more:
// what stands side by side here can stand far apart there.
void keepLongest(std::vector<WordSpan> &spans)
{
    std::sort(spans.begin(), spans.end(), [](const WordSpan &a, const WordSpan &b) {
        return a.first != b.first ? a.first < b.first : a.end > b.end;
    });
    qsizetype end = 0;
    std::erase_if(spans, [&end](const WordSpan &span) {
        const bool isWithin = span.end <= end;
        end = std::max(end, span.end);
        return isWithin;
    });
}

/// A piece of one text that stands in another one.
struct Piece
{
    WordSpan here;
    WordSpan there; ///< as long
};

// What of the place goes over to the other text; nothing if it is too short to be followed.
void follow(const WordSequence &words, const WordSpan &place, const Piece &piece,
            std::vector<WordSpan> &places)
{
    const WordSpan common = intersected(place, piece.here);
    if (common.isEmpty() || (common != piece.here && !words.isRun(common)))
        return;
    const qsizetype first = piece.there.first + common.first - piece.here.first;
    places.push_back({first, first + common.size()});
}

} // namespace

RunProvenance::RunProvenance(const QList<Response> &responses, const AgentId &finalAgent)
{
    QList<const Response *> sorted;
    for (const Response &response : responses)
        sorted.append(&response);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Response *a, const Response *b) { return a->layer < b->layer; });
    m_nodes.reserve(static_cast<size_t>(responses.size()));
    for (const Response *response : std::as_const(sorted)) {
        if (isAnswer(response->state))
            addNode(*response);
    }
    for (Node &node : m_nodes) {
        if (node.layer > 0)
            node.provenance = trace(node, node.sources);
    }

    const int lastLayer = sorted.isEmpty() ? 0 : sorted.last()->layer;
    const auto last = std::find_if(m_nodes.begin(), m_nodes.end(), [&](const Node &node) {
        return node.layer == lastLayer && (finalAgent.isEmpty() || node.id.agent == finalAgent);
    });
    if (last != m_nodes.end()) {
        m_final = static_cast<size_t>(last - m_nodes.begin());
        traceFinal();
    }
}

const Provenance *RunProvenance::of(const ResponseId &id) const
{
    const Node *node = find(id);
    return node && node->provenance ? &*node->provenance : nullptr;
}

QList<ResponseId> RunProvenance::sources(const ResponseId &id) const
{
    QList<ResponseId> ids;
    if (const Node *node = find(id)) {
        for (const size_t source : node->sources)
            ids.append(m_nodes[source].id);
    }
    return ids;
}

std::optional<ResponseId> RunProvenance::finalAnswer() const
{
    return m_final ? std::optional(m_nodes[*m_final].id) : std::nullopt;
}

const LayerProvenance *RunProvenance::against(int layer) const
{
    const auto found = m_against.find(layer);
    return found == m_against.end() ? nullptr : &found->second;
}

QList<TrailStep> RunProvenance::trail(const ResponseId &id, qsizetype position) const
{
    const Node *asked = find(id);
    const TextRange passage = asked ? passageAt(*asked, position) : TextRange{};
    if (passage.isEmpty())
        return {};
    const auto askedIndex = static_cast<size_t>(asked - m_nodes.data());
    Places places(m_nodes.size());
    places[askedIndex] = {asked->words.span(passage)};
    // References stand in earlier layers: nothing is added behind the one that is followed.
    for (size_t index = askedIndex + 1; index-- > 0;) {
        keepLongest(places[index]);
        followUp(index, places);
    }
    Places below(m_nodes.size());
    below[askedIndex] = places[askedIndex];
    for (size_t index = askedIndex; index < m_nodes.size(); ++index) {
        keepLongest(below[index]);
        followDown(index, below);
        places[index] = below[index];
    }

    QList<TrailStep> steps;
    for (size_t index = 0; index < m_nodes.size(); ++index) {
        for (const WordSpan &place : places[index])
            steps.append({m_nodes[index].id, m_nodes[index].words.range(place)});
    }
    return steps;
}

Survival RunProvenance::survival(const ResponseId &id) const
{
    const Node *node = find(id);
    if (!node || node->words.size() == 0)
        return {};
    std::vector<WordSpan> surviving;
    for (const Use &use : node->uses) {
        for (const Survivor &survivor : m_nodes[use.node].provenance->survivors.at(use.source))
            surviving.push_back(node->words.span(survivor.range));
    }
    keepLongest(surviving);
    Survival survival;
    qsizetype words = 0;
    for (size_t index = 0; index < surviving.size();) {
        WordSpan joined = surviving[index];
        while (++index < surviving.size() && surviving[index].first <= joined.end)
            joined.end = surviving[index].end;
        survival.ranges.append(node->words.range(joined));
        words += joined.size();
    }
    survival.share = static_cast<double>(words) / static_cast<double>(node->words.size());
    return survival;
}

void RunProvenance::addNode(const Response &response)
{
    Node node;
    node.id = response.id;
    node.layer = response.layer;
    node.words = WordSequence(response.text);
    node.picked = response.picked;
    linkReferences(node, response.references);
    m_index.insert(node.id, m_nodes.size());
    m_nodes.push_back(std::move(node));
}

void RunProvenance::linkReferences(Node &node, const QList<ResponseId> &references)
{
    for (const ResponseId &reference : references) {
        const auto found = m_index.constFind(reference);
        if (found == m_index.cend() || m_nodes[*found].layer >= node.layer
            || std::find(node.sources.begin(), node.sources.end(), *found) != node.sources.end())
            continue;
        const auto number = static_cast<qsizetype>(node.sources.size());
        m_nodes[*found].uses.push_back({m_nodes.size(), number});
        node.sources.push_back(*found);
    }
}

void RunProvenance::traceFinal()
{
    const Node &answer = m_nodes[*m_final];
    std::map<int, std::vector<size_t>> layers;
    for (size_t index = 0; index < *m_final; ++index)
        layers[m_nodes[index].layer].push_back(index);
    for (const auto &[layer, sources] : layers) {
        LayerProvenance traced;
        for (const size_t source : sources)
            traced.sources.append(m_nodes[source].id);
        traced.provenance = sources == answer.sources ? *answer.provenance : trace(answer, sources);
        m_against.emplace(layer, std::move(traced));
    }
}

Provenance RunProvenance::trace(const Node &answer, const std::vector<size_t> &sources) const
{
    const auto count = static_cast<qsizetype>(sources.size());
    QList<const WordSequence *> texts;
    texts.reserve(count);
    for (const size_t source : sources) {
        if (m_nodes[source].id == answer.picked)
            return wholeProvenance(answer.words, texts.size(), count);
        texts.append(&m_nodes[source].words);
    }
    return traceProvenance(answer.words, texts);
}

const RunProvenance::Node *RunProvenance::find(const ResponseId &id) const
{
    const auto found = m_index.constFind(id);
    return found == m_index.cend() ? nullptr : &m_nodes[*found];
}

TextRange RunProvenance::passageAt(const Node &node, qsizetype position) const
{
    if (!node.sources.empty()) {
        for (const Passage &passage : node.provenance->passages) {
            const WordSpan words = node.words.span(passage.range);
            if (passage.range.contains(position) && !words.isEmpty())
                return node.words.range(words);
        }
        return {};
    }
    TextRange longest;
    qsizetype longestSize = 0;
    for (const Use &use : node.uses) {
        for (const Survivor &survivor : m_nodes[use.node].provenance->survivors.at(use.source)) {
            if (!survivor.range.contains(position))
                continue;
            const qsizetype size = node.words.span(survivor.range).size();
            if (size > longestSize) {
                longest = survivor.range;
                longestSize = size;
            }
        }
    }
    return longest;
}

void RunProvenance::followUp(size_t index, Places &places) const
{
    const Node &node = m_nodes[index];
    if (!node.provenance)
        return;
    const QList<Passage> &passages = node.provenance->passages;
    for (const WordSpan &place : places[index]) {
        const TextRange range = node.words.range(place);
        auto passage = std::partition_point(
            passages.begin(), passages.end(),
            [&range](const Passage &candidate) { return candidate.range.end() <= range.start; });
        for (; passage != passages.end() && passage->range.start < range.end(); ++passage) {
            const WordSpan here = node.words.span(passage->range);
            for (const Quotation &quotation : passage->quotations) {
                const size_t source = node.sources[static_cast<size_t>(quotation.source)];
                const WordSpan there = m_nodes[source].words.span(quotation.range);
                follow(node.words, place, {here, there}, places[source]);
            }
        }
    }
}

void RunProvenance::followDown(size_t index, Places &places) const
{
    const Node &node = m_nodes[index];
    for (const Use &use : node.uses) {
        const Node &later = m_nodes[use.node];
        const QList<Survivor> &survivors = later.provenance->survivors.at(use.source);
        for (const WordSpan &place : places[index]) {
            const TextRange range = node.words.range(place);
            auto survivor = std::partition_point(survivors.begin(), survivors.end(),
                                                 [&range](const Survivor &candidate) {
                                                     return candidate.range.end() <= range.start;
                                                 });
            for (; survivor != survivors.end() && survivor->range.start < range.end(); ++survivor) {
                const WordSpan here = node.words.span(survivor->range);
                const WordSpan there = later.words.span(survivor->place);
                follow(node.words, place, {here, there}, places[use.node]);
            }
        }
    }
}

} // namespace moa
