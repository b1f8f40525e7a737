// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/mixturedifference.h"
#include "canvasfixture.h"
#include "mixture/mixtureedits.h"
#include "paintedregion.h"

#include <functional>
#include <QHelpEvent>
#include <QPainter>
#include <QRandomGenerator>
#include <QToolTip>

using namespace moa;
using namespace moa::notation;

namespace {

Mixture grid(int layers, int agents)
{
    Mixture mixture;
    for (int layer = 0; layer < layers; ++layer) {
        Layer one;
        for (int row = 0; row < agents; ++row)
            one.agents.append(agent(u"a%1-%2"_qs.arg(layer).arg(row)));
        mixture.layers.append(one);
    }
    return mixture;
}

/** Edits as they come: any of them, anywhere. */
class RandomEdits
{
public:
    explicit RandomEdits(quint32 seed)
        : m_random(seed)
    { }

    [[nodiscard]] Mixture edited(const Mixture &mixture)
    {
        if (mixture.agentCount() < 3)
            return edit::insertLayer(mixture, upTo(mixture.layers.size() + 1), agent(u"new"_qs))
                .mixture;
        const AgentPosition place = somewhere(mixture);
        const QList<AgentId> some{idAt(mixture), idAt(mixture)};
        switch (upTo(12)) {
        case 0:
            return edit::addAgent(mixture, agent(u"new"_qs), place).mixture;
        case 1:
            return edit::insertLayer(mixture, place.layer, agent(u"new"_qs)).mixture;
        case 2:
            return edit::removeAgents(mixture, some);
        case 3:
            return edit::moveAgents(mixture, some, place);
        case 4:
            return edit::moveAgentsToNewLayer(mixture, some, place.layer);
        case 5:
            return edit::duplicate(mixture, {some.first()}).mixture;
        case 6:
            return edit::setMuted(mixture, some, upTo(2) == 0);
        case 7:
            return edit::renameLayer(mixture, place.layer, QString::number(upTo(1000)));
        case 8:
        case 9: {
            Agent agent = mixture.at(place);
            agent.name = QString::number(upTo(1000));
            agent.color = static_cast<int>(upTo(20));
            return edit::setAgent(mixture, agent);
        }
        case 10:
            return edit::unlink(mixture, some.first(), some.last());
        default:
            return edit::link(mixture, some.first(), some.last());
        }
    }

    [[nodiscard]] AgentId idAt(const Mixture &mixture) { return mixture.at(somewhere(mixture)).id; }
    [[nodiscard]] qsizetype upTo(qsizetype end)
    {
        return static_cast<qsizetype>(m_random.bounded(static_cast<int>(end)));
    }
    [[nodiscard]] double within(double from, double to)
    {
        return from + m_random.generateDouble() * (to - from);
    }

private:
    [[nodiscard]] AgentPosition somewhere(const Mixture &mixture)
    {
        AgentPosition place;
        do
            place.layer = upTo(mixture.layers.size());
        while (mixture.layers.at(place.layer).agents.isEmpty());
        place.row = upTo(mixture.layers.at(place.layer).agents.size());
        return place;
    }

    QRandomGenerator m_random;
};

/// Everything a scene is made of, in words.
QStringList parts(const CanvasScene &scene)
{
    const auto words = [](const QRectF &rect) {
        return u"%1 %2 %3 %4"_qs.arg(rect.x()).arg(rect.y()).arg(rect.width()).arg(rect.height());
    };
    QStringList parts;
    for (const QGraphicsItem *item : scene.items()) {
        if (!item->isVisible())
            continue;
        QString part = u"%1 z%2 at %3 "_qs.arg(item->type())
                           .arg(item->zValue())
                           .arg(words(item->sceneBoundingRect()));
        if (const auto *card = dynamic_cast<const AgentItem *>(item)) {
            part += card->id().toString() + card->toolTip();
            part += u"%1%2%3%4%5"_qs.arg(card->hasInput())
                        .arg(card->hasOutput())
                        .arg(card->isSelected())
                        .arg(card->place().layer)
                        .arg(card->place().row);
        } else if (const auto *line = dynamic_cast<const LinkItem *>(item)) {
            part += line->link().from.toString() + u'>' + line->link().to.toString();
            part += QString::number(static_cast<int>(line->emphasis()));
        } else if (const auto *lane = dynamic_cast<const LaneItem *>(item)) {
            part += lane->content().name + QString::number(lane->content().agents);
        }
        parts.append(part);
    }
    parts.sort();
    return parts;
}

CardState stateWith(CardState::Tone tone)
{
    CardState state;
    state.word = u"word"_qs;
    state.tone = tone;
    return state;
}

} // namespace

