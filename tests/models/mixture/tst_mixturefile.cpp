// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixturefile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

QByteArray presetWith(const QByteArray &agentFields, const QByteArray &layerFields = {},
                      const QByteArray &topFields = {})
{
    return R"({
  "format": "moa-studio/mixture",
  "version": 1,)"
        + topFields + R"(
  "layers": [
    {)" + layerFields
        + R"(
      "agents": [
        {
          "id": "a")"
        + agentFields + R"(
        }
      ]
    }
  ]
}
)";
}

QString errorOf(const QByteArray &text)
{
    const Result<Mixture> result = readMixture(text);
    return result ? u"read without an error"_s : result.error().message;
}

Mixture everything()
{
    AgentSettings settings;
    settings.systemPrompt = u"Be brief.\nBe kind.\tOr \"both\": 🙂"_s;
    settings.instruction = u"Weigh {references} for {prompt}"_s;
    settings.placement = Placement::Assistant;
    settings.temperature = 0.7;
    settings.topP = 0.95;
    settings.maxTokens = 2048;
    settings.stop = QStringList{u"END"_s, u"\n\n"_s};
    settings.seed = -9223372036854775807LL - 1;
    settings.reasoningEffort = u"low"_s;
    settings.overflow = Overflow::Shorten;
    settings.extra = {{u"top_k"_s, "40"}, {u"a"_s, R"({"z":1,"b":[true,null,0.5]})"}};

    Agent agent;
    agent.id = AgentId(u"one"_s);
    agent.name = u"One"_s;
    agent.role = Role::Ranker;
    agent.provider = ProviderId(u"together"_s);
    agent.model = u"Qwen/Qwen1.5-72B-Chat"_s;
    agent.samples = 64;
    agent.muted = true;
    agent.references = QList<AgentId>{AgentId(u"x"_s), AgentId(u"y"_s)};
    agent.settings = settings;
    agent.color = 3;
    agent.unknown = {{u"zeta"_s, "[1,2]"}, {u"alpha"_s, "\"later\""}};

    Agent plain;
    plain.id = AgentId(u"two"_s);
    plain.references.emplace();
    plain.settings.temperature = 0;
    plain.settings.stop.emplace();

    Layer layer;
    layer.name = u"Both"_s;
    layer.quorum = 2;
    layer.agents = {agent, plain};
    layer.unknown = {{u"shape"_s, R"({"kind":"round"})"}};

    Mixture mixture;
    mixture.name = u"Everything"_s;
    mixture.description = u"d"_s;
    mixture.notes = u"n"_s;
    mixture.examplePrompt = u"e"_s;
    mixture.defaults = settings;
    mixture.unknownDefaults = {{u"mood"_s, "null"}};
    mixture.layers = {layer, Layer()};
    mixture.unknown = {{u"theme"_s, "12345678901"}, {u"author"_s, "{}"}};
    return mixture;
}

} // namespace

