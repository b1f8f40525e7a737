// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/choicedelegate.h"
#include "editors/modelchooser.h"
#include "theme/studiostyle.h"
#include "theme/theme.h"

#include <memory>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

const ProviderId together(u"together"_qs);

QList<PaletteEntry> entries(int count = 30)
{
    QList<PaletteEntry> entries{{together,
                                 u"Together AI"_qs,
                                 u"microsoft/WizardLM-2-8x22B"_qs,
                                 {},
                                 u"64 k context, $1.20 in, $1.20 out per million tokens"_qs},
                                {ProviderId(u"zh"_qs), u"通义"_qs, u"通义千问"_qs, {}, {}}};
    while (entries.size() < count)
        entries.append({together,
                        u"Together AI"_qs,
                        u"maker/model-%1"_qs.arg(entries.size()),
                        {},
                        u"unpriced"_qs});
    return entries;
}

} // namespace

/** The quick choice of a model in a window with something to have the keyboard before. */
class TestModelChooser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(std::make_unique<StudioStyle>().release()); }
    void init();
    void cleanup();
    void theKeyboardGoesToTheFieldAndBack();
    void enterTakesTheBest_data();
    void enterTakesTheBest();
    void replacingHasNoOtherWays();
    void aClickTakesWhatIsClicked();
    void theArrowsMoveTheChoiceFromTheField();
    void pagesAndEndsMoveTheChoiceFromTheField();
    void theFirstRowIsChosenAsOneTypes();
    void whatWasMerelyTypedIsNotTakenByAccident();
    void withoutAMatchItSaysWhatToDo();
    void withoutModelsItSaysWhatToDo();
    void goingElsewhereClosesIt_data();
    void goingElsewhereClosesIt();
    void itLiesInTheWindow_data();
    void itLiesInTheWindow();
    void itStaysWhereItIsWhileOneTypes();
    void inputMethodsReachTheField();
    void matchedLettersLookOtherwiseThanByColour_data();
    void matchedLettersLookOtherwiseThanByColour();
    void theHintsTellTheKeys();
    void thousandsOfModels();

private:
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_chooser->searchField(), key, modifiers);
    }
    void type(const QString &text) { m_chooser->searchField()->setText(text); }
    [[nodiscard]] QString current() const
    {
        return m_chooser->list()->currentIndex().data().toString();
    }
    [[nodiscard]] QString label(const char *name) const
    {
        const auto *label = m_chooser->findChild<QLabel *>(QLatin1StringView(name));
        return label->isVisible() ? label->text() : QString();
    }
    [[nodiscard]] QPoint onScreen(QPoint point) const { return m_window->mapToGlobal(point); }

    std::unique_ptr<QWidget> m_window;
    QPushButton *m_host = nullptr;
    QPushButton *m_other = nullptr;
    ModelChooser *m_chooser = nullptr;
};

void TestModelChooser::init()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(1000, 700);
    m_host = new QPushButton(u"host"_qs, m_window.get());
    m_host->setGeometry(0, 0, 1000, 600);
    m_other = new QPushButton(u"other"_qs, m_window.get());
    m_other->setGeometry(0, 600, 1000, 100);
    m_chooser = new ModelChooser(m_host);
    m_chooser->setEntries(entries());
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_host->setFocus();
}

void TestModelChooser::cleanup()
{
    m_window.reset();
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
}

void TestModelChooser::theKeyboardGoesToTheFieldAndBack()
{
    QSignalSpy closed(m_chooser, &FloatingPanel::closed);
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    QVERIFY(m_chooser->isVisible());
    QCOMPARE(label("chooserPurpose"), u"Add an agent"_qs);
    QCOMPARE(QApplication::focusWidget(), m_chooser->searchField());
    key(Qt::Key_Escape);
    QVERIFY(!m_chooser->isVisible());
    QCOMPARE(QApplication::focusWidget(), m_host);
    QCOMPARE(closed.size(), 1);
}

