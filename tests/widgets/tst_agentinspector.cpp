// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/agentinspector.h"
#include "editors/extrafields.h"
#include "editors/modelpalette.h"
#include "items/mixturedocument.h"

#include <functional>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTreeView>

using namespace moa;

namespace {

AgentId id(const char *text)
{
    return AgentId(QString::fromLatin1(text));
}

Agent agent(const QString &name)
{
    Agent result;
    result.id = AgentId(name);
    result.provider = ProviderId(u"together"_qs);
    result.model = u"maker/"_qs + name;
    return result;
}

} // namespace

using FieldOf = TextField *(MixtureForm::*)() const;
using TextOf = QString Mixture::*;

class TestAgentInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void nothingSelectedShowsTheMixture();
    void theMixturesTextsAreEdited_data();
    void theMixturesTextsAreEdited();
    void layerSelectedShowsTheLayer();
    void typingIsOneUndoStepNamedAfterTheField();
    void leavingTheFieldEndsTheStep();
    void emptyFieldsSayWhatHoldsInstead();
    void clearingAFieldGoesBackToTheDefaults();
    void wrongValuesStayUnappliedWithASentence_data();
    void wrongValuesStayUnappliedWithASentence();
    void wrongTextIsGoneWithItsAgent();
    void undoShowsInTheFields();
    void typedTextIsNotRewritten();
    void everyFieldReachesTheDocument();
    void choicesAreStepsOfTheirOwn();
    void defaultsOfTheMixtureAreEdited();
    void removedAgentGivesWayToTheMixture();
    void extraFieldsKeepTheirOrderAndDigits();
    void paletteActivatesByEnterAndDoubleClick();
    void paletteSaysWhatIsMissing();

private:
    [[nodiscard]] TextField *field(const QString &name) const
    {
        return m_inspector->agentForm()->settingsForm()->field(name);
    }
    [[nodiscard]] const Agent &edited() const { return *m_document->mixture().agent(id("a")); }
    void select(const char *agent) { m_inspector->setSelection({id(agent)}, {}); }
    void type(TextField *into, const QString &text)
    {
        if (into->lineEdit()) {
            into->lineEdit()->setFocus();
            into->lineEdit()->selectAll();
            QTest::keyClick(into->lineEdit(), Qt::Key_Delete);
            QTest::keyClicks(into->lineEdit(), text);
        } else {
            into->paragraphEdit()->setFocus();
            into->paragraphEdit()->selectAll();
            QTest::keyClick(into->paragraphEdit(), Qt::Key_Delete);
            QTest::keyClicks(into->paragraphEdit(), text);
        }
    }

    std::unique_ptr<MixtureDocument> m_document;
    std::unique_ptr<AgentInspector> m_inspector;
};

void TestAgentInspector::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    Mixture mixture;
    mixture.name = u"Test"_qs;
    mixture.defaults.temperature = 0.7;
    Layer first;
    first.agents = {agent(u"a"_qs), agent(u"b"_qs)};
    Layer last;
    last.agents = {agent(u"c"_qs)};
    mixture.layers = {first, last};
    m_document = std::make_unique<MixtureDocument>();
    m_document->reset(mixture);
    m_inspector = std::make_unique<AgentInspector>(m_document.get());
    m_inspector->resize(320, 900);
    m_inspector->show();
    m_inspector->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_inspector.get()));
    select("a");
}

void TestAgentInspector::cleanup()
{
    m_inspector.reset();
    m_document.reset();
}

void TestAgentInspector::nothingSelectedShowsTheMixture()
{
    m_inspector->setSelection({}, {});
    QVERIFY(m_inspector->mixtureForm()->isVisible());
    QVERIFY(!m_inspector->agentForm()->isVisible());
    QCOMPARE(m_inspector->mixtureForm()->nameField()->text(), u"Test"_qs);
    type(m_inspector->mixtureForm()->nameField(), u"Mine"_qs);
    QCOMPARE(m_document->mixture().name, u"Mine"_qs);
    QCOMPARE(m_document->undoStack()->undoText(), u"Set the name of the mixture"_qs);
}

void TestAgentInspector::theMixturesTextsAreEdited_data()
{
    QTest::addColumn<FieldOf>("fieldOf");
    QTest::addColumn<TextOf>("text");
    QTest::addColumn<QString>("undoText");
    QTest::newRow("description") << &MixtureForm::descriptionField << &Mixture::description
                                 << u"Set the description of the mixture"_qs;
    QTest::newRow("example prompt") << &MixtureForm::examplePromptField << &Mixture::examplePrompt
                                    << u"Set the example prompt of the mixture"_qs;
    QTest::newRow("notes") << &MixtureForm::notesField << &Mixture::notes
                           << u"Set the notes of the mixture"_qs;
}

