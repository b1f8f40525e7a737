// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmemory.h"

#include "canvas/canvasview.h"
#include "items/mixturedocument.h"
#include "support/notation.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace moa;

/** Views of presets, kept in a file as the program keeps them. */
class TestViewMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aPresetNeverSeenIsFramed();
    void aPresetIsSeenAsItWasLeft();
    void viewsAreKeptBetweenStarts();
    void whatWasFramedIsFramedInAnotherSize();
    void aSavedPresetKeepsItsViewUnderItsNewName();
    void aNewMixtureIsNotRemembered();
    void onlyTheLastHundredAreRemembered();
    void aDamagedFileDoesNoHarm();
    void theOverviewStaysAsItWasChosen();
    void beforeTheCanvasIsShownItWaits();

private:
    void begin(bool shown = true);
    void end();
    void load(const QString &preset, const QString &layers);
    void zoomIn();
    [[nodiscard]] CanvasNavigation &navigation() const { return *m_canvas->navigation(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MixtureDocument> m_document;
    std::unique_ptr<CanvasView> m_canvas;
    std::unique_ptr<ViewMemory> m_memory;
};

void TestViewMemory::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    begin();
}

void TestViewMemory::cleanup()
{
    end();
}

void TestViewMemory::begin(bool shown)
{
    m_settings =
        std::make_unique<QSettings>(m_folder->filePath(u"studio.ini"_qs), QSettings::IniFormat);
    m_document = std::make_unique<MixtureDocument>();
    m_canvas = std::make_unique<CanvasView>(m_document.get());
    m_canvas->resize(1000, 600);
    m_canvas->setAnimated(false);
    if (shown) {
        m_canvas->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
    }
    m_memory = std::make_unique<ViewMemory>(m_canvas.get(), m_settings.get(), nullptr);
}

void TestViewMemory::end()
{
    m_memory.reset();
    m_canvas.reset();
    m_document.reset();
    m_settings.reset();
}

void TestViewMemory::load(const QString &preset, const QString &layers)
{
    m_document->reset(notation::mixture(layers));
    m_memory->opened(preset);
}

void TestViewMemory::zoomIn()
{
    const QPoint at(500, 300);
    QWheelEvent wheel(at, m_canvas->viewport()->mapToGlobal(at), {}, {0, 240}, Qt::NoButton,
                      Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_canvas->viewport(), &wheel);
}

void TestViewMemory::aPresetNeverSeenIsFramed()
{
    load(u"/a"_qs, u"a b c d e f g h i j|k"_qs);
    QVERIFY(navigation().scale() < 1.0);
    QVERIFY(navigation().state().everything);
}

void TestViewMemory::aPresetIsSeenAsItWasLeft()
{
    load(u"/a"_qs, u"a b c d e f g h i j|k"_qs);
    zoomIn();
    navigation().panBy({-90, -70});
    const ViewPlace left = navigation().state();
    load(u"/b"_qs, u"a|b"_qs);
    QVERIFY(navigation().state().everything);
    load(u"/a"_qs, u"a b c d e f g h i j|k"_qs);
    QCOMPARE(navigation().scale(), left.scale);
    QVERIFY((navigation().state().centre - left.centre).manhattanLength() < 20.0);
    QVERIFY(!navigation().state().everything);
}

void TestViewMemory::viewsAreKeptBetweenStarts()
{
    load(u"/folder/été; 1.moa.json"_qs, u"a b c d e f g h i j|k"_qs);
    zoomIn();
    const ViewPlace left = navigation().state();
    end();
    begin();
    load(u"/folder/été; 1.moa.json"_qs, u"a b c d e f g h i j|k"_qs);
    QCOMPARE(navigation().scale(), left.scale);
    QVERIFY((navigation().state().centre - left.centre).manhattanLength() < 20.0);
}

