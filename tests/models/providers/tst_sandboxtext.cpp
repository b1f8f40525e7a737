// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/prompt.h"
#include "providers/sandbox/sandboxmodels.h"
#include "providers/sandbox/sandboxtext.h"
#include "providers/sandbox/sandboxwords.h"

#include <QSet>
#include <QTest>

using namespace moa;

namespace {

const QString instruction =
    QStringLiteral("You have been provided with a set of responses.\n\nResponses from models:");

SandboxPrompt ask(const QString &model, const QString &prompt)
{
    return {model, {{Message::Author::User, prompt}}, {}, {}};
}

QString block(const QStringList &references)
{
    QString text = instruction;
    for (qsizetype i = 0; i < references.size(); ++i)
        text += QStringLiteral("\n%1. %2").arg(i + 1).arg(references[i]);
    return text;
}

QStringList realisticReferences()
{
    return {
        QStringLiteral("Cacti need soil that drains quickly. A mix of sand and perlite works "
                       "well.\n\n1. Mix one part soil with one part sand.\n2. Add a handful of "
                       "perlite.\n3. Leave the roots dry for a week.\n\nWater it rarely."),
        QStringLiteral("## Soil\n\n- **Drainage** decides whether a cactus survives the winter.\n"
                       "- Use a pot with holes in the bottom.\n\n```\nnot to be quoted from\n```"),
        QStringLiteral("Any gritty soil that drains quickly will do for a cactus.\n"
                       "Fertiliser is hardly ever needed.")};
}

QStringList allModels()
{
    QStringList ids;
    for (const SandboxModel &model : sandboxModels())
        ids.append(model.id);
    return ids;
}

} // namespace

class TestSandboxText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyModelSaysWhatItIs();
    void sameInSameOut();
    void answersDifferBy_data();
    void answersDifferBy();
    void modelsSharePhrases();
    void takesUpWordsOfThePrompt();
    void hasTheShapeOfItsCharacter();
    void answersInTheLanguageOfThePrompt_data();
    void answersInTheLanguageOfThePrompt();
    void answersAnything_data();
    void answersAnything();
    void findsReferences_data();
    void findsReferences();
    void tellsListsApart_data();
    void tellsListsApart();
    void earlierTurnsAreNoReferences();
    void synthesisQuotesEveryReference_data();
    void synthesisQuotesEveryReference();
    void synthesisLeavesHonestyLinesOut();
    void rankerPicksOneIdentifier_data();
    void rankerPicksOneIdentifier();
    void ranksAsMixturesAsk();
    void tokensJoinToTheText_data();
    void tokensJoinToTheText();
    void sentencesAreVerbatim();
    void answerIsPinned();
};

void TestSandboxText::everyModelSaysWhatItIs()
{
    QSet<QString> ids;
    for (const SandboxModel &model : sandboxModels()) {
        ids.insert(model.id);
        QVERIFY(model.description.contains(QLatin1String("Not a language model")));
        const QString answer = sandboxAnswer(ask(model.id, QStringLiteral("Why is the sky blue?")));
        const QStringList blocks = answer.split(QStringLiteral("\n\n"));
        QVERIFY2(isSandboxHonesty(blocks.first()) || isSandboxHonesty(blocks.last()),
                 qPrintable(answer));
    }
    QCOMPARE(ids.size(), 8);
    QVERIFY(!sandboxModel(QStringLiteral("gpt-4o")));
}

void TestSandboxText::sameInSameOut()
{
    for (const QString &model : allModels()) {
        SandboxPrompt prompt = ask(model, QStringLiteral("How do I brew coffee?"));
        prompt.seed = 7;
        QCOMPARE(sandboxAnswer(prompt), sandboxAnswer(SandboxPrompt(prompt)));
    }
}

