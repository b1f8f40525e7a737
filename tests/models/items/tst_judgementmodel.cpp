// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/judgementmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

ResponseId id(const char *agent, int sample = 1)
{
    return {AgentId(QLatin1String(agent)), sample};
}

/// Wizard and two samples of qwen, then the aggregator; all have answered.
RunRecord makeRun()
{
    RunRecord run;
    const auto agent = [](const char *name, int samples) {
        Agent result;
        result.id = AgentId(QLatin1String(name));
        result.name = QString::fromLatin1(name).toUpper();
        result.model = u"lab/"_qs + QLatin1String(name);
        result.samples = samples;
        return result;
    };
    Layer first;
    first.agents = {agent("wizard", 1), agent("qwen", 2)};
    first.agents[0].color = 4;
    Layer last;
    last.agents = {agent("final", 1)};
    run.mixture.layers = {first, last};
    for (int layer = 0; layer < 2; ++layer) {
        for (const Agent &member : run.mixture.layers.at(layer).agents) {
            for (int sample = 1; sample <= member.samples; ++sample) {
                Response response;
                response.id = {member.id, sample};
                response.layer = layer;
                response.model = member.model;
                response.state = ResponseState::Done;
                response.text = u"text of "_qs + response.id.toString();
                run.responses.append(response);
            }
        }
    }
    run.final = id("final");
    return run;
}

} // namespace

class TestJudgementModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_model.reset(); }
    void whatHasAnsweredCanBeJudged();
    void withoutARunThereIsNothing();
    void layersCanBeChosen();
    void aRatingIsSetAndTakenBack();
    void ranksFollowTheRatings();
    void ranksAreAmongTheRows();
    void nothingTellsWhoseAResponseIsWhenBlind();
    void theBlindOrderIsThatOfTheNames();
    void anotherRunIsNotBlind();
    void rowsAreReadOut();

private:
    [[nodiscard]] QStringList names() const
    {
        QStringList result;
        for (int row = 0; row < m_model->rowCount(); ++row)
            result.append(m_model->index(row).data().toString());
        return result;
    }
    [[nodiscard]] QVariant data(int row, int role) const { return m_model->index(row).data(role); }
    bool rate(int row, int rating)
    {
        return m_model->setData(m_model->index(row), rating, JudgementModel::RatingRole);
    }

    std::unique_ptr<JudgementModel> m_model;
};

void TestJudgementModel::init()
{
    m_model = std::make_unique<JudgementModel>();
    new QAbstractItemModelTester(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    m_model->setRun(std::make_shared<const RunRecord>(makeRun()), {});
}

void TestJudgementModel::whatHasAnsweredCanBeJudged()
{
    QCOMPARE(names(), QStringList({u"WIZARD"_qs, u"QWEN #1"_qs, u"QWEN #2"_qs, u"FINAL"_qs}));
    QCOMPARE(data(0, JudgementModel::ChosenColorRole).toInt(), 4);
    QVERIFY(!data(1, JudgementModel::ChosenColorRole).isValid());
    QCOMPARE(data(1, JudgementModel::TextRole).toString(), u"text of qwen#1"_qs);
    RunRecord run = makeRun();
    run.responses[0].state = ResponseState::Failed;
    run.responses[1].state = ResponseState::Cancelled;
    run.responses[2].text.clear();
    m_model->setRun(std::make_shared<const RunRecord>(run), {});
    QCOMPARE(names(), QStringList({u"FINAL"_qs}));
}

void TestJudgementModel::withoutARunThereIsNothing()
{
    m_model->setRun(nullptr, {});
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(m_model->judgeable().isEmpty());
}

void TestJudgementModel::layersCanBeChosen()
{
    m_model->setLayer(0);
    QCOMPARE(m_model->rowCount(), 3);
    m_model->setLayer(1);
    QCOMPARE(names(), QStringList({u"FINAL"_qs}));
    m_model->setLayer(JudgementModel::allLayers);
    QCOMPARE(m_model->rowCount(), 4);
}

void TestJudgementModel::aRatingIsSetAndTakenBack()
{
    QSignalSpy changed(m_model.get(), &JudgementModel::judgementChanged);
    QVERIFY(rate(1, 4));
    QCOMPARE(data(1, JudgementModel::RatingRole).toInt(), 4);
    QCOMPARE(m_model->judgement().rating(id("qwen", 1)), std::optional(4));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.constFirst().constFirst().value<Judgement>(), m_model->judgement());
    QVERIFY(rate(1, 0));
    QVERIFY(m_model->judgement().isEmpty());
    QVERIFY(!m_model->setData(m_model->index(1), u"x"_qs, Qt::EditRole));
}

