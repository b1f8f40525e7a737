// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runhtml.h"
#include "run/runjson.h"
#include "run/runmarkdown.h"
#include "run/runtotals.h"
#include "run/visibletext.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

/// What an attacker would write, and what a model may stumble into.
const QString hostile =
    u"</div><script>alert(1)</script> <img src=\"http://evil.test/x.png\"> "
    "![x](http://evil.test/y.png) <a href=\"file:///etc/passwd\">z</a> ]]> "
    "<!-- --> &lt;b&gt; \u202Egnp.exe\u2066 \x1b[31mred\x1b]0;title\x07 "
    "\x9B"
    "2J ```` \n````\n# heading\n~~~\n```\n| a | b |\n<style>*{}</style>\r\nend"_s
    + QChar(0xD800) + QChar(0xFFFF) + QChar(u'\0') + u" 안녕 🚀 e\u0301"_s;

RunRecord runWith(const QString &text)
{
    RunRecord run;
    run.id = u"r"_s;
    run.state = RunState::Degraded;
    run.startedAt = QDateTime(QDate(2026, 11, 22), QTime(20, 0), Qt::UTC);
    run.error = text;
    run.mixture.name = text;
    run.conversation = {{Message::Author::System, text}, {Message::Author::User, text}};
    for (int number = 0; number < 3; ++number) {
        Agent agent;
        agent.id = AgentId(u"agent-%1"_s.arg(number) + text);
        agent.name = text;
        agent.model = text;
        Response response;
        response.id = {agent.id, 1};
        response.layer = number / 2;
        response.model = text;
        response.modelReported = text + u'2';
        response.provider = ProviderId(text);
        response.state = number == 1 ? ResponseState::Failed : ResponseState::Done;
        response.error = number == 1 ? text : QString();
        response.text = text;
        response.reasoning = text;
        response.usage = Usage{812, 344, 10, 20, Usage::Source::Reported};
        response.timing = {0, 3, 412, 5210};
        response.bleuToFinal = 23.41;
        response.attempts = 2;
        if (number == 2)
            response.references = {run.responses.at(0).id};
        if (number % 2 == 0)
            run.mixture.layers.append(Layer{text, {}, {}, {}});
        run.mixture.layers.last().agents.append(agent);
        run.responses.append(response);
    }
    run.final = run.responses.constLast().id;
    run.finalText = text;
    return run;
}

/// The text of the page as a reader of XML sees it; an error is in @p error.
QString textOf(const QByteArray &html, QString *error)
{
    QXmlStreamReader reader(html);
    QString text;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isCharacters())
            text += reader.text();
    }
    *error = reader.errorString();
    return text;
}

/// What stands outside of fences.
QString outsideOfFences(const QString &markdown)
{
    QString outside;
    QString fence;
    for (const QString &line : markdown.split(u'\n')) {
        if (fence.isEmpty() && line.startsWith(u"```")) {
            fence = line.left(line.indexOf(u'm'));
            continue;
        }
        if (!fence.isEmpty()) {
            // A fence ends with at least as many marks, and nothing else, on a line.
            static const QRegularExpression end(u"^ {0,3}(`+) *$"_s);
            const auto match = end.match(line);
            if (match.hasMatch() && match.capturedLength(1) >= fence.size())
                fence.clear();
            continue;
        }
        outside += line + u'\n';
    }
    return fence.isEmpty() ? outside : u"NOT CLOSED"_s;
}

} // namespace

