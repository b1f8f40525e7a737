// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/answerbody.h"
#include "columns/columnhead.h"
#include "columns/columnsview.h"
#include "columns/markdowndocument.h"
#include "columns/readingplace.h"
#include "columns/responsecolumn.h"
#include "columnsfixture.h"
#include "items/responsesmodel.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>
#include <QToolButton>

using namespace moa;
using namespace moa::test;

class TestResponseColumn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theHeadSaysWhoAndHowItGoes();
    void theHeadShortensItsFiguresBeforeEliding();
    void textAppearsWhileItIsWritten();
    void aReaderAtTheEndFollowsIt();
    void aReaderWhoScrolledUpIsNotMoved();
    void aReaderWhoComesBackToTheEndFollowsAgain();
    void theEndOfTheAnswerRendersItsMarkdown();
    void renderingKeepsTheReadersPlace();
    void anAnswerFirstSeenWhenDoneStartsAtItsTop();
    void sourceShowsTheMarkdownAsWritten();
    void copyPutsTheWholeSourceOnTheClipboard();
    void reasoningIsFoldedUntilAskedFor();
    void aFailureStandsInThePlaceOfTheText();
    void whatWasDoneDifferentlyStandsAboveTheAnswer();
    void waitingIsSaid_data();
    void waitingIsSaid();
    void hostileHtmlIsShownAsText_data();
    void hostileHtmlIsShownAsText();
    void imagesAreNeverLoaded_data();
    void imagesAreNeverLoaded();
    void linksAreNotOpened();
    void namesAreNoHtmlInTooltips();
    void aLongAnswerStaysPlain();
    void whatTakesLongToRenderStaysPlain_data();
    void whatTakesLongToRenderStaysPlain();
    void aVeryLongAnswerShowsItsFirstPartUntilAskedForAll();
    void aLineOfManyCharactersIsShownWhole();
    void theHeaderOfATableIsOneParagraphPerCell();
    void aReadingPlaceIsFoundAgain_data();
    void aReadingPlaceIsFoundAgain();

private:
    [[nodiscard]] QTextBrowser *answer() const
    {
        return m_column->findChild<QTextBrowser *>(QStringLiteral("answer"));
    }
    [[nodiscard]] QString shownText() const
    {
        return answer() ? answer()->toPlainText() : QString();
    }
    [[nodiscard]] QString notice() const
    {
        const auto *label = m_column->findChild<QLabel *>(QStringLiteral("noticeText"));
        return label && label->isVisible() ? label->text() : QString();
    }
    [[nodiscard]] QToolButton *button(const char *name) const
    {
        return m_column->findChild<QToolButton *>(QLatin1String(name));
    }
    void write(const QString &text) { m_model->textAdded(responseId("wizard"), text, {}); }
    void finish(const QString &text, ResponseState state = ResponseState::Done)
    {
        m_model->responseChanged(changed(m_run, responseId("wizard"), state, text));
    }
    [[nodiscard]] bool isPlain() const
    {
        return answer()->document()->begin().blockFormat().headingLevel() == 0;
    }

    std::unique_ptr<ResponsesModel> m_model;
    std::unique_ptr<ColumnsView> m_view;
    ResponseColumn *m_column = nullptr;
    RunRecord m_run;
};

namespace {

QString paragraphs(int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += QStringLiteral("Paragraph number %1 of the answer.\n\n").arg(i);
    return text;
}

} // namespace

void TestResponseColumn::init()
{
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
    m_model = std::make_unique<ResponsesModel>();
    m_view = std::make_unique<ColumnsView>();
    m_view->setModel(m_model.get());
    m_run = makeRun({{u"wizard"_qs}});
    m_model->runStarted(m_run);
    m_view->resize(500, 500);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_column = m_view->findChild<ResponseColumn *>(u"column:wizard#1"_qs);
    QVERIFY(m_column);
}

