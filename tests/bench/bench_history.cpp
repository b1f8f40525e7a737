// SPDX-License-Identifier: GPL-3.0-or-later

// The history with 100,000 runs: time to open it and show the first page, to search while one
// types, to write a run that has ended, the room it takes, and memory while one pages to the end.
// Usage: bench_history [RUNS [FOLDER]]; the folder is for the files, which are deleted at the end.

#include "run/runjson.h"
#include "run/runtotals.h"
#include "store/historystore.h"
#include "support/finishedruns.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <unistd.h>

using namespace moa;

namespace {

double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

struct Item
{
    QString instruction;
    QList<QStringList> answers; ///< of words, by model
};

struct Texts
{
    QStringList models;
    QList<Item> items;
    QStringList words; ///< of all answers, as often as they occur
};

Texts loadTexts()
{
    QFile file(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/answers.json"));
    Texts texts;
    if (!file.open(QIODevice::ReadOnly))
        return texts;
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    for (const QJsonValue value : root.value(u"proposers").toArray())
        texts.models.append(value.toString());
    texts.models.append(QStringLiteral("Together-MoA"));
    for (const QJsonValue value : root.value(u"items").toArray()) {
        Item item;
        item.instruction = value[u"instruction"].toString();
        for (const QString &model : std::as_const(texts.models)) {
            item.answers.append(value[u"outputs"][model].toString().split(u' '));
            texts.words += item.answers.constLast();
        }
        texts.items.append(item);
    }
    return texts;
}

/// Runs of real answers in which every twelfth word is another.
class Runs
{
public:
    explicit Runs(const Texts &texts)
        : m_texts(texts)
    { }

    [[nodiscard]] RunRecord make(int number, bool withExchanges)
    {
        const Item &item = m_texts.items.at(number % m_texts.items.size());
        RunRecord run;
        run.id = QStringLiteral("run-%1").arg(number);
        run.startedAt = QDateTime(QDate(2024, 1, 1), QTime(0, 0), Qt::UTC)
                            .addSecs(qint64{600} * number + m_random.bounded(600));
        run.mixture.name = QStringLiteral("Preset %1").arg(number % 23);
        const QString prompt =
            item.instruction + QStringLiteral(" (%1)").arg(m_random.bounded(1'000'000));
        run.conversation = {{Message::Author::User, prompt}};
        QJsonArray references;
        for (qsizetype model = 0; model < m_texts.models.size(); ++model) {
            const bool isLast = model + 1 == m_texts.models.size();
            addResponse(run, item, model, isLast, references, withExchanges);
            if (!isLast)
                references.append(run.responses.constLast().text);
        }
        test::endWith(run);
        if (number % 50 == 7)
            run.state = RunState::Degraded;
        run.totals = totalsOf(run.responses);
        run.totals.wallMs = 9000;
        return run;
    }

private:
    void addResponse(RunRecord &run, const Item &item, qsizetype model, bool isLast,
                     const QJsonArray &references, bool withExchanges)
    {
        QStringList words = item.answers.at(model);
        for (QString &word : words) {
            if (m_random.bounded(12) == 0)
                word = m_texts.words.at(m_random.bounded(m_texts.words.size()));
        }
        Agent agent;
        agent.id = AgentId(QStringLiteral("agent%1").arg(model));
        agent.model = m_texts.models.at(model);
        agent.role = isLast ? Role::Aggregator : Role::Proposer;
        Response &response = test::addAnswer(run, isLast ? 1 : 0, agent, words.join(u' '));
        response.stopReason = StopReason::Complete;
        response.attempts = 1;
        response.usage = Usage{400, words.size(), 0, 0, Usage::Source::Reported};
        response.cost = Usd::fromPico(qint64{1000} * words.size());
        response.timing = {0, 1, 300, 4000 + m_random.bounded(4000)};
        QJsonArray messages{QJsonObject{{QStringLiteral("role"), QStringLiteral("user")},
                                        {QStringLiteral("content"), run.conversation[0].text}}};
        for (const QJsonValue reference : references)
            messages.append(QJsonObject{{QStringLiteral("content"), reference}});
        response.request = QJsonDocument(QJsonObject{{QStringLiteral("model"), response.model},
                                                     {QStringLiteral("messages"),
                                                      isLast ? messages : QJsonArray{messages[0]}}})
                               .toJson(QJsonDocument::Compact);
        if (withExchanges)
            response.exchanges = {exchangeOf(response, words)};
    }

    /// As a provider streams it: an event for each word.
    [[nodiscard]] Exchange exchangeOf(const Response &response, const QStringList &words)
    {
        Exchange exchange;
        exchange.method = "POST";
        exchange.url = "https://api.together.xyz/v1/chat/completions";
        exchange.requestBody = response.request;
        exchange.status = 200;
        const QByteArray before = "data: {\"id\":\"" + QByteArray::number(m_random.generate64(), 16)
            + "\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"choices\":[{"
              "\"index\":0,\"text\":\"\",\"logprobs\":null,\"finish_reason\":null,\"seed\":null,"
              "\"delta\":{\"token_id\":";
        qint64 ms = 300;
        for (const QString &word : words) {
            exchange.reply += before + QByteArray::number(m_random.bounded(100'000))
                + ",\"role\":\"assistant\",\"content\":"
                + QJsonDocument(QJsonArray{word + u' '}).toJson(QJsonDocument::Compact)
                + "}}],\"model\":\"" + response.model.toUtf8() + "\",\"usage\":null}\n\n";
            ms += m_random.bounded(30);
            exchange.arrivals.append({ms, exchange.reply.size()});
        }
        exchange.replySize = exchange.reply.size();
        return exchange;
    }

    const Texts &m_texts;
    QRandomGenerator m_random{7};
};

void print(const char *what, QList<double> times, double limit)
{
    std::sort(times.begin(), times.end());
    const auto at = [&times](double share) {
        return times.at(static_cast<qsizetype>(share * static_cast<double>(times.size() - 1)));
    };
    std::printf("%-38s p50 %7.2f ms, p95 %7.2f ms, max %7.2f ms (limit %.0f ms)\n", what, at(0.5),
                at(0.95), times.constLast(), limit);
    std::fflush(stdout);
}

template <typename T>
T checked(Result<T> result)
{
    if (!result)
        qFatal("%s", qUtf8Printable(result.error().message));
    return std::move(*result);
}

std::unique_ptr<HistoryStore> opened(const QString &path)
{
    return checked(HistoryStore::open(path, HistoryStore::Access::ReadWrite));
}

void forgetCached(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        fsync(file.handle());
        posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED);
    }
}

void measureOpening(const QString &path)
{
    for (const bool isCold : {true, false}) {
        QList<double> times;
        for (int pass = 0; pass < 5; ++pass) {
            if (isCold)
                forgetCached(path);
            QElapsedTimer timer;
            timer.start();
            const std::unique_ptr<HistoryStore> store = opened(path);
            (void)checked(store->find({}, {}, 50));
            times.append(milliseconds(timer));
        }
        print(isCold ? "open to first page, not cached" : "open to first page", times, 300);
    }
}

/// Of two words each, letter by letter.
void measureTyping(const HistoryStore &store, const Texts &texts)
{
    QRandomGenerator random(3);
    QList<double> times;
    QList<double> counts;
    for (int search = 0; search < 60; ++search) {
        const QString typed = texts.words.at(random.bounded(texts.words.size())) + u' '
            + texts.words.at(random.bounded(texts.words.size()));
        for (qsizetype letters = 1; letters <= typed.size(); ++letters) {
            HistoryQuery query;
            query.text = typed.first(letters);
            QElapsedTimer timer;
            timer.start();
            (void)checked(store.find(query, {}, 50));
            times.append(milliseconds(timer));
            if (letters == typed.size()) {
                timer.start();
                (void)checked(store.count(query));
                counts.append(milliseconds(timer));
            }
        }
    }
    print("search as one types", times, 50);
    print("count of what is found", counts, 50);
    QList<double> filtered;
    for (const char16_t *model : {u"dbrx-instruct", u"Together-MoA", u"nobody"}) {
        HistoryQuery query;
        query.model = QString::fromUtf16(model);
        query.states = {RunState::Failed, RunState::Degraded};
        query.leastCost = Usd::fromPico(1'000'000);
        QElapsedTimer timer;
        timer.start();
        (void)checked(store.find(query, {}, 50));
        filtered.append(milliseconds(timer));
    }
    print("filters", filtered, 50);
}

void measureWriting(HistoryStore &store, Runs &runs, int first)
{
    QList<double> finishing;
    QList<double> keeping;
    for (int number = first; number < first + 200; ++number) {
        const RunRecord run = runs.make(number, true);
        (void)checked(store.begin(run));
        QElapsedTimer timer;
        timer.start();
        if (const Result<void> kept = store.keep(run.id, run.responses.at(0)); !kept)
            qFatal("%s", qUtf8Printable(kept.error().message));
        keeping.append(milliseconds(timer));
        timer.start();
        (void)checked(store.finish(run));
        finishing.append(milliseconds(timer));
    }
    print("keep one response", keeping, 20);
    print("insert of a finished run", finishing, 20);
}

double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble()
        * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

void measurePaging(const HistoryStore &store)
{
    std::optional<HistoryKey> after;
    qint64 seen = 0;
    double least = 1e9;
    double most = 0;
    QElapsedTimer timer;
    timer.start();
    do {
        const HistoryPage page = checked(store.find({}, after, 200));
        seen += page.runs.size();
        after = page.next;
        if (seen > 2000) { // the connection's cache is full by then
            least = std::min(least, residentMegabytes());
            most = std::max(most, residentMegabytes());
        }
    } while (after);
    std::printf("paging through %lld runs: %.0f ms; memory %.1f to %.1f MB\n",
                static_cast<long long>(seen), milliseconds(timer), least, most);
}

/// Of a store of runs with all that went over the wire.
void measureSize(Runs &runs, const QString &path, bool withExchanges)
{
    constexpr int count = 300;
    double raw = 0;
    {
        const std::unique_ptr<HistoryStore> store = opened(path);
        for (int number = 0; number < count; ++number) {
            const RunRecord run = runs.make(number, withExchanges);
            raw += static_cast<double>(writeRun(run, RunDetail::Exchanges).size());
            (void)checked(store->finish(run));
        }
    }
    const auto size = static_cast<double>(QFile(path).size());
    std::printf("%-26s %8.1f kB of JSON a run, %6.1f kB on disk: %.3f\n",
                withExchanges ? "with its exchanges" : "without exchanges", raw / count / 1e3,
                size / count / 1e3, size / raw);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv); // finds the driver
    const Texts texts = loadTexts();
    if (texts.items.isEmpty()) {
        std::printf("no texts under " MOA_SHARED_DIR "\n");
        return 1;
    }
    const int count = argc > 1 ? QByteArray(argv[1]).toInt() : 100'000;
    QTemporaryDir folder((argc > 2 ? QString::fromLocal8Bit(argv[2]) : QStringLiteral("/tmp"))
                         + QStringLiteral("/bench_history-XXXXXX"));
    Runs runs(texts);
    measureSize(runs, folder.filePath(QStringLiteral("bare.sqlite")), false);
    measureSize(runs, folder.filePath(QStringLiteral("whole.sqlite")), true);

    const QString path = folder.filePath(QStringLiteral("history.sqlite"));
    double raw = 0;
    {
        QElapsedTimer timer;
        timer.start();
        const std::unique_ptr<HistoryStore> store = opened(path);
        for (int number = 0; number < count; ++number) {
            const RunRecord run = runs.make(number, false);
            if (number % 100 == 0)
                raw += static_cast<double>(writeRun(run, RunDetail::Exchanges).size()) * 100;
            (void)checked(store->finish(run));
        }
        std::printf("%d runs written in %.0f s\n", count, milliseconds(timer) / 1e3);
    }
    const auto size = static_cast<double>(QFile(path).size());
    std::printf("size %.0f MB on disk, %.0f MB of JSON: %.3f\n", size / 1e6, raw / 1e6, size / raw);
    std::fflush(stdout);
    measureOpening(path);
    const std::unique_ptr<HistoryStore> store = opened(path);
    measureTyping(*store, texts);
    measurePaging(*store);
    measureWriting(*store, runs, count);
    return 0;
}
