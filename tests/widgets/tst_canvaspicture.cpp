// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvaspicture.h"
#include "canvas/canvasscene.h"
#include "canvasfixture.h"

#include <QBuffer>
#include <QPdfWriter>
#include <QXmlStreamReader>

using namespace moa;

/** The drawing of a mixture as it leaves the window. */
class TestCanvasPicture : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void theSvgIsWellFormedAndNamesEveryone();
    void whatIsSelectedOrPointedAtIsNotPartOfIt();
    void itIsLightWhateverTheWindowIs();
    void whatARunSaidIsPartOfIt();
    void theImageShowsAllOfIt();
    void aHugeMixtureMakesABoundedImage();
    void itPrintsOnOnePage();

private:
    [[nodiscard]] CanvasScene &scene() const { return *m_view->canvasScene(); }
    [[nodiscard]] QByteArray svg() const { return CanvasPicture(scene()).svg(); }
};

void TestCanvasPicture::theSvgIsWellFormedAndNamesEveryone()
{
    Mixture mixture = m_document->mixture();
    mixture.name = u"Tides <&>"_qs;
    m_document->reset(mixture);
    QXmlStreamReader reader(svg());
    QString text;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isCharacters())
            text += reader.text();
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(text.contains(u"Tides <&>"));
    for (const Layer &layer : m_document->mixture().layers) {
        for (const Agent &agent : layer.agents)
            QVERIFY2(text.contains(agent.displayName()), qPrintable(text));
    }
}

void TestCanvasPicture::whatIsSelectedOrPointedAtIsNotPartOfIt()
{
    const QImage before = CanvasPicture(scene()).image();
    click(centre("b"));
    QTest::mouseMove(m_view->viewport(), centre("d"));
    QCOMPARE(scene().selectedAgents().size(), 1);
    QCOMPARE(CanvasPicture(scene()).image(), before);
}

void TestCanvasPicture::itIsLightWhateverTheWindowIs()
{
    m_view->setPalette(Theme::make(Theme::Scheme::Dark).palette());
    const QImage image = CanvasPicture(scene()).image(1);
    QCOMPARE(image.pixelColor(1, 1), Theme::make(Theme::Scheme::Light).window);
}

void TestCanvasPicture::whatARunSaidIsPartOfIt()
{
    const QImage before = CanvasPicture(scene()).image();
    CardState state;
    state.word = u"Failed"_qs;
    m_view->setResponseSummary(notation::id("b"), state);
    QVERIFY(CanvasPicture(scene()).image() != before);
}

void TestCanvasPicture::theImageShowsAllOfIt()
{
    // As far in as the view may be, the picture is of the whole.
    m_view->scale(4, 4);
    const QSizeF bounds = scene().canvasLayout().bounds().size();
    const QImage image = CanvasPicture(scene()).image(2);
    QVERIFY(image.width() >= bounds.width() * 2);
    QVERIFY(image.height() >= bounds.height() * 2);
    QImage read;
    QVERIFY(read.loadFromData(CanvasPicture(scene()).png(), "PNG"));
    QCOMPARE(read.size(), image.size());
}

void TestCanvasPicture::aHugeMixtureMakesABoundedImage()
{
    Mixture mixture;
    Layer layer;
    for (int i = 0; i < 500; ++i) {
        Agent agent;
        agent.id = AgentId(u"a%1"_qs.arg(i));
        layer.agents.append(agent);
    }
    mixture.layers = {layer};
    m_document->reset(mixture);
    const QImage image = CanvasPicture(scene()).image();
    QVERIFY(!image.isNull());
    QVERIFY(image.height() <= 16'000);
}

void TestCanvasPicture::itPrintsOnOnePage()
{
    QByteArray pdf;
    QBuffer buffer(&pdf);
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    {
        QPdfWriter writer(&buffer);
        CanvasPicture(scene()).print(writer);
    }
    QVERIFY(pdf.startsWith("%PDF"));
    QCOMPARE(pdf.count("/Type /Page\n"), 1);
}

QTEST_MAIN(TestCanvasPicture)
#include "tst_canvaspicture.moc"