void TestSandboxText::answersDifferBy_data()
{
    QTest::addColumn<SandboxPrompt>("other");
    const SandboxPrompt prompt =
        ask(QStringLiteral("sandbox-detailed"), QStringLiteral("How do I brew coffee?"));
    SandboxPrompt other = prompt;
    other.seed = 1;
    QTest::newRow("seed") << other;
    other = prompt;
    other.temperature = 0.7;
    QTest::newRow("temperature") << other;
    other = prompt;
    other.model = QStringLiteral("sandbox-sceptical");
    QTest::newRow("model") << other;
    other = prompt;
    other.messages.prepend({Message::Author::System, QStringLiteral("Be kind.")});
    QTest::newRow("system message") << other;
}

void TestSandboxText::answersDifferBy()
{
    QFETCH(SandboxPrompt, other);
    QVERIFY(sandboxAnswer(other)
            != sandboxAnswer(
                ask(QStringLiteral("sandbox-detailed"), QStringLiteral("How do I brew coffee?"))));
}

void TestSandboxText::modelsSharePhrases()
{
    QHash<QString, int> models;
    for (const QString &model : allModels()) {
        const QString answer =
            sandboxAnswer(ask(model, QStringLiteral("How do bees find their way home?")));
        const QStringList sentences = plainSentences(answer);
        for (const QString &sentence : QSet<QString>(sentences.begin(), sentences.end()))
            ++models[sentence];
    }
    QVERIFY(std::any_of(models.begin(), models.end(), [](int count) { return count >= 2; }));
}

void TestSandboxText::takesUpWordsOfThePrompt()
{
    const QString answer = sandboxAnswer(
        ask(QStringLiteral("sandbox-detailed"), QStringLiteral("How do penguins survive winter?")));
    QVERIFY(answer.contains(QLatin1String("penguins")));
    QVERIFY(answer.contains(QLatin1String("winter")));
    QCOMPARE(contentWords(QStringLiteral("What's Mike's state-of-the-art idea, don't you know?")),
             QStringList({QStringLiteral("Mike"), QStringLiteral("state-of-the-art"),
                          QStringLiteral("idea")}));
}

void TestSandboxText::hasTheShapeOfItsCharacter()
{
    const QString question = QStringLiteral("How do I sort a list of names?");
    const QString brief = sandboxAnswer(ask(QStringLiteral("sandbox-brief"), question));
    const QString detailed = sandboxAnswer(ask(QStringLiteral("sandbox-detailed"), question));
    QVERIFY(detailed.size() > 2 * brief.size());
    QVERIFY(detailed.startsWith(QLatin1String("## How do I sort a list of names?\n\n")));
    QVERIFY(detailed.contains(QLatin1String("\n- **")));
    QVERIFY(detailed.contains(QLatin1String("\n2. ")));
    const QString code = sandboxAnswer(ask(QStringLiteral("sandbox-code"), question));
    QCOMPARE(code.count(QLatin1String("```")), 2);
    QVERIFY(!code.contains(u'%'));
    for (const QString &model : allModels())
        QVERIFY(!sandboxAnswer(ask(model, question)).contains(u'{')
                || model == QLatin1String("sandbox-code"));
}

void TestSandboxText::answersInTheLanguageOfThePrompt_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<int>("language");
    QTest::addColumn<QString>("word");
    QTest::newRow("Korean") << QStringLiteral("선인장에 적합한 흙은 무엇인가요?")
                            << int(SandboxLanguage::Korean) << QStringLiteral("선인장");
    QTest::newRow("Japanese") << QStringLiteral("サボテンに適した土壌は何ですか？")
                              << int(SandboxLanguage::Japanese) << QStringLiteral("サボテン");
    QTest::newRow("Chinese") << QStringLiteral("仙人掌适合什么样的土壤？")
                             << int(SandboxLanguage::Chinese) << QStringLiteral("土壤");
    QTest::newRow("mixed") << QStringLiteral("Explain the word 土壌 to me")
                           << int(SandboxLanguage::English) << QStringLiteral("土壌");
}

void TestSandboxText::answersInTheLanguageOfThePrompt()
{
    QFETCH(QString, prompt);
    QFETCH(int, language);
    QFETCH(QString, word);
    for (const QString &model : allModels()) {
        const QString answer = sandboxAnswer(ask(model, prompt));
        QCOMPARE(int(sandboxLanguage(answer)), language);
        QVERIFY2(answer.contains(word) || model == QLatin1String("sandbox-code"),
                 qPrintable(answer));
    }
}

