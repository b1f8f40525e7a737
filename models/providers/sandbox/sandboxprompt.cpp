// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/sandboxprompt.h"

#include <QStringTokenizer>

namespace moa {

namespace {

/// What a line begins with: "12. ", or nothing.
std::optional<int> leadingNumber(QStringView line)
{
    qsizetype digits = 0;
    while (digits < line.size() && line[digits] >= u'0' && line[digits] <= u'9')
        ++digits;
    constexpr qsizetype mostDigits = 4;
    if (digits == 0 || digits > mostDigits || digits >= line.size() || line[digits] != u'.')
        return std::nullopt;
    if (digits + 1 < line.size() && !line[digits + 1].isSpace())
        return std::nullopt;
    return line.first(digits).toInt();
}

qsizetype afterHeading(const QString &text)
{
    constexpr QLatin1String heading("Responses from models:");
    const qsizetype at = text.lastIndexOf(heading, -1, Qt::CaseInsensitive);
    return at < 0 ? -1 : at + heading.size();
}

QStringList identifiersIn(const QString &text)
{
    constexpr QLatin1String label("Identifiers:");
    QStringList identifiers;
    for (const QStringView rawLine : qTokenize(text, u'\n')) {
        const QStringView line = rawLine.trimmed();
        if (!line.startsWith(label, Qt::CaseInsensitive))
            continue;
        identifiers.clear();
        for (QStringView word : line.sliced(label.size()).split(u',')) {
            QString identifier = word.trimmed().toString();
            while (identifier.endsWith(u'.'))
                identifier.chop(1);
            if (!identifier.isEmpty())
                identifiers.append(identifier);
        }
    }
    return identifiers;
}

/// In the user's message the prompt itself follows the list: the last paragraph.
QString splitOffPrompt(QStringList &references)
{
    QString &last = references.last();
    const qsizetype gap = last.lastIndexOf(QLatin1String("\n\n"));
    if (gap < 0)
        return {};
    const QString prompt = last.sliced(gap).trimmed();
    last = last.first(gap).trimmed();
    return prompt;
}

} // namespace

QStringList numberedItems(QStringView text)
{
    QStringList items;
    qsizetype start = -1; ///< of the item that is open
    int inner = 0; ///< last number of the list within it
    bool previousBlank = false;
    bool paragraphSinceInner = false;
    qsizetype lineStart = 0;
    const auto closeItem = [&](qsizetype end) {
        if (start >= 0)
            items.append(text.sliced(start, end - start).trimmed().toString());
    };
    while (lineStart < text.size()) {
        qsizetype lineEnd = text.indexOf(u'\n', lineStart);
        if (lineEnd < 0)
            lineEnd = text.size();
        const QStringView line = text.sliced(lineStart, lineEnd - lineStart);
        const auto number = leadingNumber(line);
        if (number) {
            const int open = static_cast<int>(items.size()) + (start >= 0 ? 1 : 0);
            if (*number == 1 && open > 0) {
                inner = 1;
                paragraphSinceInner = false;
            } else if (inner > 0 && *number == inner + 1
                       && (*number != open + 1 || previousBlank || !paragraphSinceInner)) {
                ++inner;
                paragraphSinceInner = false;
            } else if (*number == open + 1) {
                closeItem(lineStart);
                start = lineStart + line.indexOf(u'.') + 1;
                inner = 0;
            }
        }
        const bool blank = line.trimmed().isEmpty();
        if (previousBlank && !blank && !number && !line.front().isSpace())
            paragraphSinceInner = true;
        previousBlank = blank;
        lineStart = lineEnd + 1;
    }
    closeItem(text.size());
    return items;
}

SandboxQuestion sandboxQuestion(const Conversation &messages)
{
    SandboxQuestion question;
    for (const Message &message : messages) {
        const bool fromUser = message.author == Message::Author::User;
        if (fromUser)
            question.text = message.text;
        const QStringList identifiers = identifiersIn(message.text);
        if (!identifiers.isEmpty() && message.author != Message::Author::Assistant)
            question.identifiers = identifiers;

        const qsizetype list = afterHeading(message.text);
        const bool earlierTurn =
            message.author == Message::Author::Assistant && &message != &messages.last();
        if (list < 0 || earlierTurn)
            continue;
        question.references = numberedItems(QStringView(message.text).sliced(list));
        if (fromUser && !question.references.isEmpty())
            question.text = splitOffPrompt(question.references);
    }
    question.references.removeIf([](const QString &text) { return text.isEmpty(); });
    return question;
}

} // namespace moa
