// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/cassetteplayer.h"
#include "common/environment.h"
#include "mixture/mixturefile.h"
#include "run/runcassette.h"
#include "run/runcsv.h"
#include "run/runhtml.h"
#include "run/runjson.h"
#include "run/runmarkdown.h"
#include "studio/studio.h"
#include "support/plantedkey.h"
#include "support/scriptedserver.h"
#include "ui/appearance.h"
#include "ui/historyworkspace.h"
#include "ui/mainwindow.h"
#include "ui/workspaces.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace moa;
using namespace Qt::StringLiterals;
using Cut = ScriptedReply::Cut;

namespace {

const QByteArray secret = "sk-plant/ed+key=0123456789abcdef";

} // namespace

/** The window with everything that the program gives it, over a server of the test's own. */
class TestStudio : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void noKeyIsWritten_data();
    void noKeyIsWritten();
    void whatARunShowedIsKept();
    void aRefusedSettingIsNotSentAgain();
    void aCassetteAnswersInsteadOfTheProviders();
    void aCapStopsTheRun();
    void aMissingKeyIsOneClickAway();
    void theHistorysShapeIsKept();
    void theWindowFitsASmallScreen();

private:
    /// A home of its own for the program, with one provider that needs a key.
    void start(const QString &cassette = {});
    [[nodiscard]] RunRecord run();
    [[nodiscard]] QString home() const { return m_home->path(); }
    [[nodiscard]] QByteArray file(const QString &name) const
    {
        QFile file(QDir(home()).filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<ThreadedScriptedServer> m_server;
    std::unique_ptr<QSettings> m_kept;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<MainWindow> m_window;
};

void TestStudio::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ThreadedScriptedServer>();
    qputenv("HOME", home().toLocal8Bit());
    qputenv("XDG_CONFIG_HOME", home().toLocal8Bit());
    qputenv("XDG_DATA_HOME", home().toLocal8Bit());
    qputenv("LAB_KEY", secret);
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
}

void TestStudio::cleanup()
{
    m_window.reset();
    m_studio.reset();
    m_kept.reset();
    m_server.reset();
    qunsetenv("LAB_KEY");
}

