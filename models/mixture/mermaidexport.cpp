// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mermaidexport.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringList>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

/// For a quoted label: what could be markup, there or in HTML, as Mermaid's number for it.
QString escaped(const QString &text)
{
    constexpr QStringView marks = u"\"#&<>`\\[]{}()|;*_~";
    QString result;
    for (const QChar character : text.simplified()) {
        if (!character.isPrint() && !character.isSurrogate())
            result += QChar(QChar::ReplacementCharacter);
        else if (marks.contains(character))
            result += u'#' + QString::number(character.unicode()) + u';';
        else
            result += character;
    }
    return result;
}

QString quoted(const QStringList &lines)
{
    QStringList texts;
    for (const QString &line : lines)
        texts.append(escaped(line));
    return u'"' + texts.join(u"<br/>"_s) + u'"';
}

/// A shape for each role, as the word for it is part of the label too.
QString node(const QString &id, const Agent &agent)
{
    QStringList lines{agent.displayName()};
    QString model = agent.model;
    if (!agent.provider.isEmpty())
        model = translated("%1 at %2").arg(model, agent.provider.toString());
    lines.append(model);
    QString role;
    switch (agent.role) {
    case Role::Proposer:
        role = translated("Proposer");
        break;
    case Role::Aggregator:
        role = translated("Aggregator");
        break;
    case Role::Ranker:
        role = translated("Ranker");
        break;
    }
    if (agent.samples > 1)
        role += u" ×%1"_s.arg(agent.samples);
    if (agent.muted)
        role += translated(", muted");
    if (agent.alternate)
        role += translated(", alternate");
    lines.append(role);
    const QString label = quoted(lines);
    if (agent.role == Role::Proposer)
        return id + u"("_s + label + u")"_s;
    return agent.role == Role::Aggregator ? id + u"[/"_s + label + u"\\]"_s
                                          : id + u"{{"_s + label + u"}}"_s;
}

QString layerTitle(const Mixture &mixture, qsizetype layer)
{
    const QString number = translated("Layer %1").arg(layer + 1);
    const QString &name = mixture.layers.at(layer).name;
    return name.isEmpty() ? number : number + u": "_s + name;
}

} // namespace

QByteArray mermaidChart(const Mixture &mixture)
{
    QString text;
    if (!mixture.name.isEmpty())
        text += u"%% "_s + escaped(mixture.name) + u'\n';
    text += u"flowchart LR\n  prompt([%1])\n"_s.arg(quoted({translated("Prompt")}));
    QHash<AgentId, QString> nodes;
    QStringList muted;
    QString links;
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        const AgentList &agents = mixture.layers.at(layer).agents;
        text +=
            u"  subgraph layer%1[%2]\n"_s.arg(layer + 1).arg(quoted({layerTitle(mixture, layer)}));
        QHash<AgentId, QString> own; // agents of a layer don't see each other
        for (qsizetype row = 0; row < agents.size(); ++row) {
            const Agent &agent = agents.at(row);
            const QString id = u"a%1_%2"_s.arg(layer + 1).arg(row + 1);
            own.insert(agent.id, id);
            text += u"    "_s + node(id, agent) + u'\n';
            if (agent.muted)
                muted.append(id);
            QStringList sources;
            for (const AgentId &reference : mixture.referencesAt({layer, row})) {
                if (nodes.contains(reference))
                    sources.append(nodes.value(reference));
            }
            if (sources.isEmpty())
                sources.append(u"prompt"_s);
            links += u"  "_s + sources.join(u" & "_s) + u" --> "_s + id + u'\n';
        }
        text += u"  end\n"_s;
        nodes.insert(own);
    }
    text += links;
    if (const Agent *final = mixture.finalAgent()) {
        text += u"  answer([%1])\n  %2 --> answer\n"_s.arg(quoted({translated("Final answer")}),
                                                           nodes.value(final->id));
    }
    if (!muted.isEmpty()) {
        text += u"  classDef muted stroke-dasharray: 4\n  class %1 muted\n"_s.arg(muted.join(u','));
    }
    return text.toUtf8();
}

} // namespace moa
