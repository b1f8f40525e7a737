// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "columns/columnsview.h"
#include "editors/agentinspector.h"
#include "editors/modelpalette.h"
#include "editors/problemsbar.h"
#include "editors/promptbar.h"

#include <algorithm>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeView>

using namespace moa;
using moa::test::scriptedMixture;
using moa::test::shapeOf;
using moa::test::WindowFixture;

namespace {

/// The share of an image that is lighter than middle grey.
double lightShare(const QImage &image)
{
    int light = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            light += qGray(image.pixel(x, y)) > 127 ? 1 : 0;
    }
    return static_cast<double>(light) / (image.width() * image.height());
}

} // namespace

/** The window's parts together: what one of them does shows in the others. */
class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aSelectedAgentFillsTheInspector();
    void aSelectedLayerFillsTheInspector();
    void enterOnACardGoesToTheInspector();
    void aLetterLeadsToItsField_data();
    void aLetterLeadsToItsField();
    void anEditInTheInspectorIsOneStep();
    void typingIsUndoneWithinItsField();
    void aMutedAgentShowsInInspectorAndCard();

    void aProblemComesWithAFixAndUndoBringsItBack();
    void deletingTheSandboxsFinalAgentCanBeMended();
    void problemsStandOnTheirCards();
    void showGoesToTheAgent();
    void anEmptyMixtureIsNoProblem();

    void aDoubleClickInThePaletteAddsAnAgent();
    void enterInTheSearchAddsAnAgent();
    void aModelDraggedIntoALayerProposes();
    void lettersStayLettersBesideTheCanvas();

    void workspacesAreSwitchedByKey();
    void closedDocksComeBackWhereTheyWere();
    void noShortcutMeansTwoThings();
    void aPresetWithProblemsIsOpenedWithAllOfItInSight();
    void theLayoutIsKeptBetweenStarts();
    void foreignLayoutsAreIgnored();
    void themesChangeAllColoursAtOnce_data();
    void themesChangeAllColoursAtOnce();
    void pastingMegabytesShowsTheirBeginning();

private:
    [[nodiscard]] AgentInspector &inspector() const { return m_fixture->part<AgentInspector>(); }
    [[nodiscard]] QTreeView *palette() const { return m_fixture->part<ModelPalette>().tree(); }
    [[nodiscard]] const Agent *agent(const char *id) const
    {
        return m_fixture->document().mixture().agent(AgentId(QLatin1String(id)));
    }
    [[nodiscard]] QString shown() const { return shapeOf(m_fixture->document().mixture()); }
    void canvasKey(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        m_fixture->canvas().setFocus();
        QTest::keyClick(&m_fixture->canvas(), key, modifiers);
    }
    void windowKey(Qt::Key key) const
    {
        QTest::keyClick(&m_fixture->window(), key, Qt::ControlModifier);
    }
    /// The first of the Sandbox's models in the palette.
    [[nodiscard]] QModelIndex firstModel() const
    {
        return palette()->model()->index(0, 0, palette()->model()->index(0, 0));
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestMainWindow::aSelectedAgentFillsTheInspector()
{
    Mixture mixture = scriptedMixture(u"a b|final"_qs);
    mixture.layers[0].agents[1].name = u"Second"_qs;
    mixture.layers[0].agents[1].samples = 3;
    m_fixture->show(mixture);
    QVERIFY(inspector().mixtureForm()->isVisible());
    m_fixture->clickCard(u"b"_qs);
    const AgentForm *form = inspector().agentForm();
    QVERIFY(form->isVisible());
    QVERIFY(!inspector().mixtureForm()->isVisible());
    QCOMPARE(form->nameField()->text(), u"Second"_qs);
    QCOMPARE(form->modelField()->text(), u"b"_qs);
    QCOMPARE(form->samplesBox()->value(), 3);
    QVERIFY(form->providerBox()->currentText().contains(u"scripted"));
    m_fixture->clickCard(u"final"_qs);
    QCOMPARE(form->modelField()->text(), u"final"_qs);
    QCOMPARE(form->roleBox()->currentText(), u"Aggregator"_qs);
    // Deleted, it is not to be edited any more.
    canvasKey(Qt::Key_Delete);
    QVERIFY(!form->isVisible());
}

void TestMainWindow::aSelectedLayerFillsTheInspector()
{
    Mixture mixture = scriptedMixture(u"a b|final"_qs);
    mixture.layers[0].name = u"Ideas"_qs;
    m_fixture->show(mixture);
    const QRectF header = m_fixture->canvas().canvasScene()->canvasLayout().lanes().at(0).header;
    QTest::mouseClick(m_fixture->canvas().viewport(), Qt::LeftButton, {},
                      m_fixture->canvas().mapFromScene(header.center()));
    QVERIFY(inspector().layerForm()->isVisible());
    QCOMPARE(inspector().layerForm()->nameField()->text(), u"Ideas"_qs);
}

void TestMainWindow::enterOnACardGoesToTheInspector()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    auto &dock = m_fixture->part<QDockWidget>("inspectorDock");
    dock.close();
    m_fixture->clickCard(u"a"_qs);
    canvasKey(Qt::Key_Return);
    QVERIFY(dock.isVisible());
    QTRY_VERIFY(inspector().agentForm()->nameField()->lineEdit()->hasFocus());
}

