// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/mixturechanges.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>

namespace moa {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::MixtureChange)
};

QString inWords(const QString &text)
{
    return text.isEmpty() ? Words::tr("none") : text;
}

QString inWords(bool value)
{
    return value ? Words::tr("yes") : Words::tr("no");
}

template <typename Number>
QString inWords(Number value) requires std::is_arithmetic_v<Number>
{
    if constexpr (std::is_floating_point_v<Number>)
        return QLocale().toString(value, 'g', QLocale::FloatingPointShortest);
    else
        return QLocale().toString(value);
}

QString inWords(Role role)
{
    switch (role) {
    case Role::Proposer:
        return Words::tr("proposer");
    case Role::Aggregator:
        return Words::tr("aggregator");
    case Role::Ranker:
        return Words::tr("ranker");
    }
    Q_UNREACHABLE();
}

QString inWords(Placement placement)
{
    switch (placement) {
    case Placement::System:
        return Words::tr("system message");
    case Placement::Assistant:
        return Words::tr("assistant turn");
    case Placement::User:
        return Words::tr("user's message");
    }
    Q_UNREACHABLE();
}

QString inWords(Overflow overflow)
{
    switch (overflow) {
    case Overflow::Refuse:
        return Words::tr("not asked");
    case Overflow::Shorten:
        return Words::tr("shortened");
    }
    Q_UNREACHABLE();
}

QString inWords(const QStringList &texts)
{
    return texts.isEmpty() ? Words::tr("none") : texts.join(u'\n');
}

QString inWords(const JsonFields &fields)
{
    QStringList lines;
    for (const JsonField &field : fields)
        lines.append(field.name + QStringLiteral(": ") + QString::fromUtf8(field.value));
    return inWords(lines);
}

QString inWords(const ProviderId &provider)
{
    return inWords(provider.toString());
}

template <typename T>
QString inWords(const std::optional<T> &value)
{
    return value ? inWords(*value) : Words::tr("not set");
}

QString layerWords(qsizetype layer)
{
    return Words::tr("layer %1").arg(QLocale().toString(layer + 1));
}

/// Collects what differs at one place.
class Comparison
{
public:
    explicit Comparison(QList<MixtureChange> &changes)
        : m_changes(changes)
    { }

    void setPlace(const QString &place) { m_place = place; }

    template <typename T>
    void compare(const QString &field, const T &before, const T &after)
    {
        if (before == after)
            return;
        add(MixtureChange::Kind::Changed, field, inWords(before), inWords(after));
    }

    void add(MixtureChange::Kind kind, const QString &field, const QString &before,
             const QString &after)
    {
        m_changes.append({kind, m_place, field, before, after});
    }

    void compareSettings(const AgentSettings &before, const AgentSettings &after)
    {
        compare(Words::tr("system prompt"), before.systemPrompt, after.systemPrompt);
        compare(Words::tr("instruction"), before.instruction, after.instruction);
        compare(Words::tr("placement"), before.placement, after.placement);
        compare(Words::tr("temperature"), before.temperature, after.temperature);
        compare(Words::tr("top p"), before.topP, after.topP);
        compare(Words::tr("output tokens"), before.maxTokens, after.maxTokens);
        compare(Words::tr("stop texts"), before.stop, after.stop);
        compare(Words::tr("seed"), before.seed, after.seed);
        compare(Words::tr("reasoning effort"), before.reasoningEffort, after.reasoningEffort);
        compare(Words::tr("handling of long references"), before.overflow, after.overflow);
        compare(Words::tr("extra fields"), before.extra, after.extra);
    }

private:
    QList<MixtureChange> &m_changes;
    QString m_place;
};

