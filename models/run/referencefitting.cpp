// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/referencefitting.h"

#include "mixture/prompt.h"

#include <algorithm>
#include <QCoreApplication>
#include <QLocale>
#include <QTextBoundaryFinder>

namespace moa {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::ReferenceFitting)
};

/// What is left of a reference must say something.
constexpr qsizetype c_shortest = 80;
/// How far from the wanted place a cut may be.
constexpr qsizetype c_nearby = 48;
constexpr qint64 c_mostUnaskedRoom = 256;
constexpr qint64 c_unaskedPart = 16; ///< of the context window

qint64 tokensOf(const FittingTask &task, const QStringList &references)
{
    const Conversation messages = task.role == Role::Ranker
        ? buildRankerConversation(task.settings, task.conversation, references)
        : buildConversation(task.settings, task.conversation, references);
    return task.counter.count(messages).tokens;
}

/** The neighbourhood of a cut: boundaries of all of a long text would take too long to find. */
struct Neighbourhood
{
    qsizetype from = 0;
    QStringView text;
};

Neighbourhood around(QStringView text, qsizetype place)
{
    qsizetype from = std::max<qsizetype>(0, place - c_nearby);
    // Flags are pairs of characters: it takes the first of them to know which belong together.
    while (from > 0 && text.at(from).isSurrogate())
        --from;
    const qsizetype end = std::min(text.size(), place + c_nearby);
    return {from, text.sliced(from, end - from)};
}

/** A place to cut at or before @p wanted. */
qsizetype boundaryBefore(QStringView text, qsizetype wanted)
{
    const Neighbourhood near = around(text, wanted);
    for (const auto type : {QTextBoundaryFinder::Word, QTextBoundaryFinder::Grapheme}) {
        QTextBoundaryFinder finder(type, near.text.data(), near.text.size());
        finder.setPosition(wanted - near.from);
        const qsizetype at =
            finder.isAtBoundary() ? finder.position() : finder.toPreviousBoundary();
        if (at > 0)
            return near.from + at;
    }
    return near.from;
}

/** A place to cut at or after @p wanted. */
qsizetype boundaryAfter(QStringView text, qsizetype wanted)
{
    const Neighbourhood near = around(text, wanted);
    const qsizetype end = near.from + near.text.size();
    for (const auto type : {QTextBoundaryFinder::Word, QTextBoundaryFinder::Grapheme}) {
        QTextBoundaryFinder finder(type, near.text.data(), near.text.size());
        finder.setPosition(wanted - near.from);
        const qsizetype at = finder.isAtBoundary() ? finder.position() : finder.toNextBoundary();
        if (at >= 0 && (near.from + at < end || end == text.size()))
            return near.from + at;
    }
    return end;
}

/** Code points, so that what lies outside the basic plane counts once. */
qsizetype characters(QStringView text)
{
    return text.size()
        - std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
}

QString grouped(qint64 number)
{
    // The models read it, not the person.
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(number);
}

QStringList shortened(const QStringList &references, qsizetype length)
{
    QStringList result;
    for (const QString &reference : references)
        result.append(withoutMiddle(reference, length));
    return result;
}

QString modelWindow(const FittingTask &task)
{
    return QLocale().toString(task.facts.contextWindow.value_or(0));
}

QString shownNeed(const FittingTask &task, qint64 tokens)
{
    // An estimate is not said to the last digit.
    constexpr qint64 coarse = 100;
    const bool rounds = !task.counter.isExact() && tokens > 10 * coarse;
    const qint64 shown = rounds ? (tokens + coarse / 2) / coarse * coarse : tokens;
    const QString figure = QLocale().toString(shown);
    return task.counter.isExact() ? figure : Words::tr("about %1").arg(figure);
}

QString noticeOf(const FittingTask &task, const QStringList &sent)
{
    QStringList cuts;
    for (qsizetype at = 0; at < sent.size(); ++at) {
        const qsizetype left = characters(task.references.at(at)) - characters(sent.at(at));
        if (sent.at(at) != task.references.at(at)) {
            cuts.append(Words::tr("reference %1 by %n character(s)", nullptr,
                                  static_cast<int>(std::max<qsizetype>(1, left)))
                            .arg(at + 1));
        }
    }
    return Words::tr("Shortened in the middle to fit the %1 tokens that %2 takes: %3.")
        .arg(modelWindow(task), task.name, cuts.join(Words::tr(", ")));
}