void TestSandboxText::answersAnything_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::newRow("nothing") << QString();
    QTest::newRow("blanks") << QStringLiteral(" \n\t ");
    QTest::newRow("marks") << QStringLiteral("?!* `{a}` {b} %1 %2");
    QTest::newRow("one word") << QStringLiteral("Hi");
    QTest::newRow("rockets") << QStringLiteral("\U0001F680\U0001F680 \U0001F680");
    QTest::newRow("half a surrogate") << QString(QChar(0xd83d));
    QTest::newRow("Cyrillic") << QStringLiteral("Почему небо голубое?");
    QTest::newRow("Arabic") << QStringLiteral("لماذا السماء زرقاء؟");
    QTest::newRow("very long word") << QString(100000, u'x');
    QTest::newRow("very long") << QStringLiteral("one more word ").repeated(50000);
    QTest::newRow("heading without a list") << QStringLiteral("Responses from models:");
    QTest::newRow("empty references") << QStringLiteral("Responses from models:\n1. \n2. ");
    QTest::newRow("empty identifiers") << QStringLiteral("Identifiers: ,.");
}

void TestSandboxText::answersAnything()
{
    QFETCH(QString, prompt);
    for (const QString &model : allModels()) {
        QVERIFY(sandboxAnswer(ask(model, prompt)).size() > 20);
        QVERIFY(sandboxAnswer({model, {{Message::Author::System, prompt}}, {}, {}}).size() > 20);
    }
}

void TestSandboxText::findsReferences_data()
{
    QTest::addColumn<Conversation>("messages");
    QTest::addColumn<QString>("text");
    using Author = Message::Author;
    const QStringList references = realisticReferences();
    const QString prompt = QStringLiteral("Which soil?");
    QTest::newRow("in the system message")
        << Conversation{{Author::System, QStringLiteral("Be kind.\n\n") + block(references)},
                        {Author::User, prompt}}
        << prompt;
    QTest::newRow("in an assistant turn")
        << Conversation{{Author::User, prompt}, {Author::Assistant, block(references)}} << prompt;
    QTest::newRow("in the user's message")
        << Conversation{{Author::User, block(references) + QStringLiteral("\n\n") + prompt}}
        << prompt;
    const Conversation conversation{{Author::User, prompt}};
    AgentSettings settings;
    for (const auto placement : {Placement::System, Placement::Assistant, Placement::User}) {
        settings.placement = placement;
        QTest::addRow("as mixtures place them, %d", static_cast<int>(placement))
            << buildConversation(settings, conversation, references) << prompt;
    }
    QTest::newRow("after earlier turns")
        << Conversation{{Author::System, block(references)},
                        {Author::User, QStringLiteral("Hello")},
                        {Author::Assistant, QStringLiteral("Hello.")},
                        {Author::User, prompt}}
        << prompt;
}

void TestSandboxText::findsReferences()
{
    QFETCH(Conversation, messages);
    QFETCH(QString, text);
    const SandboxQuestion question = sandboxQuestion(messages);
    QCOMPARE(question.references, realisticReferences());
    QCOMPARE(question.text, text);
    QVERIFY(question.identifiers.isEmpty());
}