class TestReports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void costInJsonIsTheExactDecimal_data()
    {
        QTest::addColumn<QStringList>("costs");
        QTest::addColumn<QByteArray>("total");
        QTest::newRow("0.1 + 0.2") << QStringList{u"0.1"_s, u"0.2"_s} << QByteArray("0.3");
        QTest::newRow("ten dimes") << QStringList(10, u"0.1"_s) << QByteArray("1");
        QTest::newRow("finest") << QStringList{u"0.000000000001"_s, u"1234.1"_s}
                                << QByteArray("1234.100000000001");
        QTest::newRow("beyond a double")
            << QStringList{u"9007199.254740993001"_s} << QByteArray("9007199.254740993001");
        QTest::newRow("nothing") << QStringList{u"0"_s} << QByteArray("0");
    }

    void costInJsonIsTheExactDecimal()
    {
        QFETCH(const QStringList, costs);
        QFETCH(const QByteArray, total);
        RunRecord run;
        for (const QString &cost : costs) {
            Response response;
            response.state = ResponseState::Done;
            response.attempts = 1;
            response.usage = Usage();
            response.cost = Usd::fromString(cost);
            QVERIFY(response.cost);
            run.responses.append(response);
        }
        run.totals = totalsOf(run.responses);
        const QByteArray json = writeRun(run, RunDetail::Responses);
        QVERIFY2(json.contains("\"cost_usd\": " + total + ",\n    \"unpriced\""), json);
        for (const QString &cost : costs)
            QVERIFY(json.contains("\"cost_usd\": " + cost.toLatin1() + ",\n"));
        QVERIFY(!QJsonDocument::fromJson(json).isNull());
    }

    void htmlIsWellFormedAndTellsEverything();
    void htmlLoadsAndRunsNothing();
    void htmlHasTheColorsItIsGiven();
    void htmlOfAnUnfinishedRun();
    void hugeTextsAreWritten();
    void markdownLetsNothingBreakOut_data();
    void markdownLetsNothingBreakOut();
    void markdownTellsTheRun();
    void controlsBecomeVisible_data();
    void controlsBecomeVisible();
};

void TestReports::htmlIsWellFormedAndTellsEverything()
{
    const RunRecord run = runWith(hostile);
    QString error;
    const QString text = textOf(runAsHtml(run), &error);
    QCOMPARE(error, QString());
    // Reasoning and text of three responses, the final answer, two messages.
    QCOMPARE(text.count(withVisibleControls(hostile)), 3 * 2 + 1 + 2);
    QVERIFY(text.contains(u"Done, but an agent failed"_s));
    QVERIFY(text.contains(u"812 in, 344 out"_s));
    QVERIFY(text.contains(u"BLEU 23.4"_s));
    QVERIFY(text.contains(u"agent-0"_s));
    QVERIFY(text.contains(u"20 cached"_s));
    QVERIFY(text.contains(asOneLine(hostile)));
}

void TestReports::htmlLoadsAndRunsNothing()
{
    const QString html = QString::fromUtf8(runAsHtml(runWith(hostile)));
    QVERIFY(!html.contains(u"<script"_s, Qt::CaseInsensitive));
    QVERIFY(!html.contains(u"<img"_s));
    QCOMPARE(html.count(u"<style"_s), 1);
    QVERIFY(html.contains(u"default-src 'none'"_s));
    // In tags, that is; in the text they are harmless.
    static const QRegularExpression tag(u"<[^>]*>"_s);
    static const QRegularExpression reference(
        u"\\s(src|srcset|href|action|style|on\\w+)\\s*=\\s*\"(?!#)"_s);
    for (auto match = tag.globalMatch(html); match.hasNext();) {
        const QString found = match.next().captured();
        QVERIFY2(!reference.match(found).hasMatch(), qPrintable(found));
    }
    static const QRegularExpression address(u"url\\(|@import"_s);
    QVERIFY(!address.match(html).hasMatch());
    for (const QChar character : html) {
        const char16_t unit = character.unicode();
        QVERIFY2(unit >= 0x20 || unit == u'\n' || unit == u'\t', qPrintable(QString::number(unit)));
        QVERIFY(unit < 0x7F || unit >= 0xA0);
    }
}

void TestReports::htmlHasTheColorsItIsGiven()
{
    const RunRecord run = runWith(u"text"_s);
    ReportColors colors;
    colors.light.window = u"#f6f7f9"_s;
    colors.dark.window = u"#15181c"_s;
    colors.light.agents.insert(run.responses.at(1).id.agent, u"#c77700"_s);
    colors.dark.agents.insert(run.responses.at(1).id.agent, u"#f0b040"_s);
    const QString html = QString::fromUtf8(runAsHtml(run, colors));
    const qsizetype dark = html.indexOf(u"@media (prefers-color-scheme: dark)"_s);
    QVERIFY(dark > 0);
    QVERIFY(html.left(dark).contains(u"--window: #f6f7f9"_s));
    QVERIFY(html.mid(dark).contains(u"--window: #15181c"_s));
    QVERIFY(html.left(dark).contains(u".agent-1 { --agent: #c77700; }"_s));
    QVERIFY(html.mid(dark).contains(u".agent-1 { --agent: #f0b040; }"_s));
    QCOMPARE(html.count(u"class=\"card response agent-1\""_s), 1);
}