void TestJudgementModel::ranksFollowTheRatings()
{
    rate(0, 4);
    QCOMPARE(data(0, JudgementModel::RankRole).toDouble(), 1.0);
    rate(1, 5);
    rate(2, 4);
    QCOMPARE(data(0, JudgementModel::RankRole).toDouble(), 2.5);
    QCOMPARE(data(1, JudgementModel::RankRole).toDouble(), 1.0);
    QVERIFY(!data(3, JudgementModel::RankRole).isValid());
}

void TestJudgementModel::ranksAreAmongTheRows()
{
    rate(0, 3);
    rate(3, 5);
    QCOMPARE(data(0, JudgementModel::RankRole).toDouble(), 2.0);
    m_model->setLayer(0);
    QCOMPARE(data(0, JudgementModel::RankRole).toDouble(), 1.0);
}

void TestJudgementModel::nothingTellsWhoseAResponseIsWhenBlind()
{
    m_model->setBlindNames(BlindNames(m_model->judgeable(), 5));
    QVERIFY(m_model->isBlind());
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QVERIFY(data(row, JudgementModel::BlindRole).toBool());
        QVERIFY(!data(row, JudgementModel::ChosenColorRole).isValid());
        for (const int role :
             {static_cast<int>(Qt::DisplayRole), static_cast<int>(Qt::AccessibleTextRole),
              static_cast<int>(Qt::ToolTipRole), static_cast<int>(JudgementModel::ModelNameRole)}) {
            const QString told = data(row, role).toString();
            for (const char *name : {"wizard", "qwen", "final", "lab"})
                QVERIFY2(!told.contains(QLatin1String(name), Qt::CaseInsensitive),
                         qPrintable(told));
        }
    }
}

void TestJudgementModel::theBlindOrderIsThatOfTheNames()
{
    const BlindNames blind(m_model->judgeable(), 5);
    m_model->setBlindNames(blind);
    QCOMPARE(names(),
             QStringList({u"Response A"_qs, u"Response B"_qs, u"Response C"_qs, u"Response D"_qs}));
    QCOMPARE(m_model->shown(), blind.order());
    // A rating goes to whoever is behind the name.
    rate(2, 5);
    m_model->setBlindNames({});
    QCOMPARE(m_model->judgement().rating(blind.order().at(2)), std::optional(5));
    QCOMPARE(names().constFirst(), u"WIZARD"_qs);
}

void TestJudgementModel::anotherRunIsNotBlind()
{
    m_model->setBlindNames(BlindNames(m_model->judgeable(), 5));
    m_model->setRun(std::make_shared<const RunRecord>(makeRun()), {});
    QVERIFY(!m_model->isBlind());
    QCOMPARE(names().constFirst(), u"WIZARD"_qs);
}

void TestJudgementModel::rowsAreReadOut()
{
    QCOMPARE(data(0, Qt::AccessibleTextRole).toString(), u"WIZARD, not rated"_qs);
    rate(0, 4);
    QCOMPARE(data(0, Qt::AccessibleTextRole).toString(), u"WIZARD, 4 of 5 stars, rank 1"_qs);
}

QTEST_GUILESS_MAIN(TestJudgementModel)

#include "tst_judgementmodel.moc"
