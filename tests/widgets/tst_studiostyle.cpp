// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/promptbar.h"
#include "theme/studiostyle.h"
#include "theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QStyleOptionSlider>
#include <QStyleOptionSpinBox>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace moa;

class TestStudioStyle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(std::make_unique<StudioStyle>().release()); }
    void outlinesStandOutFromTheWindow_data() { addControls(); }
    void outlinesStandOutFromTheWindow();
    void theKeyboardsFocusIsARingInTheAccent_data() { addControls(); }
    void theKeyboardsFocusIsARingInTheAccent();
    void everythingIsLargeEnoughToHit_data() { addControls(); }
    void everythingIsLargeEnoughToHit();
    void aClickOnPlusAndMinusSteps();
    void theHandleGoesFromEndToEnd_data();
    void theHandleGoesFromEndToEnd();
    void aClickBesideTheHandleScrollsAPage();
    void theRunButtonIsFlatInTheAccent_data() { addSchemes(); }
    void theRunButtonIsFlatInTheAccent();

private:
    static void addSchemes();
    static void addControls();
};

namespace {

const QList<std::pair<const char *, Theme::Scheme>> schemes{
    {"light", Theme::Scheme::Light},
    {"dark", Theme::Scheme::Dark},
    {"high contrast", Theme::Scheme::HighContrast}};

QWidget *makeControl(const QByteArray &kind, QWidget *parent)
{
    if (kind == "line edit")
        return new QLineEdit(parent);
    if (kind == "text edit")
        return new QPlainTextEdit(parent);
    if (kind == "combo box")
        return new QComboBox(parent);
    if (kind == "spin box")
        return new QSpinBox(parent);
    if (kind == "push button")
        return new QPushButton(QStringLiteral("Show all"), parent);
    auto *tool = new QToolButton(parent);
    tool->setText(QStringLiteral("Fix"));
    tool->setFocusPolicy(Qt::StrongFocus);
    return tool;
}

/// The three pixels that begin at the left edge of @p control, half way down.
QList<QColor> leftEdge(QWidget &window, const QWidget &control)
{
    const QImage image = window.grab().toImage();
    const QRect place = control.geometry();
    QList<QColor> colors;
    for (int x = 0; x < 3; ++x)
        colors.append(image.pixelColor(place.left() + x, place.center().y()));
    return colors;
}

struct Window : QWidget
{
    explicit Window(const QByteArray &kind)
    {
        auto *layout = new QVBoxLayout(this);
        other = new QPushButton(QStringLiteral("Other"), this);
        control = makeControl(kind, this);
        layout->addWidget(other);
        layout->addWidget(control);
        show();
        activateWindow();
    }

    QPushButton *other;
    QWidget *control;
};

} // namespace

void TestStudioStyle::addSchemes()
{
    QTest::addColumn<int>("scheme");
    for (const auto &[name, scheme] : schemes)
        QTest::newRow(name) << static_cast<int>(scheme);
}

void TestStudioStyle::addControls()
{
    QTest::addColumn<int>("scheme");
    QTest::addColumn<QByteArray>("kind");
    for (const auto &[name, scheme] : schemes) {
        for (const char *kind :
             {"line edit", "text edit", "combo box", "spin box", "push button", "tool button"})
            QTest::addRow("%s, %s", kind, name) << static_cast<int>(scheme) << QByteArray(kind);
    }
}

void TestStudioStyle::outlinesStandOutFromTheWindow()
{
    QFETCH(int, scheme);
    QFETCH(QByteArray, kind);
    const Theme theme = Theme::make(static_cast<Theme::Scheme>(scheme));
    QApplication::setPalette(theme.palette());
    Window window(kind);
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.other->setFocus();

    double most = 0;
    for (const QColor &color : leftEdge(window, *window.control))
        most = std::max(most, contrastRatio(color, theme.window));
    QVERIFY2(most >= 3.0, qPrintable(QString::number(most)));
}

void TestStudioStyle::theKeyboardsFocusIsARingInTheAccent()
{
    QFETCH(int, scheme);
    QFETCH(QByteArray, kind);
    const Theme theme = Theme::make(static_cast<Theme::Scheme>(scheme));
    QApplication::setPalette(theme.palette());
    Window window(kind);
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.other->setFocus();
    QTest::keyClick(window.other, Qt::Key_Tab);
    QVERIFY(window.control->hasFocus());

    const QList<QColor> edge = leftEdge(window, *window.control);
    QCOMPARE(edge.at(0), theme.accent);
    QCOMPARE(edge.at(1), theme.accent);
    QVERIFY(edge.at(2) != theme.accent);
}

