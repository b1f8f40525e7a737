// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/importing.h"
#include "mixture/mixturefile.h"
#include "mixture/pythonliterals.h"
#include "mixture/validation.h"
#include "support/notation.h"

#include <QTest>

using namespace moa;

namespace {

/// As its page gives it to download.
const QByteArray groqConfig = R"({
  "main_model": "llama-3.3-70b-versatile",
  "cycles": 2,
  "temperature": 0.1,
  "system_prompt": "You are helpful.\n\n{helper_response}",
  "reference_system_prompt": "Synthesize {{well}}.\nResponses:\n{responses}\n",
  "moa_layer_agent_config": {
    "layer_agent_1": { "system_prompt": "Think step by step. {helper_response}",
                       "model_name": "gemma2-9b-it", "temperature": 0.3 },
    "layer_agent_2": { "model_name": "llama-3.1-8b-instant", "max_tokens": 2048 }
  }
})";

/// Shaped like the method's scripts.
const QString script = QStringLiteral(R"PY(# three layers
import together
client = Together(api_key=os.environ.get("TOGETHER_API_KEY"))
reference_models = [
    "meta-llama/Llama-3.3-70B",  # a comment, with "quotes"
    'Qwen/Qwen2.5-72B',
]
aggregator_model = "deepseek-ai/DeepSeek-V3"
aggreagator_system_prompt = """Synthesize these.

Responses from models:"""
layers = 3

async def run(model, prev=None):
    if model == "x":
        pass
    return await client.create(model=model, temperature=0.7, max_tokens=512)
)PY");

QStringList models(const Mixture &mixture)
{
    QStringList layers;
    for (const Layer &layer : mixture.layers) {
        QStringList names;
        for (const Agent &agent : layer.agents)
            names.append(shortModelName(agent.model));
        layers.append(names.join(u' '));
    }
    return layers;
}

bool runs(const Mixture &mixture)
{
    return !hasErrors(validate(mixture));
}

QString errorOf(const Result<ImportedMixture> &result)
{
    return result ? QStringLiteral("none") : result.error().message;
}

} // namespace

/** Mixtures of other programs' files, whole and damaged. */
class TestImporting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aPresetStaysWhatItIs();
    void aGroqConfigBecomesAMixture();
    void whatGroqHasAndWeHaveNotIsSaid();
    void otherShapesOfGroqConfigsAreRead_data();
    void otherShapesOfGroqConfigsAreRead();
    void damagedGroqConfigsAreRefused_data();
    void damagedGroqConfigsAreRefused();
    void aScriptBecomesAMixture();
    void scriptsAreReadInTheirVariants_data();
    void scriptsAreReadInTheirVariants();
    void damagedScriptsAreRefused_data();
    void damagedScriptsAreRefused();
    void everyPrefixOfAFileIsSurvived();
    void otherTextsAreRefusedAsPresetsWouldBe_data();
    void otherTextsAreRefusedAsPresetsWouldBe();
    void literalsAreFound_data();
    void literalsAreFound();
};

void TestImporting::aPresetStaysWhatItIs()
{
    const Mixture mixture = notation::mixture(u"a b|c"_qs);
    const Result<ImportedMixture> imported = importMixture(writeMixture(mixture));
    QVERIFY2(imported, qPrintable(errorOf(imported)));
    QCOMPARE(imported->source, ImportedMixture::Source::Preset);
    QCOMPARE(imported->mixture, mixture);
    QVERIFY(imported->remarks.isEmpty());
}