void TestMainWindow::aLetterLeadsToItsField_data()
{
    QTest::addColumn<Qt::Key>("letter");
    QTest::addColumn<QString>("field");
    QTest::newRow("a line") << Qt::Key_A << u"Name"_qs;
    QTest::newRow("a setting") << Qt::Key_T << u"Temperature"_qs;
    QTest::newRow("a paragraph") << Qt::Key_Y << u"System prompt"_qs;
}

void TestMainWindow::aLetterLeadsToItsField()
{
    QFETCH(Qt::Key, letter);
    QFETCH(QString, field);
    m_fixture->show(u"sandbox"_qs);
    m_fixture->prompt()->setFocus();
    QTest::keyClick(m_fixture->prompt(), letter, Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), field);
}

void TestMainWindow::anEditInTheInspectorIsOneStep()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    m_fixture->clickCard(u"a"_qs);
    canvasKey(Qt::Key_Return);
    QLineEdit *name = inspector().agentForm()->nameField()->lineEdit();
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClicks(name, u"Merlin"_qs);
    QVERIFY(m_fixture->card(u"a"_qs).startsWith(u"Merlin"));
    QCOMPARE(m_fixture->document().undoStack()->count(), 1);
    QCOMPARE(m_fixture->document().undoStack()->undoText(), u"Set the name of a"_qs);
    QAction *undo = m_fixture->menuEntry(u"Undo Set the name of a"_qs);
    QVERIFY(undo);
    undo->trigger();
    QVERIFY(m_fixture->card(u"a"_qs).startsWith(u"a\n"));
    QCOMPARE(name->text(), QString());
    canvasKey(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_fixture->card(u"a"_qs).startsWith(u"Merlin"));
    QCOMPARE(name->text(), u"Merlin"_qs);
}

void TestMainWindow::typingIsUndoneWithinItsField()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    m_fixture->clickCard(u"b"_qs);
    canvasKey(Qt::Key_M);
    canvasKey(Qt::Key_Return);
    QLineEdit *name = inspector().agentForm()->nameField()->lineEdit();
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClicks(name, u"Merlin"_qs);
    QTest::keyClick(name, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(name->text(), QString());
    QVERIFY(m_fixture->card(u"b"_qs).startsWith(u"b\n"));
    // What was done before, outside the field, is as it was.
    QVERIFY(agent("b")->muted);
    QCOMPARE(m_fixture->document().undoStack()->index(), 1);
}

