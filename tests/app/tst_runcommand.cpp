// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bleu.h"
#include "mixture/prompt.h"
#include "support/moaprogram.h"
#include "support/replayhandler.h"

#include <array>
#include <csignal>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <sys/resource.h>
#include <unistd.h>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const QString wizard = u"microsoft/WizardLM-2-8x22B"_s;

/// What Python's str.strip() removes; the reference implementation trims with it.
bool isPythonSpace(QChar c)
{
    const char16_t code = c.unicode();
    return c.isSpace() || (code >= 0x1C && code <= 0x1F) || code == 0x85;
}

QString trimmed(const QString &text)
{
    const auto first = std::find_if_not(text.begin(), text.end(), isPythonSpace);
    const auto last = std::find_if_not(text.rbegin(), text.rend(), isPythonSpace).base();
    return first < last ? QString(first, last - first) : QString();
}

} // namespace

class TestRunCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void replaysTheRealMixture_data();
    void replaysTheRealMixture();
    void theSandboxPresetRunsWithoutKeyAndNetwork();
    void textIsTheFinalAnswerAlone();
    void markdownTellsTheRun();
    void htmlTellsTheRun();
    void exchangesAreAddedWhenAskedFor();
    void quietSaysNothing();
    void promptsComeFromManyPlaces_data();
    void promptsComeFromManyPlaces();
    void aPromptOfFiveMegabytesIsSent();
    void resultsGoToAFile();
    void recordedTrafficIsPlayedAgain();
    void aCassetteThatCantBePlayedSendsNothing();
    void noFinalAnswerIsTold();
    void limitsStopTheRun_data();
    void limitsStopTheRun();
    void runsOfOneDayAddUp();
    void interruptEndsTheRun();
    void aClosedOutputEndsTheRun();
    void aFullDiskLeavesNoHalfAFile();
    void theKeyIsSentButNeverTold();
    void badInputGetsASentence_data();
    void badInputGetsASentence();

private:
    QString write(const QString &name, const QByteArray &content) const;
    [[nodiscard]] QString preset(const QString &models = u"a"_s) const;
    [[nodiscard]] ProgramOutcome
    run(const QStringList &arguments, const QByteArray &input = {},
        const QProcessEnvironment &environment = cleanEnvironment()) const;
    /// Run against the scripted server, that is.
    [[nodiscard]] QStringList withServer(const QStringList &arguments) const
    {
        return QStringList{u"run"_s} + arguments + QStringList{u"--providers"_s, m_providers};
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ThreadedScriptedServer> m_server;
    QString m_providers;
    QJsonObject m_answers;
};

void TestRunCommand::initTestCase()
{
    const Result<QJsonObject> answers =
        readAnswers(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/answers.json"));
    if (answers)
        m_answers = *answers;
}

void TestRunCommand::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ThreadedScriptedServer>();
    (*m_server)->setHandler([](const ScriptedRequest &request) {
        return ScriptedReply::openAiStream(u"answer of "_s + request.model);
    });
    const QString url = (*m_server)->baseUrl().toString();
    m_providers =
        write(u"providers.json"_s,
              QStringLiteral(R"({"format": "moa-studio/providers", "version": 1, "providers": [
            {"id": "together", "name": "Together AI", "base_url": "%1", "max_attempts": 1},
            {"id": "public", "base_url": "%2", "allow_insecure": true, "key_env": ["PUBLIC_API_KEY"]}]})")
                  .arg(url, u"http://example.org/v1"_s)
                  .toUtf8());
}

QString TestRunCommand::write(const QString &name, const QByteArray &content) const
{
    const QString path = m_dir->filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("a test's file can't be written");
    return path;
}

