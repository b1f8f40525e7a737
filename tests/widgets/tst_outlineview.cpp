// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/fieldtree.h"
#include "editors/outlineview.h"
#include "items/mixturedocument.h"
#include "items/outlinemodel.h"
#include "items/wordsfilter.h"
#include "support/notation.h"

#include <memory>
#include <QComboBox>
#include <QCompleter>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace moa;

class TestOutlineView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void f2EditsAnyFieldByKeyboard_data();
    void f2EditsAnyFieldByKeyboard();
    void escapeGivesAnEditUp();
    void emptiedNumbersGoBackToTheDefault_data();
    void emptiedNumbersGoBackToTheDefault();
    void aValueThatIsNotTouchedStaysAsPrecise();
    void modelsOfTheProviderAreOffered();
    void theProviderIsChosenFromThoseThereAre();
    void leftAndRightGoFromFieldToField();
    void tabGoesOnToTheNextField();
    void spaceChecksMuted();
    void keysDoWhatTheyDoOnTheCanvas_data();
    void keysDoWhatTheyDoOnTheCanvas();
    void lettersAreTextWhileAFieldIsEdited();
    void enterAsksToInspect();
    void deletingGoesOnWithTheNextRow();
    void refusedMovesSayWhy();
    void selectionIsToldOnceAndNotEchoed();
    void selectionStaysWithItsAgentsThroughEdits();
    void selectionIsToldWhenItIsGone();
    void foldedLayersStayFolded();
    void searchKeepsTheSelection();
    void searchIsLeftByKeyboard();
    void emptyTreesSayWhy();
    void draggedRowsMove();
    void columnsAreKept();

private:
    [[nodiscard]] QModelIndex at(const char *agent, int column = 0) const
    {
        const OutlineModel *model = m_view->model();
        return m_view->filter()->mapFromSource(model->agentIndex(notation::id(agent), column));
    }
    [[nodiscard]] QModelIndex layerAt(int layer, int column = 0) const
    {
        return m_view->filter()->mapFromSource(m_view->model()->layerIndex(layer, column));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_view->tree(), key, modifiers);
    }
    void goTo(const QModelIndex &index) { m_view->tree()->setCurrentIndex(index); }
    [[nodiscard]] const Agent &agent(const char *id) const
    {
        return *m_document->mixture().agent(notation::id(id));
    }
    [[nodiscard]] QString shown() const { return notation::shape(m_document->mixture()); }
    /// The editor that has the keyboard.
    [[nodiscard]] QWidget *editor() const
    {
        QWidget *focus = QApplication::focusWidget();
        return focus == m_view->tree() ? nullptr : focus;
    }
    [[nodiscard]] QString selected() const
    {
        QStringList names;
        for (const QModelIndex &row : m_view->tree()->selectionModel()->selectedRows())
            names.append(row.data().toString());
        names.sort();
        return names.join(u' ');
    }

    std::unique_ptr<MixtureDocument> m_document;
    std::unique_ptr<OutlineView> m_view;
};

void TestOutlineView::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_document = std::make_unique<MixtureDocument>();
    m_document->reset(notation::mixture(u"a b c|d e|f"_qs));
    m_view = std::make_unique<OutlineView>(m_document.get());
    const ProviderId together(u"together"_qs);
    const ProviderId sandbox(u"sandbox"_qs);
    m_view->setEntries({{sandbox, u"Sandbox"_qs, u"maker/alpha"_qs, {}, {}},
                        {sandbox, u"Sandbox"_qs, u"maker/beta"_qs, {}, {}},
                        {together, u"Together"_qs, u"Qwen/Qwen"_qs, {}, {}}});
    m_view->resize(1200, 500);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    m_view->tree()->setFocus();
    goTo(at("d"));
}

void TestOutlineView::cleanup()
{
    m_view.reset();
    m_document.reset();
}

