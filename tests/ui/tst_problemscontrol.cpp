// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problemscontrol.h"

#include "canvas/canvasview.h"
#include "editors/problemsbar.h"
#include "editors/problemspopup.h"
#include "items/mixturedocument.h"
#include "support/notation.h"
#include "ui/pricing.h"

#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace moa;
using namespace moa::notation;

/** Problems in the bar, in its list and on the cards, as a person comes upon them. */
class TestProblemsControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theBarComesAndGoesWithoutMovingTheCanvas();
    void theListHasThemAllAndEachFix();
    void theListIsReachedAndLeftByKeyboard();
    void showGoesToTheAgentOrTheLayer();
    void aFixInTheListIsOneUndoStepAndTheListGoesOn();
    void pickingAModelIsAskedFor();
    void theMarkOnACardOpensItsProblems();
    void theMarkIsWhereItIsPainted();
    void aDragByTheMarkOpensNothing();
    void theMenuOfACardOpensItsProblems();
    void thousandsOfProblemsOpenAtOnce();
    void onlyWhatHasNoPriceAwayFromHereIsTold();

private:
    void check() { m_control->setProblems(validate(m_document->mixture(), m_context)); }
    void load(const Mixture &mixture)
    {
        m_document->reset(mixture);
        check();
        QCoreApplication::sendPostedEvents();
    }
    [[nodiscard]] static Agent &at(Mixture &mixture, qsizetype layer, qsizetype row)
    {
        return mixture.layers[layer].agents[row];
    }
    /// Three problems: an agent without a model, a layer without agents, a muted final agent.
    [[nodiscard]] static Mixture broken()
    {
        Mixture result = mixture(u"a b|d|f"_qs);
        for (Layer &layer : result.layers) {
            for (qsizetype row = 0; row < layer.agents.size(); ++row) {
                Agent &agent = layer.agents[row];
                agent.provider = ProviderId(u"p"_qs);
                agent.model = u"m"_qs;
            }
        }
        at(result, 0, 1).model.clear();
        result.layers[1].agents.clear();
        at(result, 2, 0).role = Role::Aggregator;
        at(result, 2, 0).references = ids(u"a b"_qs);
        at(result, 2, 0).muted = true;
        return result;
    }
    [[nodiscard]] static ProblemsPopup *popup()
    {
        return qobject_cast<ProblemsPopup *>(QApplication::activePopupWidget());
    }
    [[nodiscard]] static QToolButton *button(const QString &text)
    {
        // What has been replaced goes when there is time.
        for (QToolButton *each : popup()->findChildren<QToolButton *>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QPoint mark(const char *agent) const
    {
        return m_canvas->mapFromScene(
            m_canvas->canvasScene()->card(id(agent))->problemMark().center());
    }
    void openList() const
    {
        QTest::mouseClick(m_bar->findChild<QToolButton *>(u"problemsAll"_qs), Qt::LeftButton);
    }

    std::unique_ptr<MixtureDocument> m_document;
    std::unique_ptr<CanvasView> m_canvas;
    std::unique_ptr<ProblemsControl> m_control;
    ProblemsBar *m_bar = nullptr;
    ValidationContext m_context;
};

void TestProblemsControl::init()
{
    m_context = {};
    m_document = std::make_unique<MixtureDocument>();
    m_canvas = std::make_unique<CanvasView>(m_document.get());
    m_canvas->setAnimated(false);
    m_canvas->resize(1300, 700);
    m_bar = new ProblemsBar(m_canvas.get());
    m_control = std::make_unique<ProblemsControl>(
        ProblemsControl::Parts{m_document.get(), m_canvas.get(), m_bar}, nullptr);
    connect(m_document.get(), &MixtureDocument::mixtureChanged, m_control.get(), [this] {
        QMetaObject::invokeMethod(
            m_control.get(), [this] { check(); }, Qt::QueuedConnection);
    });
    m_canvas->show();
    m_canvas->activateWindow();
    m_canvas->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_canvas.get()));
}

