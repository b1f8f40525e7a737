// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/bundledpresets.h"
#include "mixture/keyscan.h"
#include "mixture/mixturefile.h"
#include "mixture/prompt.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

/// Letters and digits by lot, always the same for the same seed.
QString lot(int size, quint32 seed, QLatin1StringView letters)
{
    QRandomGenerator generator(seed);
    QString result;
    for (int i = 0; i < size; ++i)
        result += letters.at(generator.bounded(static_cast<int>(letters.size())));
    return result;
}

constexpr auto anyCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"_L1;
constexpr auto lowerCase = "abcdefghijklmnopqrstuvwxyz0123456789"_L1;
constexpr auto hex = "0123456789abcdef"_L1;

} // namespace

class TestKeyScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAreFound_data();
    void keysAreFound();
    void otherTextIsLeftAlone_data();
    void otherTextIsLeftAlone();
    void tokensByLotAreFoundAlmostAlways();
    void hintsNeverTellTheKey();
    void everyPlaceOfAMixtureIsLookedAt_data();
    void everyPlaceOfAMixtureIsLookedAt();
    void bundledPresetsAreClean_data();
    void bundledPresetsAreClean();
    void sentencesNameThePlace();
};

void TestKeyScan::keysAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hint");
    const QString token = lot(40, 7, anyCase);
    const auto row = [](const char *name, const QString &text, const QString &hint) {
        QTest::newRow(name) << text << hint;
    };
    row("OpenAI", u"sk-"_s + lot(48, 1, anyCase), u"OpenAI"_s);
    row("OpenAI project", u"use sk-proj-"_s + lot(64, 2, anyCase) + u" please"_s, u"OpenAI"_s);
    row("OpenAI service", u"sk-svcacct-"_s + lot(64, 3, anyCase), u"OpenAI"_s);
    row("DeepSeek", u"sk-"_s + lot(32, 4, hex), u"DeepSeek"_s);
    row("Anthropic", u"sk-ant-api03-"_s + lot(80, 5, anyCase) + u"-AA"_s, u"Anthropic"_s);
    row("OpenRouter", u"sk-or-v1-"_s + lot(64, 6, hex), u"OpenRouter"_s);
    row("Google", u"AIzaSy"_s + lot(33, 8, anyCase), u"Google"_s);
    row("Groq", u"key=gsk_"_s + lot(52, 9, anyCase), u"Groq"_s);
    row("Together", u"tgp_v1_"_s + lot(43, 10, anyCase), u"Together AI"_s);
    row("Hugging Face", u"hf_"_s + lot(34, 11, anyCase), u"Hugging Face"_s);
    row("xAI", u"xai-"_s + lot(80, 12, anyCase), u"xAI"_s);
    row("Perplexity", u"pplx-"_s + lot(48, 13, anyCase), u"Perplexity"_s);
    row("Fireworks", u"fw_"_s + lot(22, 14, anyCase), u"Fireworks AI"_s);
    row("Cerebras", u"csk-"_s + lot(48, 15, lowerCase), u"Cerebras"_s);
    row("NVIDIA", u"nvapi-"_s + lot(64, 16, anyCase), u"NVIDIA"_s);
    row("Replicate", u"r8_"_s + lot(37, 17, anyCase), u"Replicate"_s);
    row("GitHub", u"ghp_"_s + lot(36, 18, anyCase), u"GitHub"_s);
    row("GitHub, fine-grained", u"github_pat_"_s + lot(22, 19, anyCase) + u'_' + token,
        u"GitHub"_s);
    row("GitLab", u"glpat-"_s + lot(20, 20, anyCase), u"GitLab"_s);
    row("AWS", u"id AKIAIOSFODNN7EXAMPLE"_s, u"AWS"_s);
    row("Slack", u"xoxb-123456789012-"_s + lot(24, 21, anyCase), u"Slack"_s);
    row("Stripe", u"sk_live_"_s + lot(24, 22, anyCase), u"Stripe"_s);
    row("Mistral, by its look", lot(32, 23, anyCase), u"a key"_s);
    row("a bearer", u"Authorization: Bearer "_s + lot(32, 24, anyCase), u"authorization"_s);
    row("a bearer in lower case", u"curl -H 'authorization: bearer abc123DEF456ghi789'"_s,
        u"authorization"_s);
    row("basic", u"Basic dXNlcjpwYXNzd29yZDEyMzQ="_s, u"authorization"_s);
    row("a private key", u"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"_s,
        u"private key"_s);
    row("an OpenSSH key", u"x\n-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl"_s, u"private key"_s);
    row("a JSON web token",
        u"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"_s,
        u"signed token"_s);
    row("a password in an address", u"https://me:hunter2secret@example.org/x"_s, u"password"_s);
    row("an assignment", u"api_key = \"a1b2c3d4e5f60718293a\""_s, u"secret"_s);
    row("an assignment of hex", u"AZURE_OPENAI_API_KEY: "_s + lot(32, 25, hex), u"secret"_s);
    row("a password", u"password=Tr0ub4dor&3-correct-h0rse"_s.replace(u'&', u'x'), u"secret"_s);
    row("among Chinese", u"请使用sk-"_s + lot(48, 26, anyCase) + u"这个密钥"_s, u"OpenAI"_s);
    row("in quotes", u"\"gsk_"_s + lot(52, 27, anyCase) + u'"', u"Groq"_s);
    row("in lower case, by lot", lot(40, 28, lowerCase), u"a key"_s);
}

