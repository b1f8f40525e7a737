// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/sandboxwords.h"

#include <QSet>
#include <QStringTokenizer>
#include <QTextBoundaryFinder>

namespace moa {

namespace {

constexpr qsizetype longestText = 20000; ///< of a prompt or reference that is looked at

bool isHangul(QChar c)
{
    return c.script() == QChar::Script_Hangul;
}

bool isKana(QChar c)
{
    return c.script() == QChar::Script_Hiragana || c.script() == QChar::Script_Katakana;
}

bool isHan(QChar c)
{
    return c.script() == QChar::Script_Han;
}

const QSet<QString> &stopWords()
{
    static const QSet<QString> words = [] {
        const QString list = QStringLiteral(
            "a about above after again all also am an and any are as ask at be because been before "
            "being below between both but by can could did do does doing down during each few for "
            "from further get give had has have having he help her here hers him his how i if in "
            "into is it its just know let like make many may me might more most much must my need "
            "no nor not of off on once one only or other our out over own per please same say she "
            "should so some such take tell than thank thanks that the their them then there these "
            "they thing things this those through to too under until up us use used using very "
            "want "
            "was way we well were what when where which while who whom why will with without would "
            "write explain describe you your yours im dont cant doesnt didnt isnt wont type kind "
            "often sort best good example examples whats thats suitable 무엇인가요 무엇 얼마나 "
            "자주 어떻게 어떤 "
            "하나요 대해 대한 설명해 주세요 알려");
        const QStringList split = list.split(u' ');
        return QSet<QString>(split.begin(), split.end());
    }();
    return words;
}

bool isApostrophe(QChar c)
{
    return c == u'\'' || c == u'’';
}

/// "Mike" of "Mike's", nothing of "don't".
QStringView withoutContraction(QStringView word)
{
    const auto apostrophe = std::find_if(word.begin(), word.end(), isApostrophe);
    if (apostrophe == word.end())
        return word;
    QString plain = word.toString().toLower();
    plain.removeIf(isApostrophe);
    return stopWords().contains(plain) ? QStringView() : word.first(apostrophe - word.begin());
}

/// "선인장" of "선인장에": Korean words carry their grammar at the end.
QStringView withoutParticle(QStringView word)
{
    static const QStringList particles{
        QStringLiteral("에서"), QStringLiteral("으로"), QStringLiteral("에게"),
        QStringLiteral("은"),   QStringLiteral("는"),   QStringLiteral("이"),
        QStringLiteral("가"),   QStringLiteral("을"),   QStringLiteral("를"),
        QStringLiteral("의"),   QStringLiteral("에"),   QStringLiteral("와"),
        QStringLiteral("과"),   QStringLiteral("도"),   QStringLiteral("로")};
    for (const QString &particle : particles) {
        if (word.size() >= particle.size() + 2 && word.endsWith(particle))
            return word.chopped(particle.size());
    }
    return word;
}

/// Characters that mostly do a Chinese sentence's grammar: words are looked for between them.
bool isChineseGrammar(QChar c)
{
    return QStringView(u"的了是在和与及或吗呢吧啊请把被给对从到为什么怎样如何哪些我你他她它们这那有"
                       u"没不很会能可以")
        .contains(c);
}

bool isContentWord(QStringView word)
{
    if (word.isEmpty())
        return false;
    const bool dense = isHan(word[0]) || isHangul(word[0]) || isKana(word[0]);
    if (stopWords().contains(word.toString().toLower()))
        return false;
    if (dense)
        return word.size() >= 2;
    return word.size() >= 3
        && std::any_of(word.begin(), word.end(), [](QChar c) { return c.isLetter(); });
}

/// Han and Katakana runs are words in text without blanks; Hiragana between them is grammar.
bool sameRun(QChar left, QChar right)
{
    const auto kind = [](QChar c) {
        if (c.script() == QChar::Script_Hiragana)
            return 1;
        if (c.script() == QChar::Script_Katakana || c == QChar(u'ー'))
            return 2;
        return isHan(c) ? 3 : 0;
    };
    return kind(left) == kind(right);
}

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c.isSurrogate();
}

/// Where the text of a Markdown line begins after quote, list and heading marks; -1: a heading.
qsizetype textStart(QStringView line)
{
    qsizetype i = 0;
    const auto skipBlanks = [&] {
        while (i < line.size() && line[i].isSpace())
            ++i;
    };
    skipBlanks();
    if (i < line.size() && line[i] == u'#')
        return -1;
    while (i < line.size() && line[i] == u'>') {
        ++i;
        skipBlanks();
    }
    if (i + 1 < line.size() && (line[i] == u'-' || line[i] == u'*' || line[i] == u'+')
        && line[i + 1].isSpace()) {
        i += 2;
        skipBlanks();
    } else {
        qsizetype digits = i;
        while (digits < line.size() && line[digits].isDigit())
            ++digits;
        if (digits > i && digits + 1 < line.size() && (line[digits] == u'.' || line[digits] == u')')
            && line[digits + 1].isSpace()) {
            i = digits + 2;
            skipBlanks();
        }
    }
    return i;
}

template <typename Visitor>
void forEachToken(QStringView text, Visitor visit)
{
    qsizetype start = 0;
    int denseInToken = 0;
    for (qsizetype i = 1; i <= text.size(); ++i) {
        const QChar before = text[i - 1];
        denseInToken += isHan(before) || isKana(before) || isHangul(before) ? 1 : 0;
        const bool atEnd = i == text.size();
        const bool wordBegins = !atEnd && before.isSpace() && !text[i].isSpace();
        const bool pairFull = !atEnd && denseInToken >= 2 && !text[i].isSpace() && !text[i].isMark()
            && !text[i].isLowSurrogate();
        if (atEnd || wordBegins || pairFull) {
            visit(text.sliced(start, i - start));
            start = i;
            denseInToken = 0;
        }
    }
}

bool isLongEnough(QStringView sentence)
{
    constexpr qsizetype shortest = 20;
    constexpr qsizetype shortestDense = 8;
    constexpr qsizetype longest = 500;
    const auto dense = std::count_if(sentence.begin(), sentence.end(),
                                     [](QChar c) { return isHan(c) || isHangul(c) || isKana(c); });
    return sentence.size() <= longest && (sentence.size() >= shortest || dense >= shortestDense);
}

} // namespace

