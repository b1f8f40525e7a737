// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvaslook.h"

#include <QApplication>
#include <QPainter>
#include <QTest>

using namespace moa;

class TestCanvasLook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreBrokenAtWords();
};

void TestCanvasLook::namesAreBrokenAtWords()
{
    const auto rows = [](const QString &text, int width) {
        QImage image(width, 60, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        drawParagraph(painter, image.rect(), text);
        painter.end();
        int last = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < width; ++x) {
                if (qGray(image.pixel(x, y)) < 128)
                    last = y;
            }
        }
        return last / qRound(QFontMetricsF(QApplication::font()).lineSpacing()) + 1;
    };
    const QFontMetrics metrics(QApplication::font());
    const int word = metrics.horizontalAdvance(u"Synthesizer"_qs) + 4;
    QCOMPARE(rows(u"Synthesizer Synthesizer"_qs, 2 * word + 20), 1);
    QCOMPARE(rows(u"Synthesizer Synthesizer"_qs, word), 2);
    // A word too long for its line is elided, not broken.
    QCOMPARE(rows(u"SynthesizerSynthesizer"_qs, word), 1);
}

QTEST_MAIN(TestCanvasLook)
#include "tst_canvaslook.moc"