/** What the scene brings in line step by step is what it would be, made afresh. */
class TestCanvasScene : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void differencesNameWhatIsOther();
    void sharedLayersAreNotLookedAt();
    void linkPlansFollowEdits_data();
    void linkPlansFollowEdits();
    void linksOfAgentsAreThoseThatTouchThem();
    void editedScenesEqualFreshOnes_data();
    void editedScenesEqualFreshOnes();
    void cardsGlideOnThroughEditsOfTheirFields();
    void pointsHitWhatIsThere();
    void aStateRepaintsItsCardOnceAndNoOther();
    void statesAreToldApartWithoutColour_data();
    void statesAreToldApartWithoutColour();
    void selectionShowsFromAfar_data();
    void selectionShowsFromAfar();
    void theToolTipIsThatOfTheMoment();
};

void TestCanvasScene::differencesNameWhatIsOther()
{
    const Mixture before = mixture(u"a b|c d|e"_qs);
    QVERIFY(!MixtureDifference::between(before, before).places);
    Agent renamed = *before.agent(id("d"));
    renamed.name = u"Other"_qs;
    const MixtureDifference rename =
        MixtureDifference::between(before, edit::setAgent(before, renamed));
    QVERIFY(!rename.places && rename.relinked.isEmpty());
    QCOMPARE(rename.agents, (QList<AgentPosition>{{1, 1}}));

    const Mixture same = edit::setAgent(before, before.at({1, 1}));
    QVERIFY(!same.layers.at(1).agents.isSharedWith(before.layers.at(1).agents));
    QVERIFY(MixtureDifference::between(before, same).agents.isEmpty());

    const MixtureDifference cut =
        MixtureDifference::between(before, edit::unlink(before, id("a"), id("c")));
    QVERIFY(!cut.places);
    QCOMPARE(cut.relinked, QList<qsizetype>{1});
    QCOMPARE(cut.agents, (QList<AgentPosition>{{1, 0}}));

    for (const Mixture &moved :
         {edit::moveAgents(before, {id("a")}, {0, 2}), edit::removeAgents(before, {id("e")}),
          edit::duplicate(before, {id("c")}).mixture, Mixture()})
        QVERIFY(MixtureDifference::between(before, moved).places);
}

void TestCanvasScene::sharedLayersAreNotLookedAt()
{
    const Mixture before = grid(3, 4);
    const Mixture after = edit::moveAgents(before, {before.at({1, 0}).id}, {1, 4});
    // An edit leaves the layers that it does not touch as they are, shared.
    QVERIFY(after.layers.at(0).agents.isSharedWith(before.layers.at(0).agents));
    QVERIFY(after.layers.at(2).agents.isSharedWith(before.layers.at(2).agents));
    const Mixture listed = edit::unlink(before, before.at({0, 0}).id, before.at({1, 0}).id);
    const Mixture removed = edit::removeAgents(listed, {listed.at({0, 0}).id});
    QVERIFY(removed.layers.at(2).agents.isSharedWith(listed.layers.at(2).agents));
    const Mixture muted = edit::setMuted(before, {before.at({2, 1}).id}, true);
    QVERIFY(muted.layers.at(0).agents.isSharedWith(before.layers.at(0).agents));
}

