// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/validation.h"

#include "mixture/mixtureedits.h"

#include <algorithm>
#include <QCoreApplication>
#include <QHash>
#include <QLocale>

namespace moa {
namespace {

using Kind = Problem::Kind;
using Severity = Problem::Severity;

/// The first that can be the final agent where there are several layers. A layer of proposers has
/// none: what it lacks is an aggregator, not alternates.
const Agent *finalAmong(const Layer &layer)
{
    const auto found =
        std::find_if(layer.agents.cbegin(), layer.agents.cend(), [](const Agent &agent) {
            return !agent.alternate && agent.role != Role::Proposer;
        });
    return found == layer.agents.cend() ? nullptr : &*found;
}

/** Walks over the mixture once and notes what it meets. */
class Validator
{
    Q_DECLARE_TR_FUNCTIONS(moa::Validator)

public:
    Validator(const Mixture &mixture, const ValidationContext &context)
        : m_mixture(mixture)
        , m_context(context)
    { }

    [[nodiscard]] QList<Problem> run()
    {
        if (m_mixture.layers.isEmpty()) {
            add(Kind::NoLayers, Severity::Error, QStringLiteral("layers"),
                tr("The mixture has no layers. Add an agent to begin with."));
            return m_problems;
        }
        index();
        for (m_layer = 0; m_layer < m_mixture.layers.size(); ++m_layer)
            checkLayer();
        return m_problems;
    }

private:
    [[nodiscard]] const Layer &layer() const { return m_mixture.layers.at(m_layer); }
    /// Empty layers at the end are told as such; the agents before them end the mixture.
    [[nodiscard]] bool isLastLayer() const { return m_layer == m_lastLayer; }

    /// Where each id stands first, and which agents somebody reads.
    void index()
    {
        for (qsizetype at = 0; at < m_mixture.layers.size(); ++at) {
            const AgentList &agents = m_mixture.layers.at(at).agents;
            for (qsizetype row = 0; row < agents.size(); ++row) {
                m_lastLayer = at;
                if (!m_places.contains(agents.at(row).id))
                    m_places.insert(agents.at(row).id, {at, row});
            }
        }
        for (qsizetype at = 1; at < m_mixture.layers.size(); ++at) {
            for (const Agent &agent : m_mixture.layers.at(at).agents) {
                if (agent.references) {
                    for (const AgentId &reference : *agent.references) {
                        if (m_places.value(reference, {at, 0}).layer < at)
                            m_used.insert(reference);
                    }
                } else if (!agent.alternate || !takesListOfFinal(at)) {
                    m_wholeLayerUsed.insert(at - 1);
                }
            }
        }
    }

    [[nodiscard]] bool takesListOfFinal(qsizetype layer) const
    {
        const Agent *leading = m_mixture.layers.at(layer).firstMain();
        return leading && leading->references;
    }

    void checkLayer()
    {
        const QString path = QStringLiteral("layers[%1]").arg(m_layer);
        const QString name = layerName();
        if (layer().agents.isEmpty()) {
            add(Kind::EmptyLayer, Severity::Error, path,
                tr("%1 has no agents. Add one or remove the layer.").arg(name),
                tr("Remove the layer"));
            return;
        }

        int responses = 0;
        for (const Agent &agent : layer().agents)
            responses += agent.muted ? 0 : agent.samples;
        if (responses > 0 && effectiveQuorum(layer()) > responses) {
            add(Kind::QuorumTooLarge, Severity::Error, path + QStringLiteral(".quorum"),
                tr("%1 asks for a quorum of %2, but gives %n response(s) at most.", nullptr,
                   responses)
                    .arg(name, QLocale().toString(effectiveQuorum(layer()))),
                tr("Lower the quorum to %n", nullptr, responses));
        }
        if (responses == 0 && !isLastLayer()) {
            add(Kind::MutedLayer, Severity::Warning, path,
                tr("Every agent of %1 is muted, so it offers nothing to later agents.").arg(name),
                tr("Unmute the layer"));
        }
        if (isLastLayer())
            checkFinalAgents(path);
        // The file lists alternates apart.
        qsizetype main = 0;
        qsizetype alternates = 0;
        for (qsizetype row = 0; row < layer().agents.size(); ++row) {
            m_row = row;
            if (layer().agents.at(row).alternate)
                checkAgent(path + QStringLiteral(".alternates[%1]").arg(alternates++));
            else
                checkAgent(path + QStringLiteral(".agents[%1]").arg(main++));
        }
        m_row.reset();
    }