void TestSandboxText::tellsListsApart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("items");
    const auto row = [](const char *name, const char *text, const QStringList &items) {
        QTest::newRow(name) << QString::fromUtf8(text) << items;
    };
    row("plain", "\n1. a\n2. b\n3. c", {u"a"_qs, u"b"_qs, u"c"_qs});
    row("many lines", "\n1. a\n\nmore\n2. b", {u"a\n\nmore"_qs, u"b"_qs});
    row("inner list", "\n1. a\n1. x\n2. y\n3. z\n2. b", {u"a\n1. x\n2. y\n3. z"_qs, u"b"_qs});
    row("item begins with a list", "\n1. 1. x\n2. b", {u"1. x"_qs, u"b"_qs});
    row("inner list in the second", "\n1. a\n2. b\n1. x\n3. c", {u"a"_qs, u"b\n1. x"_qs, u"c"_qs});
    row("inner list as long as the place", "\n1. a\n2. b\n1. x\n2. y\n\nend\n3. c",
        {u"a"_qs, u"b\n1. x\n2. y\n\nend"_qs, u"c"_qs});
    row("inner list with paragraphs", "\n1. a\n\n1. x\n\nmore\n\n2. y\n\nend\n2. c",
        {u"a\n\n1. x\n\nmore\n\n2. y\n\nend"_qs, u"c"_qs});
    row("numbers that don't follow", "\n1. a\n7. b\n2. c", {u"a\n7. b"_qs, u"c"_qs});
    row("decimals and years", "\n1. a\n2.5 kg\n2024. b\n2. c", {u"a\n2.5 kg\n2024. b"_qs, u"c"_qs});
    row("ten and more", "\n1. a\n2. b\n3. c\n4. d\n5. e\n6. f\n7. g\n8. h\n9. i\n10. j",
        {u"a"_qs, u"b"_qs, u"c"_qs, u"d"_qs, u"e"_qs, u"f"_qs, u"g"_qs, u"h"_qs, u"i"_qs, u"j"_qs});
    row("no list", "nothing here", {});
    row("list from two", "\n2. a\n3. b", {});
}

void TestSandboxText::tellsListsApart()
{
    QFETCH(QString, text);
    QFETCH(QStringList, items);
    QCOMPARE(numberedItems(text), items);
}

void TestSandboxText::earlierTurnsAreNoReferences()
{
    using Author = Message::Author;
    const Conversation messages{{Author::User, u"List two"_qs},
                                {Author::Assistant, u"Responses from models:\n1. a\n2. b"_qs},
                                {Author::User, u"Thanks, another"_qs}};
    QVERIFY(sandboxQuestion(messages).references.isEmpty());
    QCOMPARE(sandboxQuestion(messages).text, u"Thanks, another"_qs);
}

void TestSandboxText::synthesisQuotesEveryReference_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QStringList>("references");
    for (const QString &model : allModels()) {
        QTest::addRow("%s, realistic", qPrintable(model)) << model << realisticReferences();
        QStringList made;
        for (const QString &proposer : allModels())
            made.append(sandboxAnswer(ask(proposer, u"How do bees find their way home?"_qs)));
        QTest::addRow("%s, of sandbox answers", qPrintable(model)) << model << made;
    }
    QTest::newRow("short references")
        << u"sandbox-synthesizer"_qs << QStringList{u"Yes."_qs, u"No."_qs, u"42"_qs};
    QTest::newRow("Chinese") << u"sandbox-synthesizer"_qs
                             << QStringList{u"仙人掌需要排水良好的土壤。浇水要少。"_qs,
                                            u"沙子和珍珠岩混合起来效果很好。"_qs};
}

void TestSandboxText::synthesisQuotesEveryReference()
{
    QFETCH(QString, model);
    QFETCH(QStringList, references);
    const SandboxPrompt prompt{model,
                               {{Message::Author::System, block(references)},
                                {Message::Author::User, u"Which soil do cacti need?"_qs}},
                               {},
                               {}};
    const QString answer = sandboxAnswer(prompt);
    for (const QString &reference : references) {
        QStringList candidates = plainSentences(reference);
        candidates.removeIf(isSandboxHonesty);
        if (candidates.isEmpty())
            candidates.append(reference);
        QVERIFY2(std::any_of(candidates.begin(), candidates.end(),
                             [&answer](const QString &part) { return answer.contains(part); }),
                 qPrintable(reference + u"\n---\n"_qs + answer));
    }
    QVERIFY(!answer.contains(QLatin1String("not to be quoted from"))
            || model == QLatin1String("sandbox-code"));
    QVERIFY(isSandboxHonesty(answer));
    QCOMPARE(answer, sandboxAnswer(prompt));
}

void TestSandboxText::synthesisLeavesHonestyLinesOut()
{
    QStringList made;
    for (const QString &proposer : allModels())
        made.append(sandboxAnswer(ask(proposer, u"How do bees find their way home?"_qs)));
    const QString answer =
        sandboxAnswer({u"sandbox-synthesizer"_qs,
                       {{Message::Author::System, block(made)},
                        {Message::Author::User, u"How do bees find their way home?"_qs}},
                       {},
                       {}});
    QCOMPARE(answer.count(QLatin1String("language model")), 1);
}

