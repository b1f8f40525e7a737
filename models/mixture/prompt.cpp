// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/prompt.h"

#include "metrics/characterclasses.h"

#include <algorithm>
#include <QFile>
#include <QSet>

namespace moa {
namespace {

using Author = Message::Author;

constexpr QStringView promptPlaceholder = u"{prompt}";
constexpr QStringView referencesPlaceholder = u"{references}";
constexpr QStringView identifiersPlaceholder = u"{identifiers}";
constexpr QLatin1StringView blankLine("\n\n");

QString promptResource(const QString &name)
{
    QFile file(QStringLiteral(":/moa/prompts/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("A prompt is missing from the program: %s", qPrintable(name));
    return QString::fromUtf8(file.readAll());
}

/** As Python's str.strip(), with which the reference implementation trims. */
QStringView stripped(QStringView text)
{
    while (!text.isEmpty() && isPythonSpace(text.front().unicode()))
        text = text.sliced(1);
    while (!text.isEmpty() && isPythonSpace(text.back().unicode()))
        text.chop(1);
    return text;
}

struct Filling
{
    QStringView placeholder;
    QString text;
};

/** Fills a template in one pass from its start, so that nothing filled in is expanded again. */
QString filled(QStringView pattern, const QList<Filling> &fillings)
{
    QString result;
    for (qsizetype at = 0; at < pattern.size();) {
        const QStringView rest = pattern.sliced(at);
        const auto here =
            std::find_if(fillings.begin(), fillings.end(), [rest](const Filling &filling) {
                return rest.startsWith(filling.placeholder);
            });
        if (here == fillings.end()) {
            result += pattern.at(at++);
        } else {
            result += here->text;
            at += here->placeholder.size();
        }
    }
    return result;
}

QString numberedList(const QStringList &references)
{
    QString list;
    for (qsizetype i = 0; i < references.size(); ++i) {
        if (i > 0)
            list += u'\n';
        list += QString::number(i + 1) + QStringLiteral(". ");
        list += stripped(references.at(i));
    }
    return list;
}

qsizetype lastUserMessage(const Conversation &conversation)
{
    const auto isUser = [](const Message &message) { return message.author == Author::User; };
    const auto found = std::find_if(conversation.crbegin(), conversation.crend(), isUser);
    return found == conversation.crend() ? -1 : std::distance(found, conversation.crend()) - 1;
}

QString lastPrompt(const Conversation &conversation)
{
    const qsizetype index = lastUserMessage(conversation);
    return index < 0 ? QString() : conversation.at(index).text;
}

/** Joins @p text to the leading system message, or makes one of it. */
void addToSystem(Conversation &conversation, const QString &text)
{
    if (text.isEmpty())
        return;
    if (conversation.isEmpty() || conversation.constFirst().author != Author::System) {
        conversation.prepend({Author::System, text});
        return;
    }
    QString &system = conversation.first().text;
    if (!system.isEmpty())
        system += blankLine;
    system += text;
}

void replaceLastPrompt(Conversation &conversation, const QString &text)
{
    const qsizetype index = lastUserMessage(conversation);
    if (index < 0)
        conversation.append({Author::User, text});
    else
        conversation[index].text = text;
}

} // namespace

const QString &aggregateAndSynthesize()
{
    static const QString text = promptResource(QStringLiteral("aggregate_and_synthesize.txt"));
    return text;
}

QString referenceBlock(const QString &instruction, const QStringList &references,
                       const QString &prompt)
{
    const QString list = numberedList(references);
    const QString block =
        filled(instruction, {{referencesPlaceholder, list}, {promptPlaceholder, prompt}});
    return instruction.contains(referencesPlaceholder) ? block : block + u'\n' + list;
}

Conversation buildConversation(const AgentSettings &settings, const Conversation &conversation,
                               const QStringList &references)
{
    Conversation result = conversation;
    addToSystem(result, settings.systemPrompt.value_or(QString()));
    if (references.isEmpty())
        return result;

    QString instruction = settings.instruction.value_or(QString());
    if (instruction.isEmpty())
        instruction = aggregateAndSynthesize();
    const QString prompt = lastPrompt(conversation);
    const QString block = referenceBlock(instruction, references, prompt);
    switch (settings.placement.value_or(Placement::System)) {
    case Placement::System:
        addToSystem(result, block);
        break;
    case Placement::Assistant: {
        const qsizetype index = lastUserMessage(result);
        result.insert(index < 0 ? result.size() : index + 1, {Author::Assistant, block});
        break;
    }
    case Placement::User: {
        const bool holdsPrompt = prompt.isEmpty() || instruction.contains(promptPlaceholder);
        replaceLastPrompt(result, holdsPrompt ? block : block + blankLine + prompt);
        break;
    }
    }
    return result;
}

Conversation buildRankerConversation(const AgentSettings &settings,
                                     const Conversation &conversation,
                                     const QStringList &references)
{
    static const QString pattern = promptResource(QStringLiteral("rank.txt"));
    QStringList answers;
    QStringList identifiers;
    for (qsizetype i = 0; i < references.size(); ++i) {
        const QString identifier = rankIdentifier(i);
        identifiers.append(identifier);
        answers.append(QStringLiteral("### ") + identifier + blankLine
                       + stripped(references.at(i)).toString());
    }
    Conversation result = conversation;
    addToSystem(result, settings.systemPrompt.value_or(QString()));
    replaceLastPrompt(result,
                      filled(pattern,
                             {{promptPlaceholder, lastPrompt(conversation)},
                              {referencesPlaceholder, answers.join(blankLine)},
                              {identifiersPlaceholder, identifiers.join(QStringLiteral(", "))}}));
    return result;
}

QString rankIdentifier(qsizetype index)
{
    constexpr qsizetype letters = 26;
    QString identifier;
    for (qsizetype rest = index + 1; rest > 0; rest = (rest - 1) / letters)
        identifier.prepend(QChar(static_cast<char16_t>(u'A' + (rest - 1) % letters)));
    return identifier;
}

std::optional<qsizetype> readPick(QStringView reply, qsizetype count)
{
    QHash<QString, qsizetype> identifiers;
    for (qsizetype i = 0; i < count; ++i)
        identifiers.insert(rankIdentifier(i), i);

    const QString whole = stripped(reply).toString();
    if (const auto exact = identifiers.constFind(whole); exact != identifiers.cend())
        return *exact;

    QSet<qsizetype> picks;
    QString word;
    const auto endWord = [&] {
        if (const auto found = identifiers.constFind(word); found != identifiers.cend())
            picks.insert(*found);
        word.clear();
    };
    for (const QChar c : whole) {
        if (c.isLetterOrNumber() || c == u'_')
            word += c;
        else
            endWord();
    }
    endWord();
    if (picks.size() != 1)
        return std::nullopt;
    return *picks.cbegin();
}

} // namespace moa
