// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/bundledpresets.h"
#include "mixture/fragment.h"
#include "mixture/fragmentedits.h"
#include "mixture/mixturefile.h"
#include "support/notation.h"

#include <QTest>

using namespace moa;
using namespace moa::notation;
using namespace Qt::StringLiterals;

namespace {

QString textOf(const Fragment &fragment)
{
    return QString::fromUtf8(writeFragment(fragment));
}

Mixture linked()
{
    Mixture mixture = notation::mixture(u"a b c|d e|f"_s);
    mixture.layers[1].agents[0].references = ids(u"a c"_s);
    mixture.layers[2].agents[0].references = ids(u"a d e"_s);
    return mixture;
}

QString referencesOf(const Mixture &mixture, const char *agent)
{
    const Agent *found = mixture.agent(id(agent));
    if (!found)
        return u"no such agent"_s;
    if (!found->references)
        return u"default"_s;
    QStringList names;
    for (const AgentId &reference : *found->references)
        names.append(reference.toString());
    return names.join(u' ');
}

QString errorOf(const QString &text)
{
    const Result<Fragment> read = readFragment(text);
    return read ? u"read without an error"_s : read.error().message;
}

} // namespace

/** Part of a mixture as text, and what pasting makes of it. */
class TestFragment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTextIsThatOfAPreset();
    void aWholeLayerComesWithItsNameAndQuorum();
    void everythingIsReadBack();
    void promptsComeBackByteForByte_data();
    void promptsComeBackByteForByte();
    void otherFormsAreRead_data();
    void otherFormsAreRead();
    void whatCannotBeReadIsRefusedWithItsPlace_data();
    void whatCannotBeReadIsRefusedWithItsPlace();
    void limitsHold();

    void pastesIntoALayer_data();
    void pastesIntoALayer();
    void linksAmongThePastedAreKept();
    void linksToTheOutsideAreKeptOnRequest();
    void outsideLinksMustComeFromEarlierLayers();
    void absentReferencesStayAbsent();
    void explicitReferencesThatBecomeTheDefaultAreAbsent();
    void newLayersAreThoseOfTheFragment();
    void whoComesToTheFirstLayerProposes();
    void alternatesStaySuchBesideAFinalAgent();
    void thePastedCanBePastedAgain();
    void aWholePresetPastesAsItIs();
};

void TestFragment::theTextIsThatOfAPreset()
{
    const Mixture mixture = linked();
    const QString text = textOf(fragmentOf(mixture, ids(u"b d"_s)));
    QCOMPARE(text, uR"({
  "format": "moa-studio/agents",
  "version": 1,
  "layers": [
    {
      "agents": [
        {
          "id": "b",
          "role": "proposer",
          "provider": "sandbox",
          "model": "maker/b"
        }
      ]
    },
    {
      "agents": [
        {
          "id": "d",
          "role": "proposer",
          "provider": "sandbox",
          "model": "maker/d",
          "references": [
            "a",
            "c"
          ]
        }
      ]
    }
  ]
}
)"_s);
}

void TestFragment::aWholeLayerComesWithItsNameAndQuorum()
{
    Mixture mixture = notation::mixture(u"a b|c d"_s);
    mixture.layers[0].name = u"Proposers"_s;
    mixture.layers[1].name = u"Judges"_s;
    mixture.layers[1].quorum = 2;
    const Fragment fragment = fragmentOf(mixture, ids(u"a c d"_s));
    QCOMPARE(fragment.layers.at(0).name, QString());
    QCOMPARE(fragment.layers.at(1), mixture.layers.at(1));
}

void TestFragment::everythingIsReadBack()
{
    Mixture mixture = linked();
    Agent &agent = mixture.layers[1].agents[0];
    agent.name = u"Zauberer ✨"_s;
    agent.role = Role::Ranker;
    agent.samples = 6;
    agent.muted = true;
    agent.color = 13;
    agent.settings.temperature = 0.1;
    agent.settings.topP = 1.0;
    agent.settings.maxTokens = 77;
    agent.settings.seed = -1;
    agent.settings.stop = QStringList{u"\n\n"_s, u"END"_s};
    agent.settings.placement = Placement::User;
    agent.settings.overflow = Overflow::Shorten;
    agent.settings.reasoningEffort = u"high"_s;
    agent.settings.extra = {{u"z"_s, "1.5"}, {u"a"_s, R"({"b":[true,null]})"}};
    agent.unknown = {{u"later"_s, R"({"x":33333333333333333331})"}};
    mixture.layers[1].unknown = {{u"lane"_s, "7"}};
    const Fragment fragment = fragmentOf(mixture, ids(u"a d e f"_s));
    const Result<Fragment> read = readFragment(textOf(fragment));
    QVERIFY2(read, qPrintable(errorOf(textOf(fragment))));
    QCOMPARE(*read, fragment);
}

