// SPDX-License-Identifier: GPL-3.0-or-later
#include "../widgets/canvasfixture.h"
#include "exportmenu.h"
#include "ui/drawingactions.h"

#include <QApplication>
#include <QClipboard>
#include <QPrintDialog>
#include <QPrinter>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace moa;

/** The menu entries that take the drawing out of the window. */
class TestDrawingActions : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theDrawingIsExported_data();
    void theDrawingIsExported();
    void whatCannotBeWrittenIsSaid();
    void theDrawingIsCopied();
    void theDrawingIsPrinted();

private:
    /// Triggers the entry of the menu, and answers the dialog with @p path.
    void exportAs(const QString &entry, const QString &path);
    [[nodiscard]] QString told() const
    {
        return m_told->isEmpty() ? QString() : m_told->constLast().constFirst().toString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DrawingActions> m_actions;
    std::unique_ptr<QSignalSpy> m_told;
};

void TestDrawingActions::init()
{
    CanvasFixture::init();
    m_folder = std::make_unique<QTemporaryDir>();
    m_actions = std::make_unique<DrawingActions>(m_view.get(), nullptr);
    m_told = std::make_unique<QSignalSpy>(m_actions.get(), &DrawingActions::told);
}

void TestDrawingActions::cleanup()
{
    m_told.reset();
    m_actions.reset();
    m_folder.reset();
    CanvasFixture::cleanup();
}

void TestDrawingActions::exportAs(const QString &entry, const QString &path)
{
    QAction *action = test::entryOf(*m_actions->exportMenu, entry);
    QVERIFY(action);
    action->trigger();
    auto *dialog = m_view->findChild<QFileDialog *>();
    QVERIFY(dialog);
    test::answer(dialog, path);
    QTRY_COMPARE(m_told->size(), 1);
}

void TestDrawingActions::theDrawingIsExported_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("SVG") << u"SVG"_qs << u"drawing.svg"_qs << QByteArray("<?xml");
    QTest::newRow("PNG") << u"PNG"_qs << u"drawing.png"_qs << QByteArray("\x89PNG");
    QTest::newRow("the suffix is added") << u"SVG"_qs << u"drawing"_qs << QByteArray("<?xml");
}

void TestDrawingActions::theDrawingIsExported()
{
    QFETCH(QString, entry);
    QFETCH(QString, name);
    QFETCH(QByteArray, start);
    exportAs(entry, m_folder->filePath(name));
    const QString suffix = entry.toLower();
    const QString file = m_folder->filePath(u"drawing."_qs + suffix);
    const QByteArray content = test::contentOf(file);
    QVERIFY2(content.startsWith(start), content.left(40).constData());
    QVERIFY2(told().contains(file), qPrintable(told()));
}

void TestDrawingActions::whatCannotBeWrittenIsSaid()
{
    // A folder stands where the file is to be.
    QVERIFY(QDir(m_folder->path()).mkpath(u"taken.svg/inside"_qs));
    const QString place = m_folder->filePath(u"taken.svg"_qs);
    m_actions->exportMenu->actions().constFirst()->trigger();
    auto *dialog = m_view->findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(place);
    QCOMPARE(m_told->size(), 1);
    QVERIFY2(told().startsWith(place + u": "_qs), qPrintable(told()));
    QVERIFY(QFileInfo(place).isDir());
}

void TestDrawingActions::theDrawingIsCopied()
{
    QGuiApplication::clipboard()->clear();
    m_actions->copy->trigger();
    const QImage image = QGuiApplication::clipboard()->image();
    QVERIFY(image.width() > card("a").width());
    QVERIFY(!told().isEmpty());
}

void TestDrawingActions::theDrawingIsPrinted()
{
    QCOMPARE(m_actions->print->shortcut(), QKeySequence(QKeySequence::Print));
    m_actions->print->trigger();
    auto *dialog = m_view->findChild<QPrintDialog *>();
    QVERIFY(dialog);
    QVERIFY(dialog->isVisible());
    QPrinter *printer = dialog->printer();
    QCOMPARE(printer->pageLayout().orientation(), QPageLayout::Landscape);
    printer->setOutputFormat(QPrinter::PdfFormat);
    printer->setOutputFileName(m_folder->filePath(u"drawing.pdf"_qs));
    Q_EMIT dialog->accepted(printer);
    QFile file(m_folder->filePath(u"drawing.pdf"_qs));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(8).startsWith("%PDF-"));
    QVERIFY(file.size() > 1000);
}

int main(int argc, char *argv[])
{
    const QTemporaryDir home;
    // Where a file dialog keeps its last folders.
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    const QApplication application(argc, argv);
    TestDrawingActions test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_drawingactions.moc"
