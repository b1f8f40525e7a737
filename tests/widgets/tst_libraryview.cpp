// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/presetlibrarymodel.h"
#include "library/libraryview.h"
#include "library/presetthumbnail.h"
#include "library/thumbnails.h"
#include "support/notation.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace moa;

Q_DECLARE_METATYPE(LibraryCommand)

namespace {

LibraryPreset preset(const QString &path, const QString &name, const QString &shape = u"a b|c"_qs)
{
    LibraryPreset result;
    result.path = path;
    result.hash = path.toUtf8();
    result.mixture = notation::mixture(shape);
    result.mixture.name = name;
    return result;
}

bool hasColor(const QImage &image, const QColor &color)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}

} // namespace

/** The library as a person looks through it, with the keyboard. */
class TestLibraryView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<PresetLibraryModel>();
        LibraryFolder bundled;
        bundled.kind = LibraryFolder::Kind::Bundled;
        bundled.presets = {preset(u":/moa.moa.json"_qs, u"MoA"_qs)};
        LibraryFolder mine;
        mine.kind = LibraryFolder::Kind::Mine;
        mine.path = u"/mine"_qs;
        m_team.path = u"/team"_qs;
        m_team.presets = {preset(u"/team/alpha.moa.json"_qs, u"Alpha"_qs),
                          preset(u"/team/beta.moa.json"_qs, u"Beta"_qs, u"x|y"_qs),
                          preset(u"/team/bad.moa.json"_qs, {})};
        m_team.presets.last().error = u"Line 3 ends early."_qs;
        m_folders = {bundled, mine, m_team};
        m_model->setFolders(m_folders);
        m_view = std::make_unique<LibraryView>(m_model.get());
        m_view->resize(700, 600);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_asked = std::make_unique<QSignalSpy>(m_view.get(), &LibraryView::asked);
    }
    void cleanup()
    {
        m_view.reset();
        m_model.reset();
    }

    void searchLeavesWhatFits_data();
    void searchLeavesWhatFits();
    void aSearchWithoutHitsSaysSo();
    void theKeyboardIsEnough();
    void commandsFitWhatIsChosen_data();
    void commandsFitWhatIsChosen();
    void theMenuOffersWhatCanBeDone();
    void foldedFoldersStayFolded();
    void whatIsToBeChosenMayComeLater();
    void aDoubleClickOpens();
    void drawingsAreInTheAgentsColours_data();
    void drawingsAreInTheAgentsColours();
    void drawingsOfAnySizeFit_data();
    void drawingsOfAnySizeFit();
    void drawingsAreKept();

private:
    [[nodiscard]] QStringList shown() const
    {
        QStringList result;
        const QAbstractItemModel *model = m_view->tree()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            const QModelIndex folder = model->index(row, 0);
            for (int at = 0; at < model->rowCount(folder); ++at)
                result.append(model->index(at, 0, folder).data().toString());
        }
        return result;
    }
    void choose(const QString &path) const
    {
        m_view->choose(path);
        QCOMPARE(m_view->chosen(), path);
    }

    LibraryFolder m_team;
    QList<LibraryFolder> m_folders;
    std::unique_ptr<PresetLibraryModel> m_model;
    std::unique_ptr<LibraryView> m_view;
    std::unique_ptr<QSignalSpy> m_asked;
};

void TestLibraryView::searchLeavesWhatFits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("name") << u"alp"_qs << QStringList{u"Alpha"_qs};
    QTest::newRow("file") << u"beta.moa"_qs << QStringList{u"Beta"_qs};
    QTest::newRow("model") << u"y"_qs << QStringList{u"Beta"_qs};
    QTest::newRow("folder") << u"TEAM"_qs << QStringList{u"Alpha"_qs, u"Beta"_qs, u"bad"_qs};
    QTest::newRow("two words") << u"team alpha"_qs << QStringList{u"Alpha"_qs};
}

void TestLibraryView::searchLeavesWhatFits()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    QTest::keyClicks(m_view->searchField(), text);
    QCOMPARE(shown(), expected);
    QCOMPARE(m_view->tree()->currentIndex().data().toString(), expected.constFirst());
    m_view->searchField()->clear();
    QCOMPARE(shown().size(), 4);
}