void TestCanvasScene::linkPlansFollowEdits_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 5; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestCanvasScene::linkPlansFollowEdits()
{
    QFETCH(quint32, seed);
    RandomEdits edits(seed);
    // With more links between two layers than are drawn one by one.
    Mixture now = grid(3, seed == 1 ? 15 : 4);
    LinkPlan plan = LinkPlan::of(now);
    for (int step = 0; step < 200; ++step) {
        const Mixture next = edits.edited(now);
        plan.update(next, MixtureDifference::between(now, next));
        now = next;
        const LinkPlan fresh = LinkPlan::of(now);
        QCOMPARE(plan.bundles(), fresh.bundles());
        QCOMPARE(plan.single(), fresh.single());

        // And the fresh one says what follows from the list of all links.
        const QList<Link> all = now.links();
        QCOMPARE(plan.count(), all.size());
        const QList<LinkPlan::Bundle> bundles = plan.bundles();
        QList<Link> single;
        for (const Link &link : all) {
            QVERIFY(plan.contains(link));
            const qsizetype to = now.find(link.to)->layer;
            const bool adjacent = now.find(link.from)->layer == to - 1;
            const bool bundled =
                std::any_of(bundles.cbegin(), bundles.cend(),
                            [to](const LinkPlan::Bundle &bundle) { return bundle.layer == to; });
            QCOMPARE(plan.isSingle(link), !adjacent || !bundled);
            if (!adjacent || !bundled)
                single.append(link);
        }
        QCOMPARE(plan.single(), single);
        const Link backwards{all.isEmpty() ? AgentId() : all.first().to,
                             all.isEmpty() ? AgentId() : all.first().from};
        QVERIFY(!plan.contains(backwards));
    }
}

void TestCanvasScene::linksOfAgentsAreThoseThatTouchThem()
{
    Mixture now = grid(4, 5);
    now = edit::unlink(now, now.at({0, 1}).id, now.at({1, 2}).id);
    now = edit::link(now, now.at({0, 1}).id, now.at({3, 2}).id);
    const LinkPlan plan = LinkPlan::of(now);
    const QSet<AgentId> some{now.at({0, 1}).id, now.at({1, 2}).id};
    QSet<Link> expected;
    for (const Link &link : now.links()) {
        if (some.contains(link.from) || some.contains(link.to))
            expected.insert(link);
    }
    QVERIFY(expected.size() > 10);
    QCOMPARE(plan.linksOf(some, expected.size()), std::optional(expected));
    QVERIFY(!plan.linksOf(some, expected.size() - 1));
    QCOMPARE(plan.linksOf({}, 0), std::optional(QSet<Link>()));
}

void TestCanvasScene::editedScenesEqualFreshOnes_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("agents");
    QTest::newRow("small") << 1U << 3 << 3;
    QTest::newRow("one row") << 2U << 5 << 1;
    QTest::newRow("dense") << 3U << 3 << 16;
    QTest::newRow("empty at first") << 4U << 0 << 0;
}

void TestCanvasScene::editedScenesEqualFreshOnes()
{
    QFETCH(quint32, seed);
    QFETCH(int, layers);
    QFETCH(int, agents);
    RandomEdits edits(seed);
    Mixture now = grid(layers, agents);
    QList<Mixture> former;
    CanvasScene scene;
    scene.setLook(m_view->canvasScene()->look());
    scene.setMixture(now, false);
    for (int step = 0; step < 150; ++step) {
        former.append(now);
        // Undo comes back to values from before as well.
        now = edits.upTo(8) == 0 ? former.at(edits.upTo(former.size())) : edits.edited(now);
        scene.setMixture(now, false);
        if (now.agentCount() > 0 && edits.upTo(4) == 0)
            scene.selectAgents({edits.idAt(now), edits.idAt(now)});
        if (now.agentCount() > 0 && edits.upTo(4) == 0)
            scene.setCardState(edits.idAt(now), stateWith(CardState::Tone::Good));
        const LinkPlan &plan = scene.links().plan();
        if (plan.count() > 0 && edits.upTo(10) == 0)
            scene.selectLink(now.links().at(edits.upTo(plan.count())));

        CanvasScene fresh;
        fresh.setLook(scene.look());
        fresh.setMixture(now, false);
        for (auto state = scene.cardStates().cbegin(); state != scene.cardStates().cend(); ++state)
            fresh.setCardState(state.key(), *state);
        fresh.selectAgents(scene.selectedAgents());
        if (scene.selectedLink())
            fresh.selectLink(*scene.selectedLink());
        QCOMPARE(parts(scene), parts(fresh));
    }
}

