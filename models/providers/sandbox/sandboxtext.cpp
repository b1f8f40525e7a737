// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/sandboxtext.h"

#include "providers/sandbox/sandboxmodels.h"
#include "providers/sandbox/sandboxsynthesis.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace moa {

namespace {

quint64 seedOf(const SandboxPrompt &prompt)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QByteArray &bytes) {
        // The length keeps "ab" + "c" apart from "a" + "bc".
        hash.addData(QByteArray::number(bytes.size()) + ':' + bytes);
    };
    add(prompt.model.toUtf8());
    for (const Message &message : prompt.messages) {
        add(QByteArray::number(static_cast<int>(message.author)));
        add(message.text.toUtf8());
    }
    add(prompt.seed ? QByteArray::number(*prompt.seed) : QByteArray());
    add(prompt.temperature ? QByteArray::number(*prompt.temperature, 'g', 17) : QByteArray());
    return qFromLittleEndian<quint64>(hash.result().constData());
}

/** Writes an answer without references. */
class Writer
{
public:
    Writer(const QString &question, const SandboxPhrases &phrases, SandboxRandom &random)
        : m_question(question)
        , m_phrases(phrases)
        , m_random(random)
        , m_words(contentWords(question))
    {
        m_ownWords = m_words.size();
        for (const QString &word : phrases.fallbackWords) {
            if (m_words.size() < 3)
                m_words.append(word);
        }
    }

    [[nodiscard]] QString write(SandboxCharacter character, SandboxLanguage language)
    {
        // Only English has templates for every shape.
        if (language != SandboxLanguage::English)
            return paragraphs(1, 5);
        switch (character) {
        case SandboxCharacter::Detailed:
        case SandboxCharacter::Breaks:
            return detailed(character == SandboxCharacter::Breaks);
        case SandboxCharacter::Sceptical:
            return sceptical();
        case SandboxCharacter::Code:
            return code();
        case SandboxCharacter::Slow:
            return paragraphs(2, 3);
        case SandboxCharacter::Synthesizer:
            return paragraphs(2, 4);
        case SandboxCharacter::Brief:
        case SandboxCharacter::Flaky:
            break;
        }
        return brief();
    }

private:
    [[nodiscard]] QString quoted(qsizetype word) const
    {
        return word < m_ownWords ? m_phrases.quoted.arg(m_words[word]) : m_words[word];
    }

    /// Mostly the same words take the same places, so that answers to one prompt have phrases in
    /// common whoever writes them.
    [[nodiscard]] QString fill(QString sentence)
    {
        const bool usual = m_words.size() <= 3 || m_random.below(3) > 0;
        const qsizetype shift = usual ? 0 : m_random.below(m_words.size());
        const auto word = [&](qsizetype i) { return quoted((i + shift) % m_words.size()); };
        return sentence.replace(QLatin1String("{a}"), word(0))
            .replace(QLatin1String("{b}"), word(1))
            .replace(QLatin1String("{c}"), word(2));
    }

    /// The next sentence: one of the character's own now and then, none twice.
    [[nodiscard]] QString sentence()
    {
        if (m_general.isEmpty())
            m_general = m_random.pickSome(m_phrases.general, m_phrases.general.size());
        if (m_own.isEmpty() && !m_ownUsed) {
            m_own = m_random.pickSome(m_phrases.own, m_phrases.own.size());
            m_ownUsed = true;
        }
        const bool own = !m_own.isEmpty() && m_random.below(3) == 0;
        return fill((own ? m_own : m_general).takeFirst());
    }

    [[nodiscard]] QString sentences(qsizetype count)
    {
        QStringList list;
        while (list.size() < count)
            list.append(sentence());
        return list.join(m_phrases.joint);
    }

    [[nodiscard]] QString opening() { return fill(m_random.pick(m_phrases.openings)); }
    [[nodiscard]] QString closing() { return fill(m_random.pick(m_phrases.closings)); }

    /// The prompt's first line, short enough for a heading.
    [[nodiscard]] QString title() const
    {
        constexpr qsizetype longest = 60;
        QString line = m_question.trimmed().section(u'\n', 0, 0);
        line.removeIf([](QChar c) { return QStringView(u"#*`_<>[]|").contains(c); });
        line = line.simplified();
        if (line.size() > longest) {
            line.truncate(std::max(line.lastIndexOf(u' ', longest), longest / 2));
            line += u'…';
        }
        return line.isEmpty() ? QStringLiteral("An answer") : line;
    }

    [[nodiscard]] static QString joined(const QStringList &blocks)
    {
        return blocks.join(QStringLiteral("\n\n"));
    }

    [[nodiscard]] QString brief()
    {
        const qsizetype count = 2 + m_random.below(2);
        return joined({opening() + m_phrases.joint + sentences(count), m_phrases.honesty});
    }

