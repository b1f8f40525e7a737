// SPDX-License-Identifier: GPL-3.0-or-later
#include "exportmenu.h"
#include "theme/theme.h"
#include "ui/reportactions.h"

#include <QClipboard>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

RunRecord someRun()
{
    RunRecord run;
    run.state = RunState::Done;
    run.startedAt = QDateTime(QDate(2026, 11, 22), QTime(20, 0), Qt::UTC);
    run.mixture.name = u"a/b: \"c\""_s;
    Agent agent;
    agent.id = AgentId(u"last"_s);
    agent.model = u"lab/model"_s;
    run.mixture.layers = {Layer{{}, {}, {agent}, {}}};
    Response response;
    response.id = {agent.id, 1};
    response.state = ResponseState::Done;
    response.text = u"the answer"_s;
    run.responses = {response};
    run.final = response.id;
    run.finalText = response.text;
    return run;
}

} // namespace

class TestReportActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyFormatIsWritten_data();
    void everyFormatIsWritten();
    void theWebPageHasTheThemesColors();
    void aFailureIsTold();
    void withoutARunNothingIsAsked();
    void copyPutsMarkdownOnTheClipboard();

private:
    [[nodiscard]] QAction *entry(const QString &text) const
    {
        return test::entryOf(*m_actions->exportMenu, text);
    }
    /// Triggers the entry and answers the dialog with @p name in the temporary folder.
    QByteArray exported(const QString &text, const QString &name);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QWidget> m_window;
    ReportActions *m_actions = nullptr;
    std::optional<RunRecord> m_run;
    std::unique_ptr<QSignalSpy> m_told;
    std::unique_ptr<QSignalSpy> m_failed;
    QString m_suggested;
};

void TestReportActions::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<QWidget>();
    m_run = someRun();
    m_actions = new ReportActions([this] { return m_run; }, m_window.get());
    m_told = std::make_unique<QSignalSpy>(m_actions, &ReportActions::told);
    m_failed = std::make_unique<QSignalSpy>(m_actions, &ReportActions::failed);
    m_window->show();
}

QByteArray TestReportActions::exported(const QString &text, const QString &name)
{
    QAction *action = entry(text);
    if (!action)
        return "no such entry";
    action->trigger();
    auto *dialog = m_window->findChild<QFileDialog *>();
    if (!dialog)
        return "no dialog";
    m_suggested = dialog->selectedFiles().value(0);
    test::answer(dialog, m_dir->filePath(name));
    if (m_told->isEmpty() && !m_told->wait(10'000))
        return "not told";
    return test::contentOf(m_dir->filePath(name));
}

void TestReportActions::everyFormatIsWritten_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("part");
    const QByteArray answer("the answer");
    QTest::newRow("Markdown") << u"Markdown"_s << u"run.md"_s << QByteArray("# a/b") << answer;
    QTest::newRow("HTML") << u"Web Page"_s << u"run.html"_s << QByteArray("<!DOCTYPE html>")
                          << answer;
    QTest::newRow("JSON") << u"JSON"_s << u"run.json"_s << QByteArray("{\n  \"format\"") << answer;
    QTest::newRow("CSV") << u"CSV of the Figures"_s << u"run.csv"_s << QByteArray("layer,agent")
                         << QByteArray("1,last,1");
    QTest::newRow("cassette") << u"Cassette"_s << u"run.cassette.json"_s << QByteArray("{")
                              << QByteArray("cassette");
}

void TestReportActions::everyFormatIsWritten()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, part);
    const QByteArray content = exported(text, name);
    QVERIFY2(content.startsWith(start), content.left(80).constData());
    QVERIFY2(content.contains(part), content.constData());
    QVERIFY(m_told->constFirst().constFirst().toString().contains(name));
    QVERIFY(m_failed->isEmpty());
    // The name is one that a file can have.
    QVERIFY2(m_suggested.contains(u"a-b- -c-"_s), qPrintable(m_suggested));
}

void TestReportActions::theWebPageHasTheThemesColors()
{
    const QByteArray page = exported(u"Web Page"_s, u"run.html"_s);
    for (const Theme::Scheme scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        const Theme theme = Theme::make(scheme);
        QVERIFY(page.contains("--window: " + theme.window.name().toLatin1()));
        const QColor agent = theme.agentColor(agentColorIndex(u"last"_s, std::nullopt));
        QVERIFY(page.contains("--agent: " + agent.name().toLatin1()));
    }
}

void TestReportActions::aFailureIsTold()
{
    const auto writer = [](const RunRecord &) { return QByteArray("x"); };
    m_actions->write(*m_run, writer, m_dir->filePath(u"no/such/folder.md"_s));
    QVERIFY(m_failed->wait(10'000));
    const QString sentence = m_failed->constFirst().constFirst().toString();
    QVERIFY2(sentence.contains(u"cannot be written"_s), qPrintable(sentence));
    QVERIFY(m_told->isEmpty());
}

void TestReportActions::withoutARunNothingIsAsked()
{
    m_run.reset();
    entry(u"Markdown"_s)->trigger();
    QVERIFY(!m_window->findChild<QFileDialog *>());
    m_actions->copyMarkdown->trigger();
    QCOMPARE(m_failed->size(), 2);
    m_actions->setAvailable(false);
    QVERIFY(!m_actions->copyMarkdown->isEnabled());
    QVERIFY(!m_actions->exportMenu->menuAction()->isEnabled());
}

void TestReportActions::copyPutsMarkdownOnTheClipboard()
{
    m_actions->copyMarkdown->trigger();
    QVERIFY(m_told->wait(10'000));
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"# a/b"_s));
}

QTEST_MAIN(TestReportActions)
#include "tst_reportactions.moc"
