// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/stillpicture.h"
#include "canvasfixture.h"
#include "mixture/mixtureedits.h"
#include "theme/theme.h"

#include <functional>
#include <QPixmapCache>

using namespace moa;

class TestStillPicture : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void cardsLookTheSameFromKeptPixels_data();
    void cardsLookTheSameFromKeptPixels();
    void whatChangesIsPaintedAnew_data();
    void whatChangesIsPaintedAnew();
    void itLooksAsPaintedOnEveryScreen_data();
    void itLooksAsPaintedOnEveryScreen();
    void nothingIsPaintedAgainForAFigure();

private:
    [[nodiscard]] QImage picture() const { return m_view->viewport()->grab().toImage(); }
    void change(const std::function<void(Agent &)> &edit)
    {
        Agent agent = *m_document->mixture().agent(notation::id("b"));
        edit(agent);
        m_document->apply(edit::setAgent(m_document->mixture(), agent), u"Change"_qs);
    }
    void tell(const std::function<void(CardState &)> &edit)
    {
        CardState state;
        state.word = u"Done"_qs;
        edit(state);
        m_view->setResponseSummary(notation::id("b"), state);
    }
};

void TestStillPicture::cardsLookTheSameFromKeptPixels_data()
{
    QTest::addColumn<double>("scale");
    QTest::newRow("100 %") << 1.0;
    QTest::newRow("90 %") << 0.9;
    QTest::newRow("150 %") << 1.5;
}

void TestStillPicture::cardsLookTheSameFromKeptPixels()
{
    QFETCH(const double, scale);
    click(centre("d"));
    change([](Agent &agent) { agent.samples = 3; });
    m_view->navigation()->zoomTo(2.0, {0, 0});
    (void)picture();
    m_view->navigation()->zoomTo(scale, {0, 0});
    const QImage painted = picture(); // at a new scale, so nothing was kept
    (void)picture();
    const QImage kept = picture();
    QCOMPARE(kept, painted);
}

void TestStillPicture::whatChangesIsPaintedAnew_data()
{
    using Change = std::function<void(TestStillPicture &)>;
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    using Test = TestStillPicture;
    row("name", [](Test &test) { test.change([](Agent &agent) { agent.name = u"Other"_qs; }); });
    row("model", [](Test &test) { test.change([](Agent &agent) { agent.model = u"other"_qs; }); });
    row("colour", [](Test &test) { test.change([](Agent &agent) { agent.color = 5; }); });
    row("samples", [](Test &test) { test.change([](Agent &agent) { agent.samples = 4; }); });
    row("role", [](Test &test) { test.change([](Agent &agent) { agent.role = Role::Ranker; }); });
    row("muted", [](Test &test) { test.change([](Agent &agent) { agent.muted = true; }); });
    row("selected", [](Test &test) { test.click(test.centre("b")); });
    row("problem", [](Test &test) {
        test.m_view->setProblems({{notation::id("b"), u"It has none."_qs}});
    });
    row("pinned", [](Test &test) { test.tell([](CardState &state) { state.pinned = true; }); });
    row("pinned, and says so", [](Test &test) {
        test.tell([](CardState &state) {
            state.pinned = true;
            state.mark = StateMark::Pinned;
        });
    });
    row("edited", [](Test &test) { test.tell([](CardState &state) { state.edited = true; }); });
    row("critical", [](Test &test) { test.tell([](CardState &state) { state.critical = true; }); });
    row("provider's name", [](Test &test) {
        test.m_view->setProviderNames(
            {{test.m_document->mixture().agent(notation::id("b"))->provider, u"Somebody"_qs}});
    });
    row("theme",
        [](Test &test) { test.m_view->setPalette(Theme::make(Theme::Scheme::Dark).palette()); });
    row("alternates", [](Test &test) {
        test.click(test.centre("f"));
        test.m_view->canvasActions()->addAlternate->trigger();
    });
}

void TestStillPicture::whatChangesIsPaintedAnew()
{
    QFETCH(const std::function<void(TestStillPicture &)>, change);
    (void)picture();
    const QImage before = picture();
    change(*this);
    const QImage after = picture();
    QVERIFY(after != before);
    // Of the new look, nothing is kept of the old one.
    QPixmapCache::clear();
    QCOMPARE(picture(), after);
}

void TestStillPicture::itLooksAsPaintedOnEveryScreen_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<QPointF>("offset");
    QTest::newRow("1x") << 1.0 << QPointF(5, 7);
    QTest::newRow("1.5x") << 1.5 << QPointF(5, 7);
    QTest::newRow("1.5x, between pixels") << 1.5 << QPointF(5.25, 7.4);
    QTest::newRow("2x") << 2.0 << QPointF(5, 7);
}

void TestStillPicture::itLooksAsPaintedOnEveryScreen()
{
    QFETCH(const double, ratio);
    QFETCH(const QPointF, offset);
    StillPicture still;
    const auto frame = [&] {
        QImage image(QSize(160, 60) * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(offset);
        still.draw(painter, {0, 0, 140, 40}, {Qt::white}, [](QPainter &inside) {
            inside.fillRect(QRectF(4, 4, 20, 12), Qt::red);
            inside.drawText(QPointF(30, 20), u"Kept, or not"_qs);
        });
        return image;
    };
    const QImage painted = frame();
    (void)frame();
    QCOMPARE(frame(), painted);
}

void TestStillPicture::nothingIsPaintedAgainForAFigure()
{
    StillPicture still;
    int painted = 0;
    QPixmap pixmap(100, 40);
    const auto frame = [&] {
        QPainter painter(&pixmap);
        still.draw(painter, {0, 0, 100, 40}, {Qt::white}, [&painted](QPainter &) { ++painted; });
    };
    frame(); // at a scale that is new
    frame(); // kept from here on
    frame();
    QCOMPARE(painted, 2);
    still.forget();
    frame();
    QCOMPARE(painted, 3);
}

QTEST_MAIN(TestStillPicture)
#include "tst_stillpicture.moc"
