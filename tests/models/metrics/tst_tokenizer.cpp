// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/tokenizer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using moa::tokenize;
using moa::Tokenizer;

Q_DECLARE_METATYPE(moa::Tokenizer)

class TestTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsTheText_data();
    void cutsTheText();
    void emptyTextHasNoTokens();
    void lowercaseIsThatOfUnicode();
    void loneSurrogatesAreOrdinaryCharacters();
    void namesAreThoseOfSacreBleu();
};

void TestTokenizer::cutsTheText_data()
{
    QTest::addColumn<Tokenizer>("tokenizer");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tokens"); // joined by |
    const auto row = [](const char *name, Tokenizer tokenizer, const QString &text,
                        const QString &tokens) {
        QTest::newRow(name) << tokenizer << text << tokens;
    };

    const Tokenizer none = Tokenizer::None;
    row("none cuts at whitespace only", none, u" a.b\tc,  d\n"_qs, u"a.b|c,|d"_qs);
    row("none cuts at Python's whitespace", none, u"a\u001cb\u00a0c\u3000d\u200be\u0085f"_qs,
        u"a|b|c|d\u200be|f"_qs);

    const Tokenizer character = Tokenizer::Char;
    row("char keeps pairs together", character, u"a \U0001F1F0\U0001F1F7e\u0301"_qs,
        u"a|\U0001F1F0|\U0001F1F7|e|\u0301"_qs);

    const Tokenizer western = Tokenizer::V13a;
    row("13a sets punctuation apart", western, u"Hi! (a) $5"_qs, u"Hi|!|(|a|)|$|5"_qs);
    row("13a keeps apostrophe and hyphen", western, u"it's well-known"_qs, u"it's|well-known"_qs);
    row("13a keeps numbers whole", western, u"3.5 1,250.75"_qs, u"3.5|1,250.75"_qs);
    row("13a cuts a full stop after a number at the end", western, u"in 5."_qs, u"in|5|."_qs);
    row("13a keeps a point before a number", western, u"a .5"_qs, u"a|.|5"_qs);
    row("13a three dots", western, u"a..."_qs, u"a|.|.|."_qs);
    row("13a even run before a digit", western, u"a..5"_qs, u"a|.|.5"_qs);
    row("13a odd run before a digit", western, u"a...5"_qs, u"a|.|.|.|5"_qs);
    row("13a even run between digits", western, u"1..5"_qs, u"1|.|.|5"_qs);
    row("13a odd run between digits", western, u"1...5"_qs, u"1|.|.|.5"_qs);
    row("13a hyphen after a digit", western, u"5-6 a-6 5--6"_qs, u"5|-|6|a-6|5|-|-6"_qs);
    row("13a decodes four entities once", western, u"&quot;&lt;&amp;lt;&apos;"_qs,
        u"\"|<|<|&|apos|;"_qs);
    row("13a joins hyphenated lines", western, u"co-\noperate up-\rto"_qs, u"cooperate|up-|to"_qs);
    row("13a forgets skipped segments", western, u"a<skipped>b <skip"_qs, u"ab|<|skip"_qs);
    row("13a leaves other scripts alone", western, u"\u0661. \u4f60\u597d\u3002"_qs,
        u"\u0661|.|\u4f60\u597d\u3002"_qs);

    const Tokenizer chinese = Tokenizer::Zh;
    row("zh cuts every ideograph", chinese, u"\u4f60\u597dabc\uff0c1"_qs,
        u"\u4f60|\u597d|abc|\uff0c|1"_qs);
    row("zh leaves supplementary ideographs and kana", chinese, u"\U00020bb7\u306e\uac00"_qs,
        u"\U00020bb7\u306e\uac00"_qs);
    row("zh copies the slip about U+2001 to U+2A6D", chinese, u"a\u2014b\u2192c\u2a6ed"_qs,
        u"a|\u2014|b|\u2192|c\u2a6ed"_qs);
    row("zh pads neither end", chinese, u" .5 a 5. "_qs, u".5|a|5."_qs);
    row("zh decodes nothing", chinese, u"&lt;"_qs, u"&|lt|;"_qs);

    const Tokenizer international = Tokenizer::Intl;
    row("intl knows all punctuation", international, u"\u00bfQu\u00e9? \u201cS\u00ed\u201d"_qs,
        u"\u00bf|Qu\u00e9|?|\u201c|S\u00ed|\u201d"_qs);
    row("intl knows all numbers", international, u"\u0661.\u0662 \u2163-\u00bd"_qs,
        u"\u0661.\u0662|\u2163-\u00bd"_qs);
    row("intl sets symbols apart", international, u"a\U0001F389b\u20ac5"_qs,
        u"a|\U0001F389|b|\u20ac|5"_qs);
    row("intl keeps a mark at the very start", international, u"-5"_qs, u"-5"_qs);
    row("intl keeps a full stop after the last number", international, u"in 5. "_qs, u"in|5."_qs);
    row("intl supplementary punctuation", international, u"a\U00010100b1\U000101002"_qs,
        u"a|\U00010100|b1\U000101002"_qs);
}