AppliedFit refused(const FittingTask &task, qint64 needed, bool canBeShortened)
{
    AppliedFit fit;
    const QString figures = Words::tr("Not asked: it would need %1 tokens, but %2 takes %3.")
                                .arg(shownNeed(task, needed), task.name, modelWindow(task));
    const QString room = task.settings.maxTokens
        ? Words::tr("%1 of them are kept for the answer.")
              .arg(QLocale().toString(answerRoom(task.settings, task.facts)))
        : QString();
    const QString advice = canBeShortened
        ? Words::tr("Set its references to be shortened, give it fewer of them, or choose a model "
                    "with a larger context window.")
        : Words::tr("Shorten the prompt, lower its max. tokens, or choose a model with a larger "
                    "context window.");
    QStringList sentences{figures, room, advice};
    sentences.removeAll(QString());
    fit.refusal = sentences.join(u' ');
    return fit;
}

} // namespace

std::optional<qint64> mostOutput(const AgentSettings &settings, const ModelFacts &facts)
{
    if (!settings.maxTokens)
        return facts.maxOutput;
    return std::min<qint64>(*settings.maxTokens, facts.maxOutput.value_or(*settings.maxTokens));
}

qint64 answerRoom(const AgentSettings &settings, const ModelFacts &facts)
{
    if (settings.maxTokens)
        return mostOutput(settings, facts).value_or(0);
    if (!facts.contextWindow)
        return 0;
    return std::min(c_mostUnaskedRoom, *facts.contextWindow / c_unaskedPart);
}

QString withoutMiddle(const QString &text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    const qsizetype head = boundaryBefore(text, length - length / 2);
    const qsizetype tail = std::max(head, boundaryAfter(text, text.size() - length / 2));
    const QStringView left = QStringView(text).sliced(head, tail - head);
    const QString marker =
        QStringLiteral("\n[… %1 characters left out …]\n").arg(grouped(characters(left)));
    // Nothing is won by a mark that is longer than what it stands for.
    if (left.size() <= marker.size())
        return text;
    return QStringView(text).first(head).toString() + marker
        + QStringView(text).sliced(tail).toString();
}

AppliedFit fitReferences(const FittingTask &task)
{
    AppliedFit fit;
    fit.references = task.references;
    if (!task.facts.contextWindow)
        return fit;
    const qint64 available = *task.facts.contextWindow - answerRoom(task.settings, task.facts);
    const qint64 room = *task.facts.contextWindow - available;
    const qint64 needed = tokensOf(task, task.references);
    if (needed <= available)
        return fit;
    const bool shortens = task.settings.overflow.value_or(Overflow::Refuse) == Overflow::Shorten;
    if (!shortens || task.references.isEmpty()) {
        const bool promptFits =
            !task.references.isEmpty() && tokensOf(task, QStringList{}) <= available;
        return refused(task, needed + room, promptFits);
    }

    // The largest common length that fits: the longer ones are cut to it.
    qsizetype longest = 0;
    for (const QString &reference : task.references)
        longest = std::max(longest, reference.size());
    qsizetype fits = 0;
    for (qsizetype low = c_shortest, high = longest; low <= high;) {
        const qsizetype middle = low + (high - low) / 2;
        if (tokensOf(task, shortened(task.references, middle)) <= available) {
            fits = middle;
            low = middle + 1;
        } else {
            high = middle - 1;
        }
    }
    if (fits == 0) {
        const qint64 least = tokensOf(task, shortened(task.references, c_shortest));
        AppliedFit none = refused(task, least + room, false);
        none.refusal =
            Words::tr("Even with its references shortened it does not fit. %1").arg(none.refusal);
        return none;
    }
    fit.references = shortened(task.references, fits);
    fit.notices.append(noticeOf(task, fit.references));
    return fit;
}

} // namespace moa