void TestOutlineView::f2EditsAnyFieldByKeyboard_data()
{
    QTest::addColumn<int>("layer"); // -1: the agent "d"
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("typed"); // "+": the key Down
    QTest::addColumn<QString>("shown");
    QTest::newRow("name") << -1 << int(OutlineModel::NameColumn) << u"Wizard"_qs << u"Wizard"_qs;
    QTest::newRow("role") << -1 << int(OutlineModel::RoleColumn) << u"++"_qs << u"Ranker"_qs;
    QTest::newRow("provider") << -1 << int(OutlineModel::ProviderColumn) << u"+"_qs
                              << u"Together"_qs;
    QTest::newRow("model") << -1 << int(OutlineModel::ModelColumn) << u"any/model"_qs
                           << u"any/model"_qs;
    QTest::newRow("samples") << -1 << int(OutlineModel::SamplesColumn) << u"6"_qs << u"6"_qs;
    QTest::newRow("temperature") << -1 << int(OutlineModel::TemperatureColumn) << u"0.35"_qs
                                 << u"0.35"_qs;
    QTest::newRow("max tokens") << -1 << int(OutlineModel::MaxTokensColumn) << u"2048"_qs
                                << u"2,048"_qs;
    QTest::newRow("layer's name") << 1 << int(OutlineModel::NameColumn) << u"Middle"_qs
                                  << u"Layer 2, Middle"_qs;
    QTest::newRow("quorum") << 1 << int(OutlineModel::QuorumColumn) << u"2"_qs << u"2"_qs;
}

void TestOutlineView::f2EditsAnyFieldByKeyboard()
{
    QFETCH(int, layer);
    QFETCH(int, column);
    QFETCH(QString, typed);
    QFETCH(QString, shown);
    const QPersistentModelIndex field = layer < 0 ? at("d", column) : layerAt(layer, column);
    goTo(field);
    key(Qt::Key_F2);
    QVERIFY(editor());
    QVERIFY(!editor()->accessibleName().isEmpty());
    if (typed.startsWith(u'+')) {
        for (qsizetype each = 0; each < typed.size(); ++each)
            QTest::keyClick(editor(), Qt::Key_Down);
    } else {
        QTest::keyClicks(editor(), typed);
    }
    QTest::keyClick(editor(), Qt::Key_Return);
    QTRY_COMPARE(field.data().toString(), shown);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QVERIFY(!m_view->tree()->indexWidget(field));
    m_document->undoStack()->undo();
    QVERIFY(field.data().toString() != shown);
}

void TestOutlineView::escapeGivesAnEditUp()
{
    key(Qt::Key_F2);
    QTest::keyClicks(editor(), u"Wizard"_qs);
    QTest::keyClick(editor(), Qt::Key_Escape);
    QTRY_VERIFY(m_view->tree()->hasFocus());
    QCOMPARE(m_document->undoStack()->count(), 0);
    QVERIFY(agent("d").name.isEmpty());
}

void TestOutlineView::emptiedNumbersGoBackToTheDefault_data()
{
    QTest::addColumn<int>("column");
    QTest::newRow("temperature") << int(OutlineModel::TemperatureColumn);
    QTest::newRow("max tokens") << int(OutlineModel::MaxTokensColumn);
}

void TestOutlineView::emptiedNumbersGoBackToTheDefault()
{
    QFETCH(int, column);
    QVERIFY(m_view->model()->setData(m_view->model()->agentIndex(notation::id("d"), column), 1,
                                     Qt::EditRole));
    goTo(at("d", column));
    key(Qt::Key_F2);
    auto *line = editor()->findChild<QLineEdit *>();
    QVERIFY(line);
    line->selectAll();
    QTest::keyClick(editor(), Qt::Key_Delete);
    QTest::keyClick(editor(), Qt::Key_Return);
    QTRY_COMPARE(at("d", column).data().toString(), u"default"_qs);
    key(Qt::Key_F2);
    QCOMPARE(editor()->findChild<QLineEdit *>()->text(), u"default"_qs);
    QTest::keyClick(editor(), Qt::Key_Return);
    QTRY_VERIFY(m_view->tree()->hasFocus());
    QCOMPARE(m_document->undoStack()->count(), 2);
}