void TestModelChooser::enterTakesTheBest_data()
{
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<ModelChooser::How>("how");
    QTest::addColumn<bool>("stays");
    QTest::newRow("Enter") << Qt::KeyboardModifiers() << ModelChooser::How::Here << false;
    QTest::newRow("Shift+Enter") << Qt::KeyboardModifiers(Qt::ShiftModifier)
                                 << ModelChooser::How::HereAndStay << true;
    QTest::newRow("Ctrl+Enter") << Qt::KeyboardModifiers(Qt::ControlModifier)
                                << ModelChooser::How::NewLayer << false;
}

void TestModelChooser::enterTakesTheBest()
{
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(bool, stays);
    QSignalSpy chosen(m_chooser, &ModelChooser::chosen);
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    QTest::keyClicks(m_chooser->searchField(), u"wizard"_qs);
    key(Qt::Key_Return, modifiers);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).value<ModelRef>(),
             (ModelRef{together, u"microsoft/WizardLM-2-8x22B"_qs, u"WizardLM-2-8x22B"_qs}));
    QTEST(chosen.at(0).at(1).value<ModelChooser::How>(), "how");
    QCOMPARE(m_chooser->isVisible(), stays);
    if (stays) {
        QCOMPARE(QApplication::focusWidget(), m_chooser->searchField());
        // The next search replaces this one; the same again needs no search.
        QCOMPARE(m_chooser->searchField()->selectedText(), u"wizard"_qs);
    }
}

void TestModelChooser::replacingHasNoOtherWays()
{
    QSignalSpy chosen(m_chooser, &ModelChooser::chosen);
    for (const auto modifier : {Qt::ShiftModifier, Qt::ControlModifier}) {
        m_chooser->open(onScreen({100, 100}), u"Replace"_qs, ModelChooser::Use::Replace);
        key(Qt::Key_Return, modifier);
        QCOMPARE(chosen.takeFirst().at(1).value<ModelChooser::How>(), ModelChooser::How::Here);
        QVERIFY(!m_chooser->isVisible());
    }
}

void TestModelChooser::aClickTakesWhatIsClicked()
{
    QSignalSpy chosen(m_chooser, &ModelChooser::chosen);
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    QListView *list = m_chooser->list();
    const QModelIndex third = list->model()->index(2, 0);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(third).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).value<ModelRef>().model, u"maker/model-2"_qs);
    QVERIFY(!m_chooser->isVisible());
    QCOMPARE(QApplication::focusWidget(), m_host);
}

void TestModelChooser::theArrowsMoveTheChoiceFromTheField()
{
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    QCOMPARE(current(), u"microsoft/WizardLM-2-8x22B"_qs);
    key(Qt::Key_Down);
    QCOMPARE(current(), u"通义千问"_qs);
    key(Qt::Key_Tab);
    QCOMPARE(current(), u"maker/model-2"_qs);
    key(Qt::Key_Up);
    key(Qt::Key_Up);
    key(Qt::Key_Up);
    QCOMPARE(current(), u"maker/model-29"_qs);
    QVERIFY(m_chooser->list()->viewport()->rect().contains(
        m_chooser->list()->visualRect(m_chooser->list()->currentIndex())));
    key(Qt::Key_Down);
    QCOMPARE(current(), u"microsoft/WizardLM-2-8x22B"_qs);
    QCOMPARE(QApplication::focusWidget(), m_chooser->searchField());
}

void TestModelChooser::pagesAndEndsMoveTheChoiceFromTheField()
{
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    key(Qt::Key_PageDown);
    QCOMPARE(current(), u"maker/model-8"_qs);
    key(Qt::Key_End);
    QCOMPARE(current(), u"maker/model-29"_qs);
    key(Qt::Key_PageUp);
    QCOMPARE(current(), u"maker/model-21"_qs);
    key(Qt::Key_Home);
    QCOMPARE(current(), u"microsoft/WizardLM-2-8x22B"_qs);
    QCOMPARE(QApplication::focusWidget(), m_chooser->searchField());
}