void TestViewMemory::whatWasFramedIsFramedInAnotherSize()
{
    load(u"/a"_qs, u"a b c d e f g h i j|k"_qs);
    m_canvas->canvasActions()->frameAll->trigger();
    const double before = navigation().scale();
    end();
    begin();
    m_canvas->resize(1000, 300);
    QCoreApplication::sendPostedEvents();
    load(u"/a"_qs, u"a b c d e f g h i j|k"_qs);
    QVERIFY(navigation().scale() < before);
    QVERIFY(navigation().state().everything);
}

void TestViewMemory::aSavedPresetKeepsItsViewUnderItsNewName()
{
    load(QString(), u"a b c d e f g h i j|k"_qs);
    zoomIn();
    const double left = navigation().scale();
    m_memory->renamed(u"/saved"_qs);
    load(u"/b"_qs, u"a|b"_qs);
    load(u"/saved"_qs, u"a b c d e f g h i j|k"_qs);
    QCOMPARE(navigation().scale(), left);
}

void TestViewMemory::aNewMixtureIsNotRemembered()
{
    load(QString(), u"a b c|d"_qs);
    zoomIn();
    load(QString(), u"a b c|d"_qs);
    QVERIFY(navigation().state().everything);
}

void TestViewMemory::onlyTheLastHundredAreRemembered()
{
    for (int preset = 0; preset < 105; ++preset) {
        load(u"/%1"_qs.arg(preset), u"a|b"_qs);
        zoomIn();
    }
    end();
    begin();
    load(u"/4"_qs, u"a|b"_qs);
    QVERIFY(navigation().state().everything);
    load(u"/104"_qs, u"a|b"_qs);
    QVERIFY(!navigation().state().everything);
    load(u"/6"_qs, u"a|b"_qs);
    QVERIFY(!navigation().state().everything);
    m_settings->sync();
    QCOMPARE(m_settings->beginReadArray(u"canvas/views"_qs), 100);
    m_settings->endArray();
}

void TestViewMemory::aDamagedFileDoesNoHarm()
{
    end();
    {
        QSettings settings(m_folder->filePath(u"studio.ini"_qs), QSettings::IniFormat);
        settings.setValue(u"canvas/views/size"_qs, 3);
        settings.setValue(u"canvas/views/1/preset"_qs, u"/a"_qs);
        settings.setValue(u"canvas/views/1/scale"_qs, u"nan"_qs);
        settings.setValue(u"canvas/views/2/scale"_qs, 1.0);
        settings.setValue(u"canvas/views/3/preset"_qs, u"/b"_qs);
        settings.setValue(u"canvas/views/3/scale"_qs, 1e300);
        settings.setValue(u"canvas/views/3/centre"_qs, QPointF(1e300, -1e300));
    }
    begin();
    for (const QString &preset : {u"/a"_qs, u"/b"_qs}) {
        load(preset, u"a|b"_qs);
        QVERIFY(navigation().scale() <= CanvasNavigation::largestScale);
        QVERIFY(navigation().seen().intersects(navigation().content()));
    }
}

void TestViewMemory::theOverviewStaysAsItWasChosen()
{
    QVERIFY(m_canvas->canvasActions()->minimap->isChecked());
    m_canvas->canvasActions()->minimap->trigger();
    end();
    begin();
    QVERIFY(!m_canvas->canvasActions()->minimap->isChecked());
}

void TestViewMemory::beforeTheCanvasIsShownItWaits()
{
    load(u"/a"_qs, u"a b c d e f g h i j|k"_qs);
    zoomIn();
    const ViewPlace left = navigation().state();
    load(u"/b"_qs, u"a|b"_qs);
    end();
    begin(false);
    load(u"/a"_qs, u"a b c d e f g h i j|k"_qs);
    m_canvas->show();
    QTRY_COMPARE(navigation().scale(), left.scale);
    QVERIFY((navigation().state().centre - left.centre).manhattanLength() < 20.0);
}

QTEST_MAIN(TestViewMemory)
#include "tst_viewmemory.moc"
