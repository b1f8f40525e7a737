// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixturechanges.h"

#include <algorithm>
#include <map>
#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {

/** An agent's id, and how many before it have the same one: a damaged mixture may repeat ids. */
using AgentKey = std::pair<AgentId, int>;

struct Seat
{
    AgentPosition position;
    const Agent *agent = nullptr;
};

/** The agents of a mixture by key, and the keys of each layer in order. */
struct Seating
{
    explicit Seating(const Mixture &mixture)
    {
        std::map<AgentId, int> seen;
        QHash<QString, int> names;
        for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
            QList<AgentKey> keys;
            for (const Agent &agent : mixture.layers.at(layer).agents) {
                const AgentKey key(agent.id, seen[agent.id]++);
                seats[key] = {{layer, keys.size()}, &agent};
                keys.append(key);
                ++names[agent.displayName()];
            }
            layers.append(keys);
        }
        for (const auto &[key, seat] : seats) {
            if (names.value(seat.agent->displayName()) > 1)
                ambiguous.append(key.first);
        }
    }

    [[nodiscard]] const Seat *find(const AgentKey &key) const
    {
        const auto seat = seats.find(key);
        return seat == seats.end() ? nullptr : &seat->second;
    }

    std::map<AgentKey, Seat> seats;
    QList<QList<AgentKey>> layers;
    QList<AgentId> ambiguous; ///< whose names others have too
};

/**
 * Gives agents of @p before that are not in @p after the keys of their like in the same layer, of
 * which there is no trace in @p before. Returns the ids by what they were.
 */
QHash<AgentId, AgentId> adopt(Seating &before, const Seating &after)
{
    QHash<AgentId, AgentId> renamed;
    for (qsizetype layer = 0; layer < qMin(before.layers.size(), after.layers.size()); ++layer) {
        QList<AgentKey> fresh;
        for (const AgentKey &key : after.layers.at(layer)) {
            if (!before.find(key))
                fresh.append(key);
        }
        for (AgentKey &key : before.layers[layer]) {
            if (after.find(key))
                continue;
            const Seat seat = *before.find(key);
            const auto like = std::find_if(fresh.begin(), fresh.end(), [&](const AgentKey &other) {
                const Agent &agent = *after.find(other)->agent;
                return agent.model == seat.agent->model && agent.provider == seat.agent->provider;
            });
            if (like == fresh.end())
                continue;
            before.seats.erase(key);
            before.seats[*like] = seat;
            renamed.insert(key.first, like->first);
            key = *like;
            fresh.erase(like);
        }
    }
    return renamed;
}

/** For each layer of @p after the layer of @p before that it was, or -1. */
QList<qsizetype> partners(const Seating &before, const Seating &after)
{
    QList<qsizetype> result(after.layers.size(), -1);
    QList<bool> taken(before.layers.size(), false);
    for (qsizetype layer = 0; layer < after.layers.size(); ++layer) {
        QList<int> shared(before.layers.size(), 0);
        for (const AgentKey &key : after.layers.at(layer)) {
            if (const Seat *seat = before.find(key))
                ++shared[seat->position.layer];
        }
        qsizetype best = -1;
        for (qsizetype other = 0; other < shared.size(); ++other) {
            if (!taken.at(other) && shared.at(other) > (best < 0 ? 0 : shared.at(best)))
                best = other;
        }
        if (best >= 0) {
            result[layer] = best;
            taken[best] = true;
        }
    }
    // Of those that share nobody, the ones that stand where they stood.
    for (qsizetype layer = 0; layer < qMin(result.size(), taken.size()); ++layer) {
        if (result.at(layer) < 0 && !taken.at(layer)) {
            result[layer] = layer;
            taken[layer] = true;
        }
    }
    return result;
}

class Comparison
{
    Q_DECLARE_TR_FUNCTIONS(moa::MixtureChange)

public:
    Comparison(const Mixture &before, const Mixture &after)
        : m_before(before)
        , m_after(after)
        , m_was(before)
        , m_is(after)
        , m_renamed(adopt(m_was, m_is))
        , m_partners(partners(m_was, m_is))
    { }

    QList<MixtureChange> run()
    {
        m_place = tr("Mixture");
        compare(tr("name"), m_before.name, m_after.name);
        compare(tr("description"), m_before.description, m_after.description);
        compare(tr("notes"), m_before.notes, m_after.notes);
        compare(tr("example prompt"), m_before.examplePrompt, m_after.examplePrompt);
        compareFields(m_before.unknown, m_after.unknown);
        m_place = tr("Defaults");
        compareSettings(m_before.defaults, m_after.defaults);
        compareFields(m_before.unknownDefaults, m_after.unknownDefaults);
        compareLayers();
        return m_changes;
    }

private:
    void add(const QString &field, const QString &before, const QString &after,
             MixtureChange::Kind kind = MixtureChange::Kind::Changed)
    {
        m_changes.append({kind, m_place, field, before, after});
    }
    void addWhole(const QString &field, const QString &what)
    {
        add(field, tr("not there"), what, MixtureChange::Kind::Added);
    }
    void removeWhole(const QString &field, const QString &what)
    {
        add(field, what, tr("not there"), MixtureChange::Kind::Removed);
    }

