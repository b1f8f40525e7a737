// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/leaveoneout.h"

#include "metrics/bleu.h"
#include "metrics/chrf.h"
#include "metrics/worddiff.h"
#include "mixture/mixtureedits.h"

namespace moa {

Variant without(const RunRecord &run, const AgentId &agent)
{
    Variant variant;
    variant.kind = Variant::Kind::Without;
    variant.agent = agent;
    if (const Agent *left = run.mixture.agent(agent))
        variant.name = left->displayName();
    variant.mixture = edit::setMuted(run.mixture, {agent}, true);
    variant.partial = partialPlan(run, variant.mixture, run.conversation, {keptByHand(run), {}});
    return variant;
}

QList<Variant> leaveOneOut(const RunRecord &run)
{
    QList<Variant> variants;
    const QList<Layer> &layers = run.mixture.layers;
    for (qsizetype layer = 0; layer + 1 < layers.size(); ++layer) {
        for (const Agent &agent : layers.at(layer).agents) {
            if (!agent.muted)
                variants.append(without(run, agent.id));
        }
    }
    return variants;
}

AnswerChange answerChange(const QString &original, const QString &other)
{
    AnswerChange change;
    change.bleu = sentenceBleu(other, {original}, BleuOptions::overlap()).score;
    change.chrf = sentenceChrf(other, {original}, {});
    const DiffCounts counts = countDiff(diffWords(original, other), original, other);
    const qsizetype changed = counts.inserted + counts.deleted;
    const qsizetype all = changed + 2 * counts.equal;
    change.wordsChanged = all > 0 ? static_cast<double>(changed) / static_cast<double>(all) : 0.0;
    return change;
}

OwnShare ownShare(const RunRecord &run, const AgentId &agent)
{
    OwnShare share;
    for (const Response &response : run.responses) {
        if (response.id.agent != agent)
            continue;
        const Kept took = keptAs(response, Kept::Reason::Unchanged);
        if (took.usage)
            share.tokens += took.usage->input + took.usage->output;
        if (took.cost)
            share.cost = share.cost.value_or(Usd()) + *took.cost;
    }
    return share;
}

} // namespace moa