void TestFragment::promptsComeBackByteForByte_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::newRow("line breaks of all kinds") << u"one\r\ntwo\rthree\nfour\u2028five\u2029"_s;
    QTest::newRow("blanks at the ends") << u"  \t indented\n\n  "_s;
    QTest::newRow("a code fence") << u"```json\n{\"a\": 1}\n```\n"_s;
    QTest::newRow("quotes and backslashes") << u"\\n is \"not\" \\\" a break \\u0041"_s;
    QTest::newRow("controls") << QString(u"a\0b\x01\x1f\x7f"_s + QChar(0) + u'c');
    QTest::newRow("beyond the first plane")
        << u"🙂 𝔐𝔬𝔄 한국어 日本語\ufeff\u200b"_s;
    QTest::newRow("no-break space") << u"a\u00a0b"_s;
}

void TestFragment::promptsComeBackByteForByte()
{
    QFETCH(QString, prompt);
    Mixture mixture = notation::mixture(u"a"_s);
    mixture.layers[0].agents[0].settings.systemPrompt = prompt;
    mixture.layers[0].agents[0].settings.instruction = prompt + u"{references}"_s;
    const Result<Fragment> read = readFragment(textOf(fragmentOf(mixture, {id("a")})));
    QVERIFY(read);
    QCOMPARE(read->layers.at(0).agents, mixture.layers.at(0).agents);
}

void TestFragment::otherFormsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const QString agentText =
        uR"({"id": "a", "role": "aggregator", "provider": "p", "model": "m"})"_s;
    const QString fragment = textOf(fragmentOf(linked(), ids(u"b e"_s)));
    QTest::newRow("a single agent") << agentText << u"a"_s;
    QTest::newRow("a list of agents")
        << u"["_s + agentText + u", {\"id\": \"b\", \"model\": \"m\"}]"_s << u"a b"_s;
    QTest::newRow("a preset") << QString::fromUtf8(writeMixture(linked())) << u"a b c|d e|f"_s;
    QTest::newRow("blanks around it") << u"\n\n \t\u00a0"_s + fragment + u"  \r\n\n"_s << u"b|e"_s;
    QTest::newRow("a byte order mark") << u"\ufeff"_s + fragment << u"b|e"_s;
    QTest::newRow("a code fence") << u"```json\n"_s + fragment + u"```\n"_s << u"b|e"_s;
    QTest::newRow("a code fence of tildes")
        << u"~~~\n"_s + fragment + u"~~~\n\nThat is all."_s << u"b|e"_s;
    QTest::newRow("a chat's answer around a fence")
        << u"Try this one:\n\n  ```\r\n"_s + agentText + u"\r\n  ```\r\nIt is [good]."_s << u"a"_s;
    QTest::newRow("a fence that nobody closed") << u"```\n"_s + agentText << u"a"_s;
    QTest::newRow("empty layers around")
        << uR"({"format": "moa-studio/agents", "version": 1, "layers":
              [{"agents": []}, {}, {"agents": [{"id": "x"}]}, {"agents": []}]})"_s
        << u"||x|"_s;
}

void TestFragment::otherFormsAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const Result<Fragment> read = readFragment(text);
    QVERIFY2(read, qPrintable(errorOf(text)));
    Mixture mixture;
    mixture.layers = read->layers;
    QCOMPARE(shape(mixture), expected);
}

