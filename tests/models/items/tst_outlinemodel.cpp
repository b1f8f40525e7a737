// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/mixturedocument.h"
#include "items/outlinemodel.h"
#include "items/wordsfilter.h"
#include "mixture/mixtureedits.h"
#include "support/notation.h"

#include <memory>
#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

/// What the rows say, in the notation of mixtures: names stand for ids.
QString rowsOf(const QAbstractItemModel &model)
{
    QStringList layers;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex layer = model.index(row, 0);
        QStringList names;
        for (int each = 0; each < model.rowCount(layer); ++each) {
            names.append(model.index(each, 0, layer)
                             .data(OutlineModel::AgentRole)
                             .value<AgentId>()
                             .toString());
        }
        layers.append(names.join(u' '));
    }
    return layers.join(u'|');
}

/** Counts what a model tells. */
struct Signals
{
    explicit Signals(const QAbstractItemModel *model)
        : data(model, &QAbstractItemModel::dataChanged)
        , inserted(model, &QAbstractItemModel::rowsInserted)
        , removed(model, &QAbstractItemModel::rowsRemoved)
        , moved(model, &QAbstractItemModel::rowsMoved)
        , reset(model, &QAbstractItemModel::modelReset)
    { }

    QSignalSpy data;
    QSignalSpy inserted;
    QSignalSpy removed;
    QSignalSpy moved;
    QSignalSpy reset;
};

/// A random edit of any kind that moves, brings, removes or changes agents.
Mixture randomEdit(const Mixture &mixture, QRandomGenerator &random)
{
    QList<AgentId> all;
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents)
            all.append(agent.id);
    }
    QList<AgentId> some;
    for (const AgentId &id : std::as_const(all)) {
        if (random.bounded(4) == 0)
            some.append(id);
    }
    const qsizetype layers = mixture.layers.size();
    const qsizetype layer = layers > 0 ? random.bounded(static_cast<int>(layers)) : 0;
    const AgentPosition place{layer, random.bounded(5)};
    switch (random.bounded(11)) {
    case 0:
        return edit::addAgent(mixture, notation::agent(u"new"_qs), place).mixture;
    case 1:
        return edit::insertLayer(mixture, random.bounded(static_cast<int>(layers) + 1),
                                 notation::agent(u"lane"_qs))
            .mixture;
    case 2:
        return all.size() > 12 ? edit::removeAgents(mixture, some) : mixture;
    case 3:
        return edit::moveAgents(mixture, some, place);
    case 4:
        return edit::moveAgentsToNewLayer(mixture, some,
                                          random.bounded(static_cast<int>(layers) + 1));
    case 5:
        return all.size() < 30 ? edit::duplicate(mixture, some).mixture : mixture;
    case 6:
        return edit::setMuted(mixture, some, random.bounded(2) == 0);
    case 7:
        return edit::renameLayer(mixture, layer, QString::number(random.bounded(100)));
    case 8:
        return edit::addAlternate(mixture, notation::agent(u"other"_qs)).mixture;
    case 9:
        return all.isEmpty() ? mixture : edit::makeFinal(mixture, all.constLast());
    default: {
        Mixture other = mixture;
        other.defaults.temperature = random.bounded(2.0);
        return other;
    }
    }
}

Mixture large(int layers, int agents)
{
    Mixture mixture;
    for (int layer = 0; layer < layers; ++layer) {
        Layer each;
        for (int row = 0; row < agents; ++row)
            each.agents.append(notation::agent(QStringLiteral("%1-%2").arg(layer).arg(row)));
        mixture.layers.append(each);
    }
    return mixture;
}

} // namespace

class TestOutlineModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void showsLayersAndTheirAgents();
    void alternatesSaySo();
    void absentValuesSayWhatHoldsInstead();
    void numbersFollowTheLocale();
    void fieldsAreUndoSteps_data();
    void fieldsAreUndoSteps();
    void impossibleValuesAreRefused_data();
    void impossibleValuesAreRefused();
    void emptyingANumberGoesBackToTheDefault();
    void aFieldEditTellsItsRowAlone();
    void defaultsTellTheRowsThatInheritThem();
    void movesKeepRowsAndTheirIndexes_data();
    void movesKeepRowsAndTheirIndexes();
    void anotherMixtureIsAReset();
    void idsThatStandTwiceAreShownAsTheyAre();
    void rowsAreDraggedBetweenLayers_data();
    void rowsAreDraggedBetweenLayers();
    void aForeignDragIsRefused();
    void statesTellTheirCellAlone();
    void searchShowsWhatMatchesWithItsLayer_data();
    void searchShowsWhatMatchesWithItsLayer();
    void followsRandomEditsUndoAndRedo();
    void oneFieldOfManyAgentsIsOneRow();

