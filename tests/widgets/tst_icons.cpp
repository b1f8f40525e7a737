// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/icons.h"
#include "theme/theme.h"

#include <QDir>
#include <QGuiApplication>
#include <QTest>

using namespace moa;

class TestIcons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIconIsDrawnAtEverySize_data();
    void everyIconIsDrawnAtEverySize();
    void iconsAreOneFamily_data();
    void iconsAreOneFamily();
    void strokesFollowThePalette_data();
    void strokesFollowThePalette();
    void twiceTheScaleHasTwiceThePixels();
    void anUnknownNameIsAnEmptyIcon();
};

namespace {

const QString appIcon = QStringLiteral("moa-studio");

QStringList iconNames()
{
    QStringList names = QDir(QStringLiteral(":/moa/icons")).entryList({QStringLiteral("*.svg")});
    for (QString &name : names)
        name.chop(4);
    return names;
}

/// The colour of the most opaque pixel: of the middle of a stroke.
QColor strokeColor(const QImage &image)
{
    QColor result(Qt::transparent);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            if (color.alpha() > result.alpha())
                result = color;
        }
    }
    return result;
}

int drawnPixels(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).alpha() > 100 ? 1 : 0;
    }
    return count;
}

} // namespace

void TestIcons::everyIconIsDrawnAtEverySize_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("size");
    QVERIFY(iconNames().size() > 10);
    for (const QString &name : iconNames()) {
        for (const int size : {16, 24, 32})
            QTest::addRow("%s at %d", qPrintable(name), size) << name << size;
    }
}

void TestIcons::everyIconIsDrawnAtEverySize()
{
    QFETCH(QString, name);
    QFETCH(int, size);
    const QImage image = icon(name).pixmap(QSize(size, size), 1.0).toImage();
    QCOMPARE(image.size(), QSize(size, size));
    QVERIFY(drawnPixels(image) >= size);
    if (name == appIcon)
        return;
    // Nothing is cut off at the edge.
    for (int i = 0; i < size; ++i) {
        QVERIFY(image.pixelColor(i, 0).alpha() < 100);
        QVERIFY(image.pixelColor(i, size - 1).alpha() < 100);
        QVERIFY(image.pixelColor(0, i).alpha() < 100);
        QVERIFY(image.pixelColor(size - 1, i).alpha() < 100);
    }
}

void TestIcons::iconsAreOneFamily_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : iconNames()) {
        if (name != appIcon)
            QTest::newRow(qPrintable(name)) << name;
    }
}

void TestIcons::iconsAreOneFamily()
{
    QFETCH(QString, name);
    QFile file(QStringLiteral(":/moa/icons/%1.svg").arg(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray svg = file.readAll();
    QVERIFY(svg.contains("viewBox=\"0 0 16 16\""));
    QVERIFY(svg.contains("stroke=\"currentColor\""));
    QVERIFY(svg.contains("stroke-width=\"1.5\""));
    QVERIFY2(!svg.contains('#'), "a colour of its own");
}

void TestIcons::strokesFollowThePalette_data()
{
    QTest::addColumn<int>("scheme");
    QTest::newRow("light") << static_cast<int>(Theme::Scheme::Light);
    QTest::newRow("dark") << static_cast<int>(Theme::Scheme::Dark);
    QTest::newRow("high contrast") << static_cast<int>(Theme::Scheme::HighContrast);
}

void TestIcons::strokesFollowThePalette()
{
    QFETCH(int, scheme);
    const Theme theme = Theme::make(static_cast<Theme::Scheme>(scheme));
    // Made before the palette, as a window's icons are.
    QGuiApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
    const QIcon stop = icon(QStringLiteral("stop"));
    const QIcon onAccent = icon(QStringLiteral("stop"), QPalette::HighlightedText);
    QGuiApplication::setPalette(theme.palette());

    const QSize size(32, 32);
    QCOMPARE(strokeColor(stop.pixmap(size).toImage()), theme.text);
    QCOMPARE(strokeColor(stop.pixmap(size, QIcon::Active).toImage()), theme.text);
    QCOMPARE(strokeColor(stop.pixmap(size, QIcon::Disabled).toImage()), theme.disabledText);
    QCOMPARE(strokeColor(stop.pixmap(size, QIcon::Selected).toImage()), theme.onAccent);
    QCOMPARE(strokeColor(onAccent.pixmap(size).toImage()), theme.onAccent);
}

void TestIcons::twiceTheScaleHasTwiceThePixels()
{
    for (const double scale : {1.0, 1.5, 2.0}) {
        const QPixmap pixmap = icon(QStringLiteral("copy")).pixmap(QSize(16, 16), scale);
        QCOMPARE(pixmap.size(), QSize(16, 16) * scale);
        QCOMPARE(pixmap.devicePixelRatio(), scale);
    }
}

void TestIcons::anUnknownNameIsAnEmptyIcon()
{
    QVERIFY(icon(QStringLiteral("no such icon")).isNull());
}

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
