// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/fileio.h"
#include "providers/prices.h"

#include <limits>
#include <QLocale>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

QByteArray listWith(const QByteArray &fields)
{
    return R"({"format": "moa-studio/prices", "version": 1, "prices": [
{"provider": "p", )"
        + fields + "}]}";
}

const QByteArray sound =
    R"("model": "m", "input": "2.50", "cached_input": "0.003625", "output": "10", "source": "s", "date": "2026-09-23")";

Usage usage(qint64 input, qint64 cached, qint64 output)
{
    Usage result;
    result.input = input;
    result.cached = cached;
    result.output = output;
    return result;
}

Price price(const char *input, const char *cached, const char *output)
{
    const QByteArray fields = QByteArray(sound)
                                  .replace("2.50", input)
                                  .replace("0.003625", cached)
                                  .replace("\"10\"", QByteArray("\"") + output + '"');
    return *PriceList::read(listWith(fields))->find(ProviderId(u"p"_s), u"m"_s);
}

} // namespace

class tst_Prices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void priceIsPerToken()
    {
        const Result<PriceList> list = PriceList::read(listWith(sound));
        QVERIFY2(list, qPrintable(list ? QString() : list.error().message));
        const std::optional<Price> found = list->find(ProviderId(u"p"_s), u"m"_s);
        QVERIFY(found);
        QCOMPARE(found->rates.input.pico(), 2'500'000);
        QCOMPARE(found->rates.cachedInput->pico(), 3'625);
        QCOMPARE(found->rates.output.pico(), 10'000'000);
        QCOMPARE(found->source, u"s"_s);
        QCOMPARE(found->date, QDate(2026, 9, 23));
    }

    void missingPriceIsUnknownNotZero()
    {
        const PriceList list = PriceList::read(listWith(sound)).value();
        QVERIFY(!list.find(ProviderId(u"p"_s), u"M"_s));
        QVERIFY(!list.find(ProviderId(u"q"_s), u"m"_s));
        QVERIFY(!PriceList().find(ProviderId(u"p"_s), u"m"_s));
    }

    void freeProviderCostsNothing()
    {
        const PriceList list = PriceList::read(listWith(R"("free": true)")).value();
        const std::optional<Price> found = list.find(ProviderId(u"p"_s), u"any"_s);
        QVERIFY(found);
        QCOMPARE(costOf(*found, usage(1000, 0, 1000)), Usd());
    }

    void sourceIsNamedWithItsDay()
    {
        Price some;
        some.source = u"s"_s;
        const QDate day(2026, 9, 23);
        QCOMPARE(sourceText(some, day, QLocale::c()), u"s"_s);
        some.date = day;
        QCOMPARE(sourceText(some, day, QLocale::c()), u"s, today"_s);
        QCOMPARE(sourceText(some, day.addDays(1), QLocale::c()), u"s, 23 Sep 2026"_s);
    }

    void costIsExact_data()
    {
        QTest::addColumn<qint64>("input");
        QTest::addColumn<qint64>("cached");
        QTest::addColumn<qint64>("output");
        QTest::addColumn<qint64>("pico");
        QTest::newRow("nothing") << 0LL << 0LL << 0LL << 0LL;
        QTest::newRow("one token in") << 1LL << 0LL << 0LL << 2'500'000LL;
        QTest::newRow("all cached") << 3LL << 3LL << 0LL << 10'875LL;
        QTest::newRow("mixed") << 1000LL << 400LL << 7LL
                               << 600LL * 2'500'000 + 400LL * 3'625 + 7LL * 10'000'000;
        QTest::newRow("a billion tokens")
            << 1'000'000'000LL << 0LL << 0LL << 2'500'000'000'000'000LL;
    }

    void costIsExact()
    {
        QFETCH(const qint64, input);
        QFETCH(const qint64, cached);
        QFETCH(const qint64, output);
        const std::optional<Usd> cost =
            costOf(price("2.50", "0.003625", "10"), usage(input, cached, output));
        QVERIFY(cost);
        QTEST(cost->pico(), "pico");
    }

    void cachedInputWithoutAPriceCostsAsFresh()
    {
        Price plain = price("2.50", "1", "10");
        plain.rates.cachedInput.reset();
        QCOMPARE(costOf(plain, usage(10, 4, 0)), Usd::fromPico(25'000'000));
    }

    void senselessUsageHasNoCost()
    {
        const Price some = price("2.50", "1", "10");
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        QVERIFY(!costOf(some, usage(-1, 0, 0)));
        QVERIFY(!costOf(some, usage(0, 0, -1)));
        QVERIFY(!costOf(some, usage(1, 2, 0)));
        QVERIFY(!costOf(some, usage(1, -1, 0)));
        QVERIFY(!costOf(some, usage(most, 0, 0)));
        QVERIFY(!costOf(some, usage(0, 0, most)));
        QVERIFY(!costOf(some, usage(most / 5'000'000, 0, most / 15'000'000)));
    }

    void badListIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *before, const char *after,
                            const char *message) {
            QTest::newRow(name) << listWith(QByteArray(sound).replace(before, after))
                                << u"prices[0]."_s + QString::fromUtf8(message) + u" (line 2)"_s;
        };
        row("number", "\"2.50\"", "2.5", "input: expected a string, found 2.5");
        row("not an amount", "2.50", "$2",
            "input: “$2” is not an amount of dollars with at most six decimals");
        row("negative", "2.50", "-1",
            "input: “-1” is not an amount of dollars with at most six decimals");
        row("too fine", "2.50", "0.0000001",
            "input: “0.0000001” is not an amount of dollars with at most six decimals");
        row("cached", "0.003625", "free",
            "cached_input: “free” is not an amount of dollars with at most six decimals");
        row("no output", "\"output\"", "\"outputs\"",
            "output: expected a string that is not empty, found nothing");
        row("no source", "\"s\"", "\"\"",
            "source: expected a string that is not empty, found \"\"");
        row("date", "2026-09-23", "23.9.2026",
            "date: “23.9.2026” is not a date of the form 2026-11-22");
        row("model", "\"model\"", "\"models\"",
            "model: expected a string that is not empty, found nothing");
        QTest::newRow("format")
            << listWith(sound).replace("studio/prices", "studio/price")
            << u"format: expected \"moa-studio/prices\", found \"moa-studio/price\" (line 1)"_s;
    }

    void badListIsRefused()
    {
        QFETCH(const QByteArray, text);
        const Result<PriceList> list = PriceList::read(text);
        QVERIFY(!list);
        QTEST(list.error().message, "message");
    }

    void bundledListSaysWhatIsFreeAndWhatRetiredModelsCost()
    {
        const Result<PriceList> list =
            readFile(u":/moa/prices.json"_s, 1'000'000).and_then(PriceList::read);
        QVERIFY2(list, qPrintable(list ? QString() : list.error().message));
        QVERIFY(!list->find(ProviderId(u"openai"_s), u"gpt-unknown"_s));
        QCOMPARE(list->find(ProviderId(u"together"_s), u"Qwen/Qwen1.5-110B-Chat"_s)->rates.output,
                 Usd::fromPico(1'800'000));
        for (const auto &free :
             {u"sandbox"_s, u"ollama"_s, u"lmstudio"_s, u"llamacpp"_s, u"vllm"_s})
            QCOMPARE(list->find(ProviderId(free), u"any"_s)->rates, Rates());
    }
};

QTEST_GUILESS_MAIN(tst_Prices)
#include "tst_prices.moc"