void TestKeyScan::keysAreFound()
{
    QFETCH(QString, text);
    QFETCH(QString, hint);
    const std::optional<QString> found = keyHint(text);
    QVERIFY2(found, qPrintable(text));
    QVERIFY2(found->contains(hint), qPrintable(*found));
}

void TestKeyScan::otherTextIsLeftAlone_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QString &text) { QTest::newRow(name) << text; };
    const QByteArray content("some content");
    const auto hashed = [&](QCryptographicHash::Algorithm algorithm) {
        return QString::fromLatin1(QCryptographicHash::hash(content, algorithm).toHex());
    };
    row("nothing", QString());
    row("prose", aggregateAndSynthesize());
    row("a commit", u"fixed in "_s + hashed(QCryptographicHash::Sha1) + u" yesterday"_s);
    row("MD5", hashed(QCryptographicHash::Md5));
    row("SHA-256", u"sha256:"_s + hashed(QCryptographicHash::Sha256));
    row("SHA-512", hashed(QCryptographicHash::Sha512));
    row("a UUID", u"id 3f2504e0-4f89-41d3-9a0c-0305e82c3301"_s);
    QByteArray picture(3000, '\0');
    QRandomGenerator generator(5);
    for (char &byte : picture)
        byte = static_cast<char>(generator.bounded(256));
    const QString base64 = QString::fromLatin1(picture.toBase64());
    row("a picture", u"![](data:image/png;base64,"_s + base64 + u')');
    row("base64 in one line", base64);
    QString wrapped;
    for (qsizetype at = 0; at < base64.size(); at += 76)
        wrapped += base64.mid(at, 76) + u'\n';
    row("base64 in lines", wrapped);
    row("encoded prose",
        QString::fromLatin1(
            QByteArray("The quick brown fox jumps over the lazy dog 12345.").toBase64()));
    row("a long word", u"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"_s);
    row("a long identifier", u"getHTTPResponseCodeForUser2FactorAuthenticationV3Handler"_s);
    row("a snake", u"max_completion_tokens_per_minute_limit_exceeded_error_2024"_s);
    row("a model", u"meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo-128K"_s);
    row("another model", u"accounts/fireworks/models/llama-v3p1-405b-instruct"_s);
    row("a quantised model",
        u"TheBloke/Nous-Hermes-2-Mixtral-8x7B-DPO-GPTQ-4bit-128g-actorder_True"_s);
    row("Chinese", u"您已获得来自各种开源模型对最新用户查询的一组响应。您的任务是综合这些响应。"_s);
    row("Korean", u"다양한오픈소스모델의응답을하나의높은품질의응답으로종합하는것입니다"_s);
    row("an address",
        u"https://docs.google.com/document/d/1aBcD3fGhIjKlMnOpQrStUvWxYz012345678/edit"_s);
    row("an address with a query",
        u"https://example.org/?v=dQw4w9WgXcQ&list=PL9tY0BWXOZFuFEG_GtOBZ8-8wbkH"_s);
    row("a placeholder", u"export OPENAI_API_KEY=YOUR_API_KEY_GOES_HERE"_s);
    row("words behind a prefix", u"sk-your-own-api-key-goes-here-please"_s);
    row("crosses", u"sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"_s);
    row("crosses and digits",
        u"sk-ant-api03-xxxxxxxxxxxxxxxxxxxxxxxx"_s.replace(u"api"_s, u"xxx"_s));
    row("a variable", u"api_key: ${OPENAI_API_KEY}"_s);
    row("dots", u"sk-..."_s);
    row("a word with sk-", u"task-1234567890abcdefghij and risk-assessment2024procedures"_s);
    row("talk of passwords", u"The password: it must have twelve characters, 2 of them digits."_s);
    row("talk of bearers", u"The ring bearer responsibilities include carrying."_s);
    row("digits", u"3141592653589793238462643383279502884197169399375105820974944"_s);
    row("DNA", u"ACGTTGCAACGTACGGTACCAGTACGTTGCAACGTACGGTACC"_s);
    row("a path", u"/usr/share/doc/Qt6Widgets/examples/2024/ItemViews/Chart1/Main2/Window3"_s);
    row("a row of equals", QString(80, u'='));
    row("code", u"QCOMPARE(QString::fromUtf8(outcome.out), record.finalText + u'\\n');"_s);
    row("a public key", u"-----BEGIN PUBLIC KEY-----"_s);
    row("numbers with names", u"A1 B2 C3 D4 E5 F6 G7 H8 I9 J10 K11 L12"_s);
}