/** Which agent of one mixture is which of the other. */
class Pairing
{
public:
    Pairing(const Mixture &before, const Mixture &after)
    {
        for (const Layer &layer : after.layers) {
            for (const Agent &agent : layer.agents) {
                if (before.agent(agent.id))
                    pair(agent.id, agent.id);
            }
        }
        const qsizetype shared = std::min(before.layers.size(), after.layers.size());
        for (qsizetype layer = 0; layer < shared; ++layer)
            pairByModel(before.layers.at(layer), after.layers.at(layer));
    }

    /// Who @p id of the new mixture was in the old one; empty: not there.
    [[nodiscard]] AgentId old(const AgentId &id) const { return m_oldOf.value(id); }
    /// Who @p id of the old mixture is in the new one; itself if it is not there.
    [[nodiscard]] AgentId now(const AgentId &id) const { return m_newOf.value(id, id); }
    [[nodiscard]] bool isKept(const AgentId &oldId) const { return m_newOf.contains(oldId); }

private:
    void pair(const AgentId &oldId, const AgentId &newId)
    {
        m_oldOf.insert(newId, oldId);
        m_newOf.insert(oldId, newId);
    }

    void pairByModel(const Layer &before, const Layer &after)
    {
        for (const Agent &agent : after.agents) {
            if (m_oldOf.contains(agent.id))
                continue;
            for (const Agent &other : before.agents) {
                if (!m_newOf.contains(other.id) && other.provider == agent.provider
                    && other.model == agent.model) {
                    pair(other.id, agent.id);
                    break;
                }
            }
        }
    }

    QHash<AgentId, AgentId> m_oldOf;
    QHash<AgentId, AgentId> m_newOf;
};

QString nameIn(const Mixture &mixture, const AgentId &id)
{
    const Agent *agent = mixture.agent(id);
    return agent ? agent->displayName() : id.toString();
}

QString namesIn(const Mixture &mixture, const QList<AgentId> &ids)
{
    QStringList names;
    for (const AgentId &id : ids)
        names.append(nameIn(mixture, id));
    return inWords(names.join(Words::tr(", ", "between names")));
}

QString placeOf(const Agent &agent, qsizetype layer)
{
    return Words::tr("%1 (%2)", "agent and layer").arg(agent.displayName(), layerWords(layer));
}

/// What an agent that came or went is: "together/qwen, proposer".
QString agentWords(const Agent &agent)
{
    return Words::tr("%1, %2", "model and role")
        .arg(agent.provider.toString() + u'/' + agent.model, inWords(agent.role));
}

void compareLayer(Comparison &comparison, const Layer &before, const Layer &after)
{
    comparison.compare(Words::tr("name"), before.name, after.name);
    comparison.compare(Words::tr("quorum"), before.quorum, after.quorum);
    comparison.compare(Words::tr("further fields"), before.unknown, after.unknown);
}

/// The agents of both mixtures that stand in this layer in both, if their order differs.
void compareOrder(Comparison &comparison, const Mixture &before, const Mixture &after,
                  const Pairing &pairing, qsizetype layer)
{
    QList<AgentId> inBefore;
    for (const Agent &agent : before.layers.at(layer).agents) {
        const std::optional<AgentPosition> now = after.find(pairing.now(agent.id));
        if (pairing.isKept(agent.id) && now && now->layer == layer)
            inBefore.append(pairing.now(agent.id));
    }
    QList<AgentId> inAfter;
    for (const Agent &agent : after.layers.at(layer).agents) {
        if (inBefore.contains(agent.id))
            inAfter.append(agent.id);
    }
    if (!inBefore.isEmpty() && inBefore != inAfter) {
        comparison.add(MixtureChange::Kind::Changed, Words::tr("order"), namesIn(after, inBefore),
                       namesIn(after, inAfter));
    }
}