void TestSandboxText::rankerPicksOneIdentifier_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QStringList>("identifiers");
    QTest::newRow("plain") << u"Pick the best.\nIdentifiers: m1, m2, m3\nAnswer with one."_qs
                           << QStringList{u"m1"_qs, u"m2"_qs, u"m3"_qs};
    QTest::newRow("full stop, blanks")
        << u"  identifiers:A ,B ,  C."_qs << QStringList{u"A"_qs, u"B"_qs, u"C"_qs};
    QTest::newRow("one") << u"Identifiers: M"_qs << QStringList{u"M"_qs};
}

void TestSandboxText::rankerPicksOneIdentifier()
{
    QFETCH(QString, prompt);
    QFETCH(QStringList, identifiers);
    QSet<QString> picked;
    for (const QString &model : allModels()) {
        for (const auto author : {Message::Author::User, Message::Author::System}) {
            const QString answer = sandboxAnswer({model, {{author, prompt}}, 3, {}});
            QVERIFY2(identifiers.contains(answer), qPrintable(answer));
            picked.insert(answer);
        }
    }
    QVERIFY(picked.size() > 1 || identifiers.size() == 1);
}

void TestSandboxText::ranksAsMixturesAsk()
{
    const Conversation messages = buildRankerConversation(
        {}, {{Message::Author::User, u"Which soil?"_qs}}, realisticReferences());
    for (const QString &model : allModels())
        QVERIFY(readPick(sandboxAnswer({model, messages, {}, {}}), 3));
}

void TestSandboxText::tokensJoinToTheText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    QTest::newRow("empty") << QString() << 0;
    QTest::newRow("words") << u"Two words\n\nand three  more. "_qs << 5;
    QTest::newRow("leading blank") << u" a b"_qs << 3;
    QTest::newRow("Chinese") << u"仙人掌需要土壤。"_qs << 4;
    QTest::newRow("emoji") << u"\U0001F680\U0001F680 \U0001F680"_qs << 2;
}

void TestSandboxText::tokensJoinToTheText()
{
    QFETCH(QString, text);
    QFETCH(int, count);
    const QStringList tokens = sandboxTokens(text);
    QCOMPARE(tokens.join(QString()), text);
    QCOMPARE(tokens.size(), count);
    QCOMPARE(sandboxTokenCount(text), count);
    for (const QString &token : tokens)
        QVERIFY(!token.isEmpty() && !token.front().isLowSurrogate());
}

void TestSandboxText::sentencesAreVerbatim()
{
    const QString text = realisticReferences().join(u"\n\n"_qs);
    const QStringList sentences = plainSentences(text);
    QVERIFY(sentences.contains(u"Mix one part soil with one part sand."_qs));
    QVERIFY(sentences.contains(u"**Drainage** decides whether a cactus survives the winter."_qs));
    for (const QString &sentence : sentences) {
        QVERIFY(text.contains(sentence));
        QVERIFY(!sentence.startsWith(u'#') && !sentence.contains(QLatin1String("not to be")));
    }
}

void TestSandboxText::answerIsPinned()
{
    // One answer to the letter: a change of the generator or of the templates shows here, and the
    // same text on every machine is what makes recorded runs comparable.
    const SandboxPrompt prompt{
        u"sandbox-brief"_qs, {{Message::Author::User, u"Why do cats purr at night?"_qs}}, 1, 0.7};
    QCOMPARE(
        sandboxAnswer(prompt),
        u"This can be said briefly. One sentence is enough here: mind “cats” and the rest follows. "
        "When “cats” and “purr” pull in different directions, decide which one matters more to "
        "you. Numbers about “cats” are easier to trust when they come with a date.\n\n"
        "(Sandbox text, not a language model.)"_qs);
}

QTEST_APPLESS_MAIN(TestSandboxText)
#include "tst_sandboxtext.moc"
