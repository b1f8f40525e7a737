// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/tokenizedtext.h"

#include "metrics/characterclasses.h"
#include "metrics/codepoints.h"

namespace moa {

namespace {

QStringView withoutTrailingSpace(QStringView text)
{
    while (!text.isEmpty() && isPythonSpace(text.back().unicode()))
        text.chop(1);
    return text;
}

QStringView withoutLeadingSpace(QStringView text)
{
    while (!text.isEmpty() && isPythonSpace(text.front().unicode()))
        text = text.sliced(1);
    return text;
}

bool containsAt(QStringView text, QChar first, QLatin1String whole)
{
    for (qsizetype at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
        if (text.sliced(at).startsWith(whole))
            return true;
    }
    return false;
}

bool hasHyphenatedLineEnd(QStringView text)
{
    for (qsizetype at = text.indexOf(u'\n'); at >= 0; at = text.indexOf(u'\n', at + 1)) {
        if (at > 0 && text[at - 1] == u'-')
            return true;
    }
    return false;
}

// What mteval-v13a does before it looks at punctuation. That it also turns newlines into spaces
// makes no difference: both only separate.
QString cleaned(QString text)
{
    text.remove(QLatin1String("<skipped>"));
    text.remove(QLatin1String("-\n"));
    if (text.contains(u'&')) {
        text.replace(QLatin1String("&quot;"), QLatin1String("\""));
        text.replace(QLatin1String("&amp;"), QLatin1String("&"));
        text.replace(QLatin1String("&lt;"), QLatin1String("<"));
        text.replace(QLatin1String("&gt;"), QLatin1String(">"));
    }
    return text;
}

bool needsCleaning(QStringView text)
{
    return text.contains(u'&') || hasHyphenatedLineEnd(text)
        || containsAt(text, u'<', QLatin1String("<skipped>"));
}

/**
 * Cuts in one go what the original does by four regular expressions one after the other. Of those,
 * only the ones about marks (full stop and comma; for intl all punctuation) interact: "any
 * character but a digit, then a mark" and "a mark, then any character but a digit" take their
 * matches from the left without overlap, so in a run of marks it is parity that decides whether
 * the last one found a partner. Everything else depends on the neighbour alone.
 */
class Scanner
{
public:
    Scanner(QStringView text, Tokenizer tokenizer, std::vector<Token> &tokens)
        : m_classes(CharacterClasses::of(tokenizer))
        , m_tokens(tokens)
        , m_at(text.utf16())
        , m_end(m_at + text.size())
        , m_start(m_at)
        // 13a puts a space around the text; for the others the text ends where it ends.
        , m_edge(tokenizer == Tokenizer::V13a ? Neighbour::Other : Neighbour::Edge)
        , m_previous(m_edge)
    { }

    void run()
    {
        while (m_at != m_end)
            step();
        endToken();
    }

private:
    enum class Neighbour { Edge, Digit, Other };

    struct Character
    {
        CharacterClass kind;
        int units;
    };

    [[nodiscard]] Character characterAt(const char16_t *at) const
    {
        const CharacterClass kind = m_classes.ofUnit(*at);
        if (kind != CharacterClass::Surrogate)
            return {kind, 1};
        if (QChar::isHighSurrogate(*at) && at + 1 != m_end && QChar::isLowSurrogate(at[1]))
            return {m_classes.ofCodePoint(QChar::surrogateToUcs4(at[0], at[1])), 2};
        return {m_classes.ofCodePoint(*at), 1};
    }

    void step()
    {
        const Character character = characterAt(m_at);
        switch (character.kind) {
        case CharacterClass::Plain:
        case CharacterClass::Digit:
            append(character.units);
            appendWords(character.kind);
            return;
        case CharacterClass::Hyphen:
            if (m_previous == Neighbour::Digit)
                single(character.units);
            else
                append(character.units);
            break;
        case CharacterClass::Mark:
            marks();
            break;
        case CharacterClass::Single:
            single(character.units);
            break;
        case CharacterClass::Space:
        case CharacterClass::Surrogate:
            endToken();
            m_start = ++m_at;
            break;
        }
        m_previous = Neighbour::Other;
    }

    // The rest of a word, and further words after single spaces: nearly all of a text comes by
    // here, so this does without step().
    void appendWords(CharacterClass last)
    {
        while (true) {
            last = appendWord(last);
            m_previous = last == CharacterClass::Digit ? Neighbour::Digit : Neighbour::Other;
            if (m_at == m_end || m_classes.ofUnit(*m_at) != CharacterClass::Space)
                return;
            endToken();
            m_start = ++m_at;
            last = CharacterClass::Plain;
        }
    }

    CharacterClass appendWord(CharacterClass last)
    {
        const char16_t *at = m_at;
        quint64 hash = m_hash;
        for (; at != m_end; ++at) {
            const CharacterClass kind = m_classes.ofUnit(*at);
            if (kind > CharacterClass::Digit)
                break;
            hash = hashed(hash, *at);
            last = kind;
        }
        m_at = at;
        m_hash = hash;
        return last;
    }

    void marks()
    {
        const char16_t *after = m_at;
        const char16_t *last = m_at;
        bool odd = false;
        Neighbour next = m_edge;
        while (after != m_end) {
            const Character character = characterAt(after);
            if (character.kind != CharacterClass::Mark) {
                next =
                    character.kind == CharacterClass::Digit ? Neighbour::Digit : Neighbour::Other;
                break;
            }
            last = after;
            after += character.units;
            odd = !odd;
        }
        // The first mark goes with what stands before the run, if that is not a digit.
        const bool lastHasPartner = (m_previous == Neighbour::Other) == odd;
        const bool lastStays = !lastHasPartner && next != Neighbour::Other;
        if (lastStays && last == m_at) {
            append(static_cast<int>(after - m_at));
            return;
        }
        const char16_t *singlesEnd = lastStays ? last : after;
        while (m_at != singlesEnd)
            single(characterAt(m_at).units);
        if (lastStays)
            append(static_cast<int>(after - m_at));
    }

    static quint64 hashed(quint64 hash, char16_t unit)
    {
        return (hash ^ unit) * 0x9E3779B97F4A7C15u;
    }

    void append(int units)
    {
        for (; units > 0; --units)
            m_hash = hashed(m_hash, *m_at++);
    }

    void single(int units)
    {
        endToken();
        append(units);
        endToken();
    }

    // Leaves m_start at the next character that append() will take.
    void endToken()
    {
        if (m_start != m_at)
            m_tokens.push_back({m_start, m_at - m_start, m_hash});
        m_start = m_at;
        m_hash = 0;
    }

    const CharacterClasses &m_classes;
    std::vector<Token> &m_tokens;
    const char16_t *m_at;
    const char16_t *const m_end;
    const char16_t *m_start; ///< of the token that is under way
    quint64 m_hash = 0; ///< of that token
    const Neighbour m_edge;
    Neighbour m_previous;
};

} // namespace

void TokenizedText::assign(QStringView text, Tokenizer tokenizer, bool lowercase)
{
    m_tokens.clear();
    if (lowercase) {
        m_buffer = lowered(text);
        text = m_buffer;
    }
    text = withoutTrailingSpace(text);
    if (tokenizer == Tokenizer::Zh)
        text = withoutLeadingSpace(text);
    if (tokenizer == Tokenizer::V13a && needsCleaning(text)) {
        m_buffer = cleaned(text.toString());
        text = m_buffer;
    }
    m_tokens.reserve(static_cast<size_t>(text.size()) / 4);
    Scanner(text, tokenizer, m_tokens).run();
}

} // namespace moa
