// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/fragment.h"

#include "mixture/agentjson.h"
#include "mixture/jsonwriting.h"
#include "mixture/mixturefile.h"

#include <algorithm>
#include <QCoreApplication>
#include <QLocale>
#include <QSet>

namespace moa {

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

namespace {

constexpr QLatin1StringView formatName("moa-studio/agents");
constexpr int formatVersion = 1;

bool looksLikeJson(QStringView text)
{
    return text.startsWith(u'{') || text.startsWith(u'[');
}

/// The fence that opens a Markdown code block on this line; empty if none does.
QStringView fenceOf(QStringView line)
{
    for (const QStringView fence : {QStringView(u"```"), QStringView(u"~~~")}) {
        if (line.trimmed().startsWith(fence))
            return fence;
    }
    return {};
}

/// @p text without the blanks around it; every line keeps its number.
QString withoutBlanks(const QString &text)
{
    const auto isInk = [](QChar c) { return !c.isSpace(); };
    const auto start = std::find_if(text.cbegin(), text.cend(), isInk);
    return QString(std::count(text.cbegin(), start, u'\n'), u'\n') + text.trimmed();
}

/// The JSON in @p text, or in its first code block, whose lines keep their numbers.
QString jsonIn(QString text)
{
    constexpr QChar byteOrderMark(0xfeff);
    if (text.startsWith(byteOrderMark))
        text.remove(0, 1);
    if (looksLikeJson(QStringView(text).trimmed()))
        return withoutBlanks(text);

    QString block;
    QStringView fence;
    for (const QStringView line : QStringView(text).split(u'\n')) {
        if (fence.isEmpty())
            fence = fenceOf(line);
        else if (fenceOf(line) == fence)
            break;
        else
            block.append(line);
        block.append(u'\n');
    }
    return looksLikeJson(QStringView(block).trimmed()) ? withoutBlanks(block) : QString();
}

/// Rejects the second of two agents with one id.
void rejectRepeated(const QList<JsonCursor> &agents, QSet<QString> &known)
{
    for (JsonCursor agent : agents) {
        const QString id = agent.string("id"_L1);
        if (known.contains(id))
            agent.reject(
                "id"_L1,
                QCoreApplication::translate("moa", "another agent has the id “%1” too").arg(id));
        known.insert(id);
    }
}

void rejectRepeatedIn(JsonCursor top)
{
    QSet<QString> known;
    for (JsonCursor layer : top.objects("layers"_L1))
        rejectRepeated(layer.objects("agents"_L1) + layer.objects("alternates"_L1), known);
}

/// An agent that stands by itself must say what it is; any object with an id could pass for one.
Agent readLoneAgent(JsonCursor cursor)
{
    std::ignore = cursor.nonEmptyString("model"_L1);
    return readAgent(cursor);
}

Layer readLoneAgents(const JsonValue &list, JsonCursor::Failure &reason)
{
    JsonValue holder;
    holder.type = JsonValue::Type::Object;
    holder.line = list.line;
    holder.names = {u"agents"_s};
    holder.items = {list};
    const QList<JsonCursor> agents = JsonCursor(holder, {}, reason).objects("agents"_L1);
    Layer layer;
    for (const JsonCursor &agent : agents)
        layer.agents.append(readLoneAgent(agent));
    QSet<QString> known;
    rejectRepeated(agents, known);
    return layer;
}

bool isFormat(const JsonValue &root, QLatin1StringView format)
{
    const JsonValue *found = root.member("format"_L1);
    return found && found->type == JsonValue::Type::String && found->text == format;
}

bool isLoneAgent(const JsonValue &root)
{
    return !root.member("format"_L1) && !root.member("layers"_L1);
}

/// Layers of whichever of the accepted forms @p root has; @p text is what it was read from.
QList<Layer> readLayers(const JsonValue &root, const QByteArray &text, JsonCursor::Failure &reason)
{
    if (root.type == JsonValue::Type::List)
        return {readLoneAgents(root, reason)};

    JsonCursor cursor(root, {}, reason);
    if (isLoneAgent(root)) {
        Layer layer;
        layer.agents.append(readLoneAgent(cursor));
        return {layer};
    }
    QList<Layer> layers;
    if (isFormat(root, mixtureFormatName)) {
        const Result<Mixture> mixture = readMixture(text);
        if (mixture)
            layers = mixture->layers;
        else
            reason = mixture.error();
    } else {
        cursor.expectFormat(formatName, formatVersion);
        for (const JsonCursor &layer : cursor.objects("layers"_L1))
            layers.append(readLayer(layer));
    }
    rejectRepeatedIn(cursor);
    return layers;
}

} // namespace

qsizetype Fragment::agentCount() const
{
    qsizetype count = 0;
    for (const Layer &layer : layers)
        count += layer.agents.size();
    return count;
}

Fragment fragmentOf(const Mixture &mixture, const QList<AgentId> &ids)
{
    const QSet<AgentId> chosen(ids.cbegin(), ids.cend());
    Fragment fragment;
    qsizetype used = 0;
    for (const Layer &layer : mixture.layers) {
        Layer part;
        for (const Agent &agent : layer.agents) {
            if (chosen.contains(agent.id))
                part.agents.append(agent);
        }
        if (part.agents.size() == layer.agents.size())
            part = layer;
        fragment.layers.append(part);
        if (!part.agents.isEmpty())
            used = fragment.layers.size();
    }
    fragment.layers.resize(used);
    return fragment;
}

QByteArray writeFragment(const Fragment &fragment)
{
    ordered_json root = ordered_json::object();
    root["format"] = formatName.data();
    root["version"] = formatVersion;
    ordered_json layers = ordered_json::array();
    for (const Layer &layer : fragment.layers)
        layers.push_back(layerJson(layer));
    root["layers"] = std::move(layers);
    return fileText(root);
}

Result<Fragment> readFragment(const QString &text)
{
    // Before anything is copied: a clipboard may hold anything of any size.
    if (text.size() > JsonLimits().bytes) {
        return failure(QCoreApplication::translate(
                           "moa", "It is larger than %1, which is the most that is read.")
                           .arg(QLocale().formattedDataSize(JsonLimits().bytes)));
    }
    const QByteArray json = jsonIn(text).toUtf8();
    if (json.isEmpty()) {
        return failure(
            QCoreApplication::translate("moa",
                                        "It holds no agents. Copy agents of a canvas, or the "
                                        "text of a preset, and paste again."));
    }
    const Result<JsonValue> root = parseJson(json);
    if (!root)
        return tl::make_unexpected(root.error());

    JsonCursor::Failure reason;
    const Fragment fragment{readLayers(*root, json, reason)};
    if (reason)
        return tl::make_unexpected(*reason);
    const qsizetype count = fragment.agentCount();
    if (count == 0)
        return failure(
            QCoreApplication::translate("moa", "It holds no agents. Copy some, and paste again."));
    if (count > mostFragmentAgents) {
        return failure(
            QCoreApplication::translate("moa", "It holds %1 agents; at most %2 are pasted at once.")
                .arg(QLocale().toString(count), QLocale().toString(mostFragmentAgents)));
    }
    return fragment;
}

} // namespace moa