private:
    [[nodiscard]] QModelIndex at(const char *agent, int column = 0) const
    {
        return m_model->agentIndex(notation::id(agent), column);
    }
    [[nodiscard]] const Agent &agent(const char *id) const
    {
        return *m_document->mixture().agent(notation::id(id));
    }
    void show(const Mixture &mixture)
    {
        m_document->reset(mixture);
        QCOMPARE(rowsOf(*m_model), notation::shape(mixture));
    }

    std::unique_ptr<MixtureDocument> m_document;
    std::unique_ptr<OutlineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestOutlineModel::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_document = std::make_unique<MixtureDocument>();
    m_document->reset(notation::mixture(u"a b c|d e|f"_qs));
    m_model = std::make_unique<OutlineModel>(m_document.get());
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), fatal);
}

void TestOutlineModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_document.reset();
}

void TestOutlineModel::showsLayersAndTheirAgents()
{
    QCOMPARE(rowsOf(*m_model), u"a b c|d e|f"_qs);
    QCOMPARE(m_model->layerIndex(0).data().toString(), u"Layer 1"_qs);
    QCOMPARE(m_model->layerIndex(2).data().toString(), u"Layer 3, final"_qs);
    QCOMPARE(m_model->layerIndex(0, OutlineModel::RoleColumn).data().toString(), u"3 agents"_qs);
    QCOMPARE(m_model->layerIndex(0, OutlineModel::QuorumColumn).data().toString(),
             u"1 (default)"_qs);
    QCOMPARE(at("d").data().toString(), u"d"_qs);
    QCOMPARE(at("d", OutlineModel::RoleColumn).data().toString(), u"Proposer"_qs);
    QCOMPARE(at("d", OutlineModel::ModelColumn).data().toString(), u"maker/d"_qs);
    QCOMPARE(at("d", OutlineModel::SamplesColumn).data().toString(), u"1"_qs);
    QCOMPARE(at("d", OutlineModel::MutedColumn).data(Qt::CheckStateRole).toInt(),
             static_cast<int>(Qt::Unchecked));
    m_model->setProviderNames({{ProviderId(u"sandbox"_qs), u"The Sandbox"_qs}});
    QCOMPARE(at("d", OutlineModel::ProviderColumn).data().toString(), u"The Sandbox"_qs);
    QCOMPARE(m_model->agentAt(at("d")), notation::id("d"));
    QCOMPARE(m_model->layerAt(at("e")), 1);
}

void TestOutlineModel::alternatesSaySo()
{
    show(edit::addAlternate(m_document->mixture(), notation::agent(u"g"_qs)).mixture);
    const QModelIndex role = m_model->index(1, OutlineModel::RoleColumn, m_model->layerIndex(2));
    QCOMPARE(role.data().toString(), u"Aggregator, alternate"_qs);
}

void TestOutlineModel::absentValuesSayWhatHoldsInstead()
{
    const QModelIndex temperature = at("a", OutlineModel::TemperatureColumn);
    QCOMPARE(temperature.data().toString(), u"default"_qs);
    QVERIFY(temperature.data(OutlineModel::InheritedRole).toBool());
    QVERIFY(!temperature.data(Qt::EditRole).isValid());
    Mixture mixture = m_document->mixture();
    mixture.defaults.temperature = 0.7;
    m_document->apply(mixture, u"Defaults"_qs);
    QCOMPARE(temperature.data().toString(), u"0.7 (default)"_qs);
    QVERIFY(m_model->setData(temperature, 0.25, Qt::EditRole));
    QCOMPARE(temperature.data().toString(), u"0.25"_qs);
    QVERIFY(!temperature.data(OutlineModel::InheritedRole).toBool());
}

