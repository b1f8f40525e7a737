// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/bundledpresets.h"
#include "mixture/mixturefile.h"
#include "support/moaprogram.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ownProviders =
    "{\"format\": \"moa-studio/providers\", \"version\": 1, \"providers\": ["
    "{\"id\": \"mine\", \"base_url\": \"http://127.0.0.1:9/v1\"}]}";

struct Outcome
{
    int code = -1;
    QString out;
    QString notes;
};

Outcome check(const QStringList &arguments)
{
    const ProgramOutcome outcome =
        runProgram(QStringLiteral(MOA_PROGRAM), QStringList{u"check"_s} + arguments);
    return {outcome.code, QString::fromUtf8(outcome.out), outcome.notes};
}

} // namespace

class tst_CheckCommand : public QObject
{
    Q_OBJECT

private:
    QString write(const QString &name, const QByteArray &content)
    {
        const QString path = m_dir.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write a test's file");
        return path;
    }

    /// moa-lite with something changed in its text.
    QString changed(const QByteArray &before, const QByteArray &after)
    {
        QFile file(presetPath(u"moa-lite"_s));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("a bundled preset is missing");
        const QByteArray text = file.readAll();
        if (!text.contains(before))
            qFatal("nothing to change");
        return write(u"changed.moa.json"_s, QByteArray(text).replace(before, after));
    }

    QTemporaryDir m_dir;

private Q_SLOTS:
    void bundledPresetsAreFine()
    {
        QStringList names;
        for (const BundledPreset &preset : bundledPresets())
            names.append(preset.name);
        const Outcome outcome = check(names);
        QCOMPARE(outcome.out, QString());
        QCOMPARE(outcome.notes, QString());
        QCOMPARE(outcome.code, 0);
    }

    void errorIsOneLine()
    {
        const QString path = changed("\"role\": \"aggregator\"", "\"role\": \"proposer\"");
        const Outcome outcome = check({path});
        QCOMPARE(outcome.out,
                 path
                     + u": layers[1].agents[0].role: error: The final agent “Final: Qwen1.5 72B” "
                       "is a proposer; it must be an aggregator or a ranker.\n"_s);
        QCOMPARE(outcome.code, 2);
    }

    void warningIsNoFailure()
    {
        const QString path = changed("\"id\": \"final\",", "\"id\": \"final\", \"samples\": 2,");
        const Outcome outcome = check({path});
        QVERIFY2(outcome.out.startsWith(path + u": layers[1].agents[0].samples: warning: "_s),
                 qPrintable(outcome.out));
        QCOMPARE(outcome.out.count(u'\n'), 1);
        QCOMPARE(outcome.code, 0);
    }

    void unreadablePresetIsToldAndTheRestChecked()
    {
        const QString bad = write(u"bad.moa.json"_s, "{\"format\": 12}");
        const QString empty = write(u"empty.moa.json"_s, writeMixture(Mixture()));
        const Outcome outcome = check({bad, u"no-such-preset"_s, empty, u"moa"_s});
        const QStringList lines = outcome.out.split(u'\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines.at(0),
                 bad + u": error: format: expected \"moa-studio/mixture\", found 12 (line 1)"_s);
        QVERIFY(lines.at(1).startsWith(u"no-such-preset: error: The file cannot be opened: "_s));
        QVERIFY(lines.at(2).startsWith(empty + u": layers: error: "_s));
        QCOMPARE(outcome.code, 2);
    }

    void controlCharactersStayOffTheTerminal()
    {
        const QString path = changed("\"name\": \"Final: Qwen1.5 72B\"",
                                     "\"name\": \"a\\u001b[2J\\nb\", \"muted\": true");
        const Outcome outcome = check({path});
        QCOMPARE(outcome.out.count(u'\n'), 1);
        QVERIFY(outcome.out.contains(u"“a\uFFFD[2J b”"_s));
    }

    void providersFileMakesAProviderKnown()
    {
        const QString path = changed("\"together\"", "\"mine\"");
        const Outcome unknown = check({path});
        QCOMPARE(unknown.code, 2);
        QCOMPARE(unknown.out.count(u"The provider “mine” of"_s), 7);

        const QString providers = write(u"providers.json"_s, ownProviders);
        const Outcome known = check({u"--providers"_s, providers, path});
        QCOMPARE(known.out, QString());
        QCOMPARE(known.code, 0);
    }

    void jsonTellsTheSame()
    {
        const QString path = changed("\"model\": \"databricks/dbrx-instruct\"", "\"model\": \"\"");
        const Outcome outcome =
            check({u"--format"_s, u"json"_s, path, u"moa-lite"_s, u"no-such-preset"_s});
        QCOMPARE(outcome.code, 2);
        const QJsonObject root = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
        QCOMPARE(root[u"format"].toString(), u"moa-studio/check"_s);
        const QJsonArray presets = root[u"presets"].toArray();
        QCOMPARE(presets.size(), 3);
        QCOMPARE(presets.at(0)[u"preset"].toString(), path);
        QVERIFY(presets.at(0)[u"error"].isNull());
        const QJsonArray problems = presets.at(0)[u"problems"].toArray();
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.at(0).toObject(),
                 (QJsonObject{{u"severity"_s, u"error"_s},
                              {u"kind"_s, u"empty-model"_s},
                              {u"path"_s, u"layers[0].agents[5].model"_s},
                              {u"agent"_s, u"dbrx"_s},
                              {u"text"_s, u"“DBRX” has no model. Choose one."_s}}));
        QVERIFY(presets.at(1)[u"problems"].toArray().isEmpty());
        QVERIFY(!presets.at(2)[u"error"].toString().isEmpty());
    }

    void wrongUsageIsTold_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no preset") << QStringList();
        QTest::newRow("unknown option") << QStringList{u"--nonsense"_s, u"moa"_s};
        QTest::newRow("unknown format") << QStringList{u"--format"_s, u"xml"_s, u"moa"_s};
        QTest::newRow("no providers file")
            << QStringList{u"--providers"_s, u"/no/such/file"_s, u"moa"_s};
    }

    void wrongUsageIsTold()
    {
        QFETCH(const QStringList, arguments);
        const Outcome outcome = check(arguments);
        QCOMPARE(outcome.code, 2);
        QCOMPARE(outcome.out, QString());
        QVERIFY(outcome.notes.startsWith(u"moa: "_s));
    }

    void helpIsAResult()
    {
        const Outcome outcome = check({u"--help"_s});
        QCOMPARE(outcome.code, 0);
        QVERIFY(outcome.out.contains(u"PRESET..."_s));
        QCOMPARE(outcome.notes, QString());
    }
};

QTEST_GUILESS_MAIN(tst_CheckCommand)
#include "tst_checkcommand.moc"
