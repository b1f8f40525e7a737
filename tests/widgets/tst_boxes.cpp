// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/boxes.h"

#include <algorithm>
#include <cstdlib>
#include <QImage>
#include <QPainter>
#include <QPixmapCache>
#include <QSet>
#include <QTest>

using namespace moa;

Q_DECLARE_METATYPE(QList<moa::box::Filling>)

class TestBoxes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStackLooksLikeItsFillings_data();
    void aStackLooksLikeItsFillings();
    void everyStackKeepsItsOwnLook();
    void aLowStackIsAsHighWhereverItStands();
    void aLowBoxIsOfOneShade_data();
    void aLowBoxIsOfOneShade();

private:
    static constexpr QSize size{260, 120};

    /// A picture of what @p paint paints over a ground that is not plain.
    template <typename Paint>
    [[nodiscard]] static QImage painted(double ratio, double scale, const Paint &paint)
    {
        QImage image(size * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(QColor(240, 200, 120));
        QPainter painter(&image);
        painter.scale(scale, scale);
        paint(painter);
        return image;
    }
};

void TestBoxes::aStackLooksLikeItsFillings_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<double>("scale");
    QTest::addColumn<double>("height");
    QTest::addColumn<QList<box::Filling>>("fillings");
    const QList<box::Filling> card{{QColor(200, 200, 200)},
                                   {QColor(255, 255, 255), 1.0, 4.0},
                                   {QColor(20, 80, 200), 1.0, 0.0, 4.0}};
    const QList<box::Filling> muted{{QColor(230, 230, 230)},
                                    {QColor(230, 230, 230), 1.0, 4.0},
                                    {QColor(20, 80, 200, 128), 1.0, 0.0, 4.0}};
    const QList<box::Filling> selected =
        card + QList<box::Filling>{{QColor(0, 0, 255, 15), 1.0, 4.0}};
    const QList<box::Filling> track{{QColor(90, 90, 90, 90)}};
    QTest::newRow("card") << 1.0 << 1.0 << 80.0 << card;
    QTest::newRow("card at 2x") << 2.0 << 1.0 << 80.0 << card;
    QTest::newRow("card at 1.5x") << 1.5 << 1.0 << 80.0 << card;
    QTest::newRow("card at 1.5x and 81 %") << 1.5 << 0.81 << 80.0 << card;
    QTest::newRow("card at 73 %") << 1.0 << 0.73 << 80.0 << card;
    QTest::newRow("muted card") << 1.0 << 1.0 << 80.0 << muted;
    QTest::newRow("selected card") << 1.0 << 1.2 << 80.0 << selected;
    QTest::newRow("all of it are corners") << 1.0 << 1.0 << 12.0 << card;
    QTest::newRow("a bar") << 1.0 << 1.0 << 3.0 << track;
}

void TestBoxes::aStackLooksLikeItsFillings()
{
    QFETCH(const double, ratio);
    QFETCH(const double, scale);
    QFETCH(const double, height);
    QFETCH(const QList<box::Filling>, fillings);
    const QRectF rect(10.3, 12.0, 190.0, height);
    constexpr double radius = 8.0;
    const QImage one = painted(ratio, scale, [&](QPainter &painter) {
        for (const box::Filling &each : fillings)
            box::fill(painter, {rect, radius, each.inset, each.cut, each.side}, each.color);
    });
    box::Stack stack;
    for (int round = 0; round < 2; ++round) {
        const QImage other = painted(
            ratio, scale, [&](QPainter &painter) { stack.fill(painter, rect, radius, fillings); });
        QCOMPARE(other.size(), one.size());
        for (int y = 0; y < one.height(); ++y) {
            for (int x = 0; x < one.width(); ++x) {
                const QColor left = one.pixelColor(x, y);
                const QColor right = other.pixelColor(x, y);
                // Corners are blended once more on their way: that rounds once more.
                const int far = std::max({std::abs(left.red() - right.red()),
                                          std::abs(left.green() - right.green()),
                                          std::abs(left.blue() - right.blue())});
                QVERIFY2(
                    far <= 3,
                    qPrintable(u"%1, %2: %3 %4"_qs.arg(x).arg(y).arg(left.name(), right.name())));
            }
        }
    }
}

void TestBoxes::everyStackKeepsItsOwnLook()
{
    const auto corner = [](box::Stack &stack, const QColor &color) {
        return painted(1.0, 1.0,
                       [&](QPainter &painter) {
                           stack.fill(painter, {10, 10, 100, 60}, 8.0, {{color}});
                       })
            .pixelColor(20, 11);
    };
    box::Stack red;
    box::Stack alsoRed;
    box::Stack blue;
    QCOMPARE(corner(red, Qt::red), QColor(Qt::red));
    QCOMPARE(corner(alsoRed, Qt::red), QColor(Qt::red));
    QCOMPARE(corner(blue, Qt::blue), QColor(Qt::blue));
    // One that changes its look does not change that of others.
    QCOMPARE(corner(alsoRed, Qt::blue), QColor(Qt::blue));
    QCOMPARE(corner(red, Qt::red), QColor(Qt::red));
}

void TestBoxes::aLowStackIsAsHighWhereverItStands()
{
    QSet<int> heights;
    for (double top = 20.0; top < 21.0; top += 0.1) {
        box::Stack stack;
        const QImage image = painted(1.0, 0.8, [&](QPainter &painter) {
            stack.fill(painter, QRectF(10, top, 200, 3), 1.5, {{QColor(Qt::black)}});
        });
        int height = 0;
        for (int y = 0; y < image.height(); ++y)
            height += image.pixelColor(100, y) == QColor(Qt::black) ? 1 : 0;
        heights.insert(height);
    }
    QCOMPARE(heights, QSet<int>{2});
}

void TestBoxes::aLowBoxIsOfOneShade_data()
{
    QTest::addColumn<double>("top");
    QTest::addColumn<double>("scale");
    QTest::newRow("3 pixels") << 20.0 << 1.0;
    QTest::newRow("2.4 pixels") << 20.0 << 0.8;
    QTest::newRow("2.4 pixels, elsewhere") << 20.6 << 0.8;
    QTest::newRow("2.6 pixels") << 20.3 << 0.87;
}

void TestBoxes::aLowBoxIsOfOneShade()
{
    QFETCH(const double, top);
    QFETCH(const double, scale);
    for (const double ratio : {1.0, 1.5, 2.0}) {
        const QImage image = painted(ratio, scale, [&](QPainter &painter) {
            box::fill(painter, {QRectF(10, top, 200, 3), 1.5}, QColor(0, 0, 0, 128));
        });
        const int across = static_cast<int>(100 * ratio);
        QSet<QRgb> shades;
        for (int y = 0; y < image.height(); ++y)
            shades.insert(image.pixel(across, y));
        QCOMPARE(shades.size(), 2); // the ground's and its own
    }
}

QTEST_MAIN(TestBoxes)
#include "tst_boxes.moc"