    [[nodiscard]] QString paragraphs(qsizetype count, qsizetype each)
    {
        QStringList blocks{opening() + m_phrases.joint + sentences(each)};
        for (qsizetype i = 1; i < count; ++i)
            blocks.append(sentences(each));
        blocks.last() += m_phrases.joint + closing();
        blocks.append(m_phrases.honesty);
        return joined(blocks);
    }

    [[nodiscard]] QString list(qsizetype count, bool numbered)
    {
        QStringList items;
        for (qsizetype i = 0; i < count; ++i) {
            const QString mark = numbered ? QStringLiteral("%1. ").arg(i + 1)
                                          : QStringLiteral("- **%1:** ").arg(capitalised(i));
            items.append(mark + sentence());
        }
        return items.join(u'\n');
    }

    [[nodiscard]] QString capitalised(qsizetype word) const
    {
        QString text = m_words[word % m_words.size()];
        if (!text[0].isSurrogate())
            text[0] = text[0].toUpper();
        return text;
    }

    [[nodiscard]] QString detailed(bool honestyFirst)
    {
        QStringList blocks{
            QStringLiteral("## ") + title(),    opening() + m_phrases.joint + sentences(2),
            QStringLiteral("### Main points"),  list(std::min<qsizetype>(m_words.size(), 4), false),
            QStringLiteral("### Step by step"), list(3 + m_random.below(2), true),
            QStringLiteral("### In short"),     sentences(1) + m_phrases.joint + closing()};
        if (honestyFirst)
            blocks.prepend(m_phrases.honesty);
        else
            blocks.append(m_phrases.honesty);
        return joined(blocks);
    }

    [[nodiscard]] QString sceptical()
    {
        return joined({m_phrases.honesty, opening() + m_phrases.joint + sentences(2),
                       QStringLiteral("What speaks against it:"), list(3, true),
                       sentences(1) + m_phrases.joint + closing()});
    }

    /// A word as a name in code; @p instead for words without Latin letters.
    [[nodiscard]] QString codeName(qsizetype word, const QString &instead) const
    {
        QString name;
        for (const QChar c : m_words[word % m_words.size()].toLower()) {
            if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9' && !name.isEmpty()))
                name += c;
        }
        return name.size() < 2 ? instead : name;
    }

    [[nodiscard]] QString code()
    {
        const QString input = codeName(0, QStringLiteral("question"));
        const QString output = codeName(1, QStringLiteral("answer"));
        const QString option = codeName(2, QStringLiteral("limit"));
        static const QStringList programs{
            QStringLiteral("```python\n"
                           "# Sandbox code from a template.\n"
                           "def %2_of(%1_items, %3_limit=10):\n"
                           "    result = []\n"
                           "    for item in %1_items:\n"
                           "        if len(result) >= %3_limit:\n"
                           "            break\n"
                           "        result.append(item)\n"
                           "    return result\n"
                           "```"),
            QStringLiteral("```cpp\n"
                           "// Sandbox code from a template.\n"
                           "std::size_t count_%2(const std::vector<std::string> &%1_items)\n"
                           "{\n"
                           "    std::size_t %3_count = 0;\n"
                           "    for (const std::string &item : %1_items)\n"
                           "        %3_count += item.empty() ? 0 : 1;\n"
                           "    return %3_count;\n"
                           "}\n"
                           "```"),
            QStringLiteral("```javascript\n"
                           "// Sandbox code from a template.\n"
                           "function %2From(%1Items, %3Limit = 10) {\n"
                           "  return %1Items.filter(Boolean).slice(0, %3Limit);\n"
                           "}\n"
                           "```")};
        return joined({opening(), m_random.pick(programs).arg(input, output, option), sentences(3),
                       m_phrases.honesty});
    }

    const QString m_question;
    const SandboxPhrases m_phrases;
    SandboxRandom &m_random;
    QStringList m_words;
    qsizetype m_ownWords = 0;
    QStringList m_general;
    QStringList m_own;
    bool m_ownUsed = false;
};

} // namespace

QString sandboxAnswer(const SandboxPrompt &prompt)
{
    SandboxRandom random(seedOf(prompt));
    const SandboxQuestion question = sandboxQuestion(prompt.messages);
    if (!question.identifiers.isEmpty())
        return random.pick(question.identifiers);

    const SandboxModel *model = sandboxModel(prompt.model);
    const SandboxCharacter character = model ? model->character : SandboxCharacter::Brief;
    if (!question.references.isEmpty())
        return sandboxSynthesis(question.text, question.references, character, random);
    const SandboxLanguage language = sandboxLanguage(question.text);
    return Writer(question.text, sandboxPhrases(language, character), random)
        .write(character, language);
}

} // namespace moa