QString TestRunCommand::preset(const QString &model) const
{
    return write(u"small.moa.json"_s,
                 QStringLiteral(
                     R"({"format": "moa-studio/mixture", "version": 1, "name": "Small", "layers": [
        {"agents": [{"id": "p", "role": "proposer", "provider": "together", "model": "%1"}]},
        {"agents": [{"id": "final", "role": "aggregator", "provider": "together", "model": "z"}]}]})")
                     .arg(model)
                     .toUtf8());
}

ProgramOutcome TestRunCommand::run(const QStringList &arguments, const QByteArray &input,
                                   const QProcessEnvironment &environment) const
{
    return runProgram(QStringLiteral(MOA_PROGRAM), arguments, input, environment);
}

void TestRunCommand::replaysTheRealMixture_data()
{
    QTest::addColumn<QJsonObject>("item");
    const QJsonArray items = m_answers.value(u"items").toArray();
    for (const QJsonValue &item : items)
        QTest::addRow("instruction %d", item[u"index"].toInt()) << item.toObject();
    if (items.isEmpty())
        QTest::newRow("no recordings") << QJsonObject();
}

void TestRunCommand::replaysTheRealMixture()
{
    QFETCH(QJsonObject, item);
    if (item.isEmpty())
        QSKIP("the recorded answers are not beside this checkout");
    ReplayOptions options;
    options.policy = ChunkPolicy::oddBytes(static_cast<quint64>(item[u"index"].toInt()));
    (*m_server)->setHandler(replayHandler(m_answers, options));
    const QString instruction = item[u"instruction"].toString();
    const QString promptFile = write(u"prompt.txt"_s, instruction.toUtf8());

    const ProgramOutcome outcome =
        run(withServer({QStringLiteral(MOA_SOURCE_DIR "/presets/moa-lite.moa.json"),
                        u"--prompt-file"_s, promptFile, u"--format"_s, u"json"_s}));
    QCOMPARE(outcome.code, 3);
    const QJsonObject record = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(record[u"state"].toString(), u"degraded"_s);
    const QString finalText = record[u"final"][u"text"].toString();
    const QJsonObject recorded = item[u"outputs"].toObject();
    QCOMPARE(finalText, recorded[u"Together-MoA-Lite"].toString());

    const QHash<QString, QString> recordings{
        {u"Qwen/Qwen1.5-110B-Chat"_s, u"Qwen1.5-110B-Chat"_s},
        {u"Qwen/Qwen1.5-72B-Chat"_s, u"Qwen1.5-72B-Chat"_s},
        {u"meta-llama/Llama-3-70b-chat-hf"_s, u"Meta-Llama-3-70B-Instruct"_s},
        {u"mistralai/Mixtral-8x22B-Instruct-v0.1"_s, u"Mixtral-8x22B-Instruct-v0.1"_s},
        {u"databricks/dbrx-instruct"_s, u"dbrx-instruct"_s}};
    QStringList references;
    const QJsonArray responses = record[u"responses"].toArray();
    QCOMPARE(responses.size(), 7);
    for (const QJsonValue &response : responses) {
        const QString model = response[u"model"].toString();
        if (response[u"layer"].toInt() == 2)
            continue;
        if (model == wizard) {
            QCOMPARE(response[u"state"].toString(), u"failed"_s);
            QCOMPARE(response[u"attempts"].toInt(), 1);
            continue;
        }
        const QString text = recorded[recordings.value(model)].toString();
        QCOMPARE(response[u"text"].toString(), text);
        QCOMPARE(response[u"bleu_to_final"].toDouble(),
                 sentenceBleu(text, {finalText}, BleuOptions::overlap()).score);
        references.append(trimmed(text));
    }
    QCOMPARE(references.size(), 5);

    // The server's side: one delivery for each agent, and the aggregator's request to the letter.
    QCOMPARE((*m_server)->requests().size(), 7);
    QCOMPARE((*m_server)->requests(wizard).size(), 1);
    QString block = aggregateAndSynthesize();
    for (qsizetype index = 0; index < references.size(); ++index)
        block += QStringLiteral("\n%1. ").arg(index + 1) + references.at(index);
    const QList<ScriptedRequest> toAggregator = (*m_server)->requests(u"Qwen/Qwen1.5-72B-Chat"_s);
    QCOMPARE(toAggregator.size(), 2);
    const QJsonObject sent = toAggregator.constLast().json();
    const QJsonArray messages = sent[u"messages"].toArray();
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages.at(0)[u"role"].toString(), u"system"_s);
    QCOMPARE(messages.at(0)[u"content"].toString(), block);
    QCOMPARE(messages.at(1)[u"role"].toString(), u"user"_s);
    QCOMPARE(messages.at(1)[u"content"].toString(), instruction);
    QCOMPARE(sent[u"temperature"].toDouble(), 0.7);
    QCOMPARE(sent[u"max_tokens"].toInt(), 2048);
}

