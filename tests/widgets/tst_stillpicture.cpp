// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/stillpicture.h"
#include "canvasfixture.h"
#include "mixture/mixtureedits.h"
#include "paintedregion.h"
#include "theme/theme.h"

#include <functional>
#include <QPixmapCache>

using namespace moa;

namespace {

constexpr double afar = 0.4; // names, no more
constexpr double farthest = 0.15; // blocks

} // namespace

class TestStillPicture : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void cardsLookTheSameFromKeptPixels_data();
    void cardsLookTheSameFromKeptPixels();
    void whatChangesIsPaintedAnew_data();
    void whatChangesIsPaintedAnew();
    void aStateIsPaintedWhereItStands_data();
    void aStateIsPaintedWhereItStands();
    void aStreamPaintsALineOfEachCard();
    void fromAfarOnlyWhatIsSeenIsPainted_data();
    void fromAfarOnlyWhatIsSeenIsPainted();
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
    QTest::newRow("from afar") << afar;
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
    QTest::addColumn<double>("scale");
    const auto row = [](const char *name, const Change &change) {
        QTest::newRow(name) << change << 1.0;
        const QByteArray seenFromAfar(name);
        if (QByteArrayList{"name", "colour", "muted", "selected", "problem", "theme", "waits",
                           "streams", "is done", "fails"}
                .contains(seenFromAfar))
            QTest::newRow(seenFromAfar + ", from afar") << change << afar;
    };
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
    const auto toneRow = [&row](const char *name, CardState::Tone tone) {
        row(name,
            [tone](Test &test) { test.tell([tone](CardState &state) { state.tone = tone; }); });
    };
    toneRow("waits", CardState::Tone::Quiet);
    toneRow("streams", CardState::Tone::Busy);
    toneRow("is done", CardState::Tone::Good);
    toneRow("fails", CardState::Tone::Danger);
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
    QFETCH(const double, scale);
    m_view->navigation()->zoomTo(scale, {0, 0});
    (void)picture();
    (void)picture();
    const QImage before = picture();
    change(*this);
    const QImage after = picture();
    QVERIFY(after != before);
    // Of the new look, nothing is kept of the old one.
    QPixmapCache::clear();
    QCOMPARE(picture(), after);
}

void TestStillPicture::aStateIsPaintedWhereItStands_data()
{
    using Tell = std::function<void(CardState &)>;
    QTest::addColumn<Tell>("before");
    QTest::addColumn<Tell>("after");
    QTest::addColumn<double>("scale");
    const auto row = [](const QByteArray &name, const Tell &before, const Tell &after) {
        QTest::newRow(name) << before << after << 1.0;
        QTest::newRow(name + ", enlarged") << before << after << 1.4;
        QTest::newRow(name + ", from afar") << before << after << afar;
    };
    const Tell streams = [](CardState &state) {
        state.word = u"Streaming"_qs;
        state.tone = CardState::Tone::Busy;
        state.outputTokens = 40;
        state.progress = 0.2;
    };
    row("more tokens", streams, [streams](CardState &state) {
        streams(state);
        state.outputTokens = 4000;
        state.progress = 0.7;
    });
    row(
        "begins", [](CardState &state) { state.word = u"Queued"_qs; }, streams);
    row("is done", streams, [](CardState &state) {
        state.mark = StateMark::Done;
        state.tone = CardState::Tone::Good;
        state.bleu = 40.0;
    });
    row("fails", streams, [](CardState &state) {
        state.word = u"Failed"_qs;
        state.tone = CardState::Tone::Danger;
        state.mark = StateMark::Failed;
        state.error = u"The provider hung up (gypqj)"_qs;
    });
    row("is pinned and slowest", streams, [streams](CardState &state) {
        streams(state);
        state.pinned = true;
        state.edited = true;
        state.critical = true;
        state.progress = 0.3;
    });
}

