// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/provenance.h"
#include "metrics/wordsequence.h"
#include "run/response.h"

#include <map>
#include <optional>
#include <QHash>
#include <vector>

namespace moa {

/** A place on the way of a passage through a run. */
struct TrailStep
{
    ResponseId response;
    TextRange range; ///< in its text, from the first word to the last

    friend bool operator==(const TrailStep &, const TrailStep &) = default;
};

/** What became of a response in the later ones that were given it. */
struct Survival
{
    QList<TextRange> ranges; ///< in its text: what stands in any of them; in order, apart
    double share = 0; ///< of its words and marks; 0 to 1

    friend bool operator==(const Survival &, const Survival &) = default;
};

/** A text traced to all the answers of a layer, whether it was given them or not. */
struct LayerProvenance
{
    QList<ResponseId> sources; ///< in the order of the run
    Provenance provenance; ///< its sources are those

    friend bool operator==(const LayerProvenance &, const LayerProvenance &) = default;
};

/**
 * How the texts of a run came to be: the provenance of every answer against the answers that it was
 * given, and the ways of passages from the first layer to the final answer.
 *
 * Only answers (isAnswer()) count, and as references only those from earlier layers, each once. The
 * final answer is the first answer of the final agent, in the last layer that the responses have.
 * The answer of a ranker comes wholly from the response that it picked, whatever others hold the
 * same words.
 *
 * Immutable: everything is computed when it is made, which is work for a thread of its own (see
 * traceProvenance() for the time it takes, for each answer). Ids that are not in the run get
 * nothing.
 */
class RunProvenance
{
public:
    RunProvenance() = default;
    /// @p finalAgent: whose answer is the final one; empty: anyone's of the last layer.
    explicit RunProvenance(const QList<Response> &responses, const AgentId &finalAgent = {});

    /// Of an answer behind the first layer; null for all others. Stays as long as this object.
    [[nodiscard]] const Provenance *of(const ResponseId &id) const;
    /// What the numbers of sources in of() stand for.
    [[nodiscard]] QList<ResponseId> sources(const ResponseId &id) const;

    /// Nothing if the final agent has no answer.
    [[nodiscard]] std::optional<ResponseId> finalAnswer() const;
    /// The final answer's provenance against all answers of an earlier layer, from 0. Null if there
    /// is no final answer or nothing in that layer. Stays as long as this object.
    [[nodiscard]] const LayerProvenance *against(int layer) const;

    /**
     * Every place where the passage at that position (in UTF-16 units) stands, this one included:
     * up through the sources that it quotes, their sources and so on, and down through the answers
     * that were given it, to the final one. Not in answers beside it that hold the same words. By
     * the order of the run, then by place. All hold words of the passage in its order; places in
     * one response can touch or overlap, but none lies within another.
     *
     * In the first layer a passage is the longest run at that position that stands in an answer
     * that was given it. Where only a part of a passage goes on, that part is followed as long as
     * it is a run (see Provenance). Empty if there is no passage at that position; the passage
     * alone if it is new and goes nowhere.
     */
    [[nodiscard]] QList<TrailStep> trail(const ResponseId &id, qsizetype position) const;

    [[nodiscard]] Survival survival(const ResponseId &id) const;

private:
    /// A later answer that was given this one.
    struct Use
    {
        size_t node = 0;
        qsizetype source = 0; ///< its number there
    };
    struct Node
    {
        ResponseId id;
        int layer = 0;
        WordSequence words;
        std::vector<size_t> sources;
        std::vector<Use> uses;
        std::optional<ResponseId> picked;
        std::optional<Provenance> provenance;
    };
    /// Words of each node.
    using Places = std::vector<std::vector<WordSpan>>;

    void addNode(const Response &response);
    void linkReferences(Node &node, const QList<ResponseId> &references);
    void traceFinal();
    [[nodiscard]] Provenance trace(const Node &answer, const std::vector<size_t> &sources) const;
    [[nodiscard]] const Node *find(const ResponseId &id) const;
    [[nodiscard]] TextRange passageAt(const Node &node, qsizetype position) const;
    void followUp(size_t index, Places &places) const;
    void followDown(size_t index, Places &places) const;

    std::vector<Node> m_nodes; ///< by layer, then in the order of the run
    QHash<ResponseId, size_t> m_index;
    std::map<int, LayerProvenance> m_against;
    std::optional<size_t> m_final;
};

} // namespace moa