    // What a value is called.
    static QString words(const QString &text) { return text.isEmpty() ? tr("not set") : text; }
    static QString words(bool value) { return value ? tr("yes") : tr("no"); }
    static QString words(int value) { return QLocale().toString(value); }
    static QString words(qint64 value) { return QString::number(value); } // a seed is no amount
    static QString words(double value)
    {
        return QLocale().toString(value, 'g', QLocale::FloatingPointShortest);
    }
    static QString words(const QStringList &texts) { return words(texts.join(u'\n')); }
    static QString words(Placement placement)
    {
        switch (placement) {
        case Placement::System:
            return tr("system message");
        case Placement::Assistant:
            return tr("assistant turn");
        case Placement::User:
            return tr("user’s message");
        }
        return {};
    }
    static QString words(Overflow overflow)
    {
        return overflow == Overflow::Refuse ? tr("not asked") : tr("shortened");
    }
    static QString words(Role role)
    {
        switch (role) {
        case Role::Proposer:
            return tr("proposer");
        case Role::Aggregator:
            return tr("aggregator");
        case Role::Ranker:
            return tr("ranker");
        }
        return {};
    }
    template <typename Value>
    static QString words(const std::optional<Value> &value)
    {
        return value ? words(*value) : tr("not set");
    }

    template <typename Value>
    void compare(const QString &field, const Value &before, const Value &after)
    {
        if (before != after)
            add(field, words(before), words(after));
    }
    /// Texts that may be absent: an empty one is not the same.
    void compare(const QString &field, const std::optional<QString> &before,
                 const std::optional<QString> &after)
    {
        const auto said = [](const std::optional<QString> &text) {
            return text && text->isEmpty() ? tr("empty") : words(text);
        };
        if (before != after)
            add(field, said(before), said(after));
    }

    void compareFields(const JsonFields &before, const JsonFields &after)
    {
        const auto find = [](const JsonFields &fields, const QString &name) {
            const auto found =
                std::find_if(fields.cbegin(), fields.cend(),
                             [&](const JsonField &field) { return field.name == name; });
            return found == fields.cend() ? QString() : QString::fromUtf8(found->value);
        };
        const auto names = [](const JsonFields &fields) {
            QStringList list;
            for (const JsonField &field : fields)
                list.append(field.name);
            return list.join(u", ");
        };
        if (before == after)
            return;
        const qsizetype known = m_changes.size();
        for (const JsonField &field : before) {
            const QString now = find(after, field.name);
            compare(field.name, QString::fromUtf8(field.value), now);
        }
        for (const JsonField &field : after) {
            if (find(before, field.name).isEmpty())
                add(field.name, tr("not set"), QString::fromUtf8(field.value));
        }
        if (m_changes.size() == known)
            add(tr("order of the fields"), names(before), names(after));
    }

    void compareSettings(const AgentSettings &before, const AgentSettings &after)
    {
        compare(tr("system prompt"), before.systemPrompt, after.systemPrompt);
        compare(tr("instruction"), before.instruction, after.instruction);
        compare(tr("placement"), before.placement, after.placement);
        compare(tr("temperature"), before.temperature, after.temperature);
        compare(tr("top p"), before.topP, after.topP);
        compare(tr("output tokens"), before.maxTokens, after.maxTokens);
        compare(tr("stop texts"), before.stop, after.stop);
        compare(tr("seed"), before.seed, after.seed);
        compare(tr("reasoning effort"), before.reasoningEffort, after.reasoningEffort);
        compare(tr("handling of long references"), before.overflow, after.overflow);
        compareFields(before.extra, after.extra);
    }

    static QString layerName(const Mixture &mixture, qsizetype index)
    {
        const QString number = tr("Layer %1").arg(QLocale().toString(index + 1));
        const QString &name = mixture.layers.at(index).name;
        return name.isEmpty() ? number : tr("%1 (%2)").arg(number, name);
    }
    static QString agentName(const Agent &agent, const Seating &seating)
    {
        const QString name = agent.displayName();
        if (name.isEmpty())
            return agent.id.toString();
        return seating.ambiguous.contains(agent.id) ? tr("%1 (%2)").arg(name, agent.id.toString())
                                                    : name;
    }
    static QString agentNames(const QList<AgentKey> &keys, const Seating &seating)
    {
        QStringList names;
        for (const AgentKey &key : keys) {
            const Seat *seat = seating.find(key);
            names.append(seat ? agentName(*seat->agent, seating) : key.first.toString());
        }
        return names.isEmpty() ? tr("nobody") : names.join(u", ");
    }
    /// @p agent with references to who has another id by now under that.
    [[nodiscard]] Agent withPresentIds(Agent agent) const
    {
        if (agent.references) {
            for (AgentId &id : *agent.references)
                id = m_renamed.value(id, id);
        }
        return agent;
    }
    static QString referenceNames(const Agent &agent, const Seating &seating)
    {
        if (!agent.references) {
            return agent.alternate ? tr("those of the final agent")
                                   : tr("everyone in the layer before");
        }
        QList<AgentKey> keys;
        for (const AgentId &id : *agent.references)
            keys.append({id, 0});
        return agentNames(keys, seating);
    }
    /// "microsoft/WizardLM-2-8x22B at together, in layer 1": an agent that came or went.
    static QString wholeAgent(const Agent &agent, qsizetype layer)
    {
        return tr("%1 at %2, in layer %3")
            .arg(words(agent.model), words(agent.provider.toString()),
                 QLocale().toString(layer + 1));
    }