SandboxLanguage sandboxLanguage(const QString &text)
{
    qsizetype hangul = 0;
    qsizetype kana = 0;
    qsizetype han = 0;
    qsizetype letters = 0;
    for (const QChar c : QStringView(text).first(std::min(text.size(), longestText))) {
        letters += c.isLetter() ? 1 : 0;
        hangul += isHangul(c) ? 1 : 0;
        kana += isKana(c) ? 1 : 0;
        han += isHan(c) ? 1 : 0;
    }
    if ((hangul + kana + han) * 2 <= letters || letters == 0)
        return SandboxLanguage::English;
    if (hangul >= kana + han)
        return SandboxLanguage::Korean;
    return kana * 10 > han ? SandboxLanguage::Japanese : SandboxLanguage::Chinese;
}

QStringList contentWords(const QString &text, qsizetype most)
{
    QStringList words;
    QSet<QString> seen;
    const QStringView view = QStringView(text).first(std::min(text.size(), longestText));
    const bool chinese = sandboxLanguage(text) == SandboxLanguage::Chinese;
    const auto isGrammar = [chinese](QChar c) { return chinese && isChineseGrammar(c); };
    for (qsizetype i = 0; i < view.size() && words.size() < most;) {
        if (!isWordCharacter(view[i]) || isGrammar(view[i])) {
            ++i;
            continue;
        }
        qsizetype end = i + 1;
        while (end < view.size() && sameRun(view[end - 1], view[end]) && !isGrammar(view[end])
               && (isWordCharacter(view[end])
                   || ((view[end] == u'-' || isApostrophe(view[end])) && end + 1 < view.size()
                       && view[end + 1].isLetter())))
            ++end;
        const QStringView word = withoutParticle(withoutContraction(view.sliced(i, end - i)));
        const bool grammar = view[i].script() == QChar::Script_Hiragana;
        constexpr qsizetype longestWord = 32;
        if (!grammar && word.size() <= longestWord && isContentWord(word)) {
            const QString key = word.toString().toCaseFolded();
            if (!seen.contains(key)) {
                seen.insert(key);
                words.append(word.toString());
            }
        }
        i = end;
    }
    return words;
}

QStringList sandboxTokens(const QString &text)
{
    QStringList tokens;
    forEachToken(text, [&tokens](QStringView token) { tokens.append(token.toString()); });
    return tokens;
}

qsizetype sandboxTokenCount(const QString &text)
{
    qsizetype count = 0;
    forEachToken(text, [&count](QStringView) { ++count; });
    return count;
}

QStringList plainSentences(const QString &markdown)
{
    QStringList sentences;
    bool inCode = false;
    const QStringView view = QStringView(markdown).first(std::min(markdown.size(), longestText));
    for (const QStringView line : qTokenize(view, u'\n')) {
        if (line.trimmed().startsWith(QLatin1String("```"))) {
            inCode = !inCode;
            continue;
        }
        const qsizetype start = inCode ? -1 : textStart(line);
        if (start < 0 || start >= line.size() || line[start] == u'|')
            continue;
        const QStringView prose = line.sliced(start);
        QTextBoundaryFinder finder(QTextBoundaryFinder::Sentence, prose.data(), prose.size());
        qsizetype from = 0;
        while (finder.toNextBoundary() >= 0) {
            const QStringView sentence = prose.sliced(from, finder.position() - from).trimmed();
            from = finder.position();
            // Half of an emphasis would leave its marks open.
            if (isLongEnough(sentence) && sentence.count(u'*') % 2 == 0
                && sentence.count(u'`') % 2 == 0)
                sentences.append(sentence.toString());
        }
    }
    return sentences;
}

} // namespace moa