void TestModelChooser::theFirstRowIsChosenAsOneTypes()
{
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    key(Qt::Key_End);
    QTest::keyClicks(m_chooser->searchField(), u"model 1"_qs);
    QCOMPARE(current(), u"maker/model-10"_qs);
    type(u"通义"_qs);
    QCOMPARE(current(), u"通义千问"_qs);
    // A screen reader reads what the field says.
    QVERIFY(m_chooser->searchField()->accessibleDescription().startsWith(u"通义千问"_qs));
}

void TestModelChooser::whatWasMerelyTypedIsNotTakenByAccident()
{
    QSignalSpy chosen(m_chooser, &ModelChooser::chosen);
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    type(u"foo/bar"_qs);
    key(Qt::Key_Return);
    QCOMPARE(chosen.size(), 0);
    QVERIFY(m_chooser->isVisible());
    key(Qt::Key_Down);
    QCOMPARE(current(), u"Use “foo/bar” at Together AI"_qs);
    key(Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).value<ModelRef>(), (ModelRef{together, u"foo/bar"_qs, u"bar"_qs}));

    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    type(u"together: foo/baz"_qs);
    key(Qt::Key_Return);
    QCOMPARE(chosen.size(), 2);
}

void TestModelChooser::withoutAMatchItSaysWhatToDo()
{
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    QCOMPARE(label("chooserEmpty"), QString());
    type(u"no such thing"_qs);
    const QString text = label("chooserEmpty");
    QVERIFY2(text.startsWith(u"No model matches “no such thing”."_qs), qPrintable(text));
    QVERIFY2(text.contains(u"A provider is added in Settings."_qs), qPrintable(text));
    type(u"wizard"_qs);
    QCOMPARE(label("chooserEmpty"), QString());
}

void TestModelChooser::withoutModelsItSaysWhatToDo()
{
    m_chooser->setEntries({});
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    QVERIFY2(label("chooserEmpty").contains(u"Add a provider in Settings"_qs),
             qPrintable(label("chooserEmpty")));
    key(Qt::Key_Down);
    key(Qt::Key_Return);
    QVERIFY(m_chooser->isVisible());
}

void TestModelChooser::goingElsewhereClosesIt_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("a click beside it") << u"click"_qs;
    QTest::newRow("the keyboard elsewhere") << u"focus"_qs;
    QTest::newRow("another page") << u"hide"_qs;
}

void TestModelChooser::goingElsewhereClosesIt()
{
    QFETCH(QString, way);
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    QSignalSpy clicked(m_other, &QPushButton::clicked);
    if (way == u"click"_qs)
        QTest::mouseClick(m_other, Qt::LeftButton);
    else if (way == u"focus"_qs)
        m_other->setFocus();
    else
        m_host->hide();
    QVERIFY(!m_chooser->isVisible());
    if (way == u"click"_qs)
        QCOMPARE(clicked.size(), 1);
    QVERIFY(!m_chooser->isAncestorOf(QApplication::focusWidget()));
}

void TestModelChooser::itLiesInTheWindow_data()
{
    QTest::addColumn<QPoint>("at");
    QTest::addColumn<QSize>("window");
    QTest::newRow("room") << QPoint(100, 100) << QSize(1000, 700);
    QTest::newRow("right edge") << QPoint(990, 100) << QSize(1000, 700);
    QTest::newRow("lower edge") << QPoint(100, 690) << QSize(1000, 700);
    QTest::newRow("corner") << QPoint(999, 699) << QSize(1000, 700);
    QTest::newRow("beyond") << QPoint(5000, -50) << QSize(1000, 700);
    QTest::newRow("small window") << QPoint(200, 200) << QSize(420, 300);
}

void TestModelChooser::itLiesInTheWindow()
{
    QFETCH(QPoint, at);
    QFETCH(QSize, window);
    m_window->resize(window);
    m_chooser->open(onScreen(at), u"Add an agent"_qs);
    QVERIFY(m_window->rect().contains(m_chooser->geometry()));
    QVERIFY(m_chooser->rect().contains(m_chooser->list()->geometry()));
    QVERIFY(m_chooser->list()->height() >= ChoiceDelegate::rowHeight());
    // What is asked for stays in sight where there is room for both.
    if (window.width() >= 1000 && m_window->rect().contains(at))
        QVERIFY(!m_chooser->geometry().contains(at));
}