    void checkFinalAgents(const QString &path)
    {
        const qsizetype main = layer().mainCount();
        if (main == 0) {
            add(Kind::AlternatesWithoutFinal, Severity::Error, path + QStringLiteral(".agents"),
                tr("The last layer has alternates, but no final agent that they are alternates "
                   "of."),
                tr("Make the first the final one"));
        } else if (main > 1 && finalAmong(layer())) {
            add(Kind::SeveralFinalAgents, Severity::Error, path + QStringLiteral(".agents"),
                tr("The last layer has %1 agents. It must hold exactly one, whose answer is the "
                   "final answer; others can be kept as alternates to compare.")
                    .arg(QLocale().toString(main)),
                tr("Keep the others as alternates"));
        } else if (main > 1) {
            add(Kind::SeveralFinalAgents, Severity::Error, path + QStringLiteral(".agents"),
                tr("The last layer has %n agents. It must hold exactly one, whose answer is the "
                   "final answer: add a layer with an aggregator.",
                   nullptr, static_cast<int>(main)),
                tr("Add an aggregator"));
        }
    }

    void checkAgent(const QString &path)
    {
        const Agent &agent = layer().agents.at(*m_row);
        const QString name = quoted(agent);
        if (m_places.value(agent.id) != AgentPosition{m_layer, *m_row}) {
            add(Kind::DuplicateId, Severity::Error, path + QStringLiteral(".id"),
                tr("The id “%1” is taken by an earlier agent; ids must be unique.")
                    .arg(agent.id.toString()),
                tr("Give it a new id"));
        }
        checkModel(agent, path);
        checkContext(agent, path);
        const qsizetype references = checkReferences(agent, path);
        if (references == 0 && agent.role == Role::Ranker) {
            add(Kind::RankerWithoutReferences, Severity::Error,
                path + QStringLiteral(".references"),
                tr("The ranker %1 has no references to pick from. Link an earlier agent to it.")
                    .arg(name),
                referencesFix(agent));
        } else if (references == 0 && agent.role == Role::Aggregator) {
            add(Kind::NoReferences, Severity::Warning, path + QStringLiteral(".references"),
                tr("The aggregator %1 has no references, so it answers alone.").arg(name),
                referencesFix(agent));
        }
        if (isLastLayer()) {
            checkFinalAgent(agent, path);
        } else if (agent.alternate) {
            add(Kind::AlternateNotLast, Severity::Error, path,
                tr("%1 is an alternate of the final agent, but does not stand in the last layer "
                   "with it.")
                    .arg(name),
                tr("Make it an agent like others"));
        } else if (!agent.muted && !m_used.contains(agent.id)
                   && !m_wholeLayerUsed.contains(m_layer)) {
            add(Kind::UnusedAgent, Severity::Warning, path,
                tr("Nobody uses the responses of %1. Link it to a later agent, or remove it.")
                    .arg(name));
        }
    }

    void checkModel(const Agent &agent, const QString &path)
    {
        const QString name = quoted(agent);
        const bool isKnown = !m_context.providers || m_context.providers->contains(agent.provider);
        if (agent.provider.isEmpty()) {
            add(Kind::NoProvider, Severity::Error, path + QStringLiteral(".provider"),
                tr("%1 has no provider. Choose where its model runs.").arg(name));
            needsModel(tr("Pick a model"));
        } else if (!isKnown) {
            add(Kind::UnknownProvider, Severity::Error, path + QStringLiteral(".provider"),
                tr("The provider “%1” of %2 is not known. Choose another, or add it to the "
                   "providers.")
                    .arg(agent.provider.toString(), name));
            needsModel(tr("Pick another model"));
        }
        if (agent.model.isEmpty()) {
            add(Kind::EmptyModel, Severity::Error, path + QStringLiteral(".model"),
                tr("%1 has no model. Choose one.").arg(name));
            needsModel(tr("Pick a model"));
        } else if (isKnown && m_context.hasPrice
                   && !m_context.hasPrice(agent.provider, agent.model)) {
            add(Kind::Unpriced, Severity::Warning, path + QStringLiteral(".model"),
                tr("The model “%1” has no price at “%2”, so its cost is unknown.")
                    .arg(agent.model, agent.provider.toString()));
            needsModel(tr("Pick another model"));
        }
    }