void TestRunCommand::theSandboxPresetRunsWithoutKeyAndNetwork()
{
    const ProgramOutcome outcome = run({u"run"_s, u"sandbox"_s, u"--format"_s, u"json"_s});
    QCOMPARE(outcome.code, 0);
    const QJsonObject record = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(record[u"state"].toString(), u"done"_s);
    QVERIFY(!record[u"final"][u"text"].toString().isEmpty());
    QCOMPARE(record[u"totals"][u"unpriced"].toInt(), 0);
}

void TestRunCommand::textIsTheFinalAnswerAlone()
{
    const ProgramOutcome outcome = run(withServer({preset(), u"--prompt"_s, u"Hello"_s}));
    QCOMPARE(outcome.out, QByteArray("answer of z\n"));
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.notes.contains(u"p#1: done in"_s));
}

void TestRunCommand::markdownTellsTheRun()
{
    const ProgramOutcome outcome =
        run(withServer({preset(), u"--prompt"_s, u"Hello"_s, u"--format"_s, u"markdown"_s}));
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.startsWith("# Small\n\nDone · "));
    QVERIFY(outcome.out.contains("## User\n\n```markdown\nHello\n```\n"));
    QVERIFY(outcome.out.contains("## Final answer\n\n```markdown\nanswer of z\n```\n"));
    QVERIFY(outcome.out.contains("| p#1 | a | 11 | 3 | unpriced |"));
}

void TestRunCommand::htmlTellsTheRun()
{
    const ProgramOutcome outcome =
        run(withServer({preset(), u"--prompt"_s, u"Hello"_s, u"--format"_s, u"html"_s}));
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.startsWith("<!DOCTYPE html>\n"));
    QVERIFY(outcome.out.contains(">answer of z<"));
}

void TestRunCommand::exchangesAreAddedWhenAskedFor()
{
    const QStringList arguments{preset(), u"--prompt"_s, u"Hello"_s, u"--format"_s, u"json"_s};
    const auto firstResponse = [&](const QStringList &more) {
        const ProgramOutcome outcome = run(withServer(arguments + more));
        return QJsonDocument::fromJson(outcome.out).object()[u"responses"][0].toObject();
    };
    QVERIFY(!firstResponse({}).contains(u"exchanges"));
    const QJsonValue exchange = firstResponse({u"--exchanges"_s})[u"exchanges"][0];
    QCOMPARE(exchange[u"status"].toInt(), 200);
    QVERIFY(exchange[u"reply"].toString().contains(u"[DONE]"_s));
}

void TestRunCommand::quietSaysNothing()
{
    const ProgramOutcome outcome =
        run(withServer({preset(), u"--prompt"_s, u"Hello"_s, u"--quiet"_s}));
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.notes, QString());
}