void TestImporting::aGroqConfigBecomesAMixture()
{
    const Result<ImportedMixture> imported = importMixture(groqConfig);
    QVERIFY2(imported, qPrintable(errorOf(imported)));
    QCOMPARE(imported->source, ImportedMixture::Source::GroqMoa);
    const Mixture &mixture = imported->mixture;
    QCOMPARE(models(mixture),
             (QStringList{u"gemma2-9b-it llama-3.1-8b-instant"_qs,
                          u"gemma2-9b-it llama-3.1-8b-instant"_qs, u"llama-3.3-70b-versatile"_qs}));
    QVERIFY(runs(mixture));
    QCOMPARE(mixture.defaults.instruction, u"Synthesize {well}.\nResponses:\n{references}"_qs);
    const Agent &first = mixture.layers.at(0).agents.at(0);
    QCOMPARE(first.provider.toString(), u"groq"_qs);
    QCOMPARE(first.role, Role::Proposer);
    QCOMPARE(first.settings.systemPrompt, u"Think step by step."_qs);
    QCOMPARE(first.settings.temperature, 0.3);
    QCOMPARE(mixture.layers.at(1).agents.at(1).role, Role::Aggregator);
    QCOMPARE(mixture.layers.at(1).agents.at(1).settings.maxTokens, 2048);
    const Agent *last = mixture.finalAgent();
    QVERIFY(last);
    QCOMPARE(last->settings.systemPrompt, u"You are helpful."_qs);
    QCOMPARE(last->settings.temperature, 0.1);
    QCOMPARE(imported->remarks.size(), 1);
}

void TestImporting::whatGroqHasAndWeHaveNotIsSaid()
{
    const Result<ImportedMixture> imported = importMixture(R"({
        "cycles": 1, "streaming": true, "groq_api_key": "gsk_secret",
        "layer_agent_config": { "one": { "system_prompt": "First {helper_response} then answer.",
            "model_kwargs": { "top_p": 0.5, "user": "me" }, "timeout": 3 } } })");
    QVERIFY2(imported, qPrintable(errorOf(imported)));
    const QString said = imported->remarks.join(u'\n');
    for (const QString &part :
         {u"No main_model"_qs, u"one names no model"_qs, u"one.timeout was left out"_qs,
          u"one.model_kwargs.user was left out"_qs, u"streaming was left out"_qs,
          u"groq_api_key was left out: keys"_qs, u"one: the references stand at the end"_qs})
        QVERIFY2(said.contains(part), qPrintable(part + u"\n\n"_qs + said));
    const Agent &agent = imported->mixture.layers.at(0).agents.at(0);
    QCOMPARE(agent.settings.topP, 0.5);
    QCOMPARE(agent.settings.systemPrompt, u"First  then answer."_qs);
    QVERIFY(!writeMixture(imported->mixture).contains("gsk_secret"));
    QVERIFY(!said.contains(u"gsk_secret"));
}

void TestImporting::otherShapesOfGroqConfigsAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("as in its code") << QByteArray(R"({"main_model": "m", "cycles": 1,
            "layer_agent_config": {"a": {"model_name": "x"}}})");
    QTest::newRow("both halves") << QByteArray(
        R"({"moa_main_agent_config": {"main_model": "m", "cycles": 1},
            "moa_layer_agent_config": {"a": {"model_name": "x"}}})");
    QTest::newRow("wrapped") << QByteArray(R"({"moa_config": {"main_model": "m",
            "layer_agent_config": {"a": {"model_name": "x"}}}})");
    QTest::newRow("with nulls") << QByteArray(
        R"({"main_model": "m", "cycles": null, "system_prompt": null,
            "layer_agent_config": {"a": {"model_name": "x", "max_tokens": null}}})");
}

void TestImporting::otherShapesOfGroqConfigsAreRead()
{
    QFETCH(QByteArray, text);
    const Result<ImportedMixture> imported = importMixture(text);
    QVERIFY2(imported, qPrintable(errorOf(imported)));
    QCOMPARE(models(imported->mixture), (QStringList{u"x"_qs, u"m"_qs}));
    QVERIFY(runs(imported->mixture));
}

void TestImporting::damagedGroqConfigsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no agents") << QByteArray(R"({"main_model": "m"})") << u"layer_agent_config"_qs;
    QTest::newRow("agents in a list")
        << QByteArray(R"({"main_model": "m", "layer_agent_config": []})") << u"no object"_qs;
    QTest::newRow("an agent that is a text")
        << QByteArray(R"({"main_model": "m", "layer_agent_config": {"a": "x"}})") << u"a"_qs;
    QTest::newRow("cycles without end")
        << QByteArray("{\"main_model\": \"m\",\n\"cycles\": 1000000,"
                      "\"layer_agent_config\": {\"a\": {}}}")
        << u"line 2"_qs;
    QTest::newRow("model that is a number")
        << QByteArray(R"({"main_model": 7, "layer_agent_config": {"a": {}}})") << u"main_model"_qs;
    QTest::newRow("temperature out of range")
        << QByteArray(R"({"main_model": "m", "layer_agent_config": {"a": {"temperature": 9}}})")
        << u"a.temperature"_qs;
    QTest::newRow("main configuration that is a list")
        << QByteArray(R"({"moa_main_agent_config": [], "layer_agent_config": {"a": {}}})")
        << u""_qs;
    QTest::newRow("wrapped in a text") << QByteArray(R"({"moa_config": "x"})") << u""_qs;
}

