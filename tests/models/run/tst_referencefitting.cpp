// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimatefixture.h"
#include "run/referencefitting.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>
#include <QTextBoundaryFinder>

using namespace moa;
using namespace moa::estimatefixture;

namespace {

FittingTask task(const QStringList &references, std::optional<qint64> window,
                 std::optional<Overflow> overflow = Overflow::Shorten)
{
    FittingTask result{
        u"llama"_qs, Role::Aggregator,    {}, prompt(u"Why is the sky blue?"_qs), references,
        {},          TokenCounter({}, {})};
    result.facts.contextWindow = window;
    result.settings.overflow = overflow;
    return result;
}

qint64 sentTokens(const FittingTask &fitting, const QStringList &references)
{
    return fitting.counter
        .count(buildConversation(fitting.settings, fitting.conversation, references))
        .tokens;
}

} // namespace

class TestReferenceFitting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void whatFitsStaysAsItIs();
    void whatDoesNotFitIsRefused_data();
    void whatDoesNotFitIsRefused();
    void longReferencesAreCutToACommonLength();
    void aRankersCandidatesAreCutToo();
    void whatCanNotFitIsRefusedEvenShortened();
    void roomIsKeptForTheAnswer();
    void theMiddleIsCutBetweenWords();
    void charactersStayWhole_data();
    void charactersStayWhole();
};