void TestRunCommand::promptsComeFromManyPlaces_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QStringList>("sent");
    QTest::newRow("argument") << QStringList{u"--prompt"_s, u"Grüße"_s} << QByteArray()
                              << QStringList{u"Grüße"_s};
    QTest::newRow("standard input") << QStringList{u"--prompt-file"_s, u"-"_s}
                                    << QByteArray("안녕\n") << QStringList{u"안녕\n"_s};
    QTest::newRow("conversation") << QStringList{u"--conversation"_s, u"conversation.json"_s}
                                  << QByteArray() << QStringList{u"one"_s, u"two"_s, u"three"_s};
    QTest::newRow("conversation and prompt")
        << QStringList{u"--conversation"_s, u"conversation.json"_s, u"--prompt"_s, u"four"_s}
        << QByteArray() << QStringList{u"one"_s, u"two"_s, u"three"_s, u"four"_s};
}

void TestRunCommand::promptsComeFromManyPlaces()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, input);
    QFETCH(QStringList, sent);
    const QString conversation =
        write(u"conversation.json"_s, R"([{"role": "user", "content": "one"},
        {"role": "assistant", "content": "two"}, {"role": "user", "content": "three"}])");
    arguments.replaceInStrings(u"conversation.json"_s, conversation);
    QCOMPARE(run(withServer(QStringList{preset()} + arguments), input).code, 0);
    QStringList contents;
    const QJsonArray messages =
        (*m_server)->requests(u"a"_s).constFirst().json()[u"messages"].toArray();
    for (const QJsonValue &message : messages)
        contents.append(message[u"content"].toString());
    QCOMPARE(contents, sent);
}

void TestRunCommand::aPromptOfFiveMegabytesIsSent()
{
    const QByteArray prompt("five megabytes ", 15);
    const ProgramOutcome outcome =
        run(withServer({preset(), u"--prompt-file"_s, u"-"_s}), prompt.repeated(350'000));
    QCOMPARE(outcome.code, 0);
    QVERIFY((*m_server)->requests(u"a"_s).constFirst().body.size() > 5'000'000);
}

void TestRunCommand::resultsGoToAFile()
{
    const QString path = m_dir->filePath(u"run.json"_s);
    const ProgramOutcome outcome = run(withServer(
        {preset(), u"--prompt"_s, u"Hello"_s, u"--format"_s, u"json"_s, u"--out"_s, path}));
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out, QByteArray());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(file.readAll()).object()[u"state"].toString(), u"done"_s);
}

void TestRunCommand::recordedTrafficIsPlayedAgain()
{
    const QString cassette = m_dir->filePath(u"talk.cassette.json"_s);
    const QStringList arguments =
        withServer({preset(u"Qwen/Qwen1.5-72B-Chat"_s), u"--prompt"_s, u"Hello"_s, u"--quiet"_s});
    const ProgramOutcome recorded = run(arguments + QStringList{u"--record"_s, cassette});
    QCOMPARE(recorded.code, 0);
    const auto asked = (*m_server)->requests().size();
    QVERIFY(asked > 0);

    QProcessEnvironment environment = cleanEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, m_dir->path());
    const ProgramOutcome replayed =
        run(arguments + QStringList{u"--replay"_s, cassette}, {}, environment);
    QVERIFY2(replayed.code == 0, qPrintable(replayed.notes));
    QCOMPARE(replayed.out, recorded.out);
    QCOMPARE((*m_server)->requests().size(), asked);
    // It cost nothing.
    QVERIFY(!QFile::exists(m_dir->filePath(u"moa-studio/spending.json"_s)));

    const ProgramOutcome other = run(withServer({preset(u"Qwen/Qwen1.5-72B-Chat"_s), u"--prompt"_s,
                                                 u"Another"_s, u"--replay"_s, cassette}));
    QCOMPARE(other.code, 1);
    QVERIFY2(other.notes.contains(u"recorded with another prompt"), qPrintable(other.notes));
}

void TestRunCommand::aCassetteThatCantBePlayedSendsNothing()
{
    const QString cassette = write(u"talk.cassette.json"_s, "{}");
    const ProgramOutcome outcome =
        run(withServer({preset(), u"--prompt"_s, u"Hello"_s, u"--replay"_s, cassette}));
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.notes.contains(u"talk.cassette.json"), qPrintable(outcome.notes));
    QVERIFY((*m_server)->requests().isEmpty());
}