void TestOutlineView::aValueThatIsNotTouchedStaysAsPrecise()
{
    Mixture mixture = m_document->mixture();
    mixture.layers[1].agents[0].settings.temperature = 0.123456789;
    m_document->reset(mixture);
    goTo(at("d", OutlineModel::TemperatureColumn));
    key(Qt::Key_F2);
    QVERIFY(editor());
    QTest::keyClick(editor(), Qt::Key_Return);
    QTRY_VERIFY(m_view->tree()->hasFocus());
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestOutlineView::modelsOfTheProviderAreOffered()
{
    goTo(at("d", OutlineModel::ModelColumn));
    key(Qt::Key_F2);
    auto *line = qobject_cast<QLineEdit *>(editor());
    QVERIFY(line && line->completer());
    QTest::keyClicks(line, u"bet"_qs);
    QCOMPARE(line->completer()->completionCount(), 1);
    QCOMPARE(line->completer()->currentCompletion(), u"maker/beta"_qs);
}

void TestOutlineView::theProviderIsChosenFromThoseThereAre()
{
    QVERIFY(m_view->model()->setData(
        m_view->model()->agentIndex(notation::id("d"), OutlineModel::ProviderColumn), u"gone"_qs,
        Qt::EditRole));
    goTo(at("d", OutlineModel::ProviderColumn));
    key(Qt::Key_F2);
    auto *box = qobject_cast<QComboBox *>(editor());
    QVERIFY(box);
    QCOMPARE(box->count(), 3);
    QCOMPARE(box->currentText(), u"gone (not set up)"_qs);
    box->showPopup();
    QTest::keyClick(box->view(), Qt::Key_Up);
    QTest::keyClick(box->view(), Qt::Key_Return);
    QTRY_COMPARE(agent("d").provider, ProviderId(u"together"_qs));
    QTRY_VERIFY(m_view->tree()->hasFocus());
}

void TestOutlineView::leftAndRightGoFromFieldToField()
{
    key(Qt::Key_Right);
    QCOMPARE(m_view->tree()->currentIndex(), at("d", OutlineModel::RoleColumn));
    m_view->tree()->setColumnHidden(OutlineModel::ProviderColumn, true);
    key(Qt::Key_Right);
    QCOMPARE(m_view->tree()->currentIndex(), at("d", OutlineModel::ModelColumn));
    key(Qt::Key_Down);
    QCOMPARE(m_view->tree()->currentIndex(), at("e", OutlineModel::ModelColumn));
    for (int step = 0; step < 3; ++step)
        key(Qt::Key_Left);
    QCOMPARE(m_view->tree()->currentIndex(), layerAt(1));
    key(Qt::Key_Left);
    QVERIFY(!m_view->tree()->isExpanded(layerAt(1)));
    key(Qt::Key_Right);
    QVERIFY(m_view->tree()->isExpanded(layerAt(1)));
}

void TestOutlineView::tabGoesOnToTheNextField()
{
    key(Qt::Key_F2);
    QTest::keyClicks(editor(), u"Wizard"_qs);
    QTest::keyClick(editor(), Qt::Key_Tab);
    QCOMPARE(agent("d").name, u"Wizard"_qs);
    QCOMPARE(m_view->tree()->currentIndex(), at("d", OutlineModel::RoleColumn));
    QTRY_VERIFY(qobject_cast<QComboBox *>(editor()));
}

void TestOutlineView::spaceChecksMuted()
{
    goTo(at("d", OutlineModel::MutedColumn));
    key(Qt::Key_Space);
    QVERIFY(agent("d").muted);
    key(Qt::Key_Space);
    QVERIFY(!agent("d").muted);
}

void TestOutlineView::keysDoWhatTheyDoOnTheCanvas_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("selected");
    QTest::newRow("Delete") << int(Qt::Key_Delete) << 0 << u"a b c|e|f"_qs << u"e"_qs;
    QTest::newRow("Ctrl+D") << int(Qt::Key_D) << int(Qt::ControlModifier) << u"a b c|d d-2 e|f"_qs
                            << u"d"_qs;
    QTest::newRow("Alt+Down") << int(Qt::Key_Down) << int(Qt::AltModifier) << u"a b c|e d|f"_qs
                              << u"d"_qs;
    QTest::newRow("Alt+Left") << int(Qt::Key_Left) << int(Qt::AltModifier) << u"d a b c|e|f"_qs
                              << u"d"_qs;
    QTest::newRow("Alt+Right") << int(Qt::Key_Right) << int(Qt::AltModifier) << u"a b c|e|d f"_qs
                               << u"d"_qs;
}