void TestAgentInspector::theMixturesTextsAreEdited()
{
    QFETCH(const FieldOf, fieldOf);
    QFETCH(const TextOf, text);
    m_inspector->setSelection({}, {});
    TextField *writing = std::invoke(fieldOf, m_inspector->mixtureForm());
    QTest::keyClicks(writing->paragraphEdit(), u"Why?"_qs);
    QCOMPARE(m_document->mixture().*text, u"Why?"_qs);
    QTEST(m_document->undoStack()->undoText(), "undoText");
    m_document->undoStack()->undo();
    QCOMPARE(writing->text(), QString());
}

void TestAgentInspector::layerSelectedShowsTheLayer()
{
    m_inspector->setSelection({}, 1);
    QVERIFY(m_inspector->layerForm()->isVisible());
    type(m_inspector->layerForm()->nameField(), u"Final"_qs);
    type(m_inspector->layerForm()->quorumField(), u"2"_qs);
    QCOMPARE(m_document->mixture().layers.at(1).name, u"Final"_qs);
    QCOMPARE(m_document->mixture().layers.at(1).quorum, std::optional(2));
    QCOMPARE(m_document->undoStack()->count(), 2);
    QCOMPARE(m_document->undoStack()->undoText(), u"Set the quorum of layer 2"_qs);
    type(m_inspector->layerForm()->quorumField(), u"0"_qs);
    QVERIFY(!m_inspector->layerForm()->quorumField()->error().isEmpty());
}

void TestAgentInspector::typingIsOneUndoStepNamedAfterTheField()
{
    type(m_inspector->agentForm()->nameField(), u"Wizard"_qs);
    QCOMPARE(edited().name, u"Wizard"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
    type(field(u"temperature"_qs), u"0.95"_qs);
    QCOMPARE(edited().settings.temperature, std::optional(0.95));
    QCOMPARE(m_document->undoStack()->count(), 2);
    QCOMPARE(m_document->undoStack()->undoText(), u"Set the temperature of Wizard"_qs);
    m_document->undoStack()->undo();
    QVERIFY(!edited().settings.temperature);
    QCOMPARE(edited().name, u"Wizard"_qs);
}

void TestAgentInspector::leavingTheFieldEndsTheStep()
{
    type(field(u"temperature"_qs), u"0.5"_qs);
    field(u"seed"_qs)->setFocus();
    QLineEdit *line = field(u"temperature"_qs)->lineEdit();
    line->setFocus();
    line->end(false);
    QTest::keyClicks(line, u"5"_qs);
    QCOMPARE(edited().settings.temperature, std::optional(0.55));
    QCOMPARE(m_document->undoStack()->count(), 2);
}

void TestAgentInspector::emptyFieldsSayWhatHoldsInstead()
{
    QCOMPARE(field(u"temperature"_qs)->text(), QString());
    QCOMPARE(field(u"temperature"_qs)->lineEdit()->placeholderText(), u"0.7 (from the mixture)"_qs);
    QCOMPARE(field(u"seed"_qs)->lineEdit()->placeholderText(), u"Not sent"_qs);
    QCOMPARE(m_inspector->agentForm()->nameField()->lineEdit()->placeholderText(), u"a"_qs);
}

void TestAgentInspector::clearingAFieldGoesBackToTheDefaults()
{
    type(field(u"temperature"_qs), u"1"_qs);
    QCOMPARE(edited().settings.temperature, std::optional(1.0));
    type(field(u"temperature"_qs), QString());
    QVERIFY(!edited().settings.temperature);
}

void TestAgentInspector::wrongValuesStayUnappliedWithASentence_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::newRow("temperature, too high") << u"temperature"_qs << u"5"_qs;
    QTest::newRow("temperature, a word") << u"temperature"_qs << u"hot"_qs;
    QTest::newRow("temperature, not a number") << u"temperature"_qs << u"nan"_qs;
    QTest::newRow("top p, negative") << u"top p"_qs << u"-1"_qs;
    QTest::newRow("no tokens") << u"output tokens"_qs << u"0"_qs;
    QTest::newRow("half a seed") << u"seed"_qs << u".5"_qs;
    QTest::newRow("no JSON") << u"extra fields"_qs << u"top_k: 40"_qs;
    QTest::newRow("a list") << u"extra fields"_qs << u"[40]"_qs;
}