void TestRunCommand::noFinalAnswerIsTold()
{
    (*m_server)->script(u"z"_s, {ScriptedReply::openAiError(401, u"bad key"_s)});
    const ProgramOutcome outcome = run(withServer({preset(), u"--prompt"_s, u"Hello"_s}));
    QCOMPARE(outcome.code, 1);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY(
        outcome.notes.contains(u"Together AI answered 401 (the key is not accepted): bad key."_s));
}

void TestRunCommand::limitsStopTheRun_data()
{
    QTest::addColumn<QStringList>("limit");
    QTest::newRow("time") << QStringList{u"--timeout"_s, u"0.2"_s};
    QTest::newRow("cost") << QStringList{u"--max-cost"_s, u"0.0000001"_s};
    QTest::newRow("cost of the day") << QStringList{u"--max-cost-today"_s, u"0.0000001"_s};
}

void TestRunCommand::limitsStopTheRun()
{
    QFETCH(QStringList, limit);
    const QString model = u"Qwen/Qwen1.5-72B-Chat"_s; // has a price
    (*m_server)->script(
        u"z"_s, {ScriptedReply::openAiStream({}).cutShort(ScriptedReply::Cut::Kind::Stall, 0)});
    const ProgramOutcome outcome =
        run(withServer(QStringList{preset(model), u"--prompt"_s, u"Hello"_s} + limit));
    QCOMPARE(outcome.code, 4);
    QVERIFY(outcome.notes.contains(u"The run was stopped"_s));
}

void TestRunCommand::runsOfOneDayAddUp()
{
    QProcessEnvironment environment = cleanEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, m_dir->path());
    QVERIFY(QDir(m_dir->path()).mkpath(u"moa-studio"_s));
    const QString path =
        write(u"moa-studio/spending.json"_s,
              QStringLiteral(R"({"format": "moa-studio/spending", "version": 1, "days": [
                {"date": "%1", "usd": "5"}]})")
                  .arg(QDate::currentDate().toString(Qt::ISODate))
                  .toUtf8());
    const auto runCapped = [&](const QString &cap) {
        return run(withServer({preset(u"Qwen/Qwen1.5-72B-Chat"_s), u"--prompt"_s, u"Hello"_s,
                               u"--max-cost-today"_s, cap}),
                   {}, environment);
    };
    const ProgramOutcome stopped = runCapped(u"5"_s);
    QCOMPARE(stopped.code, 4);
    QVERIFY2(stopped.notes.contains(u"$5.00 spent"_s), qPrintable(stopped.notes));
    QCOMPARE((*m_server)->counters().requests, 0);
    const ProgramOutcome done = runCapped(u"6"_s);
    QCOMPARE(done.code, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("\"usd\": \"5.0000"));
}

void TestRunCommand::interruptEndsTheRun()
{
    (*m_server)->script(
        u"a"_s, {ScriptedReply::openAiStream({}).cutShort(ScriptedReply::Cut::Kind::Stall, 0)});
    QProcess process;
    process.setProcessEnvironment(cleanEnvironment());
    process.start(QStringLiteral(MOA_PROGRAM), withServer({preset(), u"--prompt"_s, u"Hello"_s}));
    QTRY_COMPARE((*m_server)->counters().requests, 1);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QTRY_COMPARE((*m_server)->counters().connectionsOpen, 0);
}

void TestRunCommand::aClosedOutputEndsTheRun()
{
    QProcess process;
    process.setProcessEnvironment(cleanEnvironment());
    process.setChildProcessModifier([] {
        std::array<int, 2> pipe{};
        if (::pipe(pipe.data()) == 0) {
            ::close(pipe[0]);
            ::dup2(pipe[1], STDOUT_FILENO);
        }
    });
    process.start(QStringLiteral(MOA_PROGRAM), withServer({preset(), u"--prompt"_s, u"Hello"_s}));
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains("Standard output can't be written"));
}