void TestLibraryView::aSearchWithoutHitsSaysSo()
{
    QTest::keyClicks(m_view->searchField(), u"nothing like it"_qs);
    QVERIFY(!m_view->tree()->isVisible());
    bool said = false;
    for (const QLabel *label : m_view->findChildren<QLabel *>())
        said = said || (label->isVisible() && label->text().contains(u"“nothing like it”"));
    QVERIFY(said);
    m_view->searchField()->clear();
    QVERIFY(m_view->tree()->isVisible());
}

void TestLibraryView::theKeyboardIsEnough()
{
    QTest::keyClicks(m_view->searchField(), u"team"_qs);
    QTest::keyClick(m_view->searchField(), Qt::Key_Down);
    QCOMPARE(m_view->chosen(), u"/team/beta.moa.json"_qs);
    QTest::keyClick(m_view->tree(), Qt::Key_Delete);
    QTest::keyClick(m_view->tree(), Qt::Key_F2);
    QTest::keyClick(m_view->tree(), Qt::Key_D, Qt::ControlModifier);
    QTest::keyClick(m_view->tree(), Qt::Key_Return);
    const QList<LibraryCommand> expected{LibraryCommand::Trash, LibraryCommand::Rename,
                                         LibraryCommand::Duplicate, LibraryCommand::Open};
    QCOMPARE(m_asked->size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QCOMPARE(m_asked->at(i).at(0).value<LibraryCommand>(), expected.at(i));
        QCOMPARE(m_asked->at(i).at(1).toString(), u"/team/beta.moa.json"_qs);
    }
}

void TestLibraryView::commandsFitWhatIsChosen_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QList<LibraryCommand>>("possible");
    using C = LibraryCommand;
    QTest::newRow("bundled") << u":/moa.moa.json"_qs
                             << QList<C>{C::Open, C::Duplicate, C::SaveAs, C::AddFolder};
    QTest::newRow("a file") << u"/team/alpha.moa.json"_qs
                            << QList<C>{C::Open,         C::Duplicate, C::SaveAs,    C::Rename,
                                        C::ShowInFolder, C::Trash,     C::Revisions, C::AddFolder};
    QTest::newRow("a damaged file")
        << u"/team/bad.moa.json"_qs
        << QList<C>{C::Open, C::Rename, C::ShowInFolder, C::Trash, C::Revisions, C::AddFolder};
    QTest::newRow("an added folder")
        << u"/team"_qs << QList<C>{C::ShowInFolder, C::AddFolder, C::RemoveFolder};
    QTest::newRow("the own folder") << u"/mine"_qs << QList<C>{C::ShowInFolder, C::AddFolder};
}

void TestLibraryView::commandsFitWhatIsChosen()
{
    QFETCH(QString, path);
    QFETCH(QList<LibraryCommand>, possible);
    const QAbstractItemModel *model = m_view->tree()->model();
    const QModelIndexList found = model->match(model->index(0, 0), PresetLibraryModel::PathRole,
                                               path, 1, Qt::MatchExactly | Qt::MatchRecursive);
    QCOMPARE(found.size(), 1);
    m_view->tree()->setCurrentIndex(found.constFirst());
    QList<LibraryCommand> enabled;
    for (int command = 0; command <= static_cast<int>(LibraryCommand::RemoveFolder); ++command) {
        if (m_view->action(static_cast<LibraryCommand>(command))->isEnabled())
            enabled.append(static_cast<LibraryCommand>(command));
    }
    QCOMPARE(enabled, possible);
}

void TestLibraryView::theMenuOffersWhatCanBeDone()
{
    choose(u":/moa.moa.json"_qs);
    const std::unique_ptr<QMenu> menu(m_view->createMenu());
    QStringList entries;
    for (const QAction *action : menu->actions()) {
        if (!action->isSeparator())
            entries.append(action->text().remove(u'&'));
    }
    QCOMPARE(entries, (QStringList{u"Open"_qs, u"Duplicate"_qs, u"Save a Copy As…"_qs}));
}

void TestLibraryView::foldedFoldersStayFolded()
{
    QTreeView *tree = m_view->tree();
    const QPersistentModelIndex team(tree->model()->index(2, 0));
    QVERIFY(tree->isExpanded(team));
    tree->collapse(team);
    m_folders.last().presets.append(preset(u"/team/new.moa.json"_qs, u"New"_qs));
    m_model->setFolders(m_folders);
    QVERIFY(!tree->isExpanded(team));
    QTest::keyClicks(m_view->searchField(), u"new"_qs);
    QCOMPARE(m_view->chosen(), u"/team/new.moa.json"_qs);
}

