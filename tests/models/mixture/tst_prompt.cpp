// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/prompt.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;
using Author = Message::Author;

namespace {

Conversation question(const QString &prompt = u"Why is the sky blue?"_s)
{
    return {{Author::User, prompt}};
}

AgentSettings with(Placement placement, const QString &instruction)
{
    AgentSettings settings;
    settings.placement = placement;
    settings.instruction = instruction;
    return settings;
}

} // namespace

class tst_Prompt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void instructionIsThePapersByteForByte()
    {
        const QByteArray bytes = aggregateAndSynthesize().toUtf8();
        QCOMPARE(bytes.size(), 606);
        QCOMPARE(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(),
                 QByteArray("051f3701ff1fbfdf3e0474a2bfe16dc9621c1c6665b1d0adefd43cd246dcc378"));
    }

    void blockIsInstructionAndNumberedList()
    {
        QCOMPARE(referenceBlock(u"Weigh:"_s, {u"one"_s, u"two\nlines"_s}, {}),
                 u"Weigh:\n1. one\n2. two\nlines"_s);
    }

    void referencesLosePythonsWhiteSpaceAtBothEnds()
    {
        QCOMPARE(referenceBlock(u"W"_s, {u"\x1C \u3000\u0085 a b\u00A0\u2029\n\t"_s}, {}),
                 u"W\n1. a b"_s);
        QCOMPARE(referenceBlock(u"W"_s, {u"\u200Ba\uFEFF"_s, u" \n "_s}, {}),
                 u"W\n1. \u200Ba\uFEFF\n2. "_s);
    }

    void placeholdersAreFilledInOnePass()
    {
        QCOMPARE(referenceBlock(u"{prompt}: [{references}] {other} {prompt"_s,
                                {u"say {prompt}"_s, u"{references}"_s}, u"{references}?"_s),
                 u"{references}?: [1. say {prompt}\n2. {references}] {other} {prompt"_s);
    }

    void promptPlaceholderAloneKeepsTheListBehind()
    {
        QCOMPARE(referenceBlock(u"For {prompt}"_s, {u"{references}"_s}, u"q"_s),
                 u"For q\n1. {references}"_s);
    }

    void withoutReferencesMessagesAreSentAsTheyAre()
    {
        const Conversation conversation{{Author::System, u"s"_s},
                                        {Author::User, u"q"_s},
                                        {Author::Assistant, u"a"_s},
                                        {Author::User, u"q2"_s}};
        QCOMPARE(buildConversation({}, conversation, {}), conversation);
    }

    void ownSystemPromptComesFirst()
    {
        AgentSettings settings;
        settings.systemPrompt = u"Be brief."_s;
        QCOMPARE(buildConversation(settings, question(), {}),
                 (Conversation{{Author::System, u"Be brief."_s}, question().first()}));
        settings.systemPrompt = u""_s;
        QCOMPARE(buildConversation(settings, question(), {}), question());
    }

    void defaultIsTheMethodsInstructionAsNewSystemMessage()
    {
        const Conversation messages =
            buildConversation({}, question(), {u" Scattering. "_s, u"Magic."_s});
        QCOMPARE(messages,
                 (Conversation{
                     {Author::System, aggregateAndSynthesize() + u"\n1. Scattering.\n2. Magic."_s},
                     question().first()}));
    }

    void emptyInstructionIsTheMethodsToo()
    {
        QCOMPARE(buildConversation(with(Placement::System, u""_s), question(), {u"r"_s}),
                 buildConversation({}, question(), {u"r"_s}));
    }

    void blockFollowsTheSystemMessagesAfterABlankLine()
    {
        AgentSettings settings = with(Placement::System, u"Weigh:"_s);
        Conversation conversation = question();
        conversation.prepend({Author::System, u"You are kind."_s});
        QCOMPARE(buildConversation(settings, conversation, {u"r"_s}).first().text,
                 u"You are kind.\n\nWeigh:\n1. r"_s);
        settings.systemPrompt = u"Be brief."_s;
        QCOMPARE(buildConversation(settings, question(), {u"r"_s}).first().text,
                 u"Be brief.\n\nWeigh:\n1. r"_s);
        const Conversation both = buildConversation(settings, conversation, {u"r"_s});
        QCOMPARE(both.size(), 2);
        QCOMPARE(both.first().text, u"You are kind.\n\nBe brief.\n\nWeigh:\n1. r"_s);
    }

    void assistantPlacementFollowsTheLastPrompt()
    {
        Conversation conversation = question();
        conversation.append({Author::Assistant, u"Because."_s});
        conversation.append({Author::User, u"Really?"_s});
        Conversation expected = conversation;
        expected.append({Author::Assistant, u"Weigh:\n1. r"_s});
        QCOMPARE(buildConversation(with(Placement::Assistant, u"Weigh:"_s), conversation, {u"r"_s}),
                 expected);
    }

    void userPlacementStandsBeforeThePrompt()
    {
        Conversation conversation = question();
        conversation.append({Author::Assistant, u"Because."_s});
        conversation.append({Author::User, u"Really?"_s});
        Conversation expected = conversation;
        expected.last().text = u"Weigh:\n1. r\n\nReally?"_s;
        QCOMPARE(buildConversation(with(Placement::User, u"Weigh:"_s), conversation, {u"r"_s}),
                 expected);
    }

    void userPlacementDoesNotRepeatThePrompt()
    {
        QCOMPARE(buildConversation(with(Placement::User, u"{references}\nNow: {prompt}"_s),
                                   question(u"q"_s), {u"r"_s}),
                 question(u"1. r\nNow: q"_s));
    }

    void conversationWithoutUserStillGetsTheBlock()
    {
        QCOMPARE(buildConversation(with(Placement::User, u"W"_s), {}, {u"r"_s}),
                 question(u"W\n1. r"_s));
        QCOMPARE(buildConversation(with(Placement::Assistant, u"W"_s), {}, {u"r"_s}),
                 (Conversation{{Author::Assistant, u"W\n1. r"_s}}));
    }

    void rankerSeesInstructionAnswersAndIdentifiers()
    {
        AgentSettings settings = with(Placement::System, u"ignored {references}"_s);
        settings.systemPrompt = u"Judge."_s;
        Conversation conversation{{Author::User, u"first"_s},
                                  {Author::Assistant, u"reply"_s},
                                  {Author::User, u"Why {references}?"_s}};
        const Conversation messages = buildRankerConversation(
            settings, conversation, {u" one {prompt} "_s, u"two"_s, u"three"_s});
        QCOMPARE(messages.size(), 4);
        QCOMPARE(messages.at(0), (Message{Author::System, u"Judge."_s}));
        QCOMPARE(messages.at(1), conversation.at(0));
        QCOMPARE(messages.at(2), conversation.at(1));
        const QString text = messages.at(3).text;
        QCOMPARE(messages.at(3).author, Author::User);
        QVERIFY(text.contains(u"\n\nWhy {references}?\n\n"_s));
        QVERIFY(
            text.contains(u"\n\n### A\n\none {prompt}\n\n### B\n\ntwo\n\n### C\n\nthree\n\n"_s));
        QVERIFY(text.endsWith(u"\nIdentifiers: A, B, C"_s));
        QVERIFY(!text.contains(u"ignored"_s));
    }

    void identifiersCountLikeColumns_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("identifier");
        QTest::newRow("first") << 0 << u"A"_s;
        QTest::newRow("26th") << 25 << u"Z"_s;
        QTest::newRow("27th") << 26 << u"AA"_s;
        QTest::newRow("53rd") << 52 << u"BA"_s;
        QTest::newRow("702nd") << 701 << u"ZZ"_s;
        QTest::newRow("703rd") << 702 << u"AAA"_s;
    }

    void identifiersCountLikeColumns()
    {
        QFETCH(const int, index);
        QTEST(rankIdentifier(index), "identifier");
    }

    void pickIsRead_data()
    {
        QTest::addColumn<QString>("reply");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("pick");
        QTest::newRow("exact") << u"B"_s << 3 << 1;
        QTest::newRow("trimmed") << u"\u3000\n C \x1F"_s << 3 << 2;
        QTest::newRow("two letters") << u"AB"_s << 30 << 27;
        QTest::newRow("bold") << u"**B**"_s << 3 << 1;
        QTest::newRow("sentence") << u"The best is B."_s << 3 << 1;
        QTest::newRow("twice the same") << u"B, surely B!"_s << 3 << 1;
        QTest::newRow("two picks") << u"B or C"_s << 3 << -1;
        QTest::newRow("article and pick") << u"A good one is B"_s << 3 << -1;
        QTest::newRow("part of a word") << u"BEST"_s << 3 << -1;
        QTest::newRow("joined by underscore") << u"model_B"_s << 3 << -1;
        QTest::newRow("out of range") << u"D"_s << 3 << -1;
        QTest::newRow("small letter") << u"b"_s << 3 << -1;
        QTest::newRow("empty") << QString() << 3 << -1;
        QTest::newRow("no references") << u"A"_s << 0 << -1;
    }

    void pickIsRead()
    {
        QFETCH(const QString, reply);
        QFETCH(const int, count);
        QFETCH(const int, pick);
        const std::optional<qsizetype> expected =
            pick < 0 ? std::nullopt : std::optional<qsizetype>(pick);
        QCOMPARE(readPick(reply, count), expected);
    }
};

QTEST_GUILESS_MAIN(tst_Prompt)
#include "tst_prompt.moc"