void TestKeyScan::otherTextIsLeftAlone()
{
    QFETCH(QString, text);
    const std::optional<QString> found = keyHint(text);
    QVERIFY2(!found, qPrintable(found.value_or(QString())));
}

void TestKeyScan::tokensByLotAreFoundAlmostAlways()
{
    int found = 0;
    constexpr int tokens = 1000;
    for (quint32 seed = 1; seed <= tokens; ++seed)
        found += keyHint(u"The key is "_s + lot(40, seed, anyCase) + u'.') ? 1 : 0;
    QVERIFY2(found >= tokens * 97 / 100, qPrintable(QString::number(found)));
}

void TestKeyScan::hintsNeverTellTheKey()
{
    const QString key = u"sk-ant-api03-"_s + lot(80, 5, anyCase);
    const QString hint = keyHint(key).value();
    QVERIFY(!hint.contains(key.mid(8, 8)));
}

void TestKeyScan::everyPlaceOfAMixtureIsLookedAt_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const QByteArray &text, const QString &place) {
        QTest::newRow(name) << text << place;
    };
    const QByteArray agent = R"({"id": "a", "provider": "p", "model": "m", %})";
    const auto inAgent = [&](const QByteArray &member) {
        return R"("layers": [{"agents": [)" + QByteArray(agent).replace("%", member) + "]}]";
    };
    row("name", R"("name": "KEY", "layers": [])", u"name"_s);
    row("description", R"("description": "KEY", "layers": [])", u"description"_s);
    row("notes", R"("notes": "see KEY there", "layers": [])", u"notes"_s);
    row("example prompt", R"("example_prompt": "KEY", "layers": [])", u"example_prompt"_s);
    row("defaults", R"("defaults": {"instruction": "KEY"}, "layers": [])",
        u"defaults.instruction"_s);
    row("a field of later", R"("later": {"deep": [1, "KEY"]}, "layers": [])", u"later.deep[1]"_s);
    row("a field's name", R"("later": {"KEY": 1}, "layers": [])", u"later"_s);
    row("layer", R"("layers": [{"name": "KEY", "agents": []}])", u"layers[0].name"_s);
    row("agent", inAgent(R"("name": "KEY")"), u"layers[0].agents[0].name"_s);
    row("system prompt", inAgent(R"("system_prompt": "KEY")"),
        u"layers[0].agents[0].system_prompt"_s);
    row("stop", inAgent(R"("stop": ["x", "KEY"])"), u"layers[0].agents[0].stop[1]"_s);
    row("extra", inAgent(R"("extra": {"headers": {"x": "KEY"}})"),
        u"layers[0].agents[0].extra.headers.x"_s);
    row("extra by its name", inAgent(R"("extra": {"api_key": "letmein8"})"),
        u"layers[0].agents[0].extra.api_key"_s);
    row("escaped", inAgent(R"("name": "\u0073k-ant-api03-0a1B2c3D4e5F6g7H8i9J")"),
        u"layers[0].agents[0].name"_s);
}

void TestKeyScan::everyPlaceOfAMixtureIsLookedAt()
{
    QFETCH(QByteArray, member);
    QFETCH(QString, place);
    const QByteArray text = R"({"format": "moa-studio/mixture", "version": 1, )"
        + member.replace("KEY", "gsk_0a1B2c3D4e5F6g7H8i9JkLmN") + '}';
    const Result<Mixture> mixture = readMixture(text);
    QVERIFY2(mixture, qPrintable(mixture ? QString() : mixture.error().message));
    const QList<KeyFinding> found = findKeys(*mixture);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.constFirst().place, place);
}

void TestKeyScan::bundledPresetsAreClean_data()
{
    QTest::addColumn<QString>("path");
    for (const BundledPreset &preset : bundledPresets())
        QTest::addRow("%s", qPrintable(preset.name)) << preset.path;
}

void TestKeyScan::bundledPresetsAreClean()
{
    QFETCH(QString, path);
    const QList<KeyFinding> found = findKeys(loadMixture(path).value());
    QVERIFY2(found.isEmpty(), qPrintable(keySentences(found)));
}

void TestKeyScan::sentencesNameThePlace()
{
    const QString text = keySentences({{u"notes"_s, u"a key of Groq (gsk_…)"_s}});
    QCOMPARE(text, u"notes holds what looks like a key of Groq (gsk_…)."_s);
    QCOMPARE(keySentences(QList<KeyFinding>(9, {u"x"_s, u"y"_s})).count(u'\n'), 5);
}

QTEST_GUILESS_MAIN(TestKeyScan)
#include "tst_keyscan.moc"