void TestStudioStyle::everythingIsLargeEnoughToHit()
{
    QFETCH(int, scheme);
    QFETCH(QByteArray, kind);
    QApplication::setPalette(Theme::make(static_cast<Theme::Scheme>(scheme)).palette());
    const Window window(kind);
    QVERIFY(window.control->sizeHint().width() >= control::target);
    QVERIFY(window.control->sizeHint().height() >= control::target);
    QVERIFY(QCheckBox(QStringLiteral("Mute")).sizeHint().height() >= control::target);
}

void TestStudioStyle::aClickOnPlusAndMinusSteps()
{
    QSpinBox box;
    box.setValue(5);
    box.show();
    QStyleOptionSpinBox option;
    option.initFrom(&box);
    option.subControls = QStyle::SC_All;
    const QRect up =
        box.style()->subControlRect(QStyle::CC_SpinBox, &option, QStyle::SC_SpinBoxUp, &box);
    const QRect down =
        box.style()->subControlRect(QStyle::CC_SpinBox, &option, QStyle::SC_SpinBoxDown, &box);
    for (const QRect &button : {up, down}) {
        QVERIFY(box.rect().contains(button));
        QVERIFY(button.width() >= control::target && button.height() >= control::target);
    }
    QTest::mouseClick(&box, Qt::LeftButton, {}, up.center());
    QCOMPARE(box.value(), 6);
    QTest::mouseClick(&box, Qt::LeftButton, {}, down.center());
    QTest::mouseClick(&box, Qt::LeftButton, {}, down.center());
    QCOMPARE(box.value(), 4);
}

void TestStudioStyle::theHandleGoesFromEndToEnd_data()
{
    QTest::addColumn<int>("maximum");
    QTest::addColumn<int>("page");
    QTest::newRow("a little more than a page") << 10 << 200;
    QTest::newRow("some pages") << 1000 << 200;
    QTest::newRow("very much") << std::numeric_limits<int>::max() << 200;
}

void TestStudioStyle::theHandleGoesFromEndToEnd()
{
    QFETCH(int, maximum);
    QFETCH(int, page);
    QScrollBar bar(Qt::Vertical);
    bar.resize(control::scrollBar, 200);
    bar.setRange(0, maximum);
    bar.setPageStep(page);
    const auto handle = [&bar](int value) {
        bar.setValue(value);
        QStyleOptionSlider option;
        option.initFrom(&bar);
        option.orientation = bar.orientation();
        option.maximum = bar.maximum();
        option.pageStep = bar.pageStep();
        option.sliderPosition = bar.value();
        return bar.style()->subControlRect(QStyle::CC_ScrollBar, &option,
                                           QStyle::SC_ScrollBarSlider, &bar);
    };
    QCOMPARE(handle(0).top(), 0);
    QCOMPARE(handle(maximum).bottom(), bar.height() - 1);
    QVERIFY(handle(maximum / 2).height() >= control::leastHandle);
    QVERIFY(handle(maximum / 2).height() < bar.height());
}

void TestStudioStyle::aClickBesideTheHandleScrollsAPage()
{
    QScrollBar bar(Qt::Vertical);
    bar.resize(control::scrollBar, 200);
    bar.setRange(0, 1000);
    bar.setPageStep(100);
    bar.show();
    QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(6, 150));
    QCOMPARE(bar.value(), 100);
    QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(6, 1));
    QCOMPARE(bar.value(), 0);
}

void TestStudioStyle::theRunButtonIsFlatInTheAccent()
{
    QFETCH(int, scheme);
    const Theme theme = Theme::make(static_cast<Theme::Scheme>(scheme));
    QApplication::setPalette(theme.palette());
    PromptBar bar;
    bar.setText(QStringLiteral("Why?"));
    bar.show();
    auto *button = bar.findChild<QPushButton *>(QStringLiteral("runButton"));
    const QImage image = bar.grab().toImage();
    const QRect place = button->geometry();
    for (const int y : {place.top() + 2, place.center().y(), place.bottom() - 2})
        QCOMPARE(image.pixelColor(place.left() + space::small, y), theme.accent);

    // The focus is seen on it too.
    bar.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bar));
    QTest::keyClick(bar.focusProxy(), Qt::Key_Tab);
    QVERIFY(button->hasFocus());
    const QImage focused = bar.grab().toImage();
    QCOMPARE(focused.pixelColor(place.left() + 3, place.center().y()), theme.onAccent);
}

QTEST_MAIN(TestStudioStyle)
#include "tst_studiostyle.moc"