class tst_MixtureFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldSurvivesTheRoundTrip()
    {
        const Mixture before = everything();
        const QByteArray text = writeMixture(before);
        const Result<Mixture> after = readMixture(text);
        QVERIFY2(after, qPrintable(after ? QString() : after.error().message));
        QVERIFY(*after == before);
        QCOMPARE(writeMixture(*after), text);
    }

    void emptyMixtureSurvivesTheRoundTrip()
    {
        const QByteArray text = writeMixture(Mixture());
        QCOMPARE(text, QByteArray(R"({
  "format": "moa-studio/mixture",
  "version": 1,
  "layers": []
}
)"));
        QVERIFY(readMixture(text).value() == Mixture());
    }

    void defaultsAreNotWritten()
    {
        Agent agent;
        agent.id = AgentId(u"a"_s);
        agent.provider = ProviderId(u"p"_s);
        agent.model = u"m"_s;
        Mixture mixture;
        mixture.layers = {Layer{{}, {}, {agent}, {}}};
        QCOMPARE(writeMixture(mixture), QByteArray(R"({
  "format": "moa-studio/mixture",
  "version": 1,
  "layers": [
    {
      "agents": [
        {
          "id": "a",
          "role": "proposer",
          "provider": "p",
          "model": "m"
        }
      ]
    }
  ]
}
)"));
    }

    void keysHaveAFixedOrder()
    {
        const QByteArray text = writeMixture(everything());
        qsizetype at = text.indexOf("\"agents\"");
        for (const char *key : {"id",
                                "name",
                                "role",
                                "provider",
                                "model",
                                "samples",
                                "muted",
                                "references",
                                "system_prompt",
                                "instruction",
                                "placement",
                                "temperature",
                                "top_p",
                                "max_tokens",
                                "stop",
                                "seed",
                                "reasoning_effort",
                                "overflow",
                                "extra",
                                "color",
                                "zeta",
                                "alpha"}) {
            const qsizetype next = text.indexOf(QByteArray("\n          \"") + key + '"', at);
            QVERIFY2(next > at, key);
            at = next;
        }
    }

    void unknownFieldsAreWrittenBackInTheirOrder()
    {
        const Result<Mixture> mixture =
            readMixture(presetWith(R"(, "zz": {"b": 1, "a": 2}, "aa": [])", R"("shape": null,)",
                                   R"("theme": "x", "defaults": {"mood": 1.5e3},)"));
        QVERIFY(mixture);
        QCOMPARE(mixture->unknown, (JsonFields{{u"theme"_s, "\"x\""}}));
        QCOMPARE(mixture->unknownDefaults, (JsonFields{{u"mood"_s, "1.5e3"}}));
        QCOMPARE(mixture->layers.at(0).unknown, (JsonFields{{u"shape"_s, "null"}}));
        QCOMPARE(mixture->layers.at(0).agents.at(0).unknown,
                 (JsonFields{{u"zz"_s, R"({"b":1,"a":2})"}, {u"aa"_s, "[]"}}));
        QVERIFY(readMixture(writeMixture(*mixture))->layers == mixture->layers);
    }

    void numbersOfUnknownFieldsKeepTheirDigits_data()
    {
        QTest::addColumn<QByteArray>("number");
        QTest::newRow("longer than 64 bits") << QByteArray("33333333333333333331");
        QTest::newRow("a zero at the end") << QByteArray("1.50");
        QTest::newRow("more than a double holds") << QByteArray("0.12345678901234567890123");
        QTest::newRow("an exponent") << QByteArray("1.5e3");
        QTest::newRow("below zero") << QByteArray("-7");
    }

    void numbersOfUnknownFieldsKeepTheirDigits()
    {
        QFETCH(const QByteArray, number);
        Mixture mixture;
        mixture.unknown = {{u"revision"_s, number},
                           {u"all"_s, R"([{"one":)" + number + R"(,"none":{}},[]])"}};
        const QByteArray written = writeMixture(mixture);
        QVERIFY2(written.contains("\"revision\": " + number + ","), written.constData());
        const Result<Mixture> read = readMixture(written);
        QVERIFY(read);
        QCOMPARE(read->unknown, mixture.unknown);
    }

    void unknownFieldsWithManyMembersAreWritten()
    {
        QByteArray members;
        constexpr int count = 100'000;
        for (int number = 0; number < count; ++number)
            members += (number > 0 ? ",\"" : "{\"") + QByteArray::number(number) + "\":null";
        Mixture mixture;
        mixture.unknown = {{u"many"_s, members + '}'}};
        for (int number = 0; number < count; ++number)
            mixture.unknown.append({u'x' + QString::number(number), "0"});
        QCOMPARE(readMixture(writeMixture(mixture))->unknown, mixture.unknown);
    }

    void byteOrderMarkIsAccepted() { QVERIFY(readMixture("\xEF\xBB\xBF" + presetWith({}))); }

    void byteOrderMarkInATextIsKept()
    {
        Mixture mixture;
        mixture.name = u"\uFEFF\uFEFFmine"_s;
        mixture.unknown = {{u"\uFEFFlater"_s, "1"}};
        const Result<Mixture> read = readMixture(writeMixture(mixture));
        QVERIFY(read);
        QCOMPARE(*read, mixture);
    }

    void errorNamesPathAndLine()
    {
        const QByteArray text = R"({
  "format": "moa-studio/mixture",
  "version": 1,
  "layers": [
    { "agents": [] },
    {
      "agents": [
        {
          "id": "a",
          "model": 12
        }
      ]
    }
  ]
})";
        QCOMPARE(errorOf(text),
                 u"layers[1].agents[0].model: expected a string, found 12 (line 10)"_s);
    }

    void firstErrorIsTheOneThatIsTold()
    {
        QCOMPARE(errorOf(R"({"format": "x", "version": "y", "name": 1})"),
                 u"format: expected \"moa-studio/mixture\", found \"x\" (line 1)"_s);
    }

    void wrongFieldIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const auto agent = [](const char *name, const char *value, const char *message) {
            QTest::addRow("agent %s %s", name, value)
                << presetWith(QByteArray(",\n\"") + name + "\": " + value)
                << u"layers[0].agents[0]."_s + QString::fromUtf8(message) + u" (line 9)"_s;
        };
        agent("name", "null", "name: expected a string, found null");
        agent("name", "[]", "name: expected a string, found a list");
        agent("role", "\"%4%1\"",
              "role: expected \"proposer\", \"aggregator\" or \"ranker\", found \"%4%1\"");
        agent("role", "1", "role: expected \"proposer\", \"aggregator\" or \"ranker\", found 1");
        agent("role", "\"judge\"",
              "role: expected \"proposer\", \"aggregator\" or \"ranker\", found \"judge\"");
        agent("provider", "[]", "provider: expected a string, found a list");
        agent("model", "{}", "model: expected a string, found an object");
        agent("samples", "\"2\"", "samples: expected a whole number, found \"2\"");
        agent("samples", "0", "samples: expected a whole number from 1 to 64, found 0");
        agent("samples", "65", "samples: expected a whole number from 1 to 64, found 65");
        agent("samples", "1.5", "samples: expected a whole number from 1 to 64, found 1.5");
        agent("muted", "1", "muted: expected true or false, found 1");
        agent("references", "\"b\"", "references: expected a list of strings, found \"b\"");
        agent("references", "[\"b\", 3]", "references[1]: expected a string, found 3");
        agent("system_prompt", "false", "system_prompt: expected a string, found false");
        agent("instruction", "7", "instruction: expected a string, found 7");
        agent("placement", "\"top\"",
              "placement: expected \"system\", \"assistant\" or \"user\", found \"top\"");
        agent("temperature", "\"hot\"", "temperature: expected a number, found \"hot\"");
        agent("temperature", "-0.1", "temperature: expected a number from 0 to 2, found -0.1");
        agent("temperature", "2.01", "temperature: expected a number from 0 to 2, found 2.01");
        agent("top_p", "1.5", "top_p: expected a number from 0 to 1, found 1.5");
        agent("top_p", "[1]", "top_p: expected a number, found a list");
        agent("max_tokens", "0", "max_tokens: expected a whole number from 1, found 0");
        agent("max_tokens", "3000000000",
              "max_tokens: expected a whole number from 1, found 3000000000");
        agent("stop", "\"END\"", "stop: expected a list of strings, found \"END\"");
        agent("stop", "[null]", "stop[0]: expected a string, found null");
        agent("seed", "\"7\"", "seed: expected a whole number, found \"7\"");
        agent("seed", "9223372036854775808",
              "seed: expected a whole number of at most 64 bits, found 9223372036854775808");
        agent("reasoning_effort", "3", "reasoning_effort: expected a string, found 3");
        agent("extra", "[]", "extra: expected an object, found a list");
        agent("color", "-1", "color: expected a whole number from 0, found -1");
        agent("color", "\"red\"", "color: expected a whole number, found \"red\"");

        QTest::newRow("id missing")
            << QByteArray(presetWith({}).replace("\"id\"", "\"di\""))
            << u"layers[0].agents[0].id: expected a string that is not empty, found nothing (line 7)"_s;
        QTest::newRow("id empty")
            << QByteArray(presetWith({}).replace("\"a\"", "\"\""))
            << u"layers[0].agents[0].id: expected a string that is not empty, found \"\" (line 8)"_s;
        QTest::newRow("layer name") << presetWith({}, "\"name\": 1,")
                                    << u"layers[0].name: expected a string, found 1 (line 5)"_s;
        QTest::newRow("quorum")
            << presetWith({}, "\"quorum\": 0,")
            << u"layers[0].quorum: expected a whole number from 1, found 0 (line 5)"_s;
        for (const char *name : {"name", "description", "notes", "example_prompt"}) {
            QTest::addRow("top %s", name)
                << presetWith({}, {}, QByteArray("\n\"") + name + "\": 1,")
                << u"%1: expected a string, found 1 (line 4)"_s.arg(QLatin1StringView(name));
        }
        QTest::newRow("defaults") << presetWith({}, {}, "\"defaults\": [],")
                                  << u"defaults: expected an object, found a list (line 3)"_s;
        QTest::newRow("in defaults")
            << presetWith({}, {}, "\"defaults\": {\"max_tokens\": true},")
            << u"defaults.max_tokens: expected a whole number, found true (line 3)"_s;
        QTest::newRow("layers") << QByteArray(
            R"({"format": "moa-studio/mixture", "version": 1, "layers": {}})")
                                << u"layers: expected a list, found an object (line 1)"_s;
        QTest::newRow("layer") << QByteArray(
            R"({"format": "moa-studio/mixture", "version": 1, "layers": [3
]})") << u"layers[0]: expected an object, found 3 (line 1)"_s;
        QTest::newRow("agents") << QByteArray(
            R"({"format": "moa-studio/mixture", "version": 1, "layers": [{"agents": 1}]})")
                                << u"layers[0].agents: expected a list, found 1 (line 1)"_s;
        QTest::newRow("agent") << QByteArray(
            R"({"format": "moa-studio/mixture", "version": 1, "layers": [{"agents": ["a"]}]})")
                               << u"layers[0].agents[0]: expected an object, found \"a\" (line 1)"_s;
    }

    void wrongFieldIsRefused()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, message);
        QCOMPARE(errorOf(text), message);
    }

    void badFileIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << QByteArray() << u"It is empty."_s;
        QTest::newRow("blank") << QByteArray("\n  \n") << u"It is empty."_s;
        QTest::newRow("not JSON")
            << QByteArray("{\n  \"format\": moa\n}")
            << u"It is not valid JSON after “\"format\": m” (line 2, column 13)."_s;
        QTest::newRow("cut off")
            << presetWith({}).first(60)
            << u"It is not valid JSON: it ends too early or is wrong at its end (line 4, column 8)."_s;
        QTest::newRow("two values")
            << QByteArray("{}\n{}\n") << u"It is not valid JSON after “{” (line 2, column 1)."_s;
        QTest::newRow("lone surrogate")
            << QByteArray(R"(["\ud83d", 1])")
            << u"It is not valid JSON after “[\"\\ud83d\"” (line 1, column 9)."_s;
        QTest::newRow("huge number")
            << QByteArray("[\n1e999]") << u"The number 1e999 is too large (line 2)."_s;
        QTest::newRow("not UTF-8")
            << QByteArray("{\n\"name\": \"\xC3\x28\"}") << u"It is not UTF-8 text (line 2)."_s;
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE{\0}\0", 6)
                                << u"It is not UTF-8 text (line 1)."_s;
        QTest::newRow("field twice")
            << presetWith(",\n\"model\": \"x\",\n\"model\": \"y\"")
            << u"The field “model” stands twice in one object; only one can count (line 10)."_s;
        QTest::newRow("unknown field twice")
            << QByteArray("{\"a\": {\"b\": 1, \"b\": 1}}")
            << u"The field “b” stands twice in one object; only one can count (line 1)."_s;
        QTest::newRow("10 MB") << presetWith(", \"name\": \"" + QByteArray(10'000'000, 'x') + '"')
                               << u"It is larger than 8.00 MiB, which is the most that is read."_s;
        QTest::newRow("deep lists")
            << QByteArray(1'000'000, '[')
            << u"It is nested deeper than 64 levels, which is the most that is read (line 1)."_s;
        QTest::newRow("deep objects")
            << QByteArray("{\"a\":").repeated(100'000)
            << u"It is nested deeper than 64 levels, which is the most that is read (line 1)."_s;
        QTest::newRow("many values")
            << QByteArray('[' + QByteArray("1,").repeated(1'000'000) + "1]")
            << u"It holds more than 500,000 values, which is the most that is read."_s;
        QTest::newRow("a list") << QByteArray("[]")
                                << u"top level: expected an object, found a list (line 1)"_s;
        QTest::newRow("a number") << QByteArray("\n\n7")
                                  << u"top level: expected an object, found 7 (line 3)"_s;
        QTest::newRow("no format")
            << QByteArray("{}")
            << u"format: expected \"moa-studio/mixture\", found nothing (line 1)"_s;
        QTest::newRow("no version")
            << QByteArray(R"({"format": "moa-studio/mixture"})")
            << u"version: expected a whole number, found nothing (line 1)"_s;
        QTest::newRow("version 0")
            << QByteArray(R"({"format": "moa-studio/mixture", "version": 0})")
            << u"version: expected a whole number from 1, found 0 (line 1)"_s;
        QTest::newRow("later version")
            << QByteArray("{\"format\": \"moa-studio/mixture\",\n\"version\": 2, \"layers\": 9}")
            << u"version: the file was written by a later version of MoA Studio; this one reads "
               "files up to version 1, found 2 (line 2)"_s;
    }

    void badFileIsRefused()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, message);
        QCOMPARE(errorOf(text), message);
    }

    void lineOfANumberBeforeALineBreakIsItsOwn()
    {
        QCOMPARE(errorOf("{\n\"format\": 12\n,\n\"version\": 1}"),
                 u"format: expected \"moa-studio/mixture\", found 12 (line 2)"_s);
    }

    void savedFileLoadsAgain()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"all.moa.json"_s);
        QVERIFY(saveMixture(everything(), path));
        QVERIFY(loadMixture(path).value() == everything());
    }

    void failedSaveLeavesTheOldFile()
    {
        const QTemporaryDir dir;
        const Result<void> saved = saveMixture(everything(), dir.filePath(u"no/such/folder"_s));
        QVERIFY(!saved);
        QVERIFY(saved.error().message.startsWith(u"The file cannot be written: "_s));
        QVERIFY(QDir(dir.path()).isEmpty());
    }

    void missingFileIsRefused()
    {
        const Result<Mixture> loaded = loadMixture(u"/no/such/file.moa.json"_s);
        QVERIFY(!loaded);
        QVERIFY(loaded.error().message.startsWith(u"The file cannot be opened: "_s));
        QVERIFY(!loadMixture(QDir::tempPath()));
    }

    void endlessFileIsRefused()
    {
        const Result<Mixture> loaded = loadMixture(u"/dev/zero"_s);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().message,
                 u"The file is larger than 8.00 MiB, which is the most that is read."_s);
    }
};

QTEST_GUILESS_MAIN(tst_MixtureFile)
#include "tst_mixturefile.moc"