void TestReferenceFitting::whatFitsStaysAsItIs()
{
    const QStringList references{words(400), words(20)};
    AppliedFit same;
    same.references = references;
    QCOMPARE(fitReferences(task(references, std::nullopt)), same);
    QCOMPARE(fitReferences(task(references, 100'000)), same);
    // To the last token.
    const qint64 needed = sentTokens(task(references, {}), references);
    FittingTask exact = task(references, needed + 100);
    exact.settings.maxTokens = 100;
    QCOMPARE(fitReferences(exact), same);
    exact.facts.contextWindow = needed + 99;
    QVERIFY(!fitReferences(exact).notices.isEmpty());
}

void TestReferenceFitting::whatDoesNotFitIsRefused_data()
{
    QTest::addColumn<std::optional<Overflow>>("overflow");
    QTest::newRow("said so") << std::optional(Overflow::Refuse);
    QTest::newRow("nothing said") << std::optional<Overflow>();
}

void TestReferenceFitting::whatDoesNotFitIsRefused()
{
    QFETCH(const std::optional<Overflow>, overflow);
    FittingTask fitting = task({words(4000), words(4000)}, 8192, overflow);
    fitting.settings.maxTokens = 2048;
    const AppliedFit fit = fitReferences(fitting);
    QVERIFY(fit.notices.isEmpty());
    QVERIFY2(QRegularExpression(u"^Not asked: it would need about 10,[0-9]00 tokens, but llama "
                                "takes 8,192\\. 2,048 of them are kept for the answer\\. Set its "
                                "references to be shortened, .*\\.$"_qs)
                 .match(fit.refusal)
                 .hasMatch(),
             qPrintable(fit.refusal));
}

void TestReferenceFitting::longReferencesAreCutToACommonLength()
{
    const QStringList references{words(3000), words(100), words(2000), words(900)};
    FittingTask fitting = task(references, 4096);
    fitting.settings.maxTokens = 1000;
    const AppliedFit fit = fitReferences(fitting);
    QVERIFY(fit.refusal.isEmpty());
    QCOMPARE(fit.references.size(), 4);
    QCOMPARE(fit.references.at(1), references.at(1));
    QCOMPARE(fit.references.at(3), references.at(3));
    QVERIFY(qAbs(fit.references.at(0).size() - fit.references.at(2).size()) < 60);
    QVERIFY(fit.references.at(0).contains(u"characters left out …]"_qs));
    // Nearly all of the window is used, and not more.
    const qint64 tokens = sentTokens(fitting, fit.references);
    QVERIFY(tokens <= 3096);
    QVERIFY2(tokens > 3050, qPrintable(QString::number(tokens)));
    QCOMPARE(fit.notices.size(), 1);
    const QString notice = fit.notices.constFirst();
    QVERIFY2(notice.startsWith(
                 u"Shortened in the middle to fit the 4,096 tokens that llama takes: reference 1 "
                 "by "_qs),
             qPrintable(notice));
    QVERIFY(notice.contains(u"reference 3 by "_qs));
    QVERIFY(!notice.contains(u"reference 2"_qs) && !notice.contains(u"reference 4"_qs));
}

void TestReferenceFitting::aRankersCandidatesAreCutToo()
{
    FittingTask fitting = task({words(3000), words(3000)}, 4096);
    fitting.role = Role::Ranker;
    const AppliedFit fit = fitReferences(fitting);
    QVERIFY(fit.refusal.isEmpty());
    const Conversation messages = buildRankerConversation({}, fitting.conversation, fit.references);
    QVERIFY(fitting.counter.count(messages).tokens <= 4096);
}

void TestReferenceFitting::whatCanNotFitIsRefusedEvenShortened()
{
    FittingTask fitting = task(QStringList(40, words(200)), 512);
    const AppliedFit fit = fitReferences(fitting);
    QVERIFY2(fit.refusal.startsWith(u"Even with its references shortened it does not fit."_qs),
             qPrintable(fit.refusal));
    fitting.references.clear();
    fitting.conversation = prompt(words(900));
    const QString alone = fitReferences(fitting).refusal;
    QVERIFY2(alone.contains(u"Shorten the prompt"_qs), qPrintable(alone));
    QVERIFY(!alone.contains(u"references"_qs));
}

void TestReferenceFitting::roomIsKeptForTheAnswer()
{
    AgentSettings settings;
    ModelFacts facts;
    QCOMPARE(answerRoom(settings, facts), 0);
    QCOMPARE(mostOutput(settings, facts), std::nullopt);
    facts.contextWindow = 512;
    QCOMPARE(answerRoom(settings, facts), 32);
    facts.contextWindow = 128'000;
    QCOMPARE(answerRoom(settings, facts), 256);
    settings.maxTokens = 2048;
    QCOMPARE(answerRoom(settings, facts), 2048);
    facts.maxOutput = 1000;
    QCOMPARE(answerRoom(settings, facts), 1000);
    QCOMPARE(mostOutput(settings, facts), std::optional<qint64>(1000));
}

void TestReferenceFitting::theMiddleIsCutBetweenWords()
{
    const QString text = words(600);
    const QString cut = withoutMiddle(text, 400);
    const QRegularExpressionMatch mark =
        QRegularExpression(u"\n\\[… ([0-9,]+) characters left out …\\]\n"_qs).match(cut);
    QVERIFY(mark.hasMatch());
    const qsizetype left = QLocale(QLocale::English).toLongLong(mark.captured(1));
    QCOMPARE(cut.size() - mark.capturedLength(), text.size() - left);
    QVERIFY(cut.size() - mark.capturedLength() <= 400);
    const QString head = cut.first(mark.capturedStart());
    const QString tail = cut.sliced(mark.capturedEnd());
    QVERIFY(text.startsWith(head) && text.endsWith(tail));
    // No word is cut in two.
    QVERIFY(QRegularExpression(u"(some|words|\\s)$"_qs).match(head).hasMatch());
    QVERIFY(QRegularExpression(u"^(some|words|\\s)"_qs).match(tail).hasMatch());
    QCOMPARE(withoutMiddle(text, text.size()), text);
    // The mark would be longer than what it stands for.
    QCOMPARE(withoutMiddle(text, text.size() - 12), text);
}

void TestReferenceFitting::charactersStayWhole_data()
{
    QTest::addColumn<QString>("piece");
    QTest::newRow("family emoji") << u"👩‍👩‍👧"_qs;
    QTest::newRow("combining mark") << u"e\u0301"_qs;
    QTest::newRow("flag") << u"🇩🇪"_qs;
    QTest::newRow("Chinese") << u"语"_qs;
    QTest::newRow("no spaces") << u"x"_qs;
}

void TestReferenceFitting::charactersStayWhole()
{
    QFETCH(const QString, piece);
    const QString text = piece.repeated(600);
    for (qsizetype length = 100; length < 130; ++length) {
        const QString cut = withoutMiddle(text, length);
        QVERIFY(cut.size() < text.size());
        const QString head = cut.section(u'\n', 0, 0);
        const QString tail = cut.section(u'\n', 2);
        QCOMPARE(head, piece.repeated(head.size() / piece.size()));
        QCOMPARE(tail, piece.repeated(tail.size() / piece.size()));
        QVERIFY(head.size() + tail.size() <= length);
        QVERIFY(!head.isEmpty() && !tail.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestReferenceFitting)
#include "tst_referencefitting.moc"