void TestRunCommand::aFullDiskLeavesNoHalfAFile()
{
    const QString path = m_dir->filePath(u"run.json"_s);
    QProcess process;
    process.setProcessEnvironment(cleanEnvironment());
    process.setChildProcessModifier([] {
        // Files can't grow beyond this, which looks to the program as a full disk does.
        const rlimit limit{4096, 4096};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        std::signal(SIGXFSZ, SIG_IGN);
    });
    process.start(QStringLiteral(MOA_PROGRAM),
                  withServer({preset(), u"--prompt"_s, QString(20'000, u'x'), u"--format"_s,
                              u"json"_s, u"--out"_s, path}));
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains("the disk may be full"));
    QVERIFY(!QFile::exists(path));
}

void TestRunCommand::theKeyIsSentButNeverTold()
{
    const QString url = (*m_server)->baseUrl().toString();
    m_providers =
        write(u"keyed.json"_s,
              QStringLiteral(R"({"format": "moa-studio/providers", "version": 1, "providers": [
        {"id": "together", "base_url": "%1", "key_env": ["PLANTED_API_KEY"], "max_attempts": 1}]})")
                  .arg(url)
                  .toUtf8());
    (*m_server)->script(u"a"_s, {ScriptedReply::openAiError(400, u"no"_s)});
    QProcessEnvironment environment = cleanEnvironment();
    environment.insert(u"PLANTED_API_KEY"_s, u"sk-planted-0123456789"_s);
    const ProgramOutcome outcome = run(withServer({preset(), u"--prompt"_s, u"Hello"_s,
                                                   u"--format"_s, u"json"_s, u"--exchanges"_s}),
                                       {}, environment);
    QCOMPARE(outcome.code, 1);
    QVERIFY(outcome.out.contains("Bearer $PLANTED_API_KEY"));
    QCOMPARE((*m_server)->requests().constFirst().header("Authorization"),
             QByteArray("Bearer sk-planted-0123456789"));
    QVERIFY(!outcome.out.contains("sk-planted"));
    QVERIFY(!outcome.notes.contains(u"sk-planted"_s));
}