void TestFragment::whatCannotBeReadIsRefusedWithItsPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    const auto fragment = [](const QString &agents) {
        return uR"({"format": "moa-studio/agents", "version": 1,
"layers": [{"agents": [)"_s
            + agents + u"]}]}"_s;
    };
    QTest::newRow("nothing") << QString() << u"no agents"_s;
    QTest::newRow("prose") << u"Buy milk, [eggs] and {flour}"_s << u"no agents"_s;
    QTest::newRow("a fence of something else") << u"```py\nprint(1)\n```"_s << u"no agents"_s;
    QTest::newRow("no agents in it") << fragment({}) << u"no agents"_s;
    QTest::newRow("an empty list") << u"[]"_s << u"no agents"_s;
    QTest::newRow("broken JSON") << fragment(u"{\"id\": \"a\",}"_s) << u"line 2"_s;
    QTest::newRow("cut off") << fragment(u"{}"_s).chopped(3) << u"JSON"_s;
    QTest::newRow("more behind it")
        << u"{\"id\": \"a\", \"model\": \"m\"} and so on"_s << u"JSON"_s;
    QTest::newRow("a later version")
        << uR"({"format": "moa-studio/agents", "version": 2, "layers": []})"_s << u"version"_s;
    QTest::newRow("another format")
        << uR"({"format": "moa-studio/run", "version": 1})"_s << u"format: expected"_s;
    QTest::newRow("a list of texts") << u"[\"a\"]"_s << u"agents[0]: expected an object"_s;
    QTest::newRow("any object") << u"{\"id\": \"a\", \"price\": 5}"_s << u"model: expected"_s;
    QTest::newRow("no id") << u"[{\"model\": \"m\"}]"_s << u"agents[0].id: expected"_s;
    QTest::newRow("65 samples") << fragment(u"{\"id\": \"a\",\n\"samples\": 65}"_s)
                                << u"layers[0].agents[0].samples: expected a whole number from 1 "
                                   "to 64, found 65 (line 3)"_s;
    QTest::newRow("an id twice") << fragment(u"{\"id\": \"a\"},\n{\"id\": \"a\"}"_s)
                                 << u"layers[0].agents[1].id: another agent has the id “a” too "
                                    "(line 3)"_s;
    QTest::newRow("an id twice in a list")
        << u"[{\"id\":\"a\",\"model\":\"m\"},{\"id\":\"a\",\"model\":\"m\"}]"_s
        << u"agents[1].id: another"_s;
    QTest::newRow("an id twice in a preset") << uR"({"format": "moa-studio/mixture", "version": 1,
                "layers": [{"agents": [{"id": "a"}]}, {"agents": [{"id": "a"}]}]})"_s
                                             << u"layers[1].agents[0].id: another"_s;
    QTest::newRow("a preset with a wrong field")
        << uR"({"format": "moa-studio/mixture", "version": 1, "layers": [{"agents": [
                {"id": "a", "model": 12}]}]})"_s
        << u"layers[0].agents[0].model: expected a string, found 12 (line 2)"_s;
    QTest::newRow("lines count from the top of what was copied")
        << u"Look:\n```\n{\n\"id\": \"a\", \"model\": 5}\n```"_s << u"(line 4)"_s;
}

void TestFragment::whatCannotBeReadIsRefusedWithItsPlace()
{
    QFETCH(QString, text);
    QFETCH(QString, part);
    const QString error = errorOf(text);
    QVERIFY2(error.contains(part), qPrintable(error));
}