void TestReports::htmlOfAnUnfinishedRun()
{
    QString error;
    QVERIFY(textOf(runAsHtml({}), &error).contains(u"without a final answer"_s));
    QCOMPARE(error, QString());
    RunRecord run = runWith(u"text"_s);
    run.final.reset();
    QVERIFY(textOf(runAsHtml(run), &error).contains(u"without a final answer"_s));
    QCOMPARE(error, QString());
}

void TestReports::hugeTextsAreWritten()
{
    RunRecord run = runWith(u"text"_s);
    run.responses.first().text = QString(10'000'000, u'x') + QString(10'000, u'<') + hostile;
    const QByteArray html = runAsHtml(run);
    QString error;
    QVERIFY(textOf(html, &error).contains(withVisibleControls(run.responses.constFirst().text)));
    QCOMPARE(error, QString());
    QVERIFY(runAsMarkdown(run).size() > 10'000'000);
}

void TestReports::markdownLetsNothingBreakOut_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("hostile") << hostile;
    QTest::newRow("fences") << u"```\nout\n````\nout\n`````   \nout"_s;
    QTest::newRow("many marks") << QString(5000, u'`');
    QTest::newRow("an open fence") << u"```python\nprint()"_s;
    QTest::newRow("line end") << u"out\n"_s;
}

void TestReports::markdownLetsNothingBreakOut()
{
    QFETCH(QString, text);
    const RunRecord run = runWith(text);
    const QString outside = outsideOfFences(runAsMarkdown(run));
    QVERIFY(outside != u"NOT CLOSED"_s);
    static const QRegularExpression heading(u"^#+ "_s, QRegularExpression::MultilineOption);
    // Title, two messages, final answer, figures, two layers, and each response with its two parts.
    QCOMPARE(outside.count(heading), 1 + 2 + 1 + 1 + 2 + 3 * 3);
    // Nothing outside is markup that is not ours.
    static const QRegularExpression markup(u"(?<!\\\\)[<\\]`]"_s);
    QVERIFY2(!markup.match(outside).hasMatch(),
             qPrintable(markup.match(outside).captured() + outside));
    QVERIFY(!outside.contains(QChar(0x202E)));
    QVERIFY(!runAsMarkdown(run).contains(QChar(0x1B)));
    // The table's rows have their cells and no more.
    static const QRegularExpression bar(u"(?<!\\\\)\\|"_s);
    for (const QString &line : outside.split(u'\n')) {
        if (line.startsWith(u'|'))
            QCOMPARE(line.count(bar), 9);
    }
}

void TestReports::markdownTellsTheRun()
{
    const QString markdown = runAsMarkdown(runWith(u"some text"_s));
    QVERIFY(markdown.startsWith(u"# some text\n\nDone, but an agent failed · "_s));
    QVERIFY(markdown.contains(u"## Final answer\n\n```markdown\nsome text\n```\n"_s));
    QVERIFY(markdown.contains(u"| some text | 812 | 344 | unpriced | 5.2 | 23.4 |"_s));
    QVERIFY(markdown.contains(u"## Layer 1: some text\n\n### some text\n"_s));
    QVERIFY(markdown.contains(u"#### Reasoning"_s));
}

void TestReports::controlsBecomeVisible_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("visible");
    QTest::newRow("plain") << u"plain \t text\n"_s << u"plain \t text\n"_s;
    QTest::newRow("escape") << u"\x1b[31m"_s << u"␛[31m"_s;
    QTest::newRow("NUL and DEL") << QString(QChar(u'\0')) + QChar(0x7F) << u"␀␡"_s;
    QTest::newRow("C1") << QString(QChar(0x9B)) + u"2J"_s << u"\uFFFD2J"_s;
    QTest::newRow("line ends") << u"a\r\nb\rc\r"_s << u"a\nb␍c␍"_s;
    QTest::newRow("pairs") << u"🚀"_s << u"🚀"_s;
    QTest::newRow("half pairs") << QString(QChar(0xDE80)) + u"a"_s + QChar(0xD83D)
                                << u"\uFFFDa\uFFFD"_s;
    QTest::newRow("noncharacters") << QString(QChar(0xFFFE)) + QChar(0xFDD0) << u"\uFFFD\uFFFD"_s;
    QTest::newRow("scripts") << u"안녕 مرحبا e\u0301"_s << u"안녕 مرحبا e\u0301"_s;
}

void TestReports::controlsBecomeVisible()
{
    QFETCH(QString, text);
    QFETCH(QString, visible);
    QCOMPARE(withVisibleControls(text), visible);
}

QTEST_GUILESS_MAIN(TestReports)
#include "tst_reports.moc"