void TestTokenizer::cutsTheText()
{
    QFETCH(Tokenizer, tokenizer);
    QFETCH(QString, text);
    QFETCH(QString, tokens);
    QCOMPARE(tokenize(text, tokenizer).join(u'|'), tokens);
}

void TestTokenizer::emptyTextHasNoTokens()
{
    for (const Tokenizer tokenizer :
         {Tokenizer::None, Tokenizer::Char, Tokenizer::V13a, Tokenizer::Zh, Tokenizer::Intl}) {
        QVERIFY(tokenize(QStringView(), tokenizer).isEmpty());
        QVERIFY(tokenize(u" \n\t", tokenizer, true).isEmpty());
        QVERIFY(tokenize(u"", tokenizer, true).isEmpty());
    }
}

void TestTokenizer::lowercaseIsThatOfUnicode()
{
    QCOMPARE(tokenize(u"\u0391\u03a3 \u0130\u1e9e \U00010400", Tokenizer::V13a, true).join(u'|'),
             u"\u03b1\u03c2|i\u0307\u00df|\U00010428"_qs);
    const QString growing = u"\u0130"_qs.repeated(1000);
    QCOMPARE(tokenize(growing, Tokenizer::V13a, true).join(u'|'), u"i\u0307"_qs.repeated(1000));
    QCOMPARE(tokenize(u"A&LT;B &Lt;", Tokenizer::V13a, true).join(u'|'), u"a|<|b|<"_qs);
}

void TestTokenizer::loneSurrogatesAreOrdinaryCharacters()
{
    const QString high(QChar(0xD83C));
    const QString low(QChar(0xDF89));
    const QString text = u"a"_qs + low + u". "_qs + high + u" b"_qs + high;
    QCOMPARE(tokenize(text, Tokenizer::None).size(), 3);
    QCOMPARE(tokenize(text, Tokenizer::Char).size(), 6);
    for (const Tokenizer tokenizer : {Tokenizer::V13a, Tokenizer::Zh, Tokenizer::Intl}) {
        const QStringList expected{u"a"_qs + low, u"."_qs, high, u"b"_qs + high};
        QCOMPARE(tokenize(text, tokenizer), expected);
        QCOMPARE(tokenize(text, tokenizer, true), expected);
    }
}

void TestTokenizer::namesAreThoseOfSacreBleu()
{
    for (const QString &name : {u"none"_qs, u"char"_qs, u"13a"_qs, u"zh"_qs, u"intl"_qs}) {
        const std::optional<Tokenizer> tokenizer = moa::tokenizerFromName(name);
        QVERIFY(tokenizer);
        QCOMPARE(moa::tokenizerName(*tokenizer), name);
    }
    QVERIFY(!moa::tokenizerFromName(u"ja-mecab"));
    QVERIFY(!moa::tokenizerFromName(u""));
}

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