void TestAgentInspector::wrongValuesStayUnappliedWithASentence()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    const Mixture before = m_document->mixture();
    TextField *wrong = field(name);
    type(wrong, text);
    QVERIFY2(wrong->error().endsWith(u'.'), qPrintable(wrong->error()));
    QCOMPARE(m_document->mixture(), before);
    QCOMPARE(wrong->text(), text);
    type(wrong, QString());
    QCOMPARE(wrong->error(), QString());
}

void TestAgentInspector::wrongTextIsGoneWithItsAgent()
{
    type(field(u"temperature"_qs), u"hot"_qs);
    // An edit elsewhere leaves it for the person to mend.
    type(field(u"seed"_qs), u"7"_qs);
    QCOMPARE(field(u"temperature"_qs)->text(), u"hot"_qs);
    select("b");
    QCOMPARE(field(u"temperature"_qs)->text(), QString());
    QCOMPARE(field(u"temperature"_qs)->error(), QString());
}

void TestAgentInspector::undoShowsInTheFields()
{
    type(field(u"temperature"_qs), u"0.5"_qs);
    m_document->undoStack()->undo();
    QCOMPARE(field(u"temperature"_qs)->text(), QString());
    m_document->undoStack()->redo();
    QCOMPARE(field(u"temperature"_qs)->text(), u"0.5"_qs);
}

void TestAgentInspector::typedTextIsNotRewritten()
{
    type(field(u"temperature"_qs), u"0.50"_qs);
    QCOMPARE(field(u"temperature"_qs)->text(), u"0.50"_qs);
    type(field(u"extra fields"_qs), u"{ \"top_k\":40 }"_qs);
    QCOMPARE(field(u"extra fields"_qs)->text(), u"{ \"top_k\":40 }"_qs);
    QCOMPARE(edited().settings.extra, (JsonFields{{u"top_k"_qs, "40"}}));
}

void TestAgentInspector::everyFieldReachesTheDocument()
{
    AgentForm *form = m_inspector->agentForm();
    type(form->nameField(), u"N"_qs);
    type(form->modelField(), u"x/y"_qs);
    form->samplesBox()->setFocus();
    QTest::keyClick(form->samplesBox(), Qt::Key_Up);
    QTest::mouseClick(form->mutedBox(), Qt::LeftButton, {},
                      QPoint(8, form->mutedBox()->height() / 2));
    const QList<std::pair<QString, QString>> texts{{u"temperature"_qs, u"0.9"_qs},
                                                   {u"top p"_qs, u"0.5"_qs},
                                                   {u"output tokens"_qs, u"512"_qs},
                                                   {u"seed"_qs, u"-3"_qs},
                                                   {u"reasoning effort"_qs, u"max"_qs},
                                                   {u"system prompt"_qs, u"Be brief."_qs},
                                                   {u"instruction"_qs, u"Merge {references}"_qs},
                                                   {u"stop texts"_qs, u"END"_qs},
                                                   {u"extra fields"_qs, u"{\"k\": 1}"_qs}};
    for (const auto &[name, text] : texts)
        type(field(name), text);

    Agent expected = agent(u"a"_qs);
    expected.name = u"N"_qs;
    expected.model = u"x/y"_qs;
    expected.samples = 2;
    expected.muted = true;
    expected.settings.temperature = 0.9;
    expected.settings.topP = 0.5;
    expected.settings.maxTokens = 512;
    expected.settings.seed = -3;
    expected.settings.reasoningEffort = u"max"_qs;
    expected.settings.systemPrompt = u"Be brief."_qs;
    expected.settings.instruction = u"Merge {references}"_qs;
    expected.settings.stop = QStringList{u"END"_qs};
    expected.settings.extra = {{u"k"_qs, "1"}};
    QCOMPARE(edited(), expected);
    QCOMPARE(m_document->undoStack()->count(), 13);
}