void TestProblemsControl::cleanup()
{
    if (popup())
        popup()->close();
    m_control.reset();
    m_canvas.reset();
    m_document.reset();
}

void TestProblemsControl::theBarComesAndGoesWithoutMovingTheCanvas()
{
    Mixture sound = broken();
    sound.layers.removeAt(1);
    at(sound, 0, 1).model = u"m"_qs;
    at(sound, 1, 0).muted = false;
    load(sound);
    QVERIFY(!m_bar->isVisible());
    const auto place = [this] {
        return m_canvas->viewport()->mapTo(
            m_canvas.get(),
            m_canvas->mapFromScene(m_canvas->canvasScene()->canvasLayout().card(id("a")).center()));
    };
    const QPoint before = place();
    m_canvas->selectAgents({id("f")});
    QTest::keyClick(m_canvas.get(), Qt::Key_M);
    QTRY_VERIFY(m_bar->isVisible());
    QCOMPARE(place(), before);
    QVERIFY(m_canvas->rect().contains(m_bar->geometry()));
    QTest::keyClick(m_canvas.get(), Qt::Key_M);
    QTRY_VERIFY(!m_bar->isVisible());
    QCOMPARE(place(), before);
}

void TestProblemsControl::theListHasThemAllAndEachFix()
{
    load(broken());
    QCOMPARE(m_bar->findChild<QToolButton *>(u"problemsAll"_qs)->text(), u"3 problems"_qs);
    openList();
    QVERIFY(popup());
    QStringList sentences;
    for (const QLabel *label : popup()->findChildren<QLabel *>()) {
        if (!label->text().isEmpty())
            sentences.append(label->text());
    }
    QStringList expected;
    for (const Problem &problem : validate(broken()))
        expected.append(problem.text);
    QCOMPARE(sentences, expected);
    QVERIFY(button(u"Pick a model"_qs));
    QVERIFY(button(u"Remove the layer"_qs));
    QVERIFY(button(u"Unmute it"_qs));
    // Nothing is cut off, nothing lies on another.
    for (const QToolButton *each : popup()->findChildren<QToolButton *>()) {
        const QRect place(each->mapTo(popup(), QPoint()), each->size());
        QVERIFY(popup()->rect().contains(place));
    }
}

void TestProblemsControl::theListIsReachedAndLeftByKeyboard()
{
    load(broken());
    auto *all = m_bar->findChild<QToolButton *>(u"problemsAll"_qs);
    QVERIFY(all->focusPolicy() & Qt::TabFocus);
    all->setFocus(Qt::TabFocusReason);
    QTest::keyClick(all, Qt::Key_Space);
    QVERIFY(popup());
    QTRY_COMPARE(qobject_cast<QToolButton *>(popup()->focusWidget())->text(), u"Pick a model"_qs);
    QStringList visited;
    for (int step = 0; step < 5; ++step) {
        QTest::keyClick(popup()->focusWidget(), Qt::Key_Down);
        visited.append(qobject_cast<QToolButton *>(popup()->focusWidget())->text());
    }
    QCOMPARE(
        visited,
        (QStringList{u"Show"_qs, u"Remove the layer"_qs, u"Show"_qs, u"Unmute it"_qs, u"Show"_qs}));
    QTest::keyClick(popup()->focusWidget(), Qt::Key_Escape);
    QVERIFY(!popup());
    QVERIFY(m_bar->isVisible());
}

void TestProblemsControl::showGoesToTheAgentOrTheLayer()
{
    load(broken());
    const auto show = [this](qsizetype row) {
        openList();
        QList<QToolButton *> buttons = popup()->findChildren<QToolButton *>(u"show"_qs);
        QTest::mouseClick(buttons.at(row), Qt::LeftButton);
        QVERIFY(!popup());
    };
    show(0);
    QCOMPARE(m_canvas->selectedAgents(), ids(u"b"_qs));
    show(1);
    QVERIFY(m_canvas->selectedAgents().isEmpty());
    QCOMPARE(m_canvas->selectedLayer(), std::optional<qsizetype>(1));
    show(2);
    QCOMPARE(m_canvas->selectedAgents(), ids(u"f"_qs));
    const QRectF card = m_canvas->canvasScene()->canvasLayout().card(id("f"));
    QVERIFY(m_canvas->navigation()->seen().contains(card));
}