void TestRunCommand::badInputGetsASentence_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    const QByteArray head(R"({"format": "moa-studio/mixture", "version": 1, "layers": )");
    const QStringList prompt{u"--prompt"_s, u"Hello"_s};
    const auto row = [&](const char *name, const QByteArray &content, const QString &sentence) {
        QTest::newRow(name) << content << prompt << sentence;
    };
    row("not JSON", "hello", u"line 1"_s);
    row("empty", "", u"bad.moa.json: "_s);
    row("wrong format", R"({"format": "other", "version": 1})",
        u"format: expected \"moa-studio/mixture\", found \"other\" (line 1)"_s);
    row("later version", R"({"format": "moa-studio/mixture", "version": 2, "layers": []})",
        u"later version of MoA Studio"_s);
    row("no layers", head + "[]}", u"layer"_s);
    row("empty layer", head + R"([{"agents": []}]})", u"layers[0]"_s);
    row("duplicate ids",
        head
            + R"([{"agents": [{"id": "a", "role": "proposer", "provider": "together", "model": "m"}]}, {"agents": [{"id": "a", "role": "aggregator", "provider": "together", "model": "m"}]}]})",
        u"layers[1].agents[0].id"_s);
    row("reference to itself",
        head
            + R"([{"agents": [{"id": "p", "role": "proposer", "provider": "together", "model": "m"}]}, {"agents": [{"id": "a", "role": "aggregator", "provider": "together", "model": "m", "references": ["a"]}]}]})",
        u"layers[1].agents[0].references[0]"_s);
    row("reference to a later layer",
        head
            + R"([{"agents": [{"id": "p", "role": "proposer", "provider": "together", "model": "m", "references": ["a"]}]}, {"agents": [{"id": "a", "role": "aggregator", "provider": "together", "model": "m"}]}]})",
        u"layers[0].agents[0].references[0]"_s);
    row("no aggregator",
        head
            + R"([{"agents": [{"id": "p", "role": "proposer", "provider": "together", "model": "m"}]}, {"agents": [{"id": "a", "role": "proposer", "provider": "together", "model": "m"}]}]})",
        u"aggregator"_s);
    row("wrong type",
        head
            + R"([{"agents": [{"id": "p", "role": "proposer", "provider": "together", "model": 12}]}]})",
        u"layers[0].agents[0].model: expected a string, found 12 (line 1)"_s);
    row("unknown provider",
        head
            + R"([{"agents": [{"id": "p", "role": "proposer", "provider": "nowhere", "model": "m"}]}]})",
        u"nowhere"_s);
    row("missing key",
        head
            + R"([{"agents": [{"id": "p", "role": "proposer", "provider": "public", "model": "m"}]}]})",
        u"PUBLIC_API_KEY"_s);
    row("deep nesting", head + QByteArray(100'000, '['), u"nest"_s);
    row("ten megabytes", head + '"' + QByteArray(10'000'000, 'x') + "\"}", u"larger than"_s);
    row("not UTF-8", head + "\"\xFF\"}", u"bad.moa.json: "_s);

    const QByteArray fine = head
        + R"([{"agents": [{"id": "p", "role": "proposer", "provider": "together", "model": "m"}]}]})";
    const auto usage = [&](const char *name, const QStringList &arguments,
                           const QString &sentence) {
        QTest::newRow(name) << fine << arguments << sentence;
    };
    usage("no prompt", {}, u"There is no prompt"_s);
    usage("unknown option", {u"--nonsense"_s}, u"Unknown option 'nonsense'"_s);
    usage("unknown format", {u"--format"_s, u"xml"_s},
          u"--format is text, markdown, html or json"_s);
    usage("exchanges of text", {u"--exchanges"_s}, u"--exchanges needs --format json"_s);
    usage("bad cost", {u"--max-cost"_s, u"-1"_s}, u"--max-cost is an amount"_s);
    usage("bad cost of the day", {u"--max-cost-today"_s, u"much"_s},
          u"--max-cost-today is an amount"_s);
    usage("bad timeout", {u"--timeout"_s, u"nan"_s}, u"--timeout is a number"_s);
    usage("two prompts", {u"--prompt"_s, u"a"_s, u"--prompt-file"_s, u"-"_s},
          u"either --prompt or --prompt-file"_s);
    usage("no such prompt file", {u"--prompt-file"_s, u"/no/such/file"_s}, u"/no/such/file: "_s);
    usage("a folder as prompt", {u"--prompt-file"_s, u"/tmp"_s}, u"/tmp: "_s);
    usage("unwritable output", {u"--prompt"_s, u"a"_s, u"--out"_s, u"/no/such/folder/out"_s},
          u"/no/such/folder/out can't be written"_s);
    usage("no such conversation", {u"--conversation"_s, u"/no/such/file"_s}, u"/no/such/file: "_s);
}

void TestRunCommand::badInputGetsASentence()
{
    QFETCH(QByteArray, content);
    QFETCH(QStringList, arguments);
    QFETCH(QString, sentence);
    const QString path = write(u"bad.moa.json"_s, content);
    const ProgramOutcome outcome = run(withServer(QStringList{path} + arguments));
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(outcome.notes.contains(sentence), qPrintable(outcome.notes));
    QVERIFY(outcome.notes.startsWith(u"moa: "_s));
    QCOMPARE((*m_server)->counters().requests, 0);
}

QTEST_GUILESS_MAIN(TestRunCommand)
#include "tst_runcommand.moc"