void TestFragment::limitsHold()
{
    QVERIFY(errorOf(QString(9 * 1024 * 1024, u' ')).contains(u"larger"));
    QVERIFY(errorOf(QString(100'000, u'[')).contains(u"nested"));
    QStringList agents;
    for (int number = 0; number <= mostFragmentAgents; ++number)
        agents.append(u"{\"id\":\"a%1\",\"model\":\"m\"}"_s.arg(number));
    QVERIFY(errorOf(u'[' + agents.join(u',') + u']').contains(u"at once"));
    agents.removeLast();
    QVERIFY(readFragment(u'[' + agents.join(u',') + u']'));
}

void TestFragment::pastesIntoALayer_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("copied");
    QTest::addColumn<int>("layer");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("added");
    QTest::newRow("behind those of the layer")
        << u"a b c|d e|f"_s << u"b"_s << 1 << u"a b c|d e b-2|f"_s << u"b-2"_s;
    QTest::newRow("layers keep their distance")
        << u"a b c|d e|f"_s << u"a e"_s << 1 << u"a b c|d e a-2|f e-2"_s << u"a-2 e-2"_s;
    QTest::newRow("into new layers where there is none")
        << u"a b c|d e|f"_s << u"a d f"_s << 2 << u"a b c|d e|f a-2|d-2|f-2"_s << u"a-2 d-2 f-2"_s;
    QTest::newRow("never an empty layer")
        << u"a b c|d e|f"_s << u"a f"_s << 2 << u"a b c|d e|f a-2|f-2"_s << u"a-2 f-2"_s;
    QTest::newRow("nothing selected: where they stood")
        << u"a b c|d e|f"_s << u"d f"_s << -1 << u"a b c|d e d-2|f f-2"_s << u"d-2 f-2"_s;
    QTest::newRow("elsewhere, as far as possible")
        << u"x y"_s << u"e f"_s << -1 << u"x y|e|f"_s << u"e f"_s;
    QTest::newRow("into nothing") << QString() << u"b e"_s << -1 << u"b|e"_s << u"b e"_s;
    QTest::newRow("ids that are free stay")
        << u"a x"_s << u"a b"_s << 0 << u"a x a-2 b"_s << u"a-2 b"_s;
}

void TestFragment::pastesIntoALayer()
{
    QFETCH(QString, target);
    QFETCH(QString, copied);
    QFETCH(int, layer);
    QFETCH(QString, expected);
    QFETCH(QString, added);
    const Fragment fragment = fragmentOf(notation::mixture(u"a b c|d e|f"_s), ids(copied));
    const edit::Added pasted = edit::paste(
        notation::mixture(target), fragment,
        layer < 0 ? std::nullopt : std::optional<qsizetype>(layer), edit::OutsideLinks::Drop);
    QCOMPARE(shape(pasted.mixture), expected);
    QCOMPARE(pasted.ids, ids(added));
}

void TestFragment::linksAmongThePastedAreKept()
{
    const Mixture mixture = linked();
    const edit::Added pasted =
        edit::paste(mixture, fragmentOf(mixture, ids(u"a d f"_s)), {}, edit::OutsideLinks::Drop);
    QCOMPARE(referencesOf(pasted.mixture, "d-2"), u"a-2"_s);
    QCOMPARE(referencesOf(pasted.mixture, "f-2"), u"a-2 d-2"_s);
    QCOMPARE(referencesOf(pasted.mixture, "f"), u"a d e"_s);
}

void TestFragment::linksToTheOutsideAreKeptOnRequest()
{
    const Mixture mixture = linked();
    const edit::Added pasted =
        edit::paste(mixture, fragmentOf(mixture, ids(u"d f"_s)), {}, edit::OutsideLinks::Keep);
    QCOMPARE(referencesOf(pasted.mixture, "d-2"), u"a c"_s);
    QCOMPARE(referencesOf(pasted.mixture, "f-2"), u"a d-2 e"_s);
    // Elsewhere only those that exist.
    const edit::Added elsewhere =
        edit::paste(notation::mixture(u"x a|y"_s), fragmentOf(mixture, ids(u"d f"_s)), {},
                    edit::OutsideLinks::Keep);
    QCOMPARE(referencesOf(elsewhere.mixture, "d"), u"a"_s);
    QCOMPARE(referencesOf(elsewhere.mixture, "f"), u"a d"_s);
}

void TestFragment::outsideLinksMustComeFromEarlierLayers()
{
    const Mixture mixture = linked();
    const edit::Added pasted =
        edit::paste(mixture, fragmentOf(mixture, ids(u"f"_s)), 1, edit::OutsideLinks::Keep);
    QCOMPARE(shape(pasted.mixture), u"a b c|d e f-2|f"_s);
    QCOMPARE(referencesOf(pasted.mixture, "f-2"), u"a"_s);
}

void TestFragment::absentReferencesStayAbsent()
{
    const Mixture mixture = notation::mixture(u"a b|c|d"_s);
    const edit::Added pasted =
        edit::paste(mixture, fragmentOf(mixture, ids(u"a c"_s)), 1, edit::OutsideLinks::Drop);
    QCOMPARE(referencesOf(pasted.mixture, "a-2"), u"default"_s);
    QCOMPARE(referencesOf(pasted.mixture, "c-2"), u"default"_s);
}

void TestFragment::explicitReferencesThatBecomeTheDefaultAreAbsent()
{
    const Mixture mixture = linked();
    const edit::Added pasted =
        edit::paste({}, fragmentOf(mixture, ids(u"a c d"_s)), {}, edit::OutsideLinks::Drop);
    QCOMPARE(referencesOf(pasted.mixture, "d"), u"default"_s);
    // In the first layer there is nothing to refer to.
    const edit::Added first =
        edit::paste({}, fragmentOf(mixture, ids(u"f"_s)), 0, edit::OutsideLinks::Keep);
    QCOMPARE(referencesOf(first.mixture, "f"), u"default"_s);
}

void TestFragment::newLayersAreThoseOfTheFragment()
{
    Mixture mixture = notation::mixture(u"a b|c"_s);
    mixture.layers[0].name = u"Proposers"_s;
    mixture.layers[1].name = u"Final"_s;
    mixture.layers[1].quorum = 3;
    const edit::Added pasted =
        edit::paste(notation::mixture(u"x"_s), fragmentOf(mixture, ids(u"a b c"_s)), {},
                    edit::OutsideLinks::Drop);
    QCOMPARE(shape(pasted.mixture), u"x a b|c"_s);
    QCOMPARE(pasted.mixture.layers.at(0).name, QString());
    QCOMPARE(pasted.mixture.layers.at(1).name, u"Final"_s);
    QCOMPARE(pasted.mixture.layers.at(1).quorum, std::optional(3));
}

void TestFragment::whoComesToTheFirstLayerProposes()
{
    Mixture mixture = notation::mixture(u"a|b"_s);
    mixture.layers[1].agents[0].role = Role::Aggregator;
    const Fragment fragment = fragmentOf(mixture, ids(u"b"_s));
    const auto role = [&](qsizetype layer) {
        return edit::paste(mixture, fragment, layer, edit::OutsideLinks::Drop)
            .mixture.agent(id("b-2"))
            ->role;
    };
    QCOMPARE(role(0), Role::Proposer);
    QCOMPARE(role(1), Role::Aggregator);
}

void TestFragment::alternatesStaySuchBesideAFinalAgent()
{
    Mixture mixture = notation::mixture(u"a b|f g"_s);
    mixture.layers[1].agents[1].alternate = true;
    const QString text = textOf(fragmentOf(mixture, ids(u"a f g"_s)));
    QVERIFY(text.contains(u"\"alternates\""));
    const Result<Fragment> read = readFragment(text);
    QVERIFY(read);
    const auto alternates = [](const edit::Added &pasted) {
        QString names;
        for (const Layer &layer : pasted.mixture.layers) {
            for (const Agent &agent : layer.agents)
                names += agent.alternate ? agent.id.toString() + u' ' : QString();
        }
        return names;
    };
    // In the last layer the others come first, whoever was pasted.
    const edit::Added beside = edit::paste(mixture, *read, 0, edit::OutsideLinks::Drop);
    QCOMPARE(shape(beside.mixture), u"a b a-2|f f-2 g g-2"_s);
    QCOMPARE(alternates(beside), u"g g-2 "_s);
    // A layer that is the last no more has none.
    const edit::Added behind = edit::paste(mixture, *read, 1, edit::OutsideLinks::Drop);
    QCOMPARE(shape(behind.mixture), u"a b|f g a-2|f-2 g-2"_s);
    QCOMPARE(alternates(behind), u"g-2 "_s);
    QVERIFY(errorOf(uR"({"format": "moa-studio/agents", "version": 1, "layers": [
        {"agents": [{"id": "a"}], "alternates": [{"id": "a"}]}]})"_s)
                .contains(u"another agent"));
}

void TestFragment::thePastedCanBePastedAgain()
{
    Mixture mixture = linked();
    const Fragment fragment = fragmentOf(mixture, ids(u"a f"_s));
    for (int time = 0; time < 3; ++time)
        mixture = edit::paste(mixture, fragment, {}, edit::OutsideLinks::Drop).mixture;
    QCOMPARE(shape(mixture), u"a b c a-2 a-3 a-4|d e|f f-2 f-3 f-4"_s);
    QCOMPARE(referencesOf(mixture, "f-4"), u"a-4"_s);
}

void TestFragment::aWholePresetPastesAsItIs()
{
    const Result<Mixture> preset = loadMixture(presetPath(u"moa"_s));
    QVERIFY(preset);
    const Result<Fragment> read = readFragment(QString::fromUtf8(writeMixture(*preset)));
    QVERIFY(read);
    const edit::Added pasted = edit::paste({}, *read, {}, edit::OutsideLinks::Drop);
    QCOMPARE(pasted.mixture.layers, preset->layers);
}

QTEST_GUILESS_MAIN(TestFragment)
#include "tst_fragment.moc"