void TestImporting::damagedGroqConfigsAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const Result<ImportedMixture> imported = importMixture(text);
    QVERIFY(!imported);
    QVERIFY2(imported.error().message.contains(reason, Qt::CaseInsensitive),
             qPrintable(imported.error().message));
}

void TestImporting::aScriptBecomesAMixture()
{
    const Result<ImportedMixture> imported = importMixture(script.toUtf8());
    QVERIFY2(imported, qPrintable(errorOf(imported)));
    QCOMPARE(imported->source, ImportedMixture::Source::PythonScript);
    const Mixture &mixture = imported->mixture;
    QCOMPARE(models(mixture),
             (QStringList{u"Llama-3.3-70B Qwen2.5-72B"_qs, u"Llama-3.3-70B Qwen2.5-72B"_qs,
                          u"DeepSeek-V3"_qs}));
    QVERIFY(runs(mixture));
    QCOMPARE(mixture.defaults.temperature, 0.7);
    QCOMPARE(mixture.defaults.maxTokens, 512);
    QCOMPARE(mixture.defaults.instruction, u"Synthesize these.\n\nResponses from models:"_qs);
    QCOMPARE(mixture.finalAgent()->provider.toString(), u"together"_qs);
}

void TestImporting::scriptsAreReadInTheirVariants_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("layers");
    QTest::newRow("defaults of a function")
        << u"default_reference_models = [\"m/a\", \"m/b\"]\n"
           "def main(model: str = \"m/c\", reference_models: list[str] = default_reference_models,"
           " temperature: float = 0.7, rounds: int = 2):\n  pass"_qs
        << QStringList{u"a b"_qs, u"a b"_qs, u"c"_qs};
    QTest::newRow("one line") << u"reference_models=['a','b'];aggregator_model='c'"_qs
                              << QStringList{u"a b"_qs, u"c"_qs};
    QTest::newRow("tuple") << u"reference_models = (\"a\", \"b\")\naggregator_model = (\"c\")"_qs
                           << QStringList{u"a b"_qs, u"c"_qs};
    QTest::newRow("separated by commas")
        << u"reference_models=\"m/a, m/b,\"\naggregator_model=\"c\""_qs
        << QStringList{u"a b"_qs, u"c"_qs};
    QTest::newRow("no aggregator")
        << u"reference_models = [\"a\", \"b\"]"_qs << QStringList{u"a b"_qs, u"a"_qs};
    QTest::newRow("texts side by side")
        << u"reference_models = [\n\"a\"\n\"a\", # two\n\"b\"\n]\naggregator_model = \"c\" 'c'"_qs
        << QStringList{u"aa b"_qs, u"cc"_qs};
    QTest::newRow("layers of one")
        << u"layers = 1\nreference_models = [\"a\"]\naggregator_model = \"c\""_qs
        << QStringList{u"a"_qs, u"c"_qs};
    QTest::newRow("Windows line ends")
        << u"reference_models = [\r\n  \"a\",\r\n]\r\naggregator_model = \"c\"\r\n"_qs
        << QStringList{u"a"_qs, u"c"_qs};
    QTest::newRow("a comparison and a call are no values")
        << u"reference_models = [\"a\"]\naggregator_model = \"c\"\nif aggregator_model == \"d\":\n"
           "  model = ask(\"e\")"_qs
        << QStringList{u"a"_qs, u"c"_qs};
}

void TestImporting::scriptsAreReadInTheirVariants()
{
    QFETCH(QString, text);
    QFETCH(QStringList, layers);
    const Result<ImportedMixture> imported = importMixture(text.toUtf8());
    QVERIFY2(imported, qPrintable(errorOf(imported)));
    QCOMPARE(models(imported->mixture), layers);
    QVERIFY(runs(imported->mixture));
}

