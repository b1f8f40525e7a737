// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QTest>

using namespace moa;

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textStandsOutFromItsGround_data();
    void textStandsOutFromItsGround();
    void graphicsStandOutFromTheirGround_data();
    void graphicsStandOutFromTheirGround();
    void agentColorsDifferFromEachOther_data();
    void agentColorsDifferFromEachOther();
    void themeIsFoundAgainFromItsPalette_data();
    void themeIsFoundAgainFromItsPalette();
    void contrastRatioIsTheStandards();
    void anAgentsColorFollowsItsIdForLife();
    void nothingIsSmallerThanElevenPixels();

private:
    static void schemes();
};

namespace {

void requireContrast(const QColor &color, const QColor &ground, double least, const char *what)
{
    const double ratio = contrastRatio(color, ground);
    QVERIFY2(ratio >= least,
             qPrintable(QStringLiteral("%1: %2 on %3 is %4:1")
                            .arg(QLatin1String(what), color.name(), ground.name())
                            .arg(ratio, 0, 'f', 2)));
}

} // namespace

void TestTheme::schemes()
{
    QTest::addColumn<int>("scheme");
    QTest::newRow("light") << static_cast<int>(Theme::Scheme::Light);
    QTest::newRow("dark") << static_cast<int>(Theme::Scheme::Dark);
    QTest::newRow("high contrast") << static_cast<int>(Theme::Scheme::HighContrast);
}

void TestTheme::textStandsOutFromItsGround_data()
{
    schemes();
}

void TestTheme::textStandsOutFromItsGround()
{
    QFETCH(int, scheme);
    const Theme theme = Theme::make(static_cast<Theme::Scheme>(scheme));
    constexpr double least = 4.5;
    for (const QColor &ground : {theme.window, theme.surface, theme.raised}) {
        requireContrast(theme.text, ground, least, "text");
        requireContrast(theme.secondaryText, ground, least, "secondary text");
        requireContrast(theme.accent, ground, least, "accent");
        requireContrast(theme.good, ground, least, "good");
        requireContrast(theme.warning, ground, least, "warning");
        requireContrast(theme.danger, ground, least, "danger");
    }
    requireContrast(theme.onAccent, theme.accent, least, "text on the accent");
    for (const QColor &ground : {theme.insertedGround, theme.deletedGround}) {
        if (ground.isValid())
            requireContrast(theme.text, ground, least, "text in a diff");
    }
}

void TestTheme::graphicsStandOutFromTheirGround_data()
{
    schemes();
}

void TestTheme::graphicsStandOutFromTheirGround()
{
    QFETCH(int, scheme);
    const Theme theme = Theme::make(static_cast<Theme::Scheme>(scheme));
    constexpr double least = 3.0;
    for (const QColor &color : theme.agentColors) {
        requireContrast(color, theme.surface, least, "agent's colour on a card");
        requireContrast(color, theme.window, least, "agent's colour as a link");
    }
    for (const QColor &ground : {theme.window, theme.surface, theme.raised})
        requireContrast(theme.outline, ground, least, "outline");
}

void TestTheme::agentColorsDifferFromEachOther_data()
{
    schemes();
}

void TestTheme::agentColorsDifferFromEachOther()
{
    QFETCH(int, scheme);
    const Theme theme = Theme::make(static_cast<Theme::Scheme>(scheme));
    QCOMPARE(theme.agentColors.size(), 10);
    for (qsizetype i = 0; i < 10; ++i) {
        for (qsizetype j = i + 1; j < 10; ++j)
            QVERIFY(theme.agentColors.at(i) != theme.agentColors.at(j));
    }
    QCOMPARE(theme.agentColor(10), theme.agentColor(0));
}

void TestTheme::themeIsFoundAgainFromItsPalette_data()
{
    schemes();
}

void TestTheme::themeIsFoundAgainFromItsPalette()
{
    QFETCH(int, scheme);
    const auto wanted = static_cast<Theme::Scheme>(scheme);
    QCOMPARE(static_cast<int>(Theme::of(Theme::make(wanted).palette()).scheme), scheme);
}

void TestTheme::contrastRatioIsTheStandards()
{
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    // WCAG's well-known borderline grey on white.
    QVERIFY(qAbs(contrastRatio(QColor(0x767676U), Qt::white) - 4.54) < 0.01);
}

void TestTheme::anAgentsColorFollowsItsIdForLife()
{
    QCOMPARE(agentColorIndex(u"wizard"_qs, {}), agentColorIndex(u"wizard"_qs, {}));
    QCOMPARE(agentColorIndex(u"wizard"_qs, 7), 7);
    QVERIFY(agentColorIndex(u"wizard"_qs, -1) >= 0);
}

void TestTheme::nothingIsSmallerThanElevenPixels()
{
    QFont base = QApplication::font();
    base.setPixelSize(13);
    QApplication::setFont(base);
    for (const QFont &font : {type::base(), type::title(), type::secondary(), type::figures(),
                              type::answer(), type::code()})
        QVERIFY(QFontInfo(font).pixelSize() >= 11);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