void TestMainWindow::aMutedAgentShowsInInspectorAndCard()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    m_fixture->clickCard(u"a"_qs);
    QTest::mouseClick(inspector().agentForm()->mutedBox(), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(agent("a")->muted);
    QVERIFY(m_fixture->card(u"a"_qs).contains(u"muted"));
    canvasKey(Qt::Key_M);
    QVERIFY(!inspector().agentForm()->mutedBox()->isChecked());
}

void TestMainWindow::aProblemComesWithAFixAndUndoBringsItBack()
{
    m_fixture->show(scriptedMixture(u"a b|c|final"_qs));
    QCOMPARE(m_fixture->label("problemSentence"), QString());
    m_fixture->clickCard(u"final"_qs);
    canvasKey(Qt::Key_Delete);
    QCOMPARE(shown(), u"a b|c"_qs);
    QTRY_COMPARE(m_fixture->label("problemSentence"),
                 u"Problem: The final agent “c” is a proposer; it must be an aggregator or a "
                 "ranker."_qs);
    QVERIFY(!m_fixture->runButton()->isEnabled());

    auto &fix = m_fixture->part<QToolButton>("problemFix");
    QCOMPARE(fix.text(), u"Make it an aggregator"_qs);
    QTest::mouseClick(&fix, Qt::LeftButton);
    QCOMPARE(agent("c")->role, Role::Aggregator);
    QVERIFY(m_fixture->card(u"c"_qs).contains(u"Aggregator"));
    QTRY_COMPARE(m_fixture->label("problemSentence"), QString());
    QVERIFY(m_fixture->runButton()->isEnabled());
    QCOMPARE(m_fixture->document().undoStack()->undoText(), u"Make it an aggregator"_qs);

    canvasKey(Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(!m_fixture->label("problemSentence").isEmpty());
    canvasKey(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(m_fixture->label("problemSentence"), QString());
    QCOMPARE(shown(), u"a b|c|final"_qs);
    QVERIFY(!m_fixture->document().isModified());
}

void TestMainWindow::deletingTheSandboxsFinalAgentCanBeMended()
{
    m_fixture->show(u"sandbox"_qs);
    m_fixture->clickCard(u"final"_qs);
    canvasKey(Qt::Key_Delete);
    QTRY_VERIFY(m_fixture->label("problemSentence").contains(u"The last layer has 2 agents."));
    auto &fix = m_fixture->part<QToolButton>("problemFix");
    QVERIFY(fix.isVisible());
    QTest::mouseClick(&fix, Qt::LeftButton);
    QTRY_COMPARE(m_fixture->label("problemSentence"), QString());
    QVERIFY(m_fixture->runButton()->isEnabled());
    const Agent *final = m_fixture->document().mixture().finalAgent();
    QVERIFY(final);
    QCOMPARE(final->role, Role::Aggregator);
}

void TestMainWindow::problemsStandOnTheirCards()
{
    Mixture mixture = scriptedMixture(u"a b|final"_qs);
    mixture.layers[0].agents[1].provider = ProviderId(u"nowhere"_qs);
    m_fixture->show(mixture);
    const QString sentence =
        u"The provider “nowhere” of “b” is not known. Choose another, or add it to the "
        "providers."_qs;
    QTRY_COMPARE(m_fixture->label("problemSentence"), u"Problem: "_qs + sentence);
    QVERIFY2(m_fixture->card(u"b"_qs).contains(sentence), qPrintable(m_fixture->card(u"b"_qs)));
    QVERIFY(!m_fixture->card(u"a"_qs).contains(u"nowhere"));
}

void TestMainWindow::showGoesToTheAgent()
{
    Mixture mixture = scriptedMixture(u"a b|final"_qs);
    mixture.layers[0].agents[1].provider = ProviderId(u"nowhere"_qs);
    m_fixture->show(mixture);
    QTRY_VERIFY(!m_fixture->label("problemSentence").isEmpty());
    for (QToolButton *button :
         m_fixture->part<QFrame>("problemsBar").findChildren<QToolButton *>()) {
        if (button->text() == u"Show")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(m_fixture->canvas().selectedAgents(), QList{AgentId(u"b"_qs)});
    QVERIFY(m_fixture->canvas().viewport()->rect().contains(m_fixture->cardPlace(u"b"_qs)));
    QCOMPARE(inspector().agentForm()->modelField()->text(), u"b"_qs);
}

void TestMainWindow::anEmptyMixtureIsNoProblem()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    canvasKey(Qt::Key_A, Qt::ControlModifier);
    canvasKey(Qt::Key_Delete);
    QCOMPARE(shown(), QString());
    QTRY_COMPARE(m_fixture->label("promptHint"), u"Drag a model onto the canvas to begin."_qs);
    QCOMPARE(m_fixture->label("problemSentence"), QString());
}

void TestMainWindow::aDoubleClickInThePaletteAddsAnAgent()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    const QModelIndex model = firstModel();
    const QPoint place = palette()->visualRect(model).center();
    QTest::mouseClick(palette()->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(palette()->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(m_fixture->document().mixture().layers.at(0).agents.size(), 3);
    const Agent &added = m_fixture->document().mixture().layers.at(0).agents.at(2);
    QCOMPARE(added.provider, ProviderId(u"sandbox"_qs));
    QCOMPARE(added.displayName(), model.data().toString());
    QCOMPARE(added.role, Role::Proposer);
    // It is there to go on with.
    QCOMPARE(m_fixture->canvas().selectedAgents(), QList{added.id});
    QCOMPARE(inspector().agentForm()->modelField()->text(), added.model);
    QCOMPARE(m_fixture->document().undoStack()->count(), 1);
}

void TestMainWindow::enterInTheSearchAddsAnAgent()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    QLineEdit *search = m_fixture->part<ModelPalette>().searchField();
    search->setFocus();
    QTest::keyClicks(search, u"sandbox synth"_qs);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(m_fixture->document().mixture().layers.at(0).agents.size(), 2);
    QCOMPARE(m_fixture->document().mixture().layers.at(0).agents.at(1).model,
             u"sandbox-synthesizer"_qs);
}

void TestMainWindow::aModelDraggedIntoALayerProposes()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    const QModelIndex model = firstModel();
    QVERIFY(model.flags() & Qt::ItemIsDragEnabled);
    // What the palette would put into the hand.
    const std::unique_ptr<QMimeData> mime(palette()->model()->mimeData({model}));
    QWidget *target = m_fixture->canvas().viewport();
    const QRectF lane = m_fixture->canvas().canvasScene()->canvasLayout().lanes().at(0).rect;
    const QPoint place =
        m_fixture->canvas().mapFromScene(QPointF(lane.center().x(), lane.bottom() - 2));
    QDragEnterEvent enter(place, Qt::CopyAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &enter);
    QVERIFY(enter.isAccepted());
    QDragMoveEvent move(place, Qt::CopyAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &move);
    QVERIFY(move.isAccepted());
    QDropEvent drop(place, Qt::CopyAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &drop);
    QVERIFY(drop.isAccepted());

    const AgentList &proposers = m_fixture->document().mixture().layers.at(0).agents;
    QCOMPARE(proposers.size(), 3);
    QCOMPARE(proposers.at(2).role, Role::Proposer);
    QCOMPARE(proposers.at(2).displayName(), model.data().toString());
    QVERIFY(m_fixture->card(proposers.at(2).id.toString()).contains(u"Proposer"));
    QTRY_VERIFY(m_fixture->runButton()->isEnabled());
}

void TestMainWindow::lettersStayLettersBesideTheCanvas()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    m_fixture->clickCard(u"a"_qs);
    m_fixture->prompt()->setFocus();
    QTest::keyClick(m_fixture->prompt(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(m_fixture->prompt(), u"mf"_qs);
    QTest::keyClick(m_fixture->prompt(), Qt::Key_Backspace);
    QTest::keyClick(m_fixture->prompt(), Qt::Key_Return);
    QCOMPARE(m_fixture->prompt()->toPlainText(), u"m\n"_qs);
    QCOMPARE(m_fixture->document().undoStack()->count(), 0);
}

void TestMainWindow::workspacesAreSwitchedByKey()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    const CanvasView &canvas = m_fixture->canvas();
    const auto &columns = m_fixture->part<ColumnsView>();
    QVERIFY(canvas.isVisible() && columns.isVisible());
    const int shared = canvas.height();
    windowKey(Qt::Key_1);
    QVERIFY(canvas.isVisible() && !columns.isVisible());
    QTRY_VERIFY(canvas.height() > shared);
    windowKey(Qt::Key_2);
    QVERIFY(!canvas.isVisible() && columns.isVisible());
    QVERIFY(m_fixture->prompt()->isVisible());
    QVERIFY(m_fixture->menuEntry(u"Compare"_qs)->isChecked());
    windowKey(Qt::Key_5);
    QVERIFY(canvas.isVisible() && columns.isVisible());
    QTRY_COMPARE(canvas.height(), shared);
}

void TestMainWindow::aPresetWithProblemsIsOpenedWithAllOfItInSight()
{
    m_fixture->show(scriptedMixture(u"a b c d|e f g h"_qs));
    CanvasView &canvas = m_fixture->canvas();
    QTRY_VERIFY(m_fixture->part<ProblemsBar>("problemsBar").isVisible());
    const auto shown = [&canvas] {
        const QRectF all = canvas.canvasScene()->canvasLayout().bounds();
        return canvas.viewport()
            ->rect()
            .adjusted(-2, -2, 2, 2)
            .contains(canvas.mapFromScene(all).boundingRect());
    };
    QTRY_VERIFY(shown());
    // Neither the bar nor anything else may take room when it is laid out.
    QCoreApplication::sendPostedEvents();
    QVERIFY(shown());
}

void TestMainWindow::noShortcutMeansTwoThings()
{
    m_fixture->show(u"sandbox"_qs);
    // A shortcut of the whole window is ambiguous with whatever has the focus.
    QMultiHash<QString, const QAction *> taken;
    const QList<QAction *> actions = m_fixture->window().findChildren<QAction *>();
    for (const QAction *action : actions) {
        for (const QKeySequence &keys : action->shortcuts())
            taken.insert(keys.toString(), action);
    }
    for (const QString &keys : taken.uniqueKeys()) {
        const QList<const QAction *> all = taken.values(keys);
        const bool ofWindow = std::any_of(all.cbegin(), all.cend(), [](const QAction *action) {
            return action->shortcutContext() == Qt::WindowShortcut;
        });
        QStringList texts;
        for (const QAction *action : all)
            texts.append(action->text());
        QVERIFY2(!ofWindow || all.size() == 1, qPrintable(keys + u": "_qs + texts.join(u", "_qs)));
    }
}

void TestMainWindow::closedDocksComeBackWhereTheyWere()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    for (const char *name : {"paletteDock", "inspectorDock"}) {
        auto &dock = m_fixture->part<QDockWidget>(name);
        const QRect place = dock.geometry();
        QAction *toggle = m_fixture->menuEntry(dock.windowTitle());
        QVERIFY(toggle && toggle->isChecked());
        dock.close();
        QVERIFY(!toggle->isChecked());
        toggle->trigger();
        QVERIFY(dock.isVisible());
        QTRY_COMPARE(dock.geometry(), place);
    }
}

