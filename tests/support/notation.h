// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <QStringList>

/**
 * A short notation for mixtures in tests: "a b|c" is two layers, the first with the agents a and b.
 */
namespace moa::notation {

[[nodiscard]] inline AgentId id(const char *text)
{
    return AgentId(QString::fromLatin1(text));
}

/// "a b" is two ids.
[[nodiscard]] inline QList<AgentId> ids(const QString &text)
{
    QList<AgentId> result;
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts))
        result.append(AgentId(part));
    return result;
}

[[nodiscard]] inline Agent agent(const QString &name)
{
    Agent result;
    result.id = AgentId(name);
    result.provider = ProviderId(QStringLiteral("sandbox"));
    result.model = QStringLiteral("maker/") + name;
    return result;
}

[[nodiscard]] inline Mixture mixture(const QString &text)
{
    Mixture result;
    for (const QString &layerText : text.split(u'|', Qt::SkipEmptyParts)) {
        Layer layer;
        for (const QString &name : layerText.split(u' ', Qt::SkipEmptyParts))
            layer.agents.append(agent(name));
        result.layers.append(layer);
    }
    return result;
}

/// The notation of @p mixture.
[[nodiscard]] inline QString shape(const Mixture &mixture)
{
    QStringList layers;
    for (const Layer &layer : mixture.layers) {
        QStringList names;
        for (const Agent &each : layer.agents)
            names.append(each.id.toString());
        layers.append(names.join(u' '));
    }
    return layers.join(u'|');
}

} // namespace moa::notation
