// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <QRandomGenerator>
#include <QStringList>

namespace moa {

/**
 * Made-up answers to one question, in the shape of real ones: frequent words are frequent, much is
 * said in phrases that others use, too, and there are paragraphs, lists, numbers and punctuation.
 * The same on every call.
 */
[[nodiscard]] inline QStringList generatedAnswers(int count, int words)
{
    QRandomGenerator random(7);
    QStringList vocabulary;
    for (int word = 0; word < 4000; ++word) {
        const int letters = 1 + static_cast<int>(std::log2(word + 2) * 0.4 + random.bounded(5));
        QString text;
        for (int letter = 0; letter < letters; ++letter)
            text.append(QChar(u"etaoinshrdlucmfwypvbgk"[random.bounded(22)]));
        vocabulary.append(text);
    }
    // About Zipf's law: ranks are spread evenly by their logarithm.
    const auto word = [&] {
        return vocabulary.at(static_cast<qsizetype>(std::pow(4000.0, random.generateDouble())) - 1);
    };
    QStringList phrases;
    for (int phrase = 0; phrase < 300; ++phrase) {
        QStringList parts;
        for (quint32 part = 3 + random.bounded(5U); part > 0; --part)
            parts.append(word());
        phrases.append(parts.join(u' '));
    }

    QStringList answers;
    for (int answer = 0; answer < count; ++answer) {
        QString text;
        int said = 0;
        while (said < words) {
            const bool isItem = random.bounded(5) == 0;
            text += isItem ? QStringLiteral("\n%1. **").arg(1 + said % 9) : QString();
            const int end = std::min(words, said + 6 + random.bounded(16));
            while (said < end) {
                const QString next =
                    random.bounded(3) == 0 ? phrases.at(random.bounded(phrases.size())) : word();
                text += next;
                said += static_cast<int>(next.count(u' ')) + 1;
                text += random.bounded(12) == 0 ? QStringLiteral(", ") : QStringLiteral(" ");
            }
            text.chop(1);
            text += isItem ? QStringLiteral(":** 1,%1 of them (or so).").arg(random.bounded(900))
                           : QStringLiteral(".");
            text += random.bounded(6) == 0 ? QStringLiteral("\n\n") : QStringLiteral(" ");
        }
        answers.append(text.trimmed());
    }
    return answers;
}

} // namespace moa