void TestCanvasScene::cardsGlideOnThroughEditsOfTheirFields()
{
    m_view->setAnimated(true);
    CanvasScene &scene = *m_view->canvasScene();
    const QPointF from = scene.card(id("a"))->pos();
    m_document->apply(edit::moveAgents(m_document->mixture(), {id("a")}, {0, 3}), u"Move"_qs);
    Agent renamed = *m_document->mixture().agent(id("b"));
    renamed.name = u"Other"_qs;
    m_document->apply(edit::setAgent(m_document->mixture(), renamed), u"Rename"_qs);
    QCOMPARE(scene.card(id("a"))->pos(), from);
    QTRY_COMPARE(scene.card(id("a"))->card(), card("a"));
    QVERIFY(card("a").topLeft() != from);

    // Without motion an edit brings to their places those that were on the way.
    m_document->apply(edit::moveAgents(m_document->mixture(), {id("a")}, {0, 0}), u"Move"_qs);
    m_view->setAnimated(false);
    renamed.name = u"Another"_qs;
    m_document->apply(edit::setAgent(m_document->mixture(), renamed), u"Rename"_qs);
    QCOMPARE(scene.card(id("a"))->card(), card("a"));
}

void TestCanvasScene::pointsHitWhatIsThere()
{
    CanvasScene scene;
    scene.setMixture(grid(4, 6), false);
    RandomEdits random(7);
    const QRectF bounds = scene.canvasLayout().bounds();
    int ports = 0;
    for (int i = 0; i < 5000; ++i) {
        const QPointF point(random.within(bounds.left(), bounds.right()),
                            random.within(bounds.top(), bounds.bottom()));
        const auto near = [point](QPointF port) {
            return std::max(std::abs(port.x() - point.x()), std::abs(port.y() - point.y()))
                <= port::target / 2.0;
        };
        AgentId expected;
        CanvasHit::Kind kind = CanvasHit::Kind::Nothing;
        for (const Layer &layer : scene.mixture().layers) {
            for (const Agent &agent : layer.agents) {
                const AgentItem *item = scene.card(agent.id);
                if (item->hasOutput() && near(outputPort(item->card())))
                    kind = CanvasHit::Kind::OutputPort;
                else if (item->hasInput() && near(inputPort(item->card())))
                    kind = CanvasHit::Kind::InputPort;
                else if (item->card().contains(point))
                    kind = CanvasHit::Kind::Card;
                else
                    continue;
                expected = agent.id;
            }
        }
        const CanvasHit hit = scene.hitTest(point);
        QCOMPARE(hit.agent, expected);
        if (!expected.isEmpty())
            QCOMPARE(hit.kind, kind);
        ports += kind == CanvasHit::Kind::OutputPort || kind == CanvasHit::Kind::InputPort ? 1 : 0;
    }
    QVERIFY(ports > 20);
}

void TestCanvasScene::aStateRepaintsItsCardOnceAndNoOther()
{
    QTRY_VERIFY(!m_view->grab().isNull());
    QCoreApplication::sendPostedEvents();
    PaintedRegion painted(m_view->viewport());
    for (int step = 1; step <= 5; ++step) {
        CardState state = stateWith(CardState::Tone::Busy);
        state.outputTokens = step;
        m_view->setResponseSummary(id("b"), state);
    }
    QTRY_COMPARE(painted.times(), 1);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(painted.times(), 1);
    const auto inView = [this](const char *agent) {
        return m_view->mapFromScene(card(agent)).boundingRect();
    };
    QVERIFY(painted.region().intersects(inView("b")));
    QVERIFY(!painted.region().intersects(inView("a")));
    QVERIFY(!painted.region().intersects(inView("c")));

    // The same again is nothing new.
    CardState same = stateWith(CardState::Tone::Busy);
    same.outputTokens = 5;
    m_view->setResponseSummary(id("b"), same);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(painted.times(), 1);
}