void TestStudio::start(const QString &cassette)
{
    ProvidersFile providers;
    Provider lab;
    lab.id = ProviderId(u"lab"_s);
    lab.baseUrl = (*m_server)->baseUrl();
    lab.keyVariables = {u"LAB_KEY"_s};
    lab.maxAttempts = 1;
    ModelOverride model;
    model.model = u"a"_s;
    model.rates = Rates{Usd::fromPico(1'000'000), {}, {}, Usd::fromPico(1'000'000)};
    lab.models = {model};
    providers.providers = {lab};
    const QString path = QDir(home()).filePath(u"providers.json"_s);
    if (!QFile::exists(path))
        QVERIFY(saveProvidersFile(providers, path));

    Mixture mixture;
    Agent agent;
    agent.id = AgentId(u"a"_s);
    agent.provider = lab.id;
    agent.model = u"a"_s;
    agent.settings.seed = 7;
    agent.settings.maxTokens = 50;
    Layer layer;
    layer.agents = {agent};
    mixture.layers = {layer};
    const QString preset = QDir(home()).filePath(u"one.moa.json"_s);
    QVERIFY(saveMixture(mixture, preset));

    m_kept =
        std::make_unique<QSettings>(QDir(home()).filePath(u"studio.ini"_s), QSettings::IniFormat);
    m_studio = std::make_unique<Studio>(path, m_kept.get());
    if (!cassette.isEmpty()) {
        auto player = CassettePlayer::open(cassette);
        QVERIFY(player);
        m_studio->replay(std::move(*player));
    }
    m_appearance = std::make_unique<Appearance>();
    m_window = std::make_unique<MainWindow>(m_studio->context(), m_appearance.get());
    m_studio->attach(m_window.get());
    m_window->openPreset(preset);
    m_window->resize(1200, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

RunRecord TestStudio::run()
{
    QSignalSpy ended(m_window.get(), &MainWindow::runEnded);
    m_window->findChild<QPlainTextEdit *>(u"prompt"_s)->setPlainText(u"Hello"_s);
    auto *button = m_window->findChild<QPushButton *>(u"runButton"_s);
    if (!QTest::qWaitFor([button] { return button->isEnabled(); }, 10'000))
        return {};
    QTest::mouseClick(button, Qt::LeftButton);
    if (ended.isEmpty() && !ended.wait(30'000))
        return {};
    return ended.constFirst().constFirst().value<RunRecord>();
}

void TestStudio::noKeyIsWritten_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::addColumn<RunState>("state");
    const QString echo = u"You sent "_s + QString::fromLatin1(secret);
    const ScriptedReply spoken = ScriptedReply::openAiStream(echo);
    QTest::newRow("an answer") << ScriptedReply::openAiStream(u"Fine."_s) << RunState::Done;
    QTest::newRow("an echo") << spoken << RunState::Done;
    QTest::newRow("an echo in pieces")
        << ScriptedReply::openAiStream(echo, ChunkPolicy::characters(3)) << RunState::Done;
    QTest::newRow("a refusal") << ScriptedReply::openAiError(401, echo) << RunState::Failed;
    QTest::newRow("a web page") << ScriptedReply::body("<html>" + secret, "text/html", 502)
                                << RunState::Failed;
    QTest::newRow("a cut") << spoken.cutShort(Cut::Kind::Close, 3) << RunState::Failed;
    QTest::newRow("garbage") << ScriptedReply::raw("\x01 " + secret) << RunState::Failed;
    QTest::newRow("a redirect")
        << ScriptedReply::body({}, "text/plain", 302).withHeader("Location", "/" + secret)
        << RunState::Failed;
}

void TestStudio::noKeyIsWritten()
{
    QFETCH(const ScriptedReply, reply);
    QFETCH(const RunState, state);
    (*m_server)->script(u"a"_s, {reply});
    start();
    const RunRecord record = run();
    QCOMPARE(record.state, state);
    // It was there to be leaked.
    QCOMPARE((*m_server)->requests(u"a"_s).constFirst().header("Authorization"),
             "Bearer " + secret);

    const PlantedKey key(secret);
    const QList<QByteArray> reports{writeRun(record, RunDetail::Exchanges),
                                    runAsMarkdown(record).toUtf8(), runAsHtml(record),
                                    runAsCsv(record).toUtf8(), writeCassette(cassetteOf(record))};
    for (const QByteArray &report : reports)
        QCOMPARE(key.spellingIn(report), QByteArray());
    for (const QPlainTextEdit *text : m_window->findChildren<QPlainTextEdit *>())
        QCOMPARE(key.spellingIn(text->toPlainText().toUtf8()), QByteArray());
    m_studio->keepLayout();
    cleanup();
    QCOMPARE(key.leaksBelow(home()), QStringList());
}

void TestStudio::whatARunShowedIsKept()
{
    (*m_server)->script(u"a"_s, {ScriptedReply::openAiStream(u"Fine."_s)});
    start();
    const RunRecord record = run();
    QCOMPARE(record.state, RunState::Done);
    QVERIFY(record.totals.cost > Usd());
    QTRY_VERIFY(file(u"moa-studio/model-history.json"_s).contains("\"a\""));
    QTRY_VERIFY(file(u"moa-studio/spending.json"_s)
                    .contains('"' + record.totals.cost.toString().toLatin1() + '"'));
    QTRY_COMPARE(m_studio->context().spentToday, record.totals.cost);
    QTRY_VERIFY(!m_studio->context().history.isEmpty());
}

void TestStudio::aRefusedSettingIsNotSentAgain()
{
    const ScriptedReply refusal = ScriptedReply::body(
        R"({"error":{"message":"no","param":"seed","code":"unsupported_parameter"}})",
        "application/json", 400);
    (*m_server)->script(u"a"_s, {refusal, ScriptedReply::openAiStream(u"Fine."_s)});
    start();
    QCOMPARE(run().state, RunState::Done);
    QCOMPARE((*m_server)->requests(u"a"_s).size(), 2);
    QWidget *remarks = nullptr;
    QTRY_VERIFY((remarks = m_window->findChild<QWidget *>(u"remarks"_s)) && remarks->isVisible());
    QTest::mouseClick(remarks->findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_VERIFY(file(u"providers.json"_s).contains("\"omit\""));
    QCOMPARE(run().state, RunState::Done);
    QCOMPARE((*m_server)->requests(u"a"_s).size(), 3);
    QVERIFY(!(*m_server)->requests(u"a"_s).constLast().json().contains(u"seed"));
}

void TestStudio::aCassetteAnswersInsteadOfTheProviders()
{
    (*m_server)->script(u"a"_s, {ScriptedReply::openAiStream(u"Fine."_s)});
    start();
    const RunRecord recorded = run();
    QCOMPARE(recorded.state, RunState::Done);
    const QString path = QDir(home()).filePath(u"one.cassette.json"_s);
    QFile cassette(path);
    QVERIFY(cassette.open(QIODevice::WriteOnly));
    cassette.write(writeCassette(cassetteOf(recorded)));
    cassette.close();
    m_window.reset();
    m_studio.reset();

    qunsetenv("LAB_KEY");
    start(path);
    const RunRecord again = run();
    QCOMPARE(again.state, RunState::Done);
    QCOMPARE(again.finalText, recorded.finalText);
    QCOMPARE((*m_server)->requests(u"a"_s).size(), 1);
    QCOMPARE(m_studio->context().spentToday, recorded.totals.cost);
}

void TestStudio::aCapStopsTheRun()
{
    (*m_server)->script(u"a"_s, {ScriptedReply::openAiStream(u"Fine."_s)});
    QSettings(QDir(home()).filePath(u"studio.ini"_s), QSettings::IniFormat)
        .setValue(u"spending/perRun"_s, u"0.00001"_s);
    start();
    QCOMPARE(run().state, RunState::Limited);
    QVERIFY((*m_server)->requests(u"a"_s).isEmpty());
}

void TestStudio::aMissingKeyIsOneClickAway()
{
    qunsetenv("LAB_KEY");
    ProvidersFile providers;
    Provider lab;
    lab.id = ProviderId(u"lab"_s);
    lab.name = u"The Lab"_s;
    lab.baseUrl = QUrl(u"https://lab.invalid/v1"_s);
    lab.keyVariables = {u"LAB_KEY"_s};
    providers.providers = {lab};
    QVERIFY(saveProvidersFile(providers, QDir(home()).filePath(u"providers.json"_s)));
    start();
    auto *remedy = m_window->findChild<QToolButton *>(u"promptRemedy"_s);
    QTRY_VERIFY(remedy->isVisible());
    QTest::mouseClick(remedy, Qt::LeftButton);
    SettingsDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = m_window->findChild<SettingsDialog *>()) && dialog->isVisible());
    const auto *name = dialog->findChild<QLineEdit *>(u"providerName"_s);
    QVERIFY(name);
    QCOMPARE(name->text(), u"The Lab"_s);
}

void TestStudio::theHistorysShapeIsKept()
{
    (*m_server)->script(u"a"_s, {ScriptedReply::openAiStream(u"Fine."_s)});
    const auto splitter = [this] {
        m_window->resize(1800, 900); // room to share between the docks
        m_window->findChild<Workspaces *>()->open(Workspaces::Workspace::History);
        return m_window->findChild<HistoryWorkspace *>()->findChild<QSplitter *>();
    };
    start();
    (void)run();
    QTRY_VERIFY(splitter()->sizes().value(1) > 0); // there is a run to be shown
    const QList<int> first = splitter()->sizes();
    splitter()->setSizes({first.at(0) - 100, first.at(1) + 100});
    const QList<int> sizes = splitter()->sizes();
    QVERIFY(sizes != first);
    const QByteArray layout = m_window->layoutState();
    m_window.reset();
    m_studio.reset();

    start();
    m_window->restoreLayout(layout);
    QTRY_COMPARE(splitter()->sizes(), sizes);
}

void TestStudio::theWindowFitsASmallScreen()
{
    const QSize small(900, 640);
    start();
    m_window->resize(small);
    QCOMPARE(m_window->size(), small);
    auto *workspaces = m_window->findChild<Workspaces *>();
    for (const auto workspace : {Workspaces::Workspace::History, Workspaces::Workspace::Both}) {
        workspaces->open(workspace);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QCOMPARE(m_window->size(), small);
    }
}

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    setUpApplication();
    TestStudio test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_studio.moc"