void TestResponseColumn::cleanup()
{
    m_view.reset();
    m_model.reset();
}

void TestResponseColumn::theHeadSaysWhoAndHowItGoes()
{
    Response response = changed(m_run, responseId("wizard"), ResponseState::Done, u"Yes"_qs);
    response.timing = {0, 100, 510, 5300};
    response.usage = Usage{812, 344, 0, 0, Usage::Source::Estimated};
    response.cost = Usd::fromPico(310'000'000);
    response.bleuToFinal = 23.4;
    m_model->responseChanged(response);
    QTRY_COMPARE(m_column->accessibleName(), u"WIZARD, Done"_qs);

    const auto *head = m_column->findChild<ColumnHead *>();
    QVERIFY(head->height() >= 60);
    QCOMPARE(head->content().model, u"wizard-model"_qs);
    QCOMPARE(head->figuresFor(10'000),
             u"0.41 s to first, 5.2 s   ~812 in, ~344 out   $0.00031   BLEU 23.4"_qs);
    for (const QString &part : {u"lab/wizard-model"_qs, u"estimated"_qs, u"0.41 s to first"_qs,
                                u"BLEU 23.4 against the final answer"_qs, u"$0.00031"_qs})
        QVERIFY2(head->toolTip().contains(part), qPrintable(part));
}

void TestResponseColumn::theHeadShortensItsFiguresBeforeEliding()
{
    ColumnHead head;
    ColumnHeadContent content;
    content.timing = {u"0.41 s to first, 5.2 s"_qs, u"5.2 s"_qs};
    content.tokens = u"812 in, 344 out"_qs;
    head.setContent(content);
    const QFontMetrics metrics(type::figures());
    const QString shorter = u"5.2 s   812 in, 344 out"_qs;
    QCOMPARE(head.figuresFor(metrics.horizontalAdvance(shorter) + 1), shorter);
    QVERIFY(head.figuresFor(metrics.horizontalAdvance(shorter) - 10).endsWith(u'…'));
}

void TestResponseColumn::textAppearsWhileItIsWritten()
{
    write(u"Hello"_qs);
    QTRY_COMPARE(shownText(), u"Hello"_qs);
    write(u", **wor"_qs);
    write(u"ld**"_qs);
    QTRY_COMPARE(shownText(), u"Hello, **world**"_qs);
}

void TestResponseColumn::aReaderAtTheEndFollowsIt()
{
    write(paragraphs(100));
    QTRY_VERIFY(answer() && answer()->verticalScrollBar()->maximum() > 0);
    QScrollBar *bar = answer()->verticalScrollBar();
    QTRY_COMPARE(bar->value(), bar->maximum());
    const int before = bar->maximum();
    write(paragraphs(100));
    QTRY_VERIFY(bar->maximum() > before);
    QTRY_COMPARE(bar->value(), bar->maximum());
}

void TestResponseColumn::aReaderWhoScrolledUpIsNotMoved()
{
    write(paragraphs(100));
    QTRY_VERIFY(answer() && answer()->verticalScrollBar()->maximum() > 1000);
    QScrollBar *bar = answer()->verticalScrollBar();
    QTest::mouseClick(answer()->viewport(), Qt::LeftButton);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(answer(), Qt::Key_PageUp);
    const int place = bar->value();
    QVERIFY(place < bar->maximum());
    const QString reading = answer()->cursorForPosition(QPoint(0, 0)).block().text();

    const int before = bar->maximum();
    write(paragraphs(300));
    QTRY_VERIFY(bar->maximum() > 2 * before);
    QCOMPARE(bar->value(), place);
    QCOMPARE(answer()->cursorForPosition(QPoint(0, 0)).block().text(), reading);
}

void TestResponseColumn::aReaderWhoComesBackToTheEndFollowsAgain()
{
    write(paragraphs(100));
    QTRY_VERIFY(answer() && answer()->verticalScrollBar()->maximum() > 0);
    QScrollBar *bar = answer()->verticalScrollBar();
    bar->triggerAction(QAbstractSlider::SliderToMinimum);
    bar->triggerAction(QAbstractSlider::SliderToMaximum);
    const int before = bar->maximum();
    write(paragraphs(50));
    QTRY_VERIFY(bar->maximum() > before);
    QTRY_COMPARE(bar->value(), bar->maximum());
}

void TestResponseColumn::theEndOfTheAnswerRendersItsMarkdown()
{
    const QString markdown = u"# Title\n\nSome **bold** words."_qs;
    write(markdown);
    QTRY_COMPARE(shownText(), markdown);
    QVERIFY(isPlain());
    finish(markdown);
    QTRY_COMPARE(shownText(), u"Title\nSome bold words."_qs);
    QVERIFY(!isPlain());
}

void TestResponseColumn::renderingKeepsTheReadersPlace()
{
    QString markdown;
    for (int i = 0; i < 200; ++i)
        markdown += QStringLiteral("## Chapter %1\n\n**Words** of chapter %1 follow.\n\n").arg(i);
    write(markdown);
    QTRY_COMPARE(shownText().size(), markdown.size());
    QScrollBar *bar = answer()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 2000);
    QTRY_COMPARE(bar->value(), bar->maximum());
    bar->setValue(bar->maximum() / 3);
    const auto chapterAtTop = [this] {
        QTextCursor cursor = answer()->cursorForPosition(QPoint(20, 20));
        static const QRegularExpression number(u"hapter (\\d+)"_qs);
        while (!number.match(cursor.block().text()).hasMatch()
               && cursor.movePosition(QTextCursor::NextBlock)) { }
        return number.match(cursor.block().text()).captured(1).toInt();
    };
    const int before = chapterAtTop();
    QVERIFY(before > 10);
    finish(markdown);
    QTRY_VERIFY(!isPlain());
    QVERIFY2(qAbs(chapterAtTop() - before) <= 1,
             qPrintable(QStringLiteral("%1 became %2").arg(before).arg(chapterAtTop())));
}