void TestCanvasScene::statesAreToldApartWithoutColour_data()
{
    using Tone = CardState::Tone;
    QTest::addColumn<double>("scale");
    QTest::addColumn<QList<CardState::Tone>>("tones");
    const QList<Tone> all{Tone::Quiet, Tone::Busy, Tone::Good, Tone::Warning, Tone::Danger};
    QTest::newRow("names") << 0.3 << all;
    QTest::newRow("names, as far as they go") << 0.2 << all;
    QTest::newRow("blocks") << 0.15 << QList<Tone>{Tone::Busy, Tone::Warning, Tone::Danger};
    QTest::newRow("blocks, as far as it goes")
        << 0.1 << QList<Tone>{Tone::Busy, Tone::Warning, Tone::Danger};
}

void TestCanvasScene::statesAreToldApartWithoutColour()
{
    QFETCH(double, scale);
    QFETCH(QList<CardState::Tone>, tones);
    CanvasScene scene;
    CanvasLook look = m_view->canvasScene()->look();
    for (QColor *ink : {&look.theme.secondaryText, &look.theme.accent, &look.theme.good,
                        &look.theme.warning, &look.theme.danger})
        *ink = look.theme.text;
    scene.setLook(look);
    scene.setMixture(mixture(u"a"_qs), false);
    const QRectF around = scene.canvasLayout().card(id("a")).adjusted(-20, -20, 20, 20);
    const auto shown = [&] {
        QImage image((around.size() * scale).toSize(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        scene.render(&painter, image.rect(), around);
        return image;
    };
    QList<QImage> pictures{shown()};
    for (const CardState::Tone tone : tones) {
        scene.setCardState(id("a"), stateWith(tone));
        const QImage image = shown();
        QVERIFY2(!pictures.contains(image), QByteArray::number(static_cast<int>(tone)));
        pictures.append(image);
    }
}

void TestCanvasScene::selectionShowsFromAfar_data()
{
    QTest::addColumn<double>("scale");
    QTest::newRow("names") << 0.3;
    QTest::newRow("blocks") << 0.1;
}

void TestCanvasScene::selectionShowsFromAfar()
{
    QFETCH(double, scale);
    m_view->navigation()->zoomTo(scale, {});
    const QRect place = m_view->mapFromScene(card("b")).boundingRect();
    const auto hasAccent = [&] {
        const QImage image = m_view->grab(place).toImage();
        const QColor accent = m_view->canvasScene()->look().theme.accent;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == accent)
                    return true;
            }
        }
        return false;
    };
    QVERIFY(!hasAccent());
    m_view->selectAgents({id("b")});
    QVERIFY(hasAccent());
    m_view->selectAgents({});
    QVERIFY(!hasAccent());
}

void TestCanvasScene::theToolTipIsThatOfTheMoment()
{
    const auto shown = [this] {
        QToolTip::hideText();
        QHelpEvent help(QEvent::ToolTip, centre("b"), m_view->viewport()->mapToGlobal(centre("b")));
        QCoreApplication::sendEvent(m_view->viewport(), &help);
        return QToolTip::text();
    };
    QVERIFY(shown().contains(u"maker/b"));
    CardState state;
    state.word = u"Failed"_qs;
    state.error = u"The key was refused."_qs;
    m_view->setResponseSummary(id("b"), state);
    QVERIFY(shown().contains(u"The key was refused."));
    QToolTip::hideText();
}

QTEST_MAIN(TestCanvasScene)
#include "tst_canvasscene.moc"