void TestOutlineModel::numbersFollowTheLocale()
{
    QLocale::setDefault(QLocale(QLocale::German));
    QVERIFY(m_model->setData(at("a", OutlineModel::TemperatureColumn), 0.5, Qt::EditRole));
    QVERIFY(m_model->setData(at("a", OutlineModel::MaxTokensColumn), 2048, Qt::EditRole));
    QCOMPARE(at("a", OutlineModel::TemperatureColumn).data().toString(), u"0,5"_qs);
    QCOMPARE(at("a", OutlineModel::MaxTokensColumn).data().toString(), u"2.048"_qs);
    const auto alignment =
        at("a", OutlineModel::MaxTokensColumn).data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    QVERIFY(alignment & Qt::AlignRight);
}

void TestOutlineModel::fieldsAreUndoSteps_data()
{
    QTest::addColumn<int>("layer"); // or -1: of the agent "d"
    QTest::addColumn<int>("column");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("step");
    QTest::newRow("name") << -1 << int(OutlineModel::NameColumn) << QVariant(u" Wizard "_qs)
                          << u"Wizard"_qs << u"Change name of d"_qs;
    QTest::newRow("role") << -1 << int(OutlineModel::RoleColumn)
                          << QVariant(static_cast<int>(Role::Ranker)) << u"Ranker"_qs
                          << u"Change role of d"_qs;
    QTest::newRow("provider") << -1 << int(OutlineModel::ProviderColumn) << QVariant(u"openai"_qs)
                              << u"openai"_qs << u"Change provider of d"_qs;
    QTest::newRow("model") << -1 << int(OutlineModel::ModelColumn) << QVariant(u"gpt-4o"_qs)
                           << u"gpt-4o"_qs << u"Change model of d"_qs;
    QTest::newRow("samples") << -1 << int(OutlineModel::SamplesColumn) << QVariant(6) << u"6"_qs
                             << u"Change samples of d"_qs;
    QTest::newRow("temperature") << -1 << int(OutlineModel::TemperatureColumn) << QVariant(0.9)
                                 << u"0.9"_qs << u"Change temperature of d"_qs;
    QTest::newRow("max tokens") << -1 << int(OutlineModel::MaxTokensColumn) << QVariant(2048)
                                << u"2,048"_qs << u"Change output tokens of d"_qs;
    QTest::newRow("layer's name") << 1 << int(OutlineModel::NameColumn) << QVariant(u"Middle"_qs)
                                  << u"Layer 2, Middle"_qs << u"Change name of layer 2"_qs;
    QTest::newRow("quorum") << 1 << int(OutlineModel::QuorumColumn) << QVariant(2) << u"2"_qs
                            << u"Change quorum of layer 2"_qs;
}

void TestOutlineModel::fieldsAreUndoSteps()
{
    QFETCH(int, layer);
    QFETCH(int, column);
    QFETCH(QVariant, value);
    QFETCH(QString, shown);
    QFETCH(QString, step);
    const QPersistentModelIndex field =
        layer < 0 ? at("d", column) : m_model->layerIndex(layer, column);
    const QString before = field.data().toString();
    QVERIFY(field.flags() & Qt::ItemIsEditable);
    QVERIFY(m_model->setData(field, value, Qt::EditRole));
    QCOMPARE(field.data().toString(), shown);
    QCOMPARE(m_document->undoStack()->undoText(), step);
    QVERIFY(m_model->setData(field, value, Qt::EditRole));
    QCOMPARE(m_document->undoStack()->count(), 1);
    m_document->undoStack()->undo();
    QCOMPARE(field.data().toString(), before);
}

void TestOutlineModel::impossibleValuesAreRefused_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QVariant>("value");
    QTest::newRow("no model") << int(OutlineModel::ModelColumn) << QVariant(u" "_qs);
    QTest::newRow("no samples") << int(OutlineModel::SamplesColumn) << QVariant(0);
    QTest::newRow("too many samples") << int(OutlineModel::SamplesColumn) << QVariant(65);
    QTest::newRow("samples emptied") << int(OutlineModel::SamplesColumn) << QVariant();
    QTest::newRow("too hot") << int(OutlineModel::TemperatureColumn) << QVariant(2.1);
    QTest::newRow("not a number") << int(OutlineModel::TemperatureColumn) << QVariant(u"hot"_qs);
    QTest::newRow("no tokens") << int(OutlineModel::MaxTokensColumn) << QVariant(0);
    QTest::newRow("no such role") << int(OutlineModel::RoleColumn) << QVariant(3);
    QTest::newRow("state") << int(OutlineModel::StateColumn) << QVariant(u"Done"_qs);
    QTest::newRow("quorum of an agent") << int(OutlineModel::QuorumColumn) << QVariant(1);
}

