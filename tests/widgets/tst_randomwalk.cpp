// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvascommands.h"
#include "canvas/canvasview.h"
#include "canvas/linkcommands.h"
#include "canvas/linkplan.h"
#include "items/mixturedocument.h"
#include "items/outlinemodel.h"
#include "mixture/fragment.h"
#include "mixture/fragmentedits.h"
#include "mixture/mixtureedits.h"
#include "mixture/mixturefile.h"

#include <QTest>
#include <random>

namespace moa {

namespace {

using namespace Qt::StringLiterals;

/// Picks everything by chance, the same for the same seed.
class Dice
{
public:
    explicit Dice(unsigned seed)
        : m_generator(seed)
    { }

    /// 0 to @p count - 1.
    [[nodiscard]] qsizetype below(qsizetype count)
    {
        return std::uniform_int_distribution<qsizetype>(0, count - 1)(m_generator);
    }
    [[nodiscard]] bool inPercent(int percent) { return below(100) < percent; }
    template <typename List>
    [[nodiscard]] typename List::value_type oneOf(const List &list)
    {
        return list.at(below(list.size()));
    }

private:
    std::mt19937 m_generator;
};

/** Someone who does whatever can be done to a mixture, without a plan. */
class Walker
{
public:
    /// Edits some fields by way of @p outline.
    Walker(MixtureDocument &document, OutlineModel &outline, unsigned seed)
        : m_document(document)
        , m_outline(outline)
        , m_commands(document)
        , m_linkCommands(document)
        , m_dice(seed)
    { }

    void edit()
    {
        using Edit = void (Walker::*)();
        static const QList<Edit> edits{
            &Walker::add,          &Walker::add,         &Walker::remove,
            &Walker::drop,         &Walker::drop,        &Walker::duplicate,
            &Walker::mute,         &Walker::step,        &Walker::link,
            &Walker::unlink,       &Walker::setField,    &Walker::setField,
            &Walker::setMore,      &Walker::renameLayer, &Walker::setQuorum,
            &Walker::addAlternate, &Walker::makeFinal,   &Walker::duplicateLayer,
            &Walker::cutAll,       &Walker::moveEnd,     &Walker::insertOnLink,
            &Walker::replaceModel, &Walker::paste,       &Walker::editInOutline,
        };
        if (m_document.mixture().agentCount() > most)
            m_linkCommands.removeKeepingLinks(someAgents());
        else
            (this->*m_dice.oneOf(edits))();
    }
    [[nodiscard]] Dice &dice() { return m_dice; }

private:
    static constexpr qsizetype most = 40;

    [[nodiscard]] const Mixture &mixture() const { return m_document.mixture(); }
    [[nodiscard]] QList<AgentId> everyone() const
    {
        QList<AgentId> ids;
        for (const Layer &layer : mixture().layers) {
            for (const Agent &agent : layer.agents)
                ids.append(agent.id);
        }
        return ids;
    }
    [[nodiscard]] QList<AgentId> someAgents()
    {
        QList<AgentId> ids;
        for (const AgentId &id : everyone()) {
            if (m_dice.inPercent(20))
                ids.append(id);
        }
        return ids;
    }
    [[nodiscard]] DropPlace somePlace()
    {
        const qsizetype layers = mixture().layers.size();
        if (layers == 0 || m_dice.inPercent(25))
            return {DropPlace::Kind::NewLane, {m_dice.below(layers + 1), 0}, {}};
        const qsizetype layer = m_dice.below(layers);
        const qsizetype rows = mixture().layers.at(layer).agents.size();
        return {DropPlace::Kind::IntoLane, {layer, m_dice.below(rows + 1)}, {}};
    }
    [[nodiscard]] QString someText()
    {
        static const QStringList texts{u""_s,
                                       u"Wizard"_s,
                                       u"\"quoted\" \\ and {braces}"_s,
                                       u"混合专家 🧪"_s,
                                       u"한국어 모델"_s,
                                       u"two\nlines\tand a tab"_s,
                                       u"{references} {prompt}"_s,
                                       u"<b>&amp;"_s};
        return m_dice.oneOf(texts);
    }

