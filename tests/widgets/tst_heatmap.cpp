// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/heatmap.h"
#include "theme/theme.h"

#include <limits>
#include <QLocale>
#include <QScrollBar>
#include <QTest>

using namespace moa;

class TestHeatMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void everyValueIsReadableOnItsGround_data();
    void everyValueIsReadableOnItsGround();
    void moreAlikeStandsOutMore_data() { everyValueIsReadableOnItsGround_data(); }
    void moreAlikeStandsOutMore();
    void theCellsHaveTheColorsOfTheirValues();
    void valuesAreWrittenAsTheirMetricIs_data();
    void valuesAreWrittenAsTheirMetricIs();
    void cellsThatDoNotFitAreScrolledTo();

private:
    static HeatMapContent content(qsizetype size)
    {
        HeatMapContent made;
        made.matrix.size = size;
        for (qsizetype row = 0; row < size; ++row) {
            made.entries.append({{AgentId(QString::number(row)), 1},
                                 QStringLiteral("Agent %1").arg(row),
                                 static_cast<int>(row)});
            for (qsizetype column = 0; column < size; ++column)
                made.matrix.values.append(row == column ? 1.0 : 0.9 / static_cast<double>(1 + row));
        }
        return made;
    }
};

void TestHeatMap::everyValueIsReadableOnItsGround_data()
{
    QTest::addColumn<int>("scheme");
    QTest::newRow("light") << static_cast<int>(Theme::Scheme::Light);
    QTest::newRow("dark") << static_cast<int>(Theme::Scheme::Dark);
    QTest::newRow("high contrast") << static_cast<int>(Theme::Scheme::HighContrast);
}

void TestHeatMap::everyValueIsReadableOnItsGround()
{
    QFETCH(int, scheme);
    const Theme theme = Theme::make(static_cast<Theme::Scheme>(scheme));
    for (int step = 0; step <= 100; ++step) {
        const double ratio = contrastRatio(theme.text, theme.scaleColor(step / 100.0));
        QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 at %2").arg(ratio).arg(step)));
    }
    QVERIFY(contrastRatio(theme.secondaryText, theme.raised) >= 4.5);
}

void TestHeatMap::moreAlikeStandsOutMore()
{
    QFETCH(int, scheme);
    const Theme theme = Theme::make(static_cast<Theme::Scheme>(scheme));
    double before = 0.0;
    for (int step = 0; step <= 10; ++step) {
        const double ratio = contrastRatio(theme.scaleColor(step / 10.0), theme.scaleLow);
        QVERIFY(ratio > before);
        before = ratio;
    }
    QVERIFY(before > 2.0);
    for (const QColor &part : theme.partColors)
        QVERIFY2(contrastRatio(part, theme.surface) >= 3.0, qPrintable(part.name()));
    for (qsizetype part = 1; part < theme.partColors.size(); ++part)
        QVERIFY2(contrastRatio(theme.partColors.at(part), theme.partColors.at(part - 1)) >= 1.4,
                 qPrintable(theme.partColors.at(part).name()));
}

void TestHeatMap::theCellsHaveTheColorsOfTheirValues()
{
    QApplication::setPalette(Theme::make(Theme::Scheme::Dark).palette());
    HeatMap map;
    map.resize(500, 300);
    map.setContent(content(3));
    map.show();
    const Theme theme = Theme::make(Theme::Scheme::Dark);
    const QImage image = map.viewport()->grab().toImage();
    const auto ground = [&](qsizetype row, qsizetype column) {
        return image.pixel(map.cellRect(row, column).topLeft() + QPoint(4, 4));
    };
    QCOMPARE(ground(0, 1), theme.scaleColor(0.9).rgb());
    QCOMPARE(ground(2, 0), theme.scaleColor(0.3).rgb());
    QCOMPARE(ground(1, 1), theme.raised.rgb());
}

void TestHeatMap::valuesAreWrittenAsTheirMetricIs_data()
{
    QTest::addColumn<int>("metric");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("BLEU") << static_cast<int>(SimilarityMetric::Bleu) << 0.2344 << u"23.4"_qs;
    QTest::newRow("chrF") << static_cast<int>(SimilarityMetric::Chrf) << 1.0 << u"100.0"_qs;
    QTest::newRow("TF-IDF") << static_cast<int>(SimilarityMetric::TfIdf) << 0.616 << u"0.62"_qs;
    QTest::newRow("Levenshtein") << static_cast<int>(SimilarityMetric::Levenshtein) << 0.5
                                 << u"0.50"_qs;
    QTest::newRow("not known") << static_cast<int>(SimilarityMetric::Levenshtein)
                               << std::numeric_limits<double>::quiet_NaN() << u"–"_qs;
}

void TestHeatMap::valuesAreWrittenAsTheirMetricIs()
{
    QFETCH(int, metric);
    QFETCH(double, value);
    QTEST(HeatMapContent::figure(static_cast<SimilarityMetric>(metric), value, QLocale()), "text");
}

void TestHeatMap::cellsThatDoNotFitAreScrolledTo()
{
    HeatMap map;
    map.resize(400, 200);
    map.setContent(content(60));
    map.show();
    QVERIFY(!map.viewport()->rect().contains(map.cellRect(59, 59)));
    map.verticalScrollBar()->setValue(map.verticalScrollBar()->maximum());
    map.horizontalScrollBar()->setValue(map.horizontalScrollBar()->maximum());
    QVERIFY(map.viewport()->rect().contains(map.cellRect(59, 59)));
}

QTEST_MAIN(TestHeatMap)
#include "tst_heatmap.moc"