void TestOutlineModel::impossibleValuesAreRefused()
{
    QFETCH(int, column);
    QFETCH(QVariant, value);
    QVERIFY(!m_model->setData(at("d", column), value, Qt::EditRole));
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestOutlineModel::emptyingANumberGoesBackToTheDefault()
{
    const QModelIndex field = at("d", OutlineModel::MaxTokensColumn);
    QVERIFY(m_model->setData(field, 100, Qt::EditRole));
    QVERIFY(m_model->setData(field, QVariant(), Qt::EditRole));
    QVERIFY(!agent("d").settings.maxTokens);
}

void TestOutlineModel::aFieldEditTellsItsRowAlone()
{
    Signals told(m_model.get());
    QVERIFY(m_model->setData(at("d", OutlineModel::MutedColumn), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(agent("d").muted);
    QCOMPARE(m_document->undoStack()->undoText(), u"Mute d"_qs);
    QCOMPARE(told.data.size(), 1);
    QCOMPARE(told.data.at(0).at(0).toModelIndex(), at("d"));
    QCOMPARE(told.data.at(0).at(1).toModelIndex(), at("d", OutlineModel::ColumnCount - 1));
    QCOMPARE(told.inserted.size() + told.removed.size() + told.moved.size() + told.reset.size(), 0);
}

void TestOutlineModel::defaultsTellTheRowsThatInheritThem()
{
    Signals told(m_model.get());
    Mixture mixture = m_document->mixture();
    mixture.defaults.maxTokens = 512;
    m_document->apply(mixture, u"Defaults"_qs);
    QCOMPARE(told.data.size(), 6);
    QCOMPARE(at("f", OutlineModel::MaxTokensColumn).data().toString(), u"512 (default)"_qs);
}

void TestOutlineModel::movesKeepRowsAndTheirIndexes_data()
{
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("inserted");
    QTest::addColumn<int>("removed");
    QTest::addColumn<int>("moved");
    QTest::newRow("down by one") << u"b a c|d e|f"_qs << 0 << 0 << 1;
    QTest::newRow("first to last") << u"b c a|d e|f"_qs << 0 << 0 << 1;
    QTest::newRow("to the next layer") << u"a c|b d e|f"_qs << 0 << 0 << 1;
    QTest::newRow("to the layer before") << u"a b c d|e|f"_qs << 0 << 0 << 1;
    QTest::newRow("two together") << u"c|d a b e|f"_qs << 0 << 0 << 1;
    QTest::newRow("into a new layer") << u"a b|c|d e|f"_qs << 1 << 0 << 1;
    QTest::newRow("into a new first layer") << u"f|a b c|d e"_qs << 1 << 1 << 1;
    QTest::newRow("a layer dissolves") << u"a b c|d e f"_qs << 0 << 1 << 1;
    QTest::newRow("removed") << u"a c|d e|f"_qs << 0 << 1 << 0;
    QTest::newRow("all but one removed") << u"d"_qs << 0 << 5 << 0;
    QTest::newRow("added") << u"a b x c|d e|f"_qs << 1 << 0 << 0;
    QTest::newRow("several added") << u"a b c x y z|d e|f"_qs << 1 << 0 << 0;
    QTest::newRow("all turned round") << u"f|e d|c b a"_qs << 2 << 2 << 5;
}

void TestOutlineModel::movesKeepRowsAndTheirIndexes()
{
    QFETCH(QString, after);
    QFETCH(int, inserted);
    QFETCH(int, removed);
    QFETCH(int, moved);
    QHash<AgentId, QPersistentModelIndex> held;
    for (const AgentId &id : notation::ids(u"a b c d e f"_qs))
        held.insert(id, m_model->agentIndex(id, OutlineModel::RoleColumn));
    Signals told(m_model.get());
    m_document->apply(notation::mixture(after), u"Edit"_qs);
    QCOMPARE(rowsOf(*m_model), after);
    QCOMPARE(told.reset.size(), 0);
    QCOMPARE(told.inserted.size(), inserted);
    QCOMPARE(told.removed.size(), removed);
    QCOMPARE(told.moved.size(), moved);
    for (auto each = held.cbegin(); each != held.cend(); ++each) {
        QCOMPARE(QModelIndex(each.value()),
                 m_model->agentIndex(each.key(), OutlineModel::RoleColumn));
    }
    m_document->undoStack()->undo();
    QCOMPARE(rowsOf(*m_model), u"a b c|d e|f"_qs);
}

void TestOutlineModel::anotherMixtureIsAReset()
{
    Signals told(m_model.get());
    show(notation::mixture(u"u v|w"_qs));
    QCOMPARE(told.reset.size(), 1);
    show({});
    show(notation::mixture(u"a|b"_qs));
    QCOMPARE(told.reset.size(), 2);
    QCOMPARE(told.inserted.size(), 4);
}

void TestOutlineModel::idsThatStandTwiceAreShownAsTheyAre()
{
    show(notation::mixture(u"a a b|a|f"_qs));
    show(notation::mixture(u"a b|f a a"_qs));
    show(notation::mixture(u"a b|f"_qs));
}

void TestOutlineModel::rowsAreDraggedBetweenLayers_data()
{
    QTest::addColumn<QString>("dragged");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("layer"); // -1: between layers
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("step");
    QTest::newRow("up") << u"c"_qs << 0 << 0 << u"c a b|d e|f"_qs << u"Move c"_qs;
    QTest::newRow("onto a layer") << u"a"_qs << -1 << 1 << u"b c|d e a|f"_qs << u"Move a"_qs;
    QTest::newRow("several") << u"e a"_qs << 0 << 2 << u"b c|d|a e f"_qs << u"Move 2 agents"_qs;
    QTest::newRow("between layers")
        << u"b"_qs << 1 << -1 << u"a c|b|d e|f"_qs << u"Move b to a new layer"_qs;
    QTest::newRow("below all") << u"b"_qs << -1 << -1 << u"a c|d e|f|b"_qs
                               << u"Move b to a new layer"_qs;
}

void TestOutlineModel::rowsAreDraggedBetweenLayers()
{
    QFETCH(QString, dragged);
    QFETCH(int, row);
    QFETCH(int, layer);
    QFETCH(QString, after);
    QFETCH(QString, step);
    QModelIndexList rows;
    for (const AgentId &id : notation::ids(dragged))
        rows.append(m_model->agentIndex(id));
    const std::unique_ptr<QMimeData> mime(m_model->mimeData(rows));
    QVERIFY(mime);
    const QModelIndex parent = layer < 0 ? QModelIndex() : m_model->layerIndex(layer);
    QVERIFY(m_model->dropMimeData(mime.get(), Qt::MoveAction, row, 0, parent));
    QCOMPARE(notation::shape(m_document->mixture()), after);
    QCOMPARE(rowsOf(*m_model), after);
    QCOMPARE(m_document->undoStack()->undoText(), step);
    QCOMPARE(m_document->undoStack()->count(), 1);
}

void TestOutlineModel::aForeignDragIsRefused()
{
    QMimeData text;
    text.setText(u"a"_qs);
    QVERIFY(!m_model->dropMimeData(&text, Qt::MoveAction, 0, 0, m_model->layerIndex(0)));
    const std::unique_ptr<QMimeData> gone(m_model->mimeData({at("a")}));
    m_document->reset(notation::mixture(u"b|c"_qs));
    QVERIFY(!m_model->dropMimeData(gone.get(), Qt::MoveAction, 0, 0, m_model->layerIndex(0)));
    QVERIFY(!m_model->mimeData({}));
}

void TestOutlineModel::statesTellTheirCellAlone()
{
    Signals told(m_model.get());
    m_model->setState(notation::id("d"), u"Streaming"_qs);
    m_model->setState(notation::id("d"), u"Streaming"_qs);
    m_model->setState(notation::id("gone"), u"Done"_qs);
    QCOMPARE(told.data.size(), 1);
    QCOMPARE(told.data.at(0).at(0).toModelIndex(), at("d", OutlineModel::StateColumn));
    QCOMPARE(told.data.at(0).at(1).toModelIndex(), at("d", OutlineModel::StateColumn));
    QCOMPARE(at("d", OutlineModel::StateColumn).data().toString(), u"Streaming"_qs);
    m_model->clearStates();
    QCOMPARE(at("d", OutlineModel::StateColumn).data().toString(), QString());
}

void TestOutlineModel::searchShowsWhatMatchesWithItsLayer_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("shown");
    QTest::newRow("nothing typed") << u" "_qs << u"a b c|d e|f"_qs;
    QTest::newRow("an agent") << u"maker/d"_qs << u"d"_qs;
    QTest::newRow("every word") << u"sandbox E PROPOSER maker/e"_qs << u"e"_qs;
    QTest::newRow("a layer's name") << u"last"_qs << u"f"_qs;
    QTest::newRow("none") << u"zebra"_qs << QString();
}

void TestOutlineModel::searchShowsWhatMatchesWithItsLayer()
{
    QFETCH(QString, words);
    QFETCH(QString, shown);
    m_document->apply(edit::renameLayer(m_document->mixture(), 2, u"The last"_qs), u"Rename"_qs);
    WordsFilter filter(OutlineModel::SearchRole);
    filter.setAutoAcceptChildRows(true);
    filter.setSourceModel(m_model.get());
    const QAbstractItemModelTester tester(&filter, fatal);
    filter.setSearch(words);
    QCOMPARE(rowsOf(filter), shown);
    filter.setSearch({});
    QCOMPARE(rowsOf(filter), rowsOf(*m_model));
}

void TestOutlineModel::followsRandomEditsUndoAndRedo()
{
    WordsFilter filter(OutlineModel::SearchRole);
    filter.setAutoAcceptChildRows(true);
    filter.setSourceModel(m_model.get());
    const QAbstractItemModelTester tester(&filter, fatal);
    WordsFilter searching(OutlineModel::SearchRole);
    searching.setAutoAcceptChildRows(true);
    searching.setSourceModel(m_model.get());
    searching.setSearch(u"new"_qs);
    const QAbstractItemModelTester searchTester(&searching, fatal);
    QRandomGenerator random(7);
    QHash<AgentId, QPersistentModelIndex> held;
    for (int step = 0; step < 600; ++step) {
        held.clear();
        for (const Layer &layer : m_document->mixture().layers) {
            for (const Agent &agent : layer.agents)
                held.insert(agent.id, filter.mapFromSource(m_model->agentIndex(agent.id)));
        }
        const int kind = random.bounded(4);
        if (kind == 0)
            m_document->undoStack()->undo();
        else if (kind == 1)
            m_document->undoStack()->redo();
        else
            m_document->apply(randomEdit(m_document->mixture(), random), u"Edit"_qs);
        const Mixture &mixture = m_document->mixture();
        QCOMPARE(rowsOf(*m_model), notation::shape(mixture));
        QCOMPARE(rowsOf(filter), notation::shape(mixture));
        for (const Layer &layer : mixture.layers) {
            for (const Agent &agent : layer.agents) {
                const QModelIndex index = m_model->agentIndex(agent.id, OutlineModel::MutedColumn);
                QCOMPARE(index.data(Qt::CheckStateRole).toInt() == Qt::Checked, agent.muted);
                if (const auto before = held.constFind(agent.id); before != held.constEnd())
                    QCOMPARE(filter.mapToSource(*before), m_model->agentIndex(agent.id));
            }
        }
    }
}

void TestOutlineModel::oneFieldOfManyAgentsIsOneRow()
{
    m_tester.reset();
    show(large(50, 100));
    Signals told(m_model.get());
    QVERIFY(m_model->setData(at("49-99", OutlineModel::NameColumn), u"Last"_qs, Qt::EditRole));
    QCOMPARE(told.data.size(), 1);
    m_document->apply(edit::moveAgents(m_document->mixture(), {notation::id("49-99")}, {0, 0}),
                      u"Move"_qs);
    QCOMPARE(told.moved.size(), 1);
    QCOMPARE(rowsOf(*m_model), notation::shape(m_document->mixture()));
}

QTEST_GUILESS_MAIN(TestOutlineModel)
#include "tst_outlinemodel.moc"