void TestProblemsControl::aFixInTheListIsOneUndoStepAndTheListGoesOn()
{
    load(broken());
    openList();
    QTest::mouseClick(button(u"Remove the layer"_qs), Qt::LeftButton);
    QCOMPARE(m_document->mixture().layers.size(), 2);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QTRY_VERIFY(popup() && !button(u"Remove the layer"_qs));
    QTest::mouseClick(button(u"Unmute it"_qs), Qt::LeftButton);
    QTRY_VERIFY(popup() && !button(u"Unmute it"_qs));
    Mixture mended = m_document->mixture();
    at(mended, 0, 1).model = u"m"_qs;
    m_document->apply(mended, u"Model"_qs);
    // When none is left there is no list.
    QTRY_VERIFY(!popup());
    QVERIFY(!m_bar->isVisible());
}

void TestProblemsControl::pickingAModelIsAskedFor()
{
    load(broken());
    QSignalSpy wanted(m_control.get(), &ProblemsControl::modelWanted);
    QTest::mouseClick(m_bar->findChild<QToolButton *>(u"problemFix"_qs), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.at(0).at(0).value<QList<AgentId>>(), ids(u"b"_qs));
    openList();
    QTest::mouseClick(button(u"Pick a model"_qs), Qt::LeftButton);
    QVERIFY(!popup());
    QCOMPARE(wanted.size(), 2);
    const QPoint at = wanted.at(1).at(1).toPoint();
    QVERIFY(m_canvas->screen()->geometry().contains(at));
    QCOMPARE(m_document->undoStack()->count(), 0);
    QCOMPARE(m_canvas->selectedAgents(), ids(u"b"_qs));
}

void TestProblemsControl::theMarkOnACardOpensItsProblems()
{
    load(broken());
    QTest::mouseClick(m_canvas->viewport(), Qt::LeftButton, {}, mark("f"));
    QVERIFY(popup());
    QCOMPARE(popup()->findChildren<QToolButton *>(u"fix"_qs).size(), 1);
    QTest::mouseClick(button(u"Unmute it"_qs), Qt::LeftButton);
    QVERIFY(!m_document->mixture().agent(id("f"))->muted);
    QTRY_VERIFY(!popup());
    // Elsewhere on the card, and on a card without problems, a click only selects.
    const CanvasLayout &layout = m_canvas->canvasScene()->canvasLayout();
    for (const char *agent : {"a", "b"}) {
        QTest::mouseClick(m_canvas->viewport(), Qt::LeftButton, {},
                          m_canvas->mapFromScene(layout.card(id(agent)).center()));
        QVERIFY(!popup());
        QCOMPARE(m_canvas->selectedAgents(), ids(QString::fromLatin1(agent)));
    }
    QVERIFY(m_canvas->canvasScene()->card(id("a"))->problemMark().isNull());
}

void TestProblemsControl::theMarkIsWhereItIsPainted()
{
    load(broken());
    const QColor warning = m_canvas->canvasScene()->look().theme.warning;
    const QImage picture = m_canvas->viewport()->grab().toImage();
    QRect painted;
    const QRect card =
        m_canvas->mapFromScene(m_canvas->canvasScene()->card(id("f"))->card()).boundingRect();
    for (int y = card.top(); y < card.bottom(); ++y) {
        for (int x = card.center().x(); x < card.right(); ++x) {
            if (picture.pixelColor(x, y) == warning)
                painted |= QRect(x, y, 1, 1);
        }
    }
    QVERIFY(painted.width() > 8);
    const QRect clickable =
        m_canvas->mapFromScene(m_canvas->canvasScene()->card(id("f"))->problemMark())
            .boundingRect();
    QVERIFY(clickable.contains(painted));
    QVERIFY((clickable.center() - painted.center()).manhattanLength() <= 4);
    QVERIFY(clickable.width() >= 24 && clickable.height() >= 24);
}