void TestMainWindow::theLayoutIsKeptBetweenStarts()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    m_fixture->part<QDockWidget>("inspectorDock").close();
    const QByteArray state = m_fixture->window().layoutState();
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    QVERIFY(m_fixture->part<QDockWidget>("inspectorDock").isVisible());
    m_fixture->window().restoreLayout(state);
    QVERIFY(!m_fixture->part<QDockWidget>("inspectorDock").isVisible());
    QVERIFY(m_fixture->part<QDockWidget>("paletteDock").isVisible());
}

void TestMainWindow::foreignLayoutsAreIgnored()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    const QRect before = m_fixture->window().geometry();
    m_fixture->window().restoreLayout({});
    m_fixture->window().restoreLayout("no layout");
    QCOMPARE(m_fixture->window().geometry(), before);
    QVERIFY(m_fixture->part<QDockWidget>("inspectorDock").isVisible());
}

void TestMainWindow::themesChangeAllColoursAtOnce_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<Theme::Scheme>("scheme");
    QTest::newRow("dark") << u"Dark"_qs << Theme::Scheme::Dark;
    QTest::newRow("light") << u"Light"_qs << Theme::Scheme::Light;
    QTest::newRow("high contrast") << u"High Contrast"_qs << Theme::Scheme::HighContrast;
}