    void checkContext(const Agent &agent, const QString &path)
    {
        if (!m_context.contextNeed || agent.muted)
            return;
        const std::optional<ContextNeed> need = m_context.contextNeed(agent.id);
        if (!need || need->needed <= need->window)
            return;
        const QString window = QLocale().toString(need->window);
        const QString model = shortModelName(agent.model);
        if (need->promptAlone > need->window) {
            add(Kind::ContextOverflow, Severity::Error, path + QStringLiteral(".model"),
                tr("The prompt of %1 and its answer would need about %2 tokens, but %3 takes %4. "
                   "Shorten the prompt, lower its max. tokens, or choose a model with a larger "
                   "context window.")
                    .arg(quoted(agent), QLocale().toString(need->promptAlone), model, window));
            needsModel(tr("Pick another model"));
            return;
        }
        const AgentSettings settings = resolved(agent.settings, m_mixture.defaults);
        if (settings.overflow == Overflow::Shorten)
            return;
        add(Kind::ContextOverflow, Severity::Warning, path + QStringLiteral(".overflow"),
            tr("%1 would need about %2 tokens, but %3 takes %4: it would not be asked.")
                .arg(quoted(agent), QLocale().toString(need->needed), model, window),
            tr("Shorten the references"));
    }

    /// Returns how many agents are really put before this one.
    qsizetype checkReferences(const Agent &agent, const QString &path)
    {
        if (!agent.references)
            return m_mixture.referencesAt({m_layer, *m_row}).size();
        QSet<AgentId> seen;
        for (qsizetype i = 0; i < agent.references->size(); ++i) {
            const AgentId &id = agent.references->at(i);
            const auto report = [&](Kind kind, const QString &text) {
                add(kind, Severity::Error, path + QStringLiteral(".references[%1]").arg(i), text,
                    tr("Drop this reference"));
                m_problems.last().reference = i;
            };
            const auto place = m_places.constFind(id);
            if (place == m_places.cend()) {
                report(Kind::MissingReference,
                       tr("%1 refers to “%2”, which is not in the mixture.")
                           .arg(quoted(agent), id.toString()));
                if (std::count_if(agent.references->cbegin(), agent.references->cend(),
                                  [this](const AgentId &each) { return !m_places.contains(each); })
                    > 1)
                    m_problems.last().fix = Fix{tr("Remove its links that lead nowhere")};
            } else if (id == agent.id) {
                report(Kind::SelfReference, tr("%1 refers to itself.").arg(quoted(agent)));
            } else if (place->layer == m_layer) {
                report(Kind::SameLayerReference,
                       tr("%1 refers to %2 in its own layer; only earlier layers can be referred "
                          "to.")
                           .arg(quoted(agent), quoted(m_mixture.at(*place))));
            } else if (place->layer > m_layer) {
                report(Kind::LaterReference,
                       tr("%1 refers to %2 in a later layer; only earlier layers can be referred "
                          "to.")
                           .arg(quoted(agent), quoted(m_mixture.at(*place))));
            } else if (seen.contains(id)) {
                report(Kind::RepeatedReference,
                       tr("%1 refers to %2 more than once.")
                           .arg(quoted(agent), quoted(m_mixture.at(*place))));
            } else {
                seen.insert(id);
            }
        }
        return seen.size();
    }

    /// What gives an agent something to read; empty: nothing at hand does.
    [[nodiscard]] QString referencesFix(const Agent &agent) const
    {
        const bool canRead = m_layer > 0 && !m_mixture.layers.at(m_layer - 1).agents.isEmpty();
        // Broken links are told, and mended, one by one.
        return canRead && agent.references && agent.references->isEmpty()
            ? tr("Link the layer before to it")
            : QString();
    }

    /// The last problem is mended by a choice that only the person can make.
    void needsModel(const QString &label)
    {
        m_problems.last().fix = Fix{label, Fix::Kind::PickModel};
    }

