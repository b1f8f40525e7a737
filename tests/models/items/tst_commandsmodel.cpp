// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/commandsmodel.h"
#include "items/enabledrow.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace moa;

namespace {

QList<Command> commands()
{
    return {{u"new"_qs, u"New Mixture"_qs, u"File"_qs, u"Ctrl+N"_qs},
            {u"save"_qs, u"Save"_qs, u"File"_qs, u"Ctrl+S"_qs},
            {u"saveAs"_qs, u"Save As…"_qs, u"File"_qs, u"Ctrl+Shift+S"_qs},
            {u"csv"_qs, u"CSV of the Figures…"_qs, u"File › Export Run as"_qs, {}, false},
            {u"dark"_qs, u"Dark"_qs, u"View › Colours"_qs, {}, true, true},
            {u"stop"_qs, u"Stop"_qs, u"Run"_qs, u"Esc"_qs, false},
            {u"run"_qs, u"Run"_qs, u"Run"_qs, u"Ctrl+Return"_qs}};
}

QStringList shown(const CommandsModel &model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids.append(model.index(row, 0).data(CommandsModel::IdRole).toString());
    return ids;
}

} // namespace

/** The search among everything that can be done. */
class TestCommandsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<CommandsModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
        m_model->setCommands(commands(), {});
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void withoutASearchAllStandInTheirOrder();
    void whatWasUsedLastComesFirst();
    void theBestMatchComesFirst_data();
    void theBestMatchComesFirst();
    void theWayToItIsSearchedToo();
    void amongEqualsTheOneUsedLastIsFirst();
    void whatIsFoundIsMarkedInItsOwnLine();
    void whatCannotBeDoneIsThereButNotToBeTaken();
    void stepsPassOverWhatCannotBeDone();
    void aRowIsReadInWords();

private:
    std::unique_ptr<CommandsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestCommandsModel::withoutASearchAllStandInTheirOrder()
{
    QCOMPARE(shown(*m_model),
             QStringList({u"new"_qs, u"save"_qs, u"saveAs"_qs, u"csv"_qs, u"dark"_qs, u"stop"_qs,
                          u"run"_qs}));
}

void TestCommandsModel::whatWasUsedLastComesFirst()
{
    m_model->setCommands(commands(), {u"dark"_qs, u"gone"_qs, u"saveAs"_qs});
    QCOMPARE(shown(*m_model).mid(0, 3), QStringList({u"dark"_qs, u"saveAs"_qs, u"new"_qs}));
    QVERIFY(m_model->index(1, 0).data(CommandsModel::RecentRole).toBool());
    QVERIFY(!m_model->index(2, 0).data(CommandsModel::RecentRole).toBool());
}

void TestCommandsModel::theBestMatchComesFirst_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("first");

    QTest::newRow("a name") << u"save"_qs << u"save"_qs;
    QTest::newRow("two words, in any order") << u"as save"_qs << u"saveAs"_qs;
    QTest::newRow("first letters of words") << u"nm"_qs << u"new"_qs;
    QTest::newRow("without regard to case") << u"CSV"_qs << u"csv"_qs;
    QTest::newRow("a name before a place of the same name") << u"run"_qs << u"run"_qs;
}

void TestCommandsModel::theBestMatchComesFirst()
{
    QFETCH(const QString, search);
    QFETCH(const QString, first);
    m_model->setSearch(search);
    QCOMPARE(shown(*m_model).value(0), first);
}

void TestCommandsModel::theWayToItIsSearchedToo()
{
    m_model->setSearch(u"colours"_qs);
    QCOMPARE(shown(*m_model), QStringList(u"dark"_qs));
    m_model->setSearch(u"export figures"_qs);
    QCOMPARE(shown(*m_model), QStringList(u"csv"_qs));
    m_model->setSearch(u"nothing like it"_qs);
    QCOMPARE(m_model->rowCount(), 0);
}

void TestCommandsModel::amongEqualsTheOneUsedLastIsFirst()
{
    QList<Command> twins{{u"one"_qs, u"Zoom In"_qs, u"View"_qs, {}},
                         {u"two"_qs, u"Zoom Up"_qs, u"View"_qs, {}}};
    m_model->setCommands(twins, {});
    m_model->setSearch(u"zoom"_qs);
    QCOMPARE(shown(*m_model).value(0), u"one"_qs);
    m_model->setCommands(twins, {u"two"_qs});
    QCOMPARE(shown(*m_model).value(0), u"two"_qs);
}

void TestCommandsModel::whatIsFoundIsMarkedInItsOwnLine()
{
    m_model->setSearch(u"colours dark"_qs);
    const QModelIndex index = m_model->index(0, 0);
    QCOMPARE(index.data(CommandsModel::TitleMarksRole).value<QList<TextRange>>(),
             QList<TextRange>({{0, 4}}));
    const auto place = index.data(CommandsModel::PlaceMarksRole).value<QList<TextRange>>();
    QCOMPARE(place.size(), 1);
    QCOMPARE(
        index.data(CommandsModel::PlaceRole).toString().mid(place.at(0).start, place.at(0).size),
        u"Colours"_qs);
}

void TestCommandsModel::whatCannotBeDoneIsThereButNotToBeTaken()
{
    m_model->setSearch(u"stop"_qs);
    QCOMPARE(shown(*m_model), QStringList(u"stop"_qs));
    QVERIFY(!m_model->index(0, 0).flags().testFlag(Qt::ItemIsEnabled));
    QCOMPARE(enabledRow(*m_model, -1, 1), -1);
}

void TestCommandsModel::stepsPassOverWhatCannotBeDone()
{
    QCOMPARE(enabledRow(*m_model, -1, 1), 0);
    QCOMPARE(enabledRow(*m_model, 2, 1), 4); // over the CSV
    QCOMPARE(enabledRow(*m_model, 4, 1), 6); // over Stop
    QCOMPARE(enabledRow(*m_model, 6, 1), 0);
    QCOMPARE(enabledRow(*m_model, 0, -1), 6);
    m_model->setSearch(u"nothing like it"_qs);
    QCOMPARE(enabledRow(*m_model, -1, 1), -1);
}

void TestCommandsModel::aRowIsReadInWords()
{
    m_model->setSearch(u"dark"_qs);
    QCOMPARE(m_model->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             u"Dark, on, View › Colours"_qs);
    m_model->setSearch(u"stop"_qs);
    QCOMPARE(m_model->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             u"Stop, not available now, Run, Esc"_qs);
}

QTEST_GUILESS_MAIN(TestCommandsModel)
#include "tst_commandsmodel.moc"