    void add()
    {
        static const QStringList models{u"maker/Quick-7B"_s, u"maker/Slow-70B"_s, u"plain"_s};
        const QString model = m_dice.oneOf(models);
        m_commands.dropModel({ProviderId(u"sandbox"_s), model, someText()}, somePlace());
    }
    void remove() { m_commands.remove(someAgents()); }
    void drop() { m_commands.dropAgents(someAgents(), somePlace()); }
    void duplicate() { m_commands.duplicate(someAgents()); }
    void duplicateLayer()
    {
        if (const qsizetype layers = mixture().layers.size(); layers > 0)
            m_commands.duplicateLayer(m_dice.below(layers));
    }
    void addAlternate() { m_commands.addAlternate(); }
    void makeFinal()
    {
        if (const qsizetype layers = mixture().layers.size(); layers > 0) {
            if (const AgentList &last = mixture().layers.constLast().agents; !last.isEmpty())
                m_commands.makeFinal(m_dice.oneOf(last).id);
        }
    }
    void mute() { m_commands.toggleMuted(someAgents()); }
    void step()
    {
        using Direction = CanvasCommands::Direction;
        static const QList<Direction> directions{Direction::Up, Direction::Down, Direction::Left,
                                                 Direction::Right};
        // Refused for agents of several layers.
        static_cast<void>(m_commands.move(someAgents(), m_dice.oneOf(directions)));
    }
    void link()
    {
        const QList<AgentId> ids = everyone();
        if (!ids.isEmpty())
            static_cast<void>(m_commands.link(m_dice.oneOf(ids), m_dice.oneOf(ids)));
    }
    void unlink()
    {
        const QList<Link> links = mixture().links();
        if (!links.isEmpty())
            m_commands.unlink(m_dice.oneOf(links));
    }
    void cutAll()
    {
        const auto end = m_dice.inPercent(50) ? edit::LinkEnd::From : edit::LinkEnd::To;
        m_linkCommands.cutAll(someAgent().id, end);
    }
    void moveEnd()
    {
        const QList<Link> links = mixture().links();
        const auto end = m_dice.inPercent(50) ? edit::LinkEnd::From : edit::LinkEnd::To;
        // Refused for agents of the wrong layers.
        if (!links.isEmpty())
            static_cast<void>(m_linkCommands.moveEnd(m_dice.oneOf(links), end, someAgent().id));
    }
    void insertOnLink()
    {
        const QList<Link> links = mixture().links();
        if (!links.isEmpty())
            m_linkCommands.insert(someAgent().id, m_dice.oneOf(links), somePlace().position);
    }
    void replaceModel()
    {
        m_commands.replaceModel(someAgents(), {ProviderId(u"other"_s), u"maker/Other"_s, {}});
    }
    /// What was copied goes by way of the clipboard's text.
    void paste()
    {
        const QList<AgentId> ids = someAgents();
        if (ids.isEmpty())
            return;
        const QByteArray copied = writeFragment(fragmentOf(mixture(), ids));
        const Result<Fragment> read = readFragment(QString::fromUtf8(copied));
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        const auto outside =
            m_dice.inPercent(50) ? edit::OutsideLinks::Keep : edit::OutsideLinks::Drop;
        const std::optional<qsizetype> layer = m_dice.inPercent(50)
            ? std::optional(m_dice.below(mixture().layers.size()))
            : std::nullopt;
        m_document.apply(edit::paste(mixture(), *read, layer, outside).mixture, u"Paste"_s);
    }
    void editInOutline()
    {
        const QModelIndex row = m_outline.agentIndex(someAgent().id);
        if (!row.isValid())
            return;
        const auto set = [&](OutlineModel::Column column, const QVariant &value, int role) {
            m_outline.setData(row.siblingAtColumn(column), value, role);
        };
        switch (m_dice.below(4)) {
        case 0:
            set(OutlineModel::NameColumn, someText(), Qt::EditRole);
            break;
        case 1:
            set(OutlineModel::SamplesColumn, static_cast<int>(m_dice.below(maxSamples)),
                Qt::EditRole);
            break;
        case 2:
            set(OutlineModel::MutedColumn, m_dice.inPercent(50) ? Qt::Checked : Qt::Unchecked,
                Qt::CheckStateRole);
            break;
        default:
            set(OutlineModel::TemperatureColumn, static_cast<double>(m_dice.below(30)) / 10.0,
                Qt::EditRole);
            break;
        }
    }
    /// An agent whose fields are to be changed; an empty id if there is none.
    [[nodiscard]] Agent someAgent()
    {
        const QList<AgentId> ids = everyone();
        return ids.isEmpty() ? Agent() : *mixture().agent(m_dice.oneOf(ids));
    }
    void setField()
    {
        Agent agent = someAgent();
        switch (m_dice.below(4)) {
        case 0:
            agent.name = someText();
            break;
        case 1:
            agent.samples = static_cast<int>(1 + m_dice.below(maxSamples));
            break;
        case 2:
            agent.role = m_dice.oneOf(QList<Role>{Role::Proposer, Role::Aggregator, Role::Ranker});
            break;
        default:
            agent.model = u"maker/"_s + QString::number(m_dice.below(100));
            break;
        }
        m_document.apply(edit::setAgent(mixture(), agent), u"Set a field"_s);
    }
    void setMore()
    {
        Agent agent = someAgent();
        switch (m_dice.below(5)) {
        case 0:
            agent.settings.systemPrompt = someText();
            break;
        case 1:
            agent.settings.temperature = static_cast<double>(m_dice.below(200)) / 100.0;
            break;
        case 2:
            agent.settings.stop = QStringList{someText(), u"stop"_s};
            break;
        case 3:
            agent.references =
                m_dice.inPercent(50) ? std::optional(QList<AgentId>()) : std::nullopt;
            break;
        default:
            agent.settings = {};
            break;
        }
        m_document.apply(edit::setAgent(mixture(), agent), u"Set more"_s);
    }
    void renameLayer()
    {
        if (const qsizetype layers = mixture().layers.size(); layers > 0) {
            m_document.apply(edit::renameLayer(mixture(), m_dice.below(layers), someText()),
                             u"Rename a layer"_s);
        }
    }
    void setQuorum()
    {
        if (const qsizetype layers = mixture().layers.size(); layers > 0) {
            const std::optional<int> quorum = m_dice.inPercent(50)
                ? std::optional(static_cast<int>(1 + m_dice.below(4)))
                : std::nullopt;
            m_document.apply(edit::setQuorum(mixture(), m_dice.below(layers), quorum),
                             u"Set a quorum"_s);
        }
    }