void TestImporting::damagedScriptsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("list without end")
        << u"\nreference_models = [\"a\",\n \"b\","_qs << u"Line 2: a list begins"_qs;
    QTest::newRow("text without end")
        << u"reference_models = [\"a\",\n\"b]\n"_qs << u"Line 2: a text begins"_qs;
    QTest::newRow("long text without end")
        << u"reference_models = [\"\"\"a\n\n"_qs << u"Line 1: a text begins"_qs;
    QTest::newRow("empty list") << u"reference_models = []"_qs << u"no list of models"_qs;
    QTest::newRow("computed list")
        << u"reference_models = [m for m in all]"_qs << u"no list of models"_qs;
    QTest::newRow("filled-in names")
        << u"reference_models = [f\"{a}/b\"]"_qs << u"no list of models"_qs;
    QTest::newRow("numbers") << u"reference_models = [1, 2]"_qs << u"no list of models"_qs;
    QTest::newRow("too many rounds")
        << u"reference_models = [\"a\"]\nrounds = 1e9"_qs << u"between 1 and 32"_qs;
    QTest::newRow("negative rounds")
        << u"reference_models = [\"a\"]\nrounds = 0"_qs << u"between 1 and 32"_qs;
}

void TestImporting::damagedScriptsAreRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const Result<ImportedMixture> imported = importMixture(text.toUtf8());
    QVERIFY(!imported);
    QVERIFY2(imported.error().message.contains(reason), qPrintable(imported.error().message));
}

void TestImporting::everyPrefixOfAFileIsSurvived()
{
    for (const QByteArray &whole : {groqConfig, script.toUtf8()}) {
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const Result<ImportedMixture> imported = importMixture(whole.left(length));
            QVERIFY(imported ? !imported->mixture.layers.isEmpty()
                             : !imported.error().message.isEmpty());
        }
    }
}

void TestImporting::otherTextsAreRefusedAsPresetsWouldBe_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("prose") << QByteArray("Hello there");
    QTest::newRow("other JSON") << QByteArray(R"({"a": 1})");
    QTest::newRow("a damaged preset")
        << QByteArray(R"({"format": "moa-studio/mixture", "version": 1, "layers": 7})");
    QTest::newRow("bytes") << QByteArray("reference_models = [\"\xff\xfe\"]");
    QTest::newRow("JSON that breaks off") << QByteArray("{\"reference_models\": [");
}

void TestImporting::otherTextsAreRefusedAsPresetsWouldBe()
{
    QFETCH(QByteArray, text);
    const Result<ImportedMixture> imported = importMixture(text);
    QVERIFY(!imported);
    QCOMPARE(imported.error(), readMixture(text).error());
}

void TestImporting::literalsAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("escapes") << uR"(x = "a\n\t\"b\\ \d")"_qs << u"a\n\t\"b\\ \\d"_qs;
    QTest::newRow("raw") << uR"(x = r"a\n")"_qs << u"a\\n"_qs;
    QTest::newRow("a line that goes on") << u"x = \\\n 'a'"_qs << u"a"_qs;
    QTest::newRow("continued inside") << u"x = 'a\\\nb'"_qs << u"ab"_qs;
    QTest::newRow("with an annotation") << u"x: Optional[Dict[str, int]] = 'a'"_qs << u"a"_qs;
    QTest::newRow("by another name") << u"y = 'a'\nx = y"_qs << u"a"_qs;
    QTest::newRow("the last one") << u"x = 'b'\nx = 'a'"_qs << u"a"_qs;
    QTest::newRow("hash in a text") << u"x = 'a # b' # c"_qs << u"a # b"_qs;
}

void TestImporting::literalsAreFound()
{
    QFETCH(QString, text);
    QFETCH(QString, value);
    const Result<PythonLiterals> literals = readPythonLiterals(text);
    QVERIFY(literals);
    QCOMPARE(literals->text(u"x"_qs), value);
}

QTEST_APPLESS_MAIN(TestImporting)
#include "tst_importing.moc"
