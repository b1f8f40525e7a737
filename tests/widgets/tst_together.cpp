// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/agentinspector.h"
#include "items/mixturedocument.h"
#include "support/notation.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTest>

using namespace moa;
using namespace moa::notation;

/** Several agents edited together in the inspector. */
class TestTogether : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theirNumberIsTheHeading();
    void equalValuesAreShown();
    void differentValuesAreCalledSo();
    void anEditSetsTheFieldOfAll_data();
    void anEditSetsTheFieldOfAll();
    void choicesSetThemAll();
    void differentChoicesCanBeChosenByKeyboard();
    void replacingTheModelKeepsEverythingElse();
    void providersSetThemAll();
    void samplesSetThemAll();
    void differentSamplesCanBeTyped();
    void mutingSetsThemAll();
    void oneEditIsOneUndoStep();
    void undoBringsTheDifferencesBack();
    void clearingAFieldClearsAll();
    void wrongValuesReachNobody();
    void whoIsNotSelectedStaysAsItIs();
    void oneOfThemShowsItsOwnAgain();
    void whatIsLeftOfThemIsStillEdited();

private:
    [[nodiscard]] AgentForm *form() const { return m_inspector->agentForm(); }
    [[nodiscard]] TextField *field(const QString &name) const
    {
        return form()->settingsForm()->field(name);
    }
    [[nodiscard]] const Agent &agent(const char *name) const
    {
        return *m_document->mixture().agent(id(name));
    }
    [[nodiscard]] static QWidget *editor(const TextField *field)
    {
        return field->lineEdit() ? static_cast<QWidget *>(field->lineEdit())
                                 : field->paragraphEdit();
    }
    [[nodiscard]] static QString placeholder(const TextField *field)
    {
        return field->lineEdit() ? field->lineEdit()->placeholderText()
                                 : field->paragraphEdit()->placeholderText();
    }
    static void type(const TextField *into, const QString &text)
    {
        QWidget *target = editor(into);
        target->setFocus();
        QTest::keyClick(target, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(target, Qt::Key_Delete);
        QTest::keyClicks(target, text);
    }
    void select(const QString &agents) { m_inspector->setSelection(ids(agents), {}); }
    [[nodiscard]] QString step() const { return m_document->undoStack()->undoText(); }

    std::unique_ptr<MixtureDocument> m_document;
    std::unique_ptr<AgentInspector> m_inspector;
};

void TestTogether::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    Mixture mixture = notation::mixture(u"a b c|d"_qs);
    mixture.defaults.temperature = 0.7;
    mixture.layers[0].agents[0].settings.temperature = 0.5;
    mixture.layers[0].agents[0].settings.seed = 7;
    mixture.layers[0].agents[1].settings.seed = 7;
    mixture.layers[0].agents[1].settings.systemPrompt = u"Be brief."_qs;
    mixture.layers[0].agents[1].samples = 3;
    mixture.layers[0].agents[1].muted = true;
    mixture.layers[1].agents[0].role = Role::Aggregator;
    m_document = std::make_unique<MixtureDocument>();
    m_document->reset(mixture);
    m_inspector = std::make_unique<AgentInspector>(m_document.get());
    m_inspector->setEntries({{ProviderId(u"sandbox"_qs), u"Sandbox"_qs, u"echo"_qs, {}, {}},
                             {ProviderId(u"cloud"_qs), u"Cloud"_qs, u"big"_qs, {}, {}}});
    m_inspector->resize(320, 1000);
    m_inspector->show();
    m_inspector->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_inspector.get()));
    select(u"a b"_qs);
}

void TestTogether::cleanup()
{
    m_inspector.reset();
    m_document.reset();
}

