// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/sandboxsynthesis.h"

#include <algorithm>
#include <QSet>

namespace moa {

namespace {

/** A sentence of a reference, and what speaks for quoting it. */
struct Quotation
{
    QString text;
    qsizetype reference = 0;
    qsizetype order = 0; ///< in its reference
    int supporters = 0; ///< other references with most of its words
    int score = 0;
};

QSet<QString> wordSet(const QString &text)
{
    constexpr qsizetype most = 4000;
    QSet<QString> words;
    const QStringList list = contentWords(text, most);
    for (const QString &word : list)
        words.insert(word.toCaseFolded());
    return words;
}

int sharedCount(const QSet<QString> &words, const QSet<QString> &others)
{
    return static_cast<int>(std::count_if(
        words.begin(), words.end(), [&](const QString &word) { return others.contains(word); }));
}

/// A sentence that is a quotation already, without the phrase that was put before it.
QString withoutLead(const QString &sentence)
{
    const SandboxLanguage language = sandboxLanguage(sentence);
    for (const auto character : {SandboxCharacter::Synthesizer, SandboxCharacter::Sceptical}) {
        const SandboxPhrases phrases = sandboxPhrases(language, character);
        for (const QString &lead : phrases.connectors + phrases.agreements) {
            if (sentence.startsWith(lead))
                return sentence.sliced(lead.size()).trimmed();
        }
    }
    return sentence;
}

/// A reference without a sentence still has something to quote: its first line.
QStringList quotable(const QString &reference)
{
    QStringList sentences = plainSentences(reference);
    sentences.removeIf(isSandboxHonesty);
    constexpr qsizetype mostSentences = 24;
    sentences.resize(std::min(sentences.size(), mostSentences));
    std::transform(sentences.begin(), sentences.end(), sentences.begin(), withoutLead);
    if (!sentences.isEmpty())
        return sentences;
    constexpr qsizetype longest = 200;
    const QStringList lines = reference.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (!line.trimmed().isEmpty() && !isSandboxHonesty(line))
            return {line.trimmed().left(longest)};
    }
    return {};
}

/// Whether one of the @p others has most words of @p sentence.
bool saysTheSame(const QSet<QString> &sentence, const QList<QSet<QString>> &others)
{
    return sentence.size() >= 2
        && std::any_of(others.begin(), others.end(), [&sentence](const QSet<QString> &other) {
               return 4 * sharedCount(sentence, other) >= 3 * sentence.size();
           });
}

QList<QList<Quotation>> rate(const QString &question, const QStringList &references,
                             SandboxRandom &random)
{
    const QSet<QString> asked = wordSet(question);
    QList<QStringList> sentences;
    QList<QList<QSet<QString>>> words; // of each sentence of each reference
    for (const QString &reference : references) {
        sentences.append(quotable(reference));
        words.append(QList<QSet<QString>>());
        for (const QString &sentence : std::as_const(sentences.last()))
            words.last().append(wordSet(sentence));
    }

    constexpr int introductionPenalty = 3; // first sentences promise more than they say
    QList<QList<Quotation>> rated;
    for (qsizetype i = 0; i < references.size(); ++i) {
        QList<Quotation> quotations;
        for (qsizetype k = 0; k < sentences[i].size(); ++k) {
            const QSet<QString> &own = words[i][k];
            Quotation quotation{sentences[i][k], i, k};
            for (qsizetype other = 0; other < words.size(); ++other) {
                if (other != i && saysTheSame(own, words[other]))
                    ++quotation.supporters;
            }
            quotation.score = 4 * quotation.supporters + 2 * std::min(sharedCount(own, asked), 3)
                + static_cast<int>(random.below(5)) - (k == 0 ? introductionPenalty : 0);
            quotations.append(quotation);
        }
        std::stable_sort(quotations.begin(), quotations.end(),
                         [](const Quotation &a, const Quotation &b) { return a.score > b.score; });
        rated.append(quotations);
    }
    return rated;
}

bool overlaps(const QList<Quotation> &chosen, const QString &text)
{
    return std::any_of(chosen.begin(), chosen.end(), [&text](const Quotation &other) {
        return other.text.contains(text) || text.contains(other.text);
    });
}

bool isQuotedIn(const QList<Quotation> &chosen, const QList<Quotation> &reference)
{
    return std::any_of(reference.begin(), reference.end(), [&chosen](const Quotation &quotation) {
        return std::any_of(chosen.begin(), chosen.end(), [&quotation](const Quotation &other) {
            return other.text.contains(quotation.text);
        });
    });
}

/// The best of each reference, nothing twice, at least one of each. In an order that reads well:
/// by their place in the reference, so that beginnings come first.
QList<Quotation> choose(const QList<QList<Quotation>> &rated, qsizetype each)
{
    QList<Quotation> chosen;
    for (const QList<Quotation> &quotations : rated) {
        qsizetype count = 0;
        for (const Quotation &quotation : quotations) {
            if (count < each && !overlaps(chosen, quotation.text)) {
                chosen.append(quotation);
                ++count;
            }
        }
        if (!quotations.isEmpty() && !isQuotedIn(chosen, quotations))
            chosen.append(quotations.first());
    }
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const Quotation &a, const Quotation &b) { return a.order < b.order; });
    return chosen;
}