    MixtureDocument &m_document;
    OutlineModel &m_outline;
    CanvasCommands m_commands;
    LinkCommands m_linkCommands;
    Dice m_dice;
};

} // namespace

/** Thousands of edits in any order, and after each everyone tells the same story. */
class TestRandomWalk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyoneAgreesAfterEachEdit_data();
    void everyoneAgreesAfterEachEdit();

private:
    void checkScene(CanvasView &view, const Mixture &mixture);
    void checkOutline(const OutlineModel &outline, const Mixture &mixture);
};

void TestRandomWalk::checkScene(CanvasView &view, const Mixture &mixture)
{
    CanvasScene &scene = *view.canvasScene();
    QCOMPARE(scene.mixture(), mixture);
    const CanvasLayout layout(mixture, scene.look().metrics);
    qsizetype cards = 0;
    qsizetype lanes = 0;
    const QList<QGraphicsItem *> items = scene.items();
    for (const QGraphicsItem *item : items) {
        cards += item->type() == AgentItem::Type ? 1 : 0;
        lanes += item->type() == LaneItem::Type ? 1 : 0;
    }
    QCOMPARE(cards, mixture.agentCount());
    QCOMPARE(lanes, mixture.layers.size());
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            const AgentItem *item = scene.card(agent.id);
            QVERIFY(item);
            QCOMPARE(item->agent(), agent);
            QCOMPARE(item->card(), layout.card(agent.id));
        }
    }
    const LinkPlan plan = LinkPlan::of(mixture);
    QCOMPARE(scene.links().plan().count(), plan.count());
    QCOMPARE(plan.count(), mixture.links().size());
    QCOMPARE(scene.links().plan().single(), plan.single());
    QCOMPARE(scene.links().plan().bundles(), plan.bundles());
    for (const Link &link : plan.single())
        QVERIFY(scene.links().item(link));
    for (const AgentId &id : view.selectedAgents())
        QVERIFY(mixture.agent(id));
}

