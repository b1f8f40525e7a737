// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/presetlibrarymodel.h"
#include "support/notation.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

LibraryPreset preset(const QString &name, const QString &shape = u"a b|c"_qs)
{
    LibraryPreset result;
    result.path = u"/team/%1.moa.json"_qs.arg(name);
    result.hash = name.toUtf8();
    result.mixture = notation::mixture(shape);
    result.mixture.name = name;
    return result;
}

LibraryFolder folder(LibraryFolder::Kind kind, const QStringList &names)
{
    LibraryFolder result;
    result.kind = kind;
    result.path = kind == LibraryFolder::Kind::Bundled ? QString() : u"/team"_qs;
    for (const QString &name : names)
        result.presets.append(preset(name));
    return result;
}

} // namespace

/** The library as a tree that a view keeps its place in. */
class TestPresetLibraryModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_model = std::make_unique<PresetLibraryModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void foldersHoldTheirPresets();
    void whatStaysKeepsItsIndex_data();
    void whatStaysKeepsItsIndex();
    void foldersComeAndGo();
    void figuresAreToldInWords();
    void aDamagedPresetTellsWhy();
    void theOpenPresetIsMarked();

private:
    [[nodiscard]] QStringList names(int row) const
    {
        QStringList result;
        const QModelIndex parent = m_model->index(row, 0);
        for (int at = 0; at < m_model->rowCount(parent); ++at)
            result.append(m_model->index(at, 0, parent).data().toString());
        return result;
    }

    std::unique_ptr<PresetLibraryModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestPresetLibraryModel::foldersHoldTheirPresets()
{
    m_model->setFolders({folder(LibraryFolder::Kind::Bundled, {u"MoA"_qs}),
                         folder(LibraryFolder::Kind::Mine, {}),
                         folder(LibraryFolder::Kind::Added, {u"x"_qs, u"y"_qs})});
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->index(0, 0).data().toString(), u"Bundled with MoA Studio"_qs);
    QCOMPARE(m_model->index(1, 0).data().toString(), u"My presets"_qs);
    QCOMPARE(m_model->index(2, 0).data().toString(), u"team"_qs);
    QCOMPARE(names(2), (QStringList{u"x"_qs, u"y"_qs}));
    QVERIFY(!m_model->index(1, 0).data(PresetLibraryModel::ErrorRole).toString().isEmpty());
    QVERIFY(m_model->index(2, 0).data(PresetLibraryModel::ErrorRole).toString().isEmpty());
    const QModelIndex y = m_model->find(u"/team/y.moa.json"_qs);
    QCOMPARE(y.data(PresetLibraryModel::ModelsRole).toString(), u"a, b, c"_qs);
    QVERIFY(y.data(PresetLibraryModel::SearchRole).toString().contains(u"y.moa.json"));
    QVERIFY(!m_model->find(u"/team/z.moa.json"_qs).isValid());
}

void TestPresetLibraryModel::whatStaysKeepsItsIndex_data()
{
    QTest::addColumn<QStringList>("after");
    QTest::newRow("the same") << QStringList{u"a"_qs, u"b"_qs, u"c"_qs};
    QTest::newRow("one before") << QStringList{u"0"_qs, u"a"_qs, u"b"_qs, u"c"_qs};
    QTest::newRow("one gone") << QStringList{u"b"_qs, u"c"_qs};
    QTest::newRow("another order") << QStringList{u"c"_qs, u"b"_qs, u"a"_qs};
    QTest::newRow("much") << QStringList{u"x"_qs, u"c"_qs, u"y"_qs, u"b"_qs, u"z"_qs};
}