void TestStillPicture::aStateIsPaintedWhereItStands()
{
    using Tell = std::function<void(CardState &)>;
    QFETCH(const Tell, before);
    QFETCH(const Tell, after);
    QFETCH(const double, scale);
    m_view->canvasActions()->minimap->setChecked(false); // it shows states as well
    m_view->navigation()->zoomTo(scale, {0, 0});
    PaintedRegion painted(m_view->viewport());
    tell(before);
    QTRY_VERIFY(painted.area() > 0);
    const QImage old = picture();
    painted.forget();
    tell(after);
    QTRY_VERIFY(painted.area() > 0);
    const QRegion region = painted.region();
    QImage changed = picture();
    QVERIFY(changed != old);
    // What the window shows: the old picture, where nothing was painted.
    QImage shown = old;
    QPainter painter(&shown);
    painter.setClipRegion(region);
    painter.drawImage(0, 0, changed);
    painter.end();
    QCOMPARE(shown, changed);
}

void TestStillPicture::aStreamPaintsALineOfEachCard()
{
    QStringList names;
    for (int i = 0; i < 40; ++i)
        names.append(u"x%1"_qs.arg(i));
    m_document->reset(notation::mixture(names.join(u' ')));
    CardState state;
    state.word = u"Streaming"_qs;
    const auto stream = [&](qint64 tokens) {
        state.outputTokens = tokens;
        for (const QString &name : names)
            m_view->setResponseSummary(AgentId(name), state);
    };
    PaintedRegion painted(m_view->viewport());
    stream(1);
    QTRY_VERIFY(painted.area() > 0);
    (void)picture();
    painted.forget();
    stream(2);
    QTRY_VERIFY(painted.area() > 0);
    QVERIFY(painted.area() < m_view->viewport()->width() * m_view->viewport()->height() / 10);
}

void TestStillPicture::fromAfarOnlyWhatIsSeenIsPainted_data()
{
    using Tell = std::function<void(CardState &)>;
    QTest::addColumn<double>("scale");
    QTest::addColumn<Tell>("tell");
    QTest::addColumn<bool>("isPainted");
    const Tell figures = [](CardState &state) {
        state.outputTokens = 500;
        state.progress = 0.501;
        state.edited = true;
    };
    const Tell progress = [](CardState &state) { state.progress = 0.6; };
    const Tell noProgress = [](CardState &state) { state.progress.reset(); };
    const Tell tone = [](CardState &state) { state.tone = CardState::Tone::Danger; };
    const Tell nothing = [](CardState &state) { state = {}; };
    QTest::newRow("names: figures and a part of a pixel") << afar << figures << false;
    QTest::newRow("names: progress") << afar << progress << true;
    QTest::newRow("names: no progress") << afar << noProgress << true;
    QTest::newRow("names: tone") << afar << tone << true;
    QTest::newRow("names: no run") << afar << nothing << true;
    QTest::newRow("blocks: figures") << farthest << figures << false;
    QTest::newRow("blocks: progress") << farthest << progress << false;
    QTest::newRow("blocks: tone") << farthest << tone << true;
    QTest::newRow("blocks: no run") << farthest << nothing << true;
}

void TestStillPicture::fromAfarOnlyWhatIsSeenIsPainted()
{
    using Tell = std::function<void(CardState &)>;
    QFETCH(const double, scale);
    QFETCH(const Tell, tell);
    QFETCH(const bool, isPainted);
    m_view->canvasActions()->minimap->setChecked(false); // it shows states as well
    m_view->navigation()->zoomTo(scale, {0, 0});
    CardState state;
    state.word = u"Streaming"_qs;
    state.tone = CardState::Tone::Busy;
    state.progress = 0.5;
    const AgentId streaming = notation::id("b");
    PaintedRegion painted(m_view->viewport());
    m_view->setResponseSummary(streaming, state);
    QTRY_VERIFY(painted.region().contains(centre("b")));
    (void)picture();
    painted.forget();

    const CardState other = state;
    tell(state);
    m_view->setResponseSummary(streaming, state);
    m_view->setResponseSummary(notation::id("d"), other);
    QTRY_VERIFY(painted.region().contains(centre("d")));
    QCOMPARE(painted.region().contains(centre("b")), isPainted);
    // Unseen now, but known from near.
    const QImage kept = picture();
    QPixmapCache::clear();
    QCOMPARE(picture(), kept);
    m_view->navigation()->zoomTo(1.0, {0, 0});
    (void)picture();
    const QImage near = picture();
    m_view->setResponseSummary(streaming, {});
    m_view->setResponseSummary(streaming, state);
    QCOMPARE(picture(), near);
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