void TestLibraryView::whatIsToBeChosenMayComeLater()
{
    m_view->choose(u"/team/new.moa.json"_qs);
    QVERIFY(m_view->chosen() != u"/team/new.moa.json");
    m_folders.last().presets.prepend(preset(u"/team/new.moa.json"_qs, u"New"_qs));
    m_model->setFolders(m_folders);
    QCOMPARE(m_view->chosen(), u"/team/new.moa.json"_qs);
}

void TestLibraryView::aDoubleClickOpens()
{
    choose(u"/team/alpha.moa.json"_qs);
    QTreeView *tree = m_view->tree();
    const QPoint place = tree->visualRect(tree->currentIndex()).center();
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(tree->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(m_asked->size(), 1);
    QCOMPARE(m_asked->at(0).at(0).value<LibraryCommand>(), LibraryCommand::Open);
}

void TestLibraryView::drawingsAreInTheAgentsColours_data()
{
    QTest::addColumn<Theme::Scheme>("scheme");
    QTest::newRow("light") << Theme::Scheme::Light;
    QTest::newRow("dark") << Theme::Scheme::Dark;
    QTest::newRow("high contrast") << Theme::Scheme::HighContrast;
}

void TestLibraryView::drawingsAreInTheAgentsColours()
{
    QFETCH(Theme::Scheme, scheme);
    const Theme theme = Theme::make(scheme);
    const Mixture mixture = notation::mixture(u"one two|three"_qs);
    const QImage image = presetThumbnail(mixture, theme, {176, 96}, 2.0);
    QCOMPARE(image.size(), QSize(352, 192));
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            QVERIFY(hasColor(image,
                             theme.agentColor(agentColorIndex(agent.id.toString(), agent.color))));
        }
    }
}

void TestLibraryView::drawingsOfAnySizeFit_data()
{
    QTest::addColumn<QString>("shape");
    QTest::newRow("nothing") << u""_qs;
    QTest::newRow("one") << u"a"_qs;
    QTest::newRow("long") << u"a|b|c|d|e|f|g|h|i|j|k|l|m|n"_qs;
    QStringList many;
    for (int i = 0; i < 300; ++i)
        many.append(u"x%1"_qs.arg(i));
    QTest::newRow("tall") << many.join(u' ') + u"|z"_qs;
}

void TestLibraryView::drawingsOfAnySizeFit()
{
    QFETCH(QString, shape);
    Mixture mixture = notation::mixture(shape);
    if (mixture.layers.size() > 1) // links over layers, and to nowhere
        mixture.layers.last().agents.first().references = notation::ids(u"a x1 nobody"_qs);
    const QImage image =
        presetThumbnail(mixture, Theme::make(Theme::Scheme::Light), {176, 96}, 1.0);
    // Nothing reaches the edges: all of it is in the picture.
    for (int x = 0; x < image.width(); ++x) {
        QCOMPARE(qAlpha(image.pixel(x, 0)), 0);
        QCOMPARE(qAlpha(image.pixel(x, image.height() - 1)), 0);
    }
    QVERIFY(qAlpha(image.pixel(image.width() / 2, image.height() / 2)) > 0 || shape.isEmpty()
            || shape == u"a");
}

void TestLibraryView::drawingsAreKept()
{
    Thumbnails thumbnails;
    QSignalSpy drawn(&thumbnails, &Thumbnails::drawn);
    const Mixture mixture = notation::mixture(u"a|b"_qs);
    const Thumbnails::Look look{Theme::make(Theme::Scheme::Light), {100, 50}, 1.0};
    QVERIFY(thumbnails.image("hash", mixture, look).isNull());
    QVERIFY(thumbnails.image("hash", mixture, look).isNull());
    QTRY_COMPARE(drawn.size(), 1);
    QCOMPARE(thumbnails.image("hash", mixture, look).size(), QSize(100, 50));
    Thumbnails::Look other = look;
    other.theme = Theme::make(Theme::Scheme::Dark);
    QVERIFY(thumbnails.image("hash", mixture, other).isNull());
    QVERIFY(thumbnails.image("other", mixture, look).isNull());
}

QTEST_MAIN(TestLibraryView)
#include "tst_libraryview.moc"