void TestPresetLibraryModel::whatStaysKeepsItsIndex()
{
    QFETCH(QStringList, after);
    m_model->setFolders({folder(LibraryFolder::Kind::Added, {u"a"_qs, u"b"_qs, u"c"_qs})});
    const QPersistentModelIndex b(m_model->find(u"/team/b.moa.json"_qs));
    m_model->setFolders({folder(LibraryFolder::Kind::Added, after)});
    QCOMPARE(names(0), after);
    QCOMPARE(b.data().toString(), u"b"_qs);
    QCOMPARE(b.row(), after.indexOf(u"b"_qs));
}

void TestPresetLibraryModel::foldersComeAndGo()
{
    const LibraryFolder bundled = folder(LibraryFolder::Kind::Bundled, {u"MoA"_qs});
    LibraryFolder one = folder(LibraryFolder::Kind::Added, {u"a"_qs});
    LibraryFolder two = one;
    two.path = u"/other"_qs;
    two.presets.first().path = u"/other/a.moa.json"_qs;
    m_model->setFolders({bundled, one});
    const QPersistentModelIndex a(m_model->find(u"/team/a.moa.json"_qs));
    m_model->setFolders({bundled, two, one});
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(a.parent().row(), 2);
    m_model->setFolders({bundled, one, two});
    QCOMPARE(names(2), QStringList{u"a"_qs});
    m_model->setFolders({bundled});
    QCOMPARE(m_model->rowCount(), 1);
    QVERIFY(!a.isValid());
}

void TestPresetLibraryModel::figuresAreToldInWords()
{
    m_model->setFolders(
        {folder(LibraryFolder::Kind::Added, {u"ran"_qs, u"unpriced"_qs, u"new"_qs})});
    m_model->setTypical([](const QString &name,
                           const QStringList &models) -> std::optional<TypicalFigures> {
        if (name == u"new" || models != QStringList{u"maker/a"_qs, u"maker/b"_qs, u"maker/c"_qs})
            return std::nullopt;
        TypicalFigures figures;
        figures.wallMs = 9100;
        if (name == u"ran")
            figures.cost = Usd::fromString(u"0.012");
        return figures;
    });
    const auto said = [this](const char *name) {
        return m_model->find(u"/team/%1.moa.json"_qs.arg(QLatin1String(name)))
            .data(PresetLibraryModel::FiguresRole)
            .toString();
    };
    QVERIFY2(said("ran").endsWith(u" · typically $0.012, 9.1 s"), qPrintable(said("ran")));
    QVERIFY2(said("unpriced").endsWith(u" · typically 9.1 s"), qPrintable(said("unpriced")));
    QVERIFY2(!said("new").contains(u"typically"), qPrintable(said("new")));
    QVERIFY(said("new").startsWith(u"2 layer"));
}

void TestPresetLibraryModel::aDamagedPresetTellsWhy()
{
    LibraryFolder damaged = folder(LibraryFolder::Kind::Added, {u"bad"_qs});
    damaged.presets.first().error = u"Line 3 ends early."_qs;
    m_model->setFolders({damaged});
    const QModelIndex bad = m_model->index(0, 0, m_model->index(0, 0));
    QCOMPARE(bad.data(PresetLibraryModel::ErrorRole).toString(), u"Line 3 ends early."_qs);
    QVERIFY(bad.data(PresetLibraryModel::FiguresRole).toString().isEmpty());
    QVERIFY(bad.data(Qt::AccessibleTextRole).toString().contains(u"Line 3 ends early."));
}

void TestPresetLibraryModel::theOpenPresetIsMarked()
{
    m_model->setFolders({folder(LibraryFolder::Kind::Added, {u"a"_qs, u"b"_qs})});
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setOpen(u"/team/b.moa.json"_qs);
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_model->find(u"/team/b.moa.json"_qs).data(PresetLibraryModel::OpenRole).toBool());
    m_model->setOpen(u"/team/a.moa.json"_qs);
    QVERIFY(!m_model->find(u"/team/b.moa.json"_qs).data(PresetLibraryModel::OpenRole).toBool());
}

QTEST_GUILESS_MAIN(TestPresetLibraryModel)
#include "tst_presetlibrarymodel.moc"