qsizetype quotationsEach(SandboxCharacter character, qsizetype references)
{
    const bool brief = character == SandboxCharacter::Brief || character == SandboxCharacter::Flaky;
    if (brief)
        return 1;
    return references <= 3 ? 3 : 2;
}

QString firstCodeBlock(const QStringList &references)
{
    for (const QString &reference : references) {
        const QString fence = QStringLiteral("```");
        const qsizetype start = reference.indexOf(fence);
        const qsizetype end = start < 0 ? -1 : reference.indexOf(fence, start + fence.size());
        if (end >= 0)
            return reference.sliced(start, end + fence.size() - start);
    }
    return {};
}

} // namespace

QString sandboxSynthesis(const QString &question, const QStringList &allReferences,
                         SandboxCharacter character, SandboxRandom &random)
{
    constexpr qsizetype mostReferences = 64; // every sentence is compared with every other
    const QStringList references =
        allReferences.first(std::min(allReferences.size(), mostReferences));
    const SandboxLanguage language = sandboxLanguage(references.join(u'\n'));
    const SandboxPhrases phrases = sandboxPhrases(language, character);
    const QList<Quotation> chosen =
        choose(rate(question, references, random), quotationsEach(character, references.size()));
    const QStringList connectors = random.pickSome(phrases.connectors, phrases.connectors.size());
    const QStringList agreements = random.pickSome(phrases.agreements, phrases.agreements.size());

    QStringList paragraphs;
    QStringList paragraph;
    qsizetype nextConnector = 0;
    qsizetype nextAgreement = 0;
    for (qsizetype i = 0; i < chosen.size(); ++i) {
        const Quotation &quotation = chosen[i];
        QString sentence = quotation.text;
        const bool lead = paragraph.isEmpty();
        if (lead && quotation.supporters > 0)
            sentence.prepend(agreements.at(nextAgreement++ % agreements.size()) + phrases.joint);
        else if (lead && i > 0)
            sentence.prepend(connectors.at(nextConnector++ % connectors.size()) + phrases.joint);
        paragraph.append(sentence);
        constexpr qsizetype sentencesInParagraph = 3;
        if (paragraph.size() >= sentencesInParagraph) {
            paragraphs.append(paragraph.join(phrases.joint));
            paragraph.clear();
        }
    }
    if (!paragraph.isEmpty())
        paragraphs.append(paragraph.join(phrases.joint));
    const QString code =
        character == SandboxCharacter::Code ? firstCodeBlock(references) : QString();
    if (!code.isEmpty())
        paragraphs.append(code);
    paragraphs.prepend(phrases.synthesisOpening);
    if (character == SandboxCharacter::Sceptical || character == SandboxCharacter::Breaks)
        paragraphs.prepend(phrases.synthesisHonesty);
    else
        paragraphs.append(phrases.synthesisHonesty);
    return paragraphs.join(QStringLiteral("\n\n"));
}

} // namespace moa
