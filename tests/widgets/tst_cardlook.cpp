// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvasfixture.h"
#include "mixture/mixtureedits.h"
#include "theme/theme.h"

using namespace moa;

/** What a card shows besides its words. */
class TestCardLook : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void rolesAreToldApartByTheirShapes();
    void theColourIsAtTheLeftSideAlone();
    void samplesStandBehindTheCard();
    void theBarIsAsLongAsWhatItTells_data();
    void theBarIsAsLongAsWhatItTells();
    void aMutedAgentHasNoBar();

private:
    [[nodiscard]] QImage picture() const { return m_view->viewport()->grab().toImage(); }
    [[nodiscard]] Agent agent() const { return *m_document->mixture().agent(notation::id("b")); }
    void set(const Agent &agent)
    {
        m_document->apply(edit::setAgent(m_document->mixture(), agent), u"Change"_qs);
    }
    /// The card "b" on the view.
    [[nodiscard]] QRect onView() const { return m_view->mapFromScene(card("b")).boundingRect(); }
    /// The colour of the bar at this share of its length.
    [[nodiscard]] QColor barAt(double share) const
    {
        const QRect whole = onView();
        const double left = whole.left() + card::edge + space::medium;
        const double length = whole.right() - space::medium - left;
        return picture().pixelColor(static_cast<int>(left + share * length),
                                    whole.bottom() - 4 - card::bar / 2);
    }
    [[nodiscard]] const Theme &theme() const { return m_view->canvasScene()->look().theme; }
};

void TestCardLook::rolesAreToldApartByTheirShapes()
{
    QList<QImage> shapes;
    for (const Role role : {Role::Proposer, Role::Aggregator, Role::Ranker}) {
        Agent changed = agent();
        changed.role = role;
        set(changed);
        const QRect whole = onView();
        const QRect mark(whole.left() + card::edge, whole.top(), 3 * card::mark / 2,
                         whole.height() / 3);
        // Without its colour.
        const QImage shape = picture().copy(mark).convertToFormat(QImage::Format_Grayscale8);
        QVERIFY2(!shapes.contains(shape), qPrintable(roleName(role)));
        shapes.append(shape);
    }
}

void TestCardLook::theColourIsAtTheLeftSideAlone()
{
    // Without the role's shape, which has the colour too.
    QRect rest = onView();
    rest.setLeft(rest.center().x());
    const QImage before = picture();
    Agent changed = agent();
    changed.color = 1 + agentColorIndex(changed.id.toString(), changed.color);
    set(changed);
    const QImage after = picture();
    QVERIFY(after.copy(onView()) != before.copy(onView()));
    QCOMPARE(after.copy(rest), before.copy(rest));
}

void TestCardLook::samplesStandBehindTheCard()
{
    // Where the second sample's edge looks out below the card.
    const QPoint below(onView().center().x(), onView().bottom() + card::stack - 1);
    const QColor ground = picture().pixelColor(below);
    Agent changed = agent();
    changed.samples = 2;
    set(changed);
    QVERIFY(picture().pixelColor(below) != ground);
}

void TestCardLook::theBarIsAsLongAsWhatItTells_data()
{
    QTest::addColumn<double>("progress");
    QTest::addColumn<double>("bleu");
    QTest::addColumn<double>("share");
    constexpr double none = -1.0;
    QTest::newRow("a quarter of the answer") << 0.25 << none << 0.25;
    QTest::newRow("most of the answer") << 0.9 << none << 0.9;
    QTest::newRow("BLEU 40") << none << 40.0 << 0.4;
    QTest::newRow("progress goes before BLEU") << 0.3 << 80.0 << 0.3;
    QTest::newRow("more than all") << 1.7 << none << 1.0;
}

void TestCardLook::theBarIsAsLongAsWhatItTells()
{
    QFETCH(const double, progress);
    QFETCH(const double, bleu);
    QFETCH(const double, share);
    CardState state;
    state.word = u"Done"_qs;
    if (progress >= 0.0)
        state.progress = progress;
    if (bleu >= 0.0)
        state.bleu = bleu;
    m_view->setResponseSummary(notation::id("b"), state);
    const AgentItem *item = m_view->canvasScene()->card(notation::id("b"));
    const QColor ink = progress >= 0.0 ? theme().accent : item->color();
    QCOMPARE(barAt(share - 0.05), ink);
    QCOMPARE(barAt(0.05), ink);
    if (share < 1.0)
        QVERIFY(barAt(share + 0.05) != ink);
}

void TestCardLook::aMutedAgentHasNoBar()
{
    CardState state;
    state.word = u"Done"_qs;
    state.bleu = 90.0;
    m_view->setResponseSummary(notation::id("b"), state);
    const QColor ink = barAt(0.5);
    Agent changed = agent();
    changed.muted = true;
    set(changed);
    QVERIFY(barAt(0.5) != ink);
    QCOMPARE(barAt(0.5), theme().window);
}

QTEST_MAIN(TestCardLook)
#include "tst_cardlook.moc"
