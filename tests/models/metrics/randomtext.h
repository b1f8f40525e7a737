// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRandomGenerator>
#include <QString>

namespace moa::test {

/**
 * Pieces of all scripts, and what makes trouble at their borders: combining marks, joiners, line
 * ends, halves of surrogate pairs, bidi controls.
 */
inline const QList<QString> &textPieces()
{
    static const QList<QString> pieces = [] {
        QList<QString> all;
        for (const char16_t *piece : {u"a",
                                      u"the",
                                      u"don't",
                                      u"l\u2019eau",
                                      u"3.14",
                                      u"1,000",
                                      u"snake_case",
                                      u" ",
                                      u"  ",
                                      u"\n",
                                      u"\r\n",
                                      u"\r",
                                      u"\t",
                                      u"\u00A0",
                                      u"\u3000",
                                      u"\u2028",
                                      u".",
                                      u",",
                                      u"'",
                                      u"\u2019",
                                      u"-",
                                      u"...",
                                      u"**",
                                      u"`",
                                      u"(",
                                      u"\u00E9",
                                      u"e\u0301",
                                      u"\u0301",
                                      u"\u0302\u0323",
                                      u"\u0449\u0438",
                                      u"\u03C3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2",
                                      u"\uC548\uB155",
                                      u"\uD55C\uAD6D\uC5B4\uB97C",
                                      u"\u1100\u1161\u11A8",
                                      u"\u11A8",
                                      u"\u65E5\u672C\u8A9E",
                                      u"\u306E",
                                      u"\u304B\u3099",
                                      u"\u30E9\u30FC\u30E1\u30F3",
                                      u"\uFF76\uFF9E",
                                      u"\u4E2D\u6587",
                                      u"\U00020000\U00020001",
                                      u"\u3002",
                                      u"\uFF0C",
                                      u"\u0645\u0631\u062D\u0628\u0627",
                                      u"\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
                                      u"\u064E",
                                      u"\u0600\u0661",
                                      u"\u05E9\u05DC\u05D5\u05DD",
                                      u"\u05E9\u05BC\u05C1",
                                      u"\u0E01\u0E33\u0E25\u0E31\u0E07",
                                      u"\u0E49",
                                      u"\u0EAA\u0EB0",
                                      u"\u0915",
                                      u"\u0928\u092E\u0938\u094D\u0924\u0947",
                                      u"\u0915\u094D\u200D\u0937",
                                      u"\u0903",
                                      u"\u179F\u17D2\u179A\u17B8",
                                      u"\u1019\u103C\u1014\u103A",
                                      u"\u1000\u1039\u1000",
                                      u"\U0001F468\u200D\U0001F469\u200D\U0001F467",
                                      u"\U0001F44D\U0001F3FD",
                                      u"\U0001F1E9\U0001F1EA",
                                      u"\U0001F1EB",
                                      u"1\uFE0F\u20E3",
                                      u"\u2764\uFE0F",
                                      u"\u200D",
                                      u"\u200B",
                                      u"\uFEFF",
                                      u"\u202E",
                                      u"\u2066",
                                      u"\u200F",
                                      u"\u00AD",
                                      u"\u2060",
                                      u"\U0001D54F",
                                      u"\u00BD",
                                      u"\u2460"})
            all.append(QStringView(piece).toString());
        all.append(QString(QChar(0xD83D)));
        all.append(QString(QChar(0xDE00)));
        all.append(QString(QChar(0)));
        return all;
    }();
    return pieces;
}

inline QString randomPiece(QRandomGenerator &random)
{
    const QList<QString> &pieces = textPieces();
    return pieces.at(random.bounded(static_cast<int>(pieces.size())));
}

inline QString randomText(QRandomGenerator &random, int mostPieces)
{
    QString text;
    for (int left = random.bounded(mostPieces + 1); left > 0; --left) {
        text += randomPiece(random);
        if (random.bounded(3) == 0)
            text += u' ';
    }
    return text;
}

} // namespace moa::test