void TestOutlineView::keysDoWhatTheyDoOnTheCanvas()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(QString, after);
    QFETCH(QString, selected);
    this->key(static_cast<Qt::Key>(key), Qt::KeyboardModifiers(modifiers));
    QCOMPARE(shown(), after);
    QCOMPARE(this->selected(), selected);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QVERIFY(m_view->tree()->isExpanded(layerAt(1)));
}

void TestOutlineView::lettersAreTextWhileAFieldIsEdited()
{
    key(Qt::Key_F2);
    QTest::keyClicks(editor(), u"mm"_qs);
    QTest::keyClick(editor(), Qt::Key_Backspace);
    QTest::keyClick(editor(), Qt::Key_Return);
    QTRY_COMPARE(agent("d").name, u"m"_qs);
    QVERIFY(!agent("d").muted);
    key(Qt::Key_M);
    QVERIFY(agent("d").muted);
    goTo(layerAt(0));
    key(Qt::Key_M);
    QVERIFY(agent("a").muted && agent("b").muted && agent("c").muted);
}

void TestOutlineView::enterAsksToInspect()
{
    QSignalSpy asked(m_view.get(), &OutlineView::inspectRequested);
    key(Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    m_view->tree()->clearSelection();
    key(Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
}

void TestOutlineView::deletingGoesOnWithTheNextRow()
{
    goTo(at("a"));
    QSignalSpy told(m_view.get(), &OutlineView::selectionChanged);
    key(Qt::Key_Delete);
    QCOMPARE(m_view->selectedAgents(), notation::ids(u"b"_qs));
    QCOMPARE(told.constLast().at(0).value<QList<AgentId>>(), notation::ids(u"b"_qs));
    key(Qt::Key_Delete);
    key(Qt::Key_Delete);
    QCOMPARE(shown(), u"d e|f"_qs);
}

void TestOutlineView::refusedMovesSayWhy()
{
    QSignalSpy said(m_view.get(), &OutlineView::message);
    m_view->setSelection(notation::ids(u"a d"_qs), {});
    key(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(said.size(), 1);
    QCOMPARE(shown(), u"a b c|d e|f"_qs);
}

void TestOutlineView::selectionIsToldOnceAndNotEchoed()
{
    QSignalSpy told(m_view.get(), &OutlineView::selectionChanged);
    goTo(at("b"));
    QCOMPARE(told.size(), 1);
    QCOMPARE(m_view->selectedAgents(), notation::ids(u"b"_qs));
    key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(told.size(), 2);
    QCOMPARE(told.at(1).at(0).value<QList<AgentId>>(), notation::ids(u"b c"_qs));
    goTo(layerAt(1));
    QCOMPARE(m_view->selectedLayer(), std::optional<qsizetype>(1));
    QCOMPARE(told.size(), 3);

    m_view->setSelection(notation::ids(u"a e f"_qs), {});
    QCOMPARE(selected(), u"a e f"_qs);
    QCOMPARE(m_view->tree()->currentIndex(), at("a"));
    m_view->setSelection({}, 2);
    QCOMPARE(selected(), u"Layer 3, final"_qs);
    m_view->setSelection({}, {});
    QCOMPARE(selected(), QString());
    QCOMPARE(told.size(), 3);
}

void TestOutlineView::selectionStaysWithItsAgentsThroughEdits()
{
    m_view->setSelection(notation::ids(u"a d"_qs), {});
    QSignalSpy told(m_view.get(), &OutlineView::selectionChanged);
    m_document->apply(notation::mixture(u"f|d e x|b c a"_qs), u"Edit"_qs);
    QCOMPARE(selected(), u"a d"_qs);
    m_document->undoStack()->undo();
    QCOMPARE(selected(), u"a d"_qs);
    QCOMPARE(told.size(), 0);
}

void TestOutlineView::selectionIsToldWhenItIsGone()
{
    m_view->searchField()->setFocus();
    m_view->setSelection(notation::ids(u"a d"_qs), {});
    QSignalSpy told(m_view.get(), &OutlineView::selectionChanged);
    m_document->apply(notation::mixture(u"b c|d e|f"_qs), u"Edit"_qs);
    QCOMPARE(m_view->selectedAgents(), notation::ids(u"d"_qs));
    QCOMPARE(told.size(), 1);
    m_document->apply(notation::mixture(u"b c|e|f"_qs), u"Edit"_qs);
    QCOMPARE(selected(), QString());
    QCOMPARE(told.size(), 2);
    m_view->setSelection({}, 2);
    m_document->apply(notation::mixture(u"b c|e"_qs), u"Edit"_qs);
    QCOMPARE(m_view->selectedLayer(), std::nullopt);
}

void TestOutlineView::foldedLayersStayFolded()
{
    m_view->tree()->collapse(layerAt(0));
    m_document->apply(notation::mixture(u"x|a b c|d e|f"_qs), u"Edit"_qs);
    QVERIFY(m_view->tree()->isExpanded(layerAt(0)));
    QVERIFY(!m_view->tree()->isExpanded(layerAt(1)));
    QVERIFY(m_view->tree()->isExpanded(layerAt(3)));
}

void TestOutlineView::searchKeepsTheSelection()
{
    m_view->setSelection(notation::ids(u"a d"_qs), {});
    QSignalSpy told(m_view.get(), &OutlineView::selectionChanged);
    QTest::keyClicks(m_view->searchField(), u"maker/d"_qs);
    QCOMPARE(m_view->filter()->rowCount(), 1);
    QCOMPARE(selected(), u"d"_qs);
    m_view->searchField()->clear();
    QCOMPARE(selected(), u"a d"_qs);
    QCOMPARE(told.size(), 0);
}

void TestOutlineView::searchIsLeftByKeyboard()
{
    m_view->searchField()->setFocus();
    QTest::keyClicks(m_view->searchField(), u"maker/d"_qs);
    QTest::keyClick(m_view->searchField(), Qt::Key_Down);
    QVERIFY(m_view->tree()->hasFocus());
    m_view->searchField()->setFocus();
    QTest::keyClick(m_view->searchField(), Qt::Key_Escape);
    QCOMPARE(m_view->searchField()->text(), QString());
    QCOMPARE(m_view->filter()->rowCount(), 3);
}

void TestOutlineView::emptyTreesSayWhy()
{
    const auto said = [this] {
        for (const QLabel *label : m_view->findChildren<QLabel *>()) {
            if (label->isVisible())
                return label->text();
        }
        return QString();
    };
    QCOMPARE(said(), QString());
    m_view->searchField()->setText(u"zebra"_qs);
    QVERIFY(said().contains(u"zebra"));
    m_view->searchField()->clear();
    m_document->reset({});
    QVERIFY(said().contains(u"Drag a model"));
}

void TestOutlineView::draggedRowsMove()
{
    m_view->setSelection(notation::ids(u"a c"_qs), {});
    const std::unique_ptr<QMimeData> mime(
        m_view->filter()->mimeData(m_view->tree()->selectionModel()->selectedIndexes()));
    QVERIFY(mime);
    QVERIFY(m_view->filter()->dropMimeData(mime.get(), Qt::MoveAction, 1, 0, layerAt(1)));
    QCOMPARE(shown(), u"b|d a c e|f"_qs);
    QCOMPARE(selected(), u"a c"_qs);
    QVERIFY(m_view->filter()->dropMimeData(mime.get(), Qt::MoveAction, 0, 0, {}));
    QCOMPARE(shown(), u"a c|b|d e|f"_qs);
    QVERIFY(m_view->tree()->isExpanded(layerAt(0)));
}

void TestOutlineView::columnsAreKept()
{
    m_view->tree()->setColumnHidden(OutlineModel::QuorumColumn, true);
    m_view->tree()->setColumnWidth(OutlineModel::NameColumn, 321);
    const QByteArray state = m_view->saveState();
    OutlineView other(m_document.get());
    other.restoreState("nonsense");
    QVERIFY(!other.tree()->isColumnHidden(OutlineModel::QuorumColumn));
    other.restoreState(state);
    QVERIFY(other.tree()->isColumnHidden(OutlineModel::QuorumColumn));
    QCOMPARE(other.tree()->columnWidth(OutlineModel::NameColumn), 321);

    Q_EMIT m_view->tree()->header()->customContextMenuRequested({});
    auto *menu = m_view->findChild<QMenu *>();
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), OutlineModel::ColumnCount - 1);
    menu->actions().at(0)->trigger();
    QVERIFY(m_view->tree()->isColumnHidden(OutlineModel::RoleColumn));
}

QTEST_MAIN(TestOutlineView)
#include "tst_outlineview.moc"