void TestProblemsControl::aDragByTheMarkOpensNothing()
{
    load(broken());
    const QPoint start = mark("b");
    const QPoint end = start + QPoint(0, 60);
    QTest::mousePress(m_canvas->viewport(), Qt::LeftButton, {}, start);
    for (int step = 1; step <= 4; ++step) {
        const QPoint at = start + (end - start) * step / 4;
        QMouseEvent move(QEvent::MouseMove, at, m_canvas->viewport()->mapToGlobal(at), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_canvas->viewport(), &move);
    }
    QTest::mouseRelease(m_canvas->viewport(), Qt::LeftButton, {}, end);
    QVERIFY(!popup());
}

void TestProblemsControl::theMenuOfACardOpensItsProblems()
{
    load(broken());
    m_canvas->selectAgents({id("f")});
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QCoreApplication::sendEvent(m_canvas->viewport(), &event);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QAction *entry = nullptr;
    for (QAction *action : menu->actions()) {
        if (action->text().remove(u'&') == u"Show Its Problems")
            entry = action;
    }
    QVERIFY(entry);
    entry->trigger();
    menu->close();
    const auto *opened =
        m_canvas->findChild<ProblemsPopup *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(opened && opened->isVisible());
}

void TestProblemsControl::thousandsOfProblemsOpenAtOnce()
{
    Mixture large;
    Layer layer;
    for (int i = 0; i < 5000; ++i) {
        Agent agent;
        agent.id = AgentId(u"a%1"_qs.arg(i));
        layer.agents.append(agent);
    }
    large.layers = {layer};
    load(large);
    openList();
    QVERIFY(popup());
    const auto rows = [] { return popup()->findChildren<QToolButton *>(u"show"_qs).size(); };
    const qsizetype first = rows();
    QVERIFY(first < 200);
    // They come as one goes down.
    QScrollBar *bar = popup()->findChild<QScrollArea *>()->verticalScrollBar();
    bar->setValue(bar->maximum());
    QTRY_VERIFY(rows() > first);
}

void TestProblemsControl::onlyWhatHasNoPriceAwayFromHereIsTold()
{
    Provider here;
    here.id = ProviderId(u"here"_qs);
    here.baseUrl = QUrl(u"http://127.0.0.1:8080/v1"_qs);
    Provider away;
    away.id = ProviderId(u"away"_qs);
    away.baseUrl = QUrl(u"https://models.example/v1"_qs);
    ModelOverride priced;
    priced.model = u"known"_qs;
    priced.rates = Rates{};
    away.models = {priced};
    const auto hasPrice = pricesKnown({here, away}, ModelCatalogue());
    QVERIFY(hasPrice(here.id, u"anything"_qs));
    QVERIFY(hasPrice(ProviderId(u"stranger"_qs), u"anything"_qs));
    QVERIFY(hasPrice(away.id, u"known"_qs));
    QVERIFY(!hasPrice(away.id, u"unknown"_qs));

    Mixture mixture = broken();
    mixture.layers.removeAt(1);
    at(mixture, 0, 1).model = u"m"_qs;
    at(mixture, 1, 0).muted = false;
    at(mixture, 0, 0).provider = away.id;
    m_context.hasPrice = hasPrice;
    load(mixture);
    QCOMPARE(m_bar->findChild<QLabel *>(u"problemSentence"_qs)->text(),
             u"Warning: The model “m” has no price at “away”, so its cost is unknown."_qs);
    QCOMPARE(m_bar->findChild<QToolButton *>(u"problemFix"_qs)->text(), u"Pick another model"_qs);
}

QTEST_MAIN(TestProblemsControl)
#include "tst_problemscontrol.moc"