/// References as they are listed; the names tell them apart wherever the ids differ too.
void compareReferences(Comparison &comparison, const Mixture &before, const Mixture &after,
                       const Pairing &pairing, const Agent &was, const Agent &is)
{
    const auto words = [](const Mixture &mixture, const Agent &agent) {
        return agent.references ? namesIn(mixture, *agent.references)
                                : Words::tr("the whole layer before");
    };
    std::optional<QList<AgentId>> asNow;
    if (was.references) {
        asNow.emplace();
        for (const AgentId &id : *was.references)
            asNow->append(pairing.now(id));
    }
    const bool same =
        asNow.has_value() == is.references.has_value() && (!asNow || *asNow == *is.references);
    if (!same) {
        comparison.add(MixtureChange::Kind::Changed, Words::tr("references"), words(before, was),
                       words(after, is));
    }
}

void compareAgent(Comparison &comparison, const Agent &was, const Agent &is)
{
    comparison.compare(Words::tr("id"), was.id.toString(), is.id.toString());
    comparison.compare(Words::tr("name"), was.name, is.name);
    comparison.compare(Words::tr("role"), was.role, is.role);
    comparison.compare(Words::tr("provider"), was.provider, is.provider);
    comparison.compare(Words::tr("model"), was.model, is.model);
    comparison.compare(Words::tr("samples"), was.samples, is.samples);
    comparison.compare(Words::tr("muted"), was.muted, is.muted);
    comparison.compare(Words::tr("alternate"), was.alternate, is.alternate);
    comparison.compareSettings(was.settings, is.settings);
    comparison.compare(Words::tr("color"), was.color, is.color);
    comparison.compare(Words::tr("further fields"), was.unknown, is.unknown);
}

} // namespace

QList<MixtureChange> mixtureChanges(const Mixture &before, const Mixture &after)
{
    QList<MixtureChange> changes;
    if (before == after)
        return changes;
    Comparison comparison(changes);
    comparison.setPlace(Words::tr("Mixture"));
    comparison.compare(Words::tr("name"), before.name, after.name);
    comparison.compare(Words::tr("description"), before.description, after.description);
    comparison.compare(Words::tr("notes"), before.notes, after.notes);
    comparison.compare(Words::tr("example prompt"), before.examplePrompt, after.examplePrompt);
    comparison.compare(Words::tr("layers"), before.layers.size(), after.layers.size());
    comparison.compare(Words::tr("further fields"), before.unknown, after.unknown);
    comparison.setPlace(Words::tr("Defaults"));
    comparison.compareSettings(before.defaults, after.defaults);
    comparison.compare(Words::tr("further fields"), before.unknownDefaults, after.unknownDefaults);

    const Pairing pairing(before, after);
    for (qsizetype layer = 0; layer < after.layers.size(); ++layer) {
        comparison.setPlace(Words::tr("Layer %1").arg(QLocale().toString(layer + 1)));
        compareLayer(comparison, before.layers.value(layer), after.layers.at(layer));
        if (layer < before.layers.size())
            compareOrder(comparison, before, after, pairing, layer);
        for (const Agent &agent : after.layers.at(layer).agents) {
            comparison.setPlace(placeOf(agent, layer));
            const std::optional<AgentPosition> old = before.find(pairing.old(agent.id));
            if (!old) {
                comparison.add(MixtureChange::Kind::Added, Words::tr("agent"), {},
                               agentWords(agent));
                continue;
            }
            if (old->layer != layer) {
                comparison.add(MixtureChange::Kind::Changed, Words::tr("place"),
                               layerWords(old->layer), layerWords(layer));
            }
            compareAgent(comparison, before.at(*old), agent);
            compareReferences(comparison, before, after, pairing, before.at(*old), agent);
        }
    }
    for (qsizetype layer = 0; layer < before.layers.size(); ++layer) {
        for (const Agent &agent : before.layers.at(layer).agents) {
            if (pairing.isKept(agent.id))
                continue;
            comparison.setPlace(placeOf(agent, layer));
            comparison.add(MixtureChange::Kind::Removed, Words::tr("agent"), agentWords(agent), {});
        }
    }
    return changes;
}

} // namespace moa