void TestAgentInspector::choicesAreStepsOfTheirOwn()
{
    m_inspector->setEntries({{ProviderId(u"together"_qs), u"Together AI"_qs, u"m"_qs, {}, {}},
                             {ProviderId(u"sandbox"_qs), u"Sandbox"_qs, u"echo"_qs, {}, {}}});
    AgentForm *form = m_inspector->agentForm();
    QCOMPARE(form->providerBox()->currentText(), u"Together AI"_qs);
    form->roleBox()->setFocus();
    QTest::keyClick(form->roleBox(), Qt::Key_Down);
    QTest::keyClick(form->roleBox(), Qt::Key_Down);
    QCOMPARE(edited().role, Role::Ranker);
    QCOMPARE(m_document->undoStack()->count(), 2);
    form->providerBox()->setFocus();
    QTest::keyClick(form->providerBox(), Qt::Key_Down);
    QCOMPARE(edited().provider.toString(), u"sandbox"_qs);
    QComboBox *placement = form->settingsForm()->placementBox();
    placement->setFocus();
    QTest::keyClick(placement, Qt::Key_End);
    QCOMPARE(edited().settings.placement, std::optional(Placement::User));
    QTest::keyClick(placement, Qt::Key_Home);
    QVERIFY(!edited().settings.placement);
    QComboBox *overflow = form->settingsForm()->overflowBox();
    QCOMPARE(overflow->currentText(), u"Not asked (from the mixture)"_qs);
    overflow->setFocus();
    QTest::keyClick(overflow, Qt::Key_End);
    QCOMPARE(overflow->currentText(), u"Shortened"_qs);
    QCOMPARE(edited().settings.overflow, std::optional(Overflow::Shorten));
    QTest::keyClick(overflow, Qt::Key_Home);
    QVERIFY(!edited().settings.overflow);
}

void TestAgentInspector::defaultsOfTheMixtureAreEdited()
{
    m_inspector->setSelection({}, {});
    TextField *tokens = m_inspector->mixtureForm()->settingsForm()->field(u"output tokens"_qs);
    type(tokens, u"2048"_qs);
    QCOMPARE(m_document->mixture().defaults.maxTokens, std::optional(2048));
    select("b");
    QCOMPARE(field(u"output tokens"_qs)->lineEdit()->placeholderText(),
             u"2048 (from the mixture)"_qs);
}

void TestAgentInspector::removedAgentGivesWayToTheMixture()
{
    Mixture without = m_document->mixture();
    without.layers[0].agents.removeFirst();
    m_document->apply(without, u"Delete"_qs);
    QVERIFY(m_inspector->mixtureForm()->isVisible());
}

void TestAgentInspector::extraFieldsKeepTheirOrderAndDigits()
{
    const QString text = u"{\"z\": 1.50, \"a\": {\"b\": [true, null]}}"_qs;
    const Result<JsonFields> fields = parseExtra(text);
    QVERIFY(fields);
    QCOMPARE(fields->at(0), (JsonField{u"z"_qs, "1.50"}));
    QCOMPARE(fields->at(1).name, u"a"_qs);
    const Result<JsonFields> again = parseExtra(extraText(*fields));
    QVERIFY(again);
    QCOMPARE(*again, *fields);
    QCOMPARE(extraText({}), QString());
    QVERIFY(parseExtra(u"  \n"_qs)->isEmpty());
}

void TestAgentInspector::paletteActivatesByEnterAndDoubleClick()
{
    ModelPalette palette;
    palette.setEntries({{ProviderId(u"together"_qs), u"Together AI"_qs, u"x/dbrx"_qs, {}, {}},
                        {ProviderId(u"together"_qs), u"Together AI"_qs, u"x/qwen"_qs, {}, {}}});
    palette.resize(260, 400);
    palette.show();
    palette.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&palette));
    QSignalSpy activated(&palette, &ModelPalette::modelActivated);
    palette.searchField()->setFocus();
    QTest::keyClicks(palette.searchField(), u"qw"_qs);
    QTest::keyClick(palette.searchField(), Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().first().value<ModelRef>().model, u"x/qwen"_qs);

    palette.searchField()->clear();
    const QModelIndex provider = palette.tree()->model()->index(0, 0);
    const QRect row = palette.tree()->visualRect(palette.tree()->model()->index(0, 0, provider));
    QTest::mouseClick(palette.tree()->viewport(), Qt::LeftButton, {}, row.center());
    QTest::mouseDClick(palette.tree()->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(activated.size(), 2);
    QCOMPARE(activated.last().first().value<ModelRef>().model, u"x/dbrx"_qs);
}

void TestAgentInspector::paletteSaysWhatIsMissing()
{
    ModelPalette palette;
    palette.show();
    const auto sentence = [&palette] {
        for (const QLabel *label : palette.findChildren<QLabel *>()) {
            if (label->isVisible() && !label->text().isEmpty())
                return label->text();
        }
        return QString();
    };
    QVERIFY(sentence().contains(u"provider"));
    palette.setEntries({{ProviderId(u"together"_qs), {}, u"x/dbrx"_qs, {}, {}}});
    QCOMPARE(sentence(), QString());
    QTest::keyClicks(palette.searchField(), u"nothing"_qs);
    QVERIFY(sentence().contains(u"No model matches"));
}

QTEST_MAIN(TestAgentInspector)
#include "tst_agentinspector.moc"