void TestTogether::theirNumberIsTheHeading()
{
    select(u"a b d"_qs);
    QStringList texts;
    for (const QLabel *label : m_inspector->findChildren<QLabel *>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    QVERIFY(texts.contains(u"3 agents"_qs));
    QVERIFY(texts.contains(m_inspector->sentence()));
    QVERIFY(!form()->nameField()->isVisible());
    QVERIFY(form()->modelField()->isVisible());
    select(u"a"_qs);
    QCOMPARE(m_inspector->sentence(), QString());
    QVERIFY(form()->nameField()->isVisible());
}

void TestTogether::equalValuesAreShown()
{
    QCOMPARE(field(u"seed"_qs)->text(), u"7"_qs);
    QCOMPARE(form()->roleBox()->currentText(), u"Proposer"_qs);
    QCOMPARE(form()->providerBox()->currentText(), u"Sandbox"_qs);
    QCOMPARE(field(u"output tokens"_qs)->text(), QString());
    QCOMPARE(placeholder(field(u"output tokens"_qs)), u"Not sent"_qs);
    QCOMPARE(form()->settingsForm()->placementBox()->currentText(),
             u"System message (from the mixture)"_qs);
}

void TestTogether::differentValuesAreCalledSo()
{
    select(u"a b d"_qs);
    for (const TextField *different :
         {form()->modelField(), field(u"temperature"_qs), field(u"system prompt"_qs)}) {
        QCOMPARE(different->text(), QString());
        QCOMPARE(placeholder(different), u"Different"_qs);
    }
    QCOMPARE(form()->roleBox()->currentIndex(), -1);
    QCOMPARE(form()->roleBox()->placeholderText(), u"Different"_qs);
    QCOMPARE(form()->samplesBox()->text(), u"Different"_qs);
    QCOMPARE(form()->mutedBox()->checkState(), Qt::PartiallyChecked);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestTogether::anEditSetsTheFieldOfAll_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::newRow("temperature") << u"temperature"_qs << u"0.9"_qs;
    QTest::newRow("top p") << u"top p"_qs << u"0.5"_qs;
    QTest::newRow("output tokens") << u"output tokens"_qs << u"512"_qs;
    QTest::newRow("seed") << u"seed"_qs << u"-3"_qs;
    QTest::newRow("reasoning effort") << u"reasoning effort"_qs << u"max"_qs;
    QTest::newRow("system prompt") << u"system prompt"_qs << u"Be kind, mate."_qs;
    QTest::newRow("instruction") << u"instruction"_qs << u"Merge {references}"_qs;
    QTest::newRow("stop texts") << u"stop texts"_qs << u"END"_qs;
    QTest::newRow("extra fields") << u"extra fields"_qs << u"{\"k\": 1}"_qs;
}

void TestTogether::anEditSetsTheFieldOfAll()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    type(field(name), text);
    QCOMPARE(field(name)->text(), text);
    // The one field is as typed, all others are as they were.
    AgentSettings expected = agent("a").settings;
    for (const char *each : {"a", "b"}) {
        select(QString::fromLatin1(each));
        if (name != u"extra fields")
            QCOMPARE(field(name)->text(), text);
        else
            QCOMPARE(agent(each).settings.extra, (JsonFields{{u"k"_qs, "1"}}));
    }
    m_document->undoStack()->undo();
    QCOMPARE(m_document->undoStack()->index(), 0);
    m_document->undoStack()->redo();
    QCOMPARE(agent("a").settings, expected);
    QCOMPARE(step(), u"Set the %1 of 2 agents"_qs.arg(name));
}

void TestTogether::choicesSetThemAll()
{
    QComboBox *role = form()->roleBox();
    role->setFocus();
    QTest::keyClick(role, Qt::Key_End);
    QComboBox *placement = form()->settingsForm()->placementBox();
    placement->setFocus();
    QTest::keyClick(placement, Qt::Key_End);
    QComboBox *overflow = form()->settingsForm()->overflowBox();
    overflow->setFocus();
    QTest::keyClick(overflow, Qt::Key_End);
    for (const char *each : {"a", "b"}) {
        QCOMPARE(agent(each).role, Role::Ranker);
        QCOMPARE(agent(each).settings.placement, std::optional(Placement::User));
        QCOMPARE(agent(each).settings.overflow, std::optional(Overflow::Shorten));
    }
    QCOMPARE(m_document->undoStack()->count(), 3);
    QCOMPARE(m_document->undoStack()->text(0), u"Set the role of 2 agents"_qs);
    QCOMPARE(m_document->undoStack()->text(1), u"Set the placement of 2 agents"_qs);
}

void TestTogether::differentChoicesCanBeChosenByKeyboard()
{
    select(u"a b d"_qs);
    QComboBox *role = form()->roleBox();
    role->setFocus();
    QTest::keyClick(role, Qt::Key_Down);
    QCOMPARE(role->currentText(), u"Proposer"_qs);
    QCOMPARE(agent("d").role, Role::Proposer);
}