void TestMainWindow::themesChangeAllColoursAtOnce()
{
    QFETCH(QString, entry);
    QFETCH(Theme::Scheme, scheme);
    // With as much in the window as it can show: columns, a form, a problem.
    m_fixture->server().script(u"b"_qs, {ScriptedReply::openAiError(400, u"No."_qs)});
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    m_fixture->menuEntry(scheme == Theme::Scheme::Light ? u"Dark"_qs : u"Light"_qs)->trigger();
    QTest::mouseClick(m_fixture->runButton(), Qt::LeftButton);
    QTRY_VERIFY(!m_fixture->session().isRunning());
    QTRY_COMPARE(m_fixture->answer(u"final"_qs), u"answer of final"_qs);
    m_fixture->clickCard(u"final"_qs);
    canvasKey(Qt::Key_M);
    QTRY_VERIFY(!m_fixture->label("problemSentence").isEmpty());

    QAction *choice = m_fixture->menuEntry(entry);
    QVERIFY(choice);
    choice->trigger();
    QVERIFY(choice->isChecked());
    const auto leftBehind = [this, scheme] {
        QStringList names;
        for (const QWidget *widget : m_fixture->window().findChildren<QWidget *>()) {
            if (widget->isVisible() && Theme::of(widget).scheme != scheme)
                names.append(QLatin1String(widget->metaObject()->className()));
        }
        return names;
    };
    QTRY_COMPARE(leftBehind(), QStringList());
    // And what is painted, of which rendered answers follow from the event loop.
    const QColor ground = Theme::make(scheme).window;
    const bool isLight = qGray(ground.rgb()) > 127;
    const auto share = [this] { return lightShare(m_fixture->window().grab().toImage()); };
    QTRY_VERIFY(isLight ? share() > 0.85 : share() < 0.15);
}

void TestMainWindow::pastingMegabytesShowsTheirBeginning()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    const QString text = u"wort "_qs.repeated(1'000'000);
    QApplication::clipboard()->setText(text);
    QTest::keyClick(m_fixture->prompt(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(m_fixture->prompt(), Qt::Key_V, Qt::ControlModifier);
    // Not QCOMPARE: it would print both.
    QVERIFY(m_fixture->part<PromptBar>().text() == text);
    QVERIFY(m_fixture->runButton()->isEnabled());
    // The canvas shows a line or two of it, and its tool tip stays one.
    const auto items = m_fixture->canvas().canvasScene()->items();
    for (const QGraphicsItem *item : items)
        QVERIFY(item->toolTip().size() < 1000);
    // The prompt's own bar stays a bar.
    QVERIFY(m_fixture->prompt()->height() < m_fixture->window().height() / 3);
}

int main(int argc, char *argv[])
{
    return moa::test::windowTestMain<TestMainWindow>(argc, argv);
}

#include "tst_mainwindow.moc"