void TestResponseColumn::anAnswerFirstSeenWhenDoneStartsAtItsTop()
{
    finish(paragraphs(200));
    QTRY_VERIFY(answer() && answer()->verticalScrollBar()->maximum() > 0);
    QCOMPARE(answer()->verticalScrollBar()->value(), 0);
}

void TestResponseColumn::sourceShowsTheMarkdownAsWritten()
{
    finish(u"Some **bold** words."_qs);
    QTRY_COMPARE(shownText(), u"Some bold words."_qs);
    QTest::mouseClick(button("view:source"), Qt::LeftButton);
    QTRY_COMPARE(shownText(), u"Some **bold** words."_qs);
    QTest::mouseClick(button("view:markdown"), Qt::LeftButton);
    QTRY_COMPARE(shownText(), u"Some bold words."_qs);
}

void TestResponseColumn::copyPutsTheWholeSourceOnTheClipboard()
{
    finish(u"Some **bold** words."_qs);
    QTRY_VERIFY(button("copyButton") && button("copyButton")->isVisible());
    QTest::mouseClick(button("copyButton"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Some **bold** words."_qs);
}

void TestResponseColumn::reasoningIsFoldedUntilAskedFor()
{
    m_model->textAdded(responseId("wizard"), {}, u"Hm"_qs.repeated(617));
    QTRY_VERIFY(button("reasoningButton") && button("reasoningButton")->isVisible());
    QCOMPARE(button("reasoningButton")->text(), u"Reasoning (1,234 characters)"_qs);
    QVERIFY(!m_column->findChild<QPlainTextEdit *>(u"reasoning"_qs));
    QTest::mouseClick(button("reasoningButton"), Qt::LeftButton);
    QTRY_VERIFY(m_column->findChild<QPlainTextEdit *>(u"reasoning"_qs));
    auto *reasoning = m_column->findChild<QPlainTextEdit *>(u"reasoning"_qs);
    QTRY_VERIFY(reasoning->isVisible());
    QCOMPARE(reasoning->toPlainText().size(), 1234);
    QTest::mouseClick(button("reasoningButton"), Qt::LeftButton);
    QTRY_VERIFY(!reasoning->isVisible());
}

void TestResponseColumn::aFailureStandsInThePlaceOfTheText()
{
    Response failed = changed(m_run, responseId("wizard"), ResponseState::Failed);
    failed.error = u"Together answered 401: the key is <b>not</b> valid."_qs;
    m_model->responseChanged(failed);
    QTRY_COMPARE(notice(), failed.error);
    const auto *label = m_column->findChild<QLabel *>(u"noticeText"_qs);
    QCOMPARE(label->textFormat(), Qt::PlainText);
    QCOMPARE(label->palette().color(QPalette::WindowText),
             Theme::make(Theme::Scheme::Light).danger);
    QVERIFY(!answer() || !answer()->isVisible());
    QCOMPARE(m_column->accessibleName(), u"WIZARD, Failed"_qs);
}

void TestResponseColumn::whatWasDoneDifferentlyStandsAboveTheAnswer()
{
    finish(u"An answer."_qs);
    QTRY_VERIFY(shownText().contains(u"An answer."));
    const auto *remarks = m_column->findChild<QWidget *>(u"remarks"_qs);
    QVERIFY(remarks->isHidden());

    Response response = changed(m_run, responseId("wizard"), ResponseState::Done, u"An answer."_qs);
    response.notices = {u"Lab refused it. It was asked again without “seed”."_qs};
    response.refusedSettings = {u"seed"_qs};
    m_model->responseChanged(response);
    QTRY_VERIFY(remarks->isVisible());
    QCOMPARE(remarks->findChild<QLabel *>()->text(), response.notices.constFirst());
    QVERIFY(shownText().contains(u"An answer."));

    const QSignalSpy wanted(m_column, &ResponseColumn::omissionWanted);
    auto *stop = remarks->findChild<QPushButton *>();
    QCOMPARE(stop->text(), u"Stop sending seed"_qs);
    QTest::mouseClick(stop, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.constFirst().at(0).value<ProviderId>(), response.provider);
    QCOMPARE(wanted.constFirst().at(1).toString(), response.model);
    QCOMPARE(wanted.constFirst().at(2).toStringList(), QStringList{u"seed"_qs});
}

void TestResponseColumn::waitingIsSaid_data()
{
    QTest::addColumn<ResponseState>("state");
    QTest::addColumn<QString>("expected");
    QTest::newRow("waiting") << ResponseState::Waiting
                             << u"Waiting for the answers that it gets as references."_qs;
    QTest::newRow("queued") << ResponseState::Queued
                            << u"Waiting for a free connection to sandbox."_qs;
    QTest::newRow("retrying") << ResponseState::Retrying
                              << u"Attempt 0 failed. Another one follows in a moment."_qs;
}

void TestResponseColumn::waitingIsSaid()
{
    QFETCH(ResponseState, state);
    m_model->responseChanged(changed(m_run, responseId("wizard"), state));
    QFETCH(QString, expected);
    QTRY_COMPARE(notice(), expected);
}

void TestResponseColumn::hostileHtmlIsShownAsText_data()
{
    QTest::addColumn<QString>("html");
    QTest::newRow("script") << u"<script>alert(1)</script>"_qs;
    QTest::newRow("block") << u"<div style=\"color:white\">hidden</div>"_qs;
    QTest::newRow("image") << u"before <img src=\"file:///etc/passwd\"> after"_qs;
    QTest::newRow("table") << u"<table><tr><td>x</td></tr></table>"_qs;
    QTest::newRow("unclosed") << u"text <b>bold <i>both"_qs;
}

void TestResponseColumn::hostileHtmlIsShownAsText()
{
    QFETCH(QString, html);
    finish(html);
    QTRY_COMPARE(shownText(), html);
}

void TestResponseColumn::imagesAreNeverLoaded_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::newRow("network") << u"http"_qs;
    QTest::newRow("file address") << u"file"_qs;
    QTest::newRow("file name") << u"name"_qs;
    QTest::newRow("data") << u"data"_qs;
}

void TestResponseColumn::imagesAreNeverLoaded()
{
    QFETCH(QString, scheme);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTemporaryDir directory;
    const QString file = directory.filePath(u"red.png"_qs);
    QImage red(40, 40, QImage::Format_RGB32);
    red.fill(Qt::red);
    QVERIFY(red.save(file));
    QFile bytes(file);
    QVERIFY(bytes.open(QIODevice::ReadOnly));
    const QString address = scheme == u"http"
        ? QStringLiteral("http://127.0.0.1:%1/red.png").arg(server.serverPort())
        : scheme == u"file" ? QUrl::fromLocalFile(file).toString()
        : scheme == u"name"
        ? file
        : u"data:image/png;base64,"_qs + QString::fromLatin1(bytes.readAll().toBase64());

    QSignalSpy connected(&server, &QTcpServer::newConnection);
    finish(QStringLiteral("Look: ![a chart](%1)").arg(address));
    QTRY_VERIFY(shownText().contains(u"[Image, not loaded: a chart"));
    const QImage seen = answer()->grab().toImage();
    for (int y = 0; y < seen.height(); ++y) {
        for (int x = 0; x < seen.width(); ++x)
            QVERIFY(seen.pixelColor(x, y) != QColor(Qt::red));
    }
    QVERIFY(!answer()->document()->resource(QTextDocument::ImageResource, QUrl(address)).isValid());
    QCOMPARE(connected.size(), 0);
}

void TestResponseColumn::linksAreNotOpened()
{
    finish(u"[here](http://127.0.0.1:9/)"_qs);
    QTRY_COMPARE(shownText(), u"here"_qs);
    QSignalSpy clicked(answer(), &QTextBrowser::anchorClicked);
    QTextCursor cursor(answer()->document());
    cursor.setPosition(2);
    QTest::mouseClick(answer()->viewport(), Qt::LeftButton, {},
                      answer()->cursorRect(cursor).center());
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(shownText(), u"here"_qs);
    QVERIFY(answer()->source().isEmpty());
    QVERIFY(!answer()->openLinks());
}

void TestResponseColumn::namesAreNoHtmlInTooltips()
{
    m_run.mixture.layers[0].agents[0].name = u"<img src=x>"_qs;
    m_model->runStarted(m_run);
    const auto *column = m_view->findChild<ResponseColumn *>(u"column:wizard#1"_qs);
    QVERIFY(column->findChild<ColumnHead *>()->toolTip().contains(u"&lt;img"));
}

void TestResponseColumn::aLongAnswerStaysPlain()
{
    const QString markdown = u"**bold** words\n"_qs.repeated(20'000);
    QVERIFY(markdown.size() > AnswerBody::longAnswer);
    finish(markdown);
    const auto plain = [this] { return m_column->findChild<QPlainTextEdit *>(u"longAnswer"_qs); };
    QTRY_VERIFY(plain() && plain()->document()->characterCount() > markdown.size());
    QVERIFY(plain()->isVisible());
    QVERIFY(plain()->toPlainText().startsWith(u"**bold** words"));
}

void TestResponseColumn::whatTakesLongToRenderStaysPlain_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<bool>("rendered");
    QTest::newRow("an ordinary answer") << u"# Title\n\nSome **words**.\n"_qs.repeated(100) << true;
    QTest::newRow("many words in code")
        << u"# Title\n"_qs + u"`code` word "_qs.repeated(1600) << true;
    QTest::newRow("a word without an end") << u"# Title\n"_qs + QString(6000, u'[') << false;
    QTest::newRow("a line without an end") << u"# Title\n"_qs + u"word "_qs.repeated(5000) << false;
    QTest::newRow("a long list") << u"# Title\n\n"_qs + u"- item\n"_qs.repeated(2000) << true;
    QTest::newRow("a list without an end")
        << u"# Title\n\n"_qs + u"> 1. item\n"_qs.repeated(6000) << false;
}

void TestResponseColumn::whatTakesLongToRenderStaysPlain()
{
    QFETCH(QString, markdown);
    QFETCH(bool, rendered);
    finish(markdown);
    QTRY_VERIFY(shownText().startsWith(rendered ? u"Title" : u"# Title"));
}

void TestResponseColumn::aVeryLongAnswerShowsItsFirstPartUntilAskedForAll()
{
    const qsizetype size = AnswerBody::firstPart + 50'000;
    finish(QString(size / 10, u'x').replace(u"x"_qs, u"some word\n"_qs));
    const auto shown = [this] {
        const auto *plain = m_column->findChild<QPlainTextEdit *>(u"longAnswer"_qs);
        return plain ? qsizetype(plain->document()->characterCount()) - 1 : 0;
    };
    QTRY_COMPARE(shown(), AnswerBody::firstPart);
    QVERIFY(notice().contains(u"the first 1,048,576 of"));
    auto *showAll = m_column->findChild<QPushButton *>(u"noticeAction"_qs);
    QVERIFY(showAll->isVisible());
    QTest::mouseClick(showAll, Qt::LeftButton);
    QTRY_COMPARE(shown(), size / 10 * 10);
    QVERIFY(!showAll->isVisible());
}

void TestResponseColumn::aLineOfManyCharactersIsShownWhole()
{
    write(QString(150'000, u'x'));
    QTRY_COMPARE(shownText().count(u'x'), 150'000);
    for (QTextBlock block = answer()->document()->begin(); block.isValid(); block = block.next())
        QVERIFY(block.length() < 5000);
}

void TestResponseColumn::theHeaderOfATableIsOneParagraphPerCell()
{
    const Theme theme = Theme::make(Theme::Scheme::Light);
    const auto document =
        renderMarkdown(u"```\ncode\n```\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"_qs, theme);
    const QList<QTextFrame *> frames = document->rootFrame()->childFrames();
    QCOMPARE(frames.size(), 1);
    const auto *table = qobject_cast<QTextTable *>(frames.constFirst());
    QVERIFY(table);
    QCOMPARE(table->format().borderBrush().color(), theme.line);
    const QTextTableCell cell = table->cellAt(0, 0);
    QCOMPARE(cell.firstCursorPosition().block().text(), u"a"_qs);
    QCOMPARE(cell.firstCursorPosition().block(), cell.lastCursorPosition().block());
}

void TestResponseColumn::aReadingPlaceIsFoundAgain_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("expected");
    QTest::newRow("nothing") << QString() << 0 << QString() << 0;
    QTest::newRow("same words") << u"one\n\n**two words** here"_qs << 5 << u"one\ntwo words here"_qs
                                << 4;
    QTest::newRow("nearest of the same words") << u"the words. the words. the words."_qs << 22
                                               << u"the words. the words. the words."_qs << 22;
    QTest::newRow("only markup, so by its share")
        << u"****************####"_qs << 10 << u"0123456789"_qs << 5;
}

void TestResponseColumn::aReadingPlaceIsFoundAgain()
{
    QFETCH(QString, before);
    QFETCH(int, position);
    QFETCH(QString, after);
    QFETCH(int, expected);
    QCOMPARE(findPlace(readingPlace(before, position), after), qsizetype(expected));
}

QTEST_MAIN(TestResponseColumn)

#include "tst_responsecolumn.moc"