    void compareLayers()
    {
        qsizetype furthest = -1;
        for (qsizetype layer = 0; layer < m_after.layers.size(); ++layer) {
            m_place = layerName(m_after, layer);
            const qsizetype partner = m_partners.at(layer);
            if (partner < 0) {
                addWhole(tr("layer"), agentNames(m_is.layers.at(layer), m_is));
            } else {
                const Layer &before = m_before.layers.at(partner);
                const Layer &after = m_after.layers.at(layer);
                compare(tr("name"), before.name, after.name);
                compare(tr("quorum"), before.quorum, after.quorum);
                compareFields(before.unknown, after.unknown);
                if (partner < furthest)
                    add(tr("place"), layerName(m_before, partner), layerName(m_after, layer));
                furthest = qMax(furthest, partner);
                compareOrder(partner, layer);
            }
            for (const AgentKey &key : m_is.layers.at(layer))
                compareAgent(key, *m_is.find(key));
        }
        for (qsizetype layer = 0; layer < m_before.layers.size(); ++layer) {
            for (const AgentKey &key : m_was.layers.at(layer)) {
                const Agent &agent = *m_was.find(key)->agent;
                m_place = agentName(agent, m_was);
                if (!m_is.find(key))
                    removeWhole(tr("agent"), wholeAgent(agent, layer));
            }
            m_place = layerName(m_before, layer);
            if (!m_partners.contains(layer))
                removeWhole(tr("layer"), agentNames(m_was.layers.at(layer), m_was));
        }
    }

    void compareOrder(qsizetype before, qsizetype after)
    {
        const auto shared = [](const QList<AgentKey> &keys, const QList<AgentKey> &others) {
            QList<AgentKey> list;
            std::copy_if(keys.cbegin(), keys.cend(), std::back_inserter(list),
                         [&](const AgentKey &key) { return others.contains(key); });
            return list;
        };
        const QList<AgentKey> was = shared(m_was.layers.at(before), m_is.layers.at(after));
        const QList<AgentKey> is = shared(m_is.layers.at(after), m_was.layers.at(before));
        if (was != is)
            add(tr("order"), agentNames(was, m_was), agentNames(is, m_is));
    }

    void compareAgent(const AgentKey &key, const Seat &seat)
    {
        const Agent &after = *seat.agent;
        m_place = agentName(after, m_is);
        const Seat *earlier = m_was.find(key);
        if (!earlier) {
            addWhole(tr("agent"), wholeAgent(after, seat.position.layer));
            return;
        }
        const Agent &before = *earlier->agent;
        if (m_partners.at(seat.position.layer) != earlier->position.layer) {
            add(tr("layer"), layerName(m_before, earlier->position.layer),
                layerName(m_after, seat.position.layer));
        }
        compare(tr("id"), before.id.toString(), after.id.toString());
        compare(tr("name"), before.name, after.name);
        compare(tr("role"), before.role, after.role);
        compare(tr("provider"), before.provider.toString(), after.provider.toString());
        compare(tr("model"), before.model, after.model);
        compare(tr("samples"), before.samples, after.samples);
        compare(tr("muted"), before.muted, after.muted);
        compare(tr("alternate"), before.alternate, after.alternate);
        const Agent was = withPresentIds(before);
        if (was.references != after.references)
            add(tr("references"), referenceNames(was, m_was), referenceNames(after, m_is));
        compareSettings(before.settings, after.settings);
        compare(tr("color"), before.color, after.color);
        compareFields(before.unknown, after.unknown);
    }

    const Mixture &m_before;
    const Mixture &m_after;
    Seating m_was;
    Seating m_is;
    QHash<AgentId, AgentId> m_renamed; ///< by what it was
    QList<qsizetype> m_partners;
    QString m_place;
    QList<MixtureChange> m_changes;
};

} // namespace

QList<MixtureChange> mixtureChanges(const Mixture &before, const Mixture &after)
{
    if (before == after)
        return {};
    return Comparison(before, after).run();
}

} // namespace moa