    void checkFinalAgent(const Agent &agent, const QString &path)
    {
        if (!agent.alternate && layer().mainCount() != 1)
            return;
        if (agent.role == Role::Proposer && m_mixture.layers.size() > 1) {
            add(Kind::FinalNotAggregator, Severity::Error, path + QStringLiteral(".role"),
                (agent.alternate
                     ? tr("The alternate %1 is a proposer; it must be an aggregator or a ranker, "
                          "as the final agent.")
                     : tr("The final agent %1 is a proposer; it must be an aggregator or a "
                          "ranker."))
                    .arg(quoted(agent)),
                tr("Make it an aggregator"));
        }
        if (agent.alternate)
            return;
        if (agent.muted) {
            add(Kind::MutedFinalAgent, Severity::Error, path + QStringLiteral(".muted"),
                tr("The final agent %1 is muted, so there would be no final answer.")
                    .arg(quoted(agent)),
                tr("Unmute it"));
        }
        if (agent.samples > 1) {
            add(Kind::SeveralFinalSamples, Severity::Warning, path + QStringLiteral(".samples"),
                tr("The final agent %1 takes %n samples, but only the first is the final answer.",
                   nullptr, agent.samples)
                    .arg(quoted(agent)),
                tr("Take one sample"));
        }
    }

    [[nodiscard]] QString layerName() const
    {
        return layer().name.isEmpty() ? tr("Layer %1").arg(m_layer + 1)
                                      : tr("The layer “%1”").arg(layer().name);
    }

    static QString quoted(const Agent &agent) { return u'“' + agent.displayName() + u'”'; }

    void add(Kind kind, Severity severity, const QString &path, const QString &text,
             const QString &fix = {})
    {
        Problem problem;
        problem.kind = kind;
        problem.severity = severity;
        problem.path = path;
        problem.text = text;
        if (m_layer < m_mixture.layers.size())
            problem.layer = m_layer;
        if (m_row) {
            problem.row = m_row;
            problem.agent = layer().agents.at(*m_row).id;
        }
        if (!fix.isEmpty())
            problem.fix = Fix{fix};
        m_problems.append(problem);
    }