void TestRandomWalk::checkOutline(const OutlineModel &outline, const Mixture &mixture)
{
    QCOMPARE(outline.rowCount(), mixture.layers.size());
    for (int layer = 0; layer < outline.rowCount(); ++layer) {
        const QModelIndex parent = outline.index(layer, 0);
        const Layer &expected = mixture.layers.at(layer);
        QCOMPARE(parent.data(Qt::EditRole).toString(), expected.name);
        QCOMPARE(outline.rowCount(parent), expected.agents.size());
        for (int row = 0; row < outline.rowCount(parent); ++row) {
            const Agent &agent = expected.agents.at(row);
            const auto field = [&](OutlineModel::Column column, int role) {
                return outline.index(row, column, parent).data(role);
            };
            QCOMPARE(field(OutlineModel::NameColumn, OutlineModel::AgentRole).value<AgentId>(),
                     agent.id);
            QCOMPARE(field(OutlineModel::NameColumn, Qt::EditRole).toString(), agent.name);
            QCOMPARE(field(OutlineModel::RoleColumn, Qt::EditRole).toInt(),
                     static_cast<int>(agent.role));
            QCOMPARE(field(OutlineModel::ModelColumn, Qt::EditRole).toString(), agent.model);
            QCOMPARE(field(OutlineModel::SamplesColumn, Qt::EditRole).toInt(), agent.samples);
            QCOMPARE(field(OutlineModel::MutedColumn, Qt::CheckStateRole).toInt(),
                     static_cast<int>(agent.muted ? Qt::Checked : Qt::Unchecked));
        }
    }
}

void TestRandomWalk::everyoneAgreesAfterEachEdit_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::newRow("first walk") << 1U;
    QTest::newRow("second walk") << 20241U;
}

void TestRandomWalk::everyoneAgreesAfterEachEdit()
{
    QFETCH(const unsigned, seed);
    constexpr int edits = 10'000;

    MixtureDocument document;
    CanvasView view(&document);
    view.setAnimated(false);
    view.resize(1200, 700);
    OutlineModel outline(&document);
    Walker walker(document, outline, seed);
    QList<Mixture> past{document.mixture()}; // what each undo step brings back
    qsizetype now = 0;

    for (int step = 0; step < edits; ++step) {
        const int before = document.undoStack()->index();
        if (now > 0 && walker.dice().inPercent(20)) {
            document.undoStack()->undo();
            --now;
        } else if (now + 1 < past.size() && walker.dice().inPercent(40)) {
            document.undoStack()->redo();
            ++now;
        } else {
            walker.edit();
            if (document.undoStack()->index() != before || document.mixture() != past.at(now)) {
                past.resize(now + 1);
                past.append(document.mixture());
                ++now;
                // No more steps are kept.
                if (past.size() > document.undoStack()->undoLimit() + 1) {
                    past.removeFirst();
                    --now;
                }
            }
        }
        const Mixture &mixture = document.mixture();
        QCOMPARE(mixture, past.at(now));
        QCOMPARE(document.undoStack()->canUndo(), now > 0);

        for (const Layer &layer : mixture.layers) {
            // Alternates stand behind a final agent, in the last layer.
            const qsizetype main = layer.mainCount();
            QVERIFY(main > 0 || layer.agents.isEmpty());
            QVERIFY(main == layer.agents.size() || &layer == &mixture.layers.constLast());
            for (qsizetype row = 0; row < layer.agents.size(); ++row)
                QCOMPARE(layer.agents.at(row).alternate, row >= main);
        }
        checkScene(view, mixture);
        checkOutline(outline, mixture);
        if (QTest::currentTestFailed())
            return;
        const Result<Mixture> read = readMixture(writeMixture(mixture));
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(*read, mixture);
    }
}

} // namespace moa

QTEST_MAIN(moa::TestRandomWalk)
#include "tst_randomwalk.moc"