void TestModelChooser::itStaysWhereItIsWhileOneTypes()
{
    m_chooser->open(onScreen({100, 690}), u"Add an agent"_qs);
    const QPoint before = m_chooser->pos();
    const QPoint field = m_chooser->searchField()->pos();
    for (const QString &text : {u"wizard"_qs, u"nothing like it"_qs, QString()}) {
        type(text);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(m_chooser->pos(), before);
        QVERIFY(m_window->rect().contains(m_chooser->geometry()));
        QCOMPARE(m_chooser->searchField()->pos(), field);
    }
}

void TestModelChooser::inputMethodsReachTheField()
{
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    QCOMPARE(QGuiApplication::focusObject(), m_chooser->searchField());
    QInputMethodEvent event;
    event.setCommitString(u"千问"_qs);
    QCoreApplication::sendEvent(QGuiApplication::focusObject(), &event);
    QCOMPARE(current(), u"通义千问"_qs);
}

void TestModelChooser::matchedLettersLookOtherwiseThanByColour_data()
{
    QTest::addColumn<Theme::Scheme>("scheme");
    QTest::newRow("light") << Theme::Scheme::Light;
    QTest::newRow("dark") << Theme::Scheme::Dark;
    QTest::newRow("high contrast") << Theme::Scheme::HighContrast;
}

void TestModelChooser::matchedLettersLookOtherwiseThanByColour()
{
    QFETCH(Theme::Scheme, scheme);
    QApplication::setPalette(Theme::make(scheme).palette());
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    const auto firstRow = [this] {
        QListView *list = m_chooser->list();
        QImage row = list->viewport()
                         ->grab(list->visualRect(list->model()->index(0, 0)))
                         .toImage()
                         .convertToFormat(QImage::Format_Grayscale8);
        return row;
    };
    type(u"microsoft"_qs);
    const QImage maker = firstRow();
    type(u"wizardlm-2-8x22b"_qs);
    const QImage name = firstRow();
    QVERIFY(maker != name);
    // An underline: a long run of one value in the upper half.
    const auto longestRun = [](const QImage &image) {
        const int ground = qGray(image.pixel(image.width() / 2, 1));
        int longest = 0;
        for (int y = 0; y < image.height() / 2; ++y) {
            int run = 0;
            for (int x = floating::currentEdge; x < image.width(); ++x) {
                run = std::abs(qGray(image.pixel(x, y)) - ground) > 60 ? run + 1 : 0;
                longest = std::max(longest, run);
            }
        }
        return longest;
    };
    type(u"microsoft/wizardlm"_qs);
    QVERIFY(longestRun(firstRow()) > 40);
    type({});
    QVERIFY(longestRun(firstRow()) < 40);
}

void TestModelChooser::theHintsTellTheKeys()
{
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    for (const QString &key : {u"Enter adds"_qs, u"Shift+Enter"_qs, u"Ctrl+Enter"_qs, u"Esc"_qs})
        QVERIFY2(label("chooserHints").contains(key), qPrintable(key));
    m_chooser->open(onScreen({100, 100}), u"Replace"_qs, ModelChooser::Use::Replace);
    QCOMPARE(label("chooserHints"), u"Enter replaces  ·  Esc closes"_qs);
}

void TestModelChooser::thousandsOfModels()
{
    m_chooser->setEntries(entries(5000));
    QSignalSpy chosen(m_chooser, &ModelChooser::chosen);
    m_chooser->open(onScreen({100, 100}), u"Add an agent"_qs);
    key(Qt::Key_End);
    QCOMPARE(current(), u"maker/model-4999"_qs);
    QTest::keyClicks(m_chooser->searchField(), u"mo4321"_qs);
    key(Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).value<ModelRef>().model, u"maker/model-4321"_qs);
}

QTEST_MAIN(TestModelChooser)
#include "tst_modelchooser.moc"