void TestTogether::replacingTheModelKeepsEverythingElse()
{
    Agent expected = agent("b");
    expected.model = u"maker/next"_qs;
    type(form()->modelField(), u"maker/next"_qs);
    QCOMPARE(agent("b"), expected);
    QCOMPARE(agent("a").model, u"maker/next"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(step(), u"Set the model of 2 agents"_qs);
    type(form()->modelField(), QString());
    QVERIFY(!form()->modelField()->error().isEmpty());
}

void TestTogether::providersSetThemAll()
{
    QComboBox *provider = form()->providerBox();
    provider->setFocus();
    QTest::keyClick(provider, Qt::Key_Down);
    QCOMPARE(agent("a").provider.toString(), u"cloud"_qs);
    QCOMPARE(agent("b").provider.toString(), u"cloud"_qs);
    select(u"a d"_qs);
    QCOMPARE(provider->currentIndex(), -1);
}

void TestTogether::samplesSetThemAll()
{
    select(u"a d"_qs);
    QSpinBox *samples = form()->samplesBox();
    samples->setFocus();
    QTest::keyClick(samples, Qt::Key_Up);
    QCOMPARE(agent("a").samples, 2);
    QCOMPARE(agent("d").samples, 2);
    QCOMPARE(step(), u"Set the samples of 2 agents"_qs);
    QTest::keyClick(samples, Qt::Key_Up);
    QCOMPARE(m_document->undoStack()->count(), 1);
}

void TestTogether::differentSamplesCanBeTyped()
{
    QSpinBox *samples = form()->samplesBox();
    QCOMPARE(samples->text(), u"Different"_qs);
    QTest::mouseClick(samples, Qt::LeftButton, {}, QPoint(20, samples->height() / 2));
    QTest::keyClicks(samples, u"12"_qs);
    QCOMPARE(agent("a").samples, 12);
    QCOMPARE(agent("b").samples, 12);
    QCOMPARE(samples->text(), u"12"_qs);
    m_document->undoStack()->undo();
    QCOMPARE(samples->text(), u"Different"_qs);
    QCOMPARE(agent("b").samples, 3);
}

void TestTogether::mutingSetsThemAll()
{
    QCheckBox *muted = form()->mutedBox();
    const QPoint box(8, muted->height() / 2);
    QTest::mouseClick(muted, Qt::LeftButton, {}, box);
    QVERIFY(agent("a").muted && agent("b").muted);
    QCOMPARE(step(), u"Mute 2 agents"_qs);
    QCOMPARE(muted->checkState(), Qt::Checked);
    QTest::mouseClick(muted, Qt::LeftButton, {}, box);
    QVERIFY(!agent("a").muted && !agent("b").muted);
    QCOMPARE(step(), u"Unmute 2 agents"_qs);
    select(u"a"_qs);
    QTest::mouseClick(muted, Qt::LeftButton, {}, box);
    QCOMPARE(step(), u"Mute a"_qs);
}

void TestTogether::oneEditIsOneUndoStep()
{
    type(field(u"temperature"_qs), u"0.95"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(step(), u"Set the temperature of 2 agents"_qs);
    // Another selection begins another step.
    select(u"a b c"_qs);
    editor(field(u"temperature"_qs))->setFocus();
    type(field(u"temperature"_qs), u"1"_qs);
    QCOMPARE(m_document->undoStack()->count(), 2);
    QCOMPARE(step(), u"Set the temperature of 3 agents"_qs);
}

void TestTogether::undoBringsTheDifferencesBack()
{
    const Mixture before = m_document->mixture();
    type(field(u"temperature"_qs), u"1"_qs);
    m_document->undoStack()->undo();
    QCOMPARE(m_document->mixture(), before);
    QCOMPARE(field(u"temperature"_qs)->text(), QString());
    QCOMPARE(placeholder(field(u"temperature"_qs)), u"Different"_qs);
    m_document->undoStack()->redo();
    QCOMPARE(field(u"temperature"_qs)->text(), u"1"_qs);
}

void TestTogether::clearingAFieldClearsAll()
{
    type(field(u"seed"_qs), QString());
    QVERIFY(!agent("a").settings.seed && !agent("b").settings.seed);
    QCOMPARE(placeholder(field(u"seed"_qs)), u"Not sent"_qs);
    // Where they differ there is something to type first.
    type(field(u"temperature"_qs), u"1"_qs);
    type(field(u"temperature"_qs), QString());
    QVERIFY(!agent("a").settings.temperature);
    QCOMPARE(placeholder(field(u"temperature"_qs)), u"0.7 (from the mixture)"_qs);
}

void TestTogether::wrongValuesReachNobody()
{
    const Mixture before = m_document->mixture();
    type(field(u"temperature"_qs), u"hot"_qs);
    QVERIFY(field(u"temperature"_qs)->error().endsWith(u'.'));
    QCOMPARE(m_document->mixture(), before);
    // It stays to be mended while something else is edited.
    type(field(u"seed"_qs), u"8"_qs);
    QCOMPARE(field(u"temperature"_qs)->text(), u"hot"_qs);
    select(u"a b c"_qs);
    QCOMPARE(field(u"temperature"_qs)->text(), QString());
    QCOMPARE(field(u"temperature"_qs)->error(), QString());
}

void TestTogether::whoIsNotSelectedStaysAsItIs()
{
    const Agent c = agent("c");
    const Agent d = agent("d");
    type(field(u"temperature"_qs), u"1"_qs);
    QCOMPARE(agent("c"), c);
    QCOMPARE(agent("d"), d);
}

void TestTogether::oneOfThemShowsItsOwnAgain()
{
    select(u"b"_qs);
    QCOMPARE(form()->samplesBox()->value(), 3);
    QCOMPARE(form()->samplesBox()->minimum(), 1);
    QCOMPARE(form()->mutedBox()->checkState(), Qt::Checked);
    QVERIFY(!form()->mutedBox()->isTristate());
    QCOMPARE(form()->modelField()->text(), u"maker/b"_qs);
    QCOMPARE(form()->roleBox()->currentText(), u"Proposer"_qs);
}

void TestTogether::whatIsLeftOfThemIsStillEdited()
{
    Mixture without = m_document->mixture();
    without.layers[0].agents.removeFirst();
    m_document->apply(without, u"Delete"_qs);
    QVERIFY(form()->isVisible());
    QCOMPARE(form()->samplesBox()->value(), 3);
    type(field(u"seed"_qs), u"9"_qs);
    QCOMPARE(agent("b").settings.seed, std::optional<qint64>(9));
    QCOMPARE(step(), u"Set the seed of b"_qs);
}

QTEST_MAIN(TestTogether)
#include "tst_together.moc"