    const Mixture &m_mixture;
    const ValidationContext &m_context;
    QHash<AgentId, AgentPosition> m_places;
    QSet<AgentId> m_used;
    QSet<qsizetype> m_wholeLayerUsed; ///< some agent takes it as its default references
    qsizetype m_lastLayer = 0;
    qsizetype m_layer = 0;
    std::optional<qsizetype> m_row;
    QList<Problem> m_problems;
};

AgentId freeId(const Mixture &mixture, const AgentId &taken)
{
    for (int number = 2;; ++number) {
        const AgentId id(taken.toString() + u'-' + QString::number(number));
        if (!mixture.find(id))
            return id;
    }
}

void fixAgent(const Mixture &mixture, Agent &agent, const Problem &problem)
{
    switch (problem.kind) {
    case Kind::DuplicateId:
        agent.id = freeId(mixture, agent.id);
        break;
    case Kind::SelfReference:
    case Kind::SameLayerReference:
    case Kind::LaterReference:
    case Kind::RepeatedReference:
        if (agent.references && problem.reference && *problem.reference < agent.references->size())
            agent.references->removeAt(*problem.reference);
        break;
    case Kind::MissingReference:
        if (agent.references) {
            agent.references->removeIf(
                [&mixture](const AgentId &id) { return !mixture.find(id).has_value(); });
        }
        break;
    case Kind::NoReferences:
    case Kind::RankerWithoutReferences:
        agent.references.reset();
        break;
    case Kind::FinalNotAggregator:
        agent.role = Role::Aggregator;
        break;
    case Kind::MutedFinalAgent:
        agent.muted = false;
        break;
    case Kind::AlternateNotLast:
        agent.alternate = false;
        break;
    case Kind::SeveralFinalSamples:
        agent.samples = 1;
        break;
    case Kind::ContextOverflow:
        agent.settings.overflow = Overflow::Shorten;
        break;
    default:
        break;
    }
}

bool isLastWithAgents(const Mixture &mixture, qsizetype index)
{
    return std::all_of(mixture.layers.cbegin() + index + 1, mixture.layers.cend(),
                       [](const Layer &layer) { return layer.agents.isEmpty(); });
}

void fixLayer(Mixture &mixture, qsizetype index, Kind kind)
{
    Layer &layer = mixture.layers[index];
    int responses = 0;
    switch (kind) {
    case Kind::EmptyLayer:
        if (layer.agents.isEmpty())
            mixture.layers.removeAt(index);
        break;
    case Kind::QuorumTooLarge:
        for (const Agent &agent : layer.agents)
            responses += agent.muted ? 0 : agent.samples;
        layer.quorum = std::max(1, responses);
        break;
    case Kind::MutedLayer:
        for (qsizetype row = 0; row < layer.agents.size(); ++row)
            layer.agents[row].muted = false;
        break;
    case Kind::AlternatesWithoutFinal:
        if (!layer.agents.isEmpty() && !layer.firstMain())
            mixture = edit::makeFinal(mixture, layer.agents.constFirst().id);
        break;
    case Kind::SeveralFinalAgents:
        if (layer.mainCount() > 1 && finalAmong(layer)) {
            mixture = edit::makeFinal(mixture, finalAmong(layer)->id);
        } else if (layer.mainCount() > 1 && isLastWithAgents(mixture, index)) {
            // With the model of one of those that it reads: that one is at hand.
            Agent agent;
            agent.role = Role::Aggregator;
            agent.provider = layer.agents.constFirst().provider;
            agent.model = layer.agents.constFirst().model;
            mixture = edit::insertLayer(mixture, index + 1, agent).mixture;
        }
        break;
    default:
        break;
    }
}

} // namespace

QString kindName(Problem::Kind kind)
{
    switch (kind) {
    case Kind::NoLayers:
        return QStringLiteral("no-layers");
    case Kind::EmptyLayer:
        return QStringLiteral("empty-layer");
    case Kind::DuplicateId:
        return QStringLiteral("duplicate-id");
    case Kind::EmptyModel:
        return QStringLiteral("empty-model");
    case Kind::NoProvider:
        return QStringLiteral("no-provider");
    case Kind::UnknownProvider:
        return QStringLiteral("unknown-provider");
    case Kind::Unpriced:
        return QStringLiteral("unpriced");
    case Kind::SelfReference:
        return QStringLiteral("self-reference");
    case Kind::SameLayerReference:
        return QStringLiteral("same-layer-reference");
    case Kind::LaterReference:
        return QStringLiteral("later-reference");
    case Kind::MissingReference:
        return QStringLiteral("missing-reference");
    case Kind::RepeatedReference:
        return QStringLiteral("repeated-reference");
    case Kind::NoReferences:
        return QStringLiteral("no-references");
    case Kind::RankerWithoutReferences:
        return QStringLiteral("ranker-without-references");
    case Kind::UnusedAgent:
        return QStringLiteral("unused-agent");
    case Kind::QuorumTooLarge:
        return QStringLiteral("quorum-too-large");
    case Kind::MutedLayer:
        return QStringLiteral("muted-layer");
    case Kind::SeveralFinalAgents:
        return QStringLiteral("several-final-agents");
    case Kind::AlternateNotLast:
        return QStringLiteral("alternate-not-last");
    case Kind::AlternatesWithoutFinal:
        return QStringLiteral("alternates-without-final");
    case Kind::FinalNotAggregator:
        return QStringLiteral("final-not-aggregator");
    case Kind::MutedFinalAgent:
        return QStringLiteral("muted-final-agent");
    case Kind::SeveralFinalSamples:
        return QStringLiteral("several-final-samples");
    case Problem::Kind::ContextOverflow:
        return QStringLiteral("context-overflow");
    }
    return {};
}

QList<Problem> validate(const Mixture &mixture, const ValidationContext &context)
{
    return Validator(mixture, context).run();
}

bool hasErrors(const QList<Problem> &problems)
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem &problem) { return problem.severity == Severity::Error; });
}

Mixture applied(const Mixture &mixture, const Problem &problem)
{
    Mixture result = mixture;
    if (!problem.fix || problem.fix->kind != Fix::Kind::Edit || !problem.layer
        || *problem.layer >= mixture.layers.size())
        return result;
    if (!problem.row) {
        fixLayer(result, *problem.layer, problem.kind);
        return result;
    }
    AgentList &agents = result.layers[*problem.layer].agents;
    if (*problem.row < agents.size() && agents.at(*problem.row).id == problem.agent)
        fixAgent(mixture, agents[*problem.row], problem);
    return result;
}

} // namespace moa
