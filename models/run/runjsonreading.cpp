// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runjsonreading.h"

#include "mixture/agentjson.h"
#include "run/runjson.h"
#include "run/runwords.h"

#include <cmath>
#include <QHash>
#include <QSet>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

constexpr int c_newestVersion = 1;
/// Beyond what runs come to: hundreds of answers, each with its whole reply.
constexpr JsonLimits c_limits{qsizetype{512} * 1024 * 1024, 20'000'000, 128};

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

/// A member that is null stands for one that is absent; but not in what is somebody else's: what
/// was sent, and the mixture's own fields.
void dropNulls(JsonValue &value)
{
    dropNullMembers(value);
    const bool isObject = value.type == JsonValue::Type::Object;
    for (std::size_t index = 0; index < value.items.size(); ++index) {
        const QString name = isObject ? value.names.at(static_cast<qsizetype>(index)) : QString();
        if (name != "request"_L1 && name != "mixture"_L1)
            dropNulls(value.items[index]);
    }
}

/// Reads one of @p values by the word that @p wordOf has for each.
template <typename T, std::size_t N, typename WordOf>
std::optional<T> readWord(JsonCursor &cursor, QLatin1StringView name,
                          const std::array<T, N> &values, WordOf wordOf)
{
    QList<QLatin1StringView> words;
    for (const T value : values)
        words.append(QLatin1StringView(wordOf(value)));
    const std::optional<qsizetype> index = cursor.oneOf(name, words);
    return index ? std::optional(values[static_cast<std::size_t>(*index)]) : std::nullopt;
}

void require(JsonCursor &cursor, QLatin1StringView name, bool isThere)
{
    if (!isThere)
        cursor.reject(name, translated("it is missing"));
}

std::optional<ResponseId> responseId(QStringView text)
{
    const qsizetype mark = text.lastIndexOf(u'#');
    bool isNumber = false;
    const int sample = mark < 0 ? 0 : text.sliced(mark + 1).toInt(&isNumber);
    if (!isNumber || sample < 1)
        return std::nullopt;
    return ResponseId{AgentId(text.first(mark).toString()), sample};
}

ResponseId readResponseId(JsonCursor &cursor)
{
    return {AgentId(cursor.nonEmptyString("agent"_L1)),
            cursor.optionalInt("sample"_L1, 1, maxSamples).value_or(1)};
}

std::optional<Usd> readCost(JsonCursor &cursor)
{
    const QString digits = cursor.digits("cost_usd"_L1);
    if (digits.isEmpty())
        return std::nullopt;
    if (const std::optional<Usd> exact = Usd::fromString(digits))
        return exact;
    // Another program's way to write it: with an exponent, or more digits than there are.
    constexpr double mostUsd = 9e6;
    const double amount = digits.toDouble();
    if (amount >= 0 && amount < mostUsd)
        return Usd::fromPico(std::llround(amount * 1e12));
    cursor.reject("cost_usd"_L1, translated("expected an amount of US dollars"));
    return std::nullopt;
}

std::optional<Usage> readUsage(JsonCursor &response)
{
    std::optional<JsonCursor> cursor = response.object("usage"_L1);
    if (!cursor)
        return std::nullopt;
    Usage usage;
    usage.input = cursor->integer("input"_L1, 0).value_or(0);
    usage.output = cursor->integer("output"_L1, 0).value_or(0);
    usage.reasoning = cursor->integer("reasoning"_L1, 0).value_or(0);
    usage.cached = cursor->integer("cached"_L1, 0).value_or(0);
    usage.cacheWritten = cursor->integer("cache_written"_L1, 0).value_or(0);
    constexpr std::array sources{Usage::Source::Reported, Usage::Source::Counted,
                                 Usage::Source::Estimated};
    usage.source = readWord(*cursor, "source"_L1, sources, sourceName).value_or(usage.source);
    return usage;
}

Timing readTiming(JsonCursor &response)
{
    std::optional<JsonCursor> cursor = response.object("timing_ms"_L1);
    if (!cursor)
        return {};
    Timing timing;
    timing.queued = cursor->integer("queued"_L1, 0);
    timing.started = cursor->integer("started"_L1, 0);
    timing.firstToken = cursor->integer("first_token"_L1, 0);
    timing.finished = cursor->integer("finished"_L1, 0);
    return timing;
}

std::optional<Kept> readKept(JsonCursor &response)
{
    std::optional<JsonCursor> cursor = response.object("kept"_L1);
    if (!cursor)
        return std::nullopt;
    constexpr std::array reasons{Kept::Reason::Pinned, Kept::Reason::Unchanged,
                                 Kept::Reason::Edited};
    Kept kept;
    kept.reason = readWord(*cursor, "reason"_L1, reasons, reasonName).value_or(kept.reason);
    kept.usage = readUsage(*cursor);
    kept.cost = readCost(*cursor);
    kept.costReported = cursor->string("cost_source"_L1) == "reported"_L1;
    kept.timing = readTiming(*cursor);
    return kept;
}

HttpHeaders readHeaders(JsonCursor &exchange, QLatin1StringView name)
{
    HttpHeaders headers;
    for (const auto &[header, value] : exchange.stringPairs(name))
        headers.append({header.toUtf8(), value.toUtf8()});
    return headers;
}

void readArrivals(JsonCursor &cursor, Exchange &exchange)
{
    const QString text = cursor.string("arrivals"_L1);
    for (const QStringView arrival : QStringView(text).split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype mark = arrival.indexOf(u':');
        bool isMs = false;
        bool isBytes = false;
        const qint64 ms = arrival.first(qMax(mark, 0)).toLongLong(&isMs);
        const qint64 bytes = arrival.sliced(mark + 1).toLongLong(&isBytes);
        const bool rises = exchange.arrivals.isEmpty()
            || (ms >= exchange.arrivals.constLast().first
                && bytes >= exchange.arrivals.constLast().second);
        if (mark < 0 || !isMs || !isBytes || !rises || ms < 0 || bytes < 0
            || bytes > exchange.reply.size()) {
            cursor.reject("arrivals"_L1,
                          translated("expected rising times and bytes of the reply, \"412:96\""));
            return;
        }
        exchange.arrivals.append({ms, bytes});
    }
}

Exchange readExchange(JsonCursor cursor, const QByteArray &request)
{
    Exchange exchange;
    exchange.number = cursor.optionalInt("number"_L1, 1).value_or(1);
    constexpr std::array dialects{Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini,
                                  Dialect::Ollama};
    exchange.dialect =
        readWord(cursor, "dialect"_L1, dialects, dialectName).value_or(exchange.dialect);
    exchange.method = cursor.string("method"_L1).toUtf8();
    exchange.url = cursor.string("url"_L1).toUtf8();
    exchange.requestHeaders = readHeaders(cursor, "request_headers"_L1);
    exchange.variables = cursor.strings("variables"_L1).value_or(QStringList());
    const QByteArray own = cursor.objectText("request"_L1);
    exchange.requestBody = own.isEmpty() ? request : own;
    exchange.sent = cursor.integer("sent_ms"_L1, 0).value_or(0);
    exchange.ended = cursor.integer("ended_ms"_L1, 0);
    exchange.status = cursor.optionalInt("status"_L1, 0, 999).value_or(0);
    exchange.replyHeaders = readHeaders(cursor, "reply_headers"_L1);
    if (const auto base64 = cursor.optionalString("reply_base64"_L1))
        exchange.reply = QByteArray::fromBase64(base64->toLatin1());
    else
        exchange.reply = cursor.string("reply"_L1).toUtf8();
    exchange.replySize = cursor.integer("reply_bytes"_L1, 0).value_or(exchange.reply.size());
    readArrivals(cursor, exchange);
    exchange.failure = cursor.string("failure"_L1);
    return exchange;
}

Response responseFrom(JsonCursor cursor)
{
    Response response;
    response.id = readResponseId(cursor);
    response.layer = cursor.optionalInt("layer"_L1, 1).value_or(1) - 1;
    response.provider = ProviderId(cursor.string("provider"_L1));
    response.model = cursor.string("model"_L1);
    response.modelReported = cursor.string("model_reported"_L1);
    constexpr std::array states{ResponseState::Waiting, ResponseState::Done,
                                ResponseState::Failed,  ResponseState::Cancelled,
                                ResponseState::Muted,   ResponseState::Pinned};
    const auto state =
        readWord(cursor, "state"_L1, states, [](ResponseState value) { return stateName(value); });
    require(cursor, "state"_L1, state.has_value());
    response.state = state.value_or(ResponseState::Waiting);
    response.text = cursor.string("text"_L1);
    response.reasoning = cursor.string("reasoning"_L1);
    for (const QString &text : cursor.strings("references"_L1).value_or(QStringList())) {
        if (const auto reference = responseId(text))
            response.references.append(*reference);
        else
            cursor.reject("references"_L1, translated("expected responses such as \"agent#1\""));
    }
    if (const auto picked = cursor.optionalString("picked"_L1)) {
        response.picked = responseId(*picked);
        if (!response.picked)
            cursor.reject("picked"_L1, translated("expected a response such as \"agent#1\""));
    }
    constexpr std::array reasons{StopReason::Complete, StopReason::Length, StopReason::Filtered,
                                 StopReason::Tool,     StopReason::Error,  StopReason::Truncated};
    response.stopReason =
        readWord(cursor, "stop_reason"_L1, reasons, stopName).value_or(StopReason::None);
    response.stopName = cursor.string("stop_name"_L1);
    response.error = cursor.string("error"_L1);
    response.attempts = cursor.optionalInt("attempts"_L1, 0).value_or(0);
    response.notices = cursor.strings("notices"_L1).value_or(QStringList());
    response.refusedSettings = cursor.strings("refused_settings"_L1).value_or(QStringList());
    response.usage = readUsage(cursor);
    response.cost = readCost(cursor);
    response.costReported = cursor.string("cost_source"_L1) == "reported"_L1;
    response.timing = readTiming(cursor);
    response.kept = readKept(cursor);
    response.bleuToFinal = cursor.number("bleu_to_final"_L1, 0, 100.000001);
    response.request = cursor.objectText("request"_L1);
    for (const JsonCursor &exchange : cursor.objects("exchanges"_L1))
        response.exchanges.append(readExchange(exchange, response.request));
    return response;
}

/** Who stands in a run, to be asked as often as a large file has references. */
struct Cast
{
    QHash<AgentId, qsizetype> layerOf; ///< of the mixture's agents
    QSet<ResponseId> responses;
};

QHash<AgentId, qsizetype> layersOf(const Mixture &mixture)
{
    QHash<AgentId, qsizetype> layerOf;
    for (qsizetype layer = mixture.layers.size() - 1; layer >= 0; --layer) {
        for (const Agent &agent : mixture.layers.at(layer).agents)
            layerOf.insert(agent.id, layer); // of two with one id the first counts
    }
    return layerOf;
}

/// Rejects what other parts of the program take for granted of a run.
void checkResponse(JsonCursor &cursor, const Cast &cast, const Response &response)
{
    const auto layer = cast.layerOf.constFind(response.id.agent);
    if (layer == cast.layerOf.cend())
        cursor.reject("agent"_L1, translated("the mixture has no such agent"));
    else if (*layer != response.layer)
        cursor.reject("layer"_L1, translated("its agent stands in another layer of the mixture"));
    const auto isThere = [&cast](const ResponseId &id) { return cast.responses.contains(id); };
    if (!std::all_of(response.references.cbegin(), response.references.cend(), isThere))
        cursor.reject("references"_L1, translated("the run has no such response"));
    if (response.picked && !isThere(*response.picked))
        cursor.reject("picked"_L1, translated("the run has no such response"));
}

/// Returns whose responses there are.
QSet<ResponseId> readResponses(JsonCursor &root, RunRecord &record)
{
    QList<JsonCursor> cursors = root.objects("responses"_L1);
    Cast cast{layersOf(record.mixture), {}};
    for (JsonCursor &cursor : cursors) {
        const Response response = responseFrom(cursor);
        if (cast.responses.contains(response.id))
            cursor.reject("agent"_L1, translated("this response stands twice in the run"));
        cast.responses.insert(response.id);
        record.responses.append(response);
    }
    for (qsizetype index = 0; index < cursors.size(); ++index)
        checkResponse(cursors[index], cast, record.responses.at(index));
    return cast.responses;
}

RunTotals readTotals(JsonCursor &root)
{
    std::optional<JsonCursor> cursor = root.object("totals"_L1);
    if (!cursor)
        return {};
    RunTotals totals;
    totals.input = cursor->integer("input"_L1, 0).value_or(0);
    totals.output = cursor->integer("output"_L1, 0).value_or(0);
    totals.cost = readCost(*cursor).value_or(Usd());
    totals.unpriced = cursor->optionalInt("unpriced"_L1, 0).value_or(0);
    totals.estimated = cursor->boolean("estimated"_L1, false);
    totals.wallMs = cursor->integer("wall_ms"_L1, 0).value_or(0);
    totals.criticalPathMs = cursor->integer("critical_path_ms"_L1, 0).value_or(0);
    return totals;
}

Conversation readTurns(JsonCursor &root)
{
    constexpr std::array authors{Message::Author::System, Message::Author::User,
                                 Message::Author::Assistant};
    Conversation conversation;
    for (JsonCursor &cursor : root.objects("conversation"_L1)) {
        const auto author = readWord(cursor, "role"_L1, authors, authorName);
        require(cursor, "role"_L1, author.has_value());
        conversation.append({author.value_or(Message::Author::User), cursor.string("content"_L1)});
    }
    return conversation;
}

void readFinal(JsonCursor &root, RunRecord &record)
{
    std::optional<JsonCursor> cursor = root.object("final"_L1);
    if (!cursor)
        return;
    record.final = readResponseId(*cursor);
    record.finalText = cursor->string("text"_L1);
    if (!record.response(*record.final))
        cursor->reject("agent"_L1, translated("the run has no such response"));
}

} // namespace

Result<RunDocument> readRun(const QByteArray &text)
{
    Result<JsonValue> root = parseJson(text, c_limits);
    if (!root)
        return tl::make_unexpected(root.error());
    dropNulls(*root);

    JsonCursor::Failure reason;
    JsonCursor cursor(*root, {}, reason);
    cursor.expectFormat("moa-studio/run"_L1, c_newestVersion);
    RunDocument document;
    RunRecord &record = document.record;
    record.id = cursor.nonEmptyString("id"_L1);
    constexpr std::array states{RunState::Running, RunState::Done,      RunState::Degraded,
                                RunState::Failed,  RunState::Cancelled, RunState::Limited};
    QList<QString> words; // as long as the views of them
    for (const RunState state : states)
        words.append(stateName(state));
    const QString state = cursor.nonEmptyString("state"_L1);
    if (const qsizetype index = words.indexOf(state); index >= 0)
        record.state = states[static_cast<std::size_t>(index)];
    else
        cursor.reject("state"_L1, translated("expected %1").arg(words.join(", "_L1)));
    record.error = cursor.string("error"_L1);
    record.startedAt =
        QDateTime::fromString(cursor.string("started_at"_L1), Qt::ISODateWithMs).toUTC();
    // Files hold four digits of a year, and it is the year of UTC that is written.
    const int year = record.startedAt.date().year();
    if (!record.startedAt.isValid() || year < 1 || year > 9999)
        cursor.reject("started_at"_L1, translated("expected a date and time of ISO 8601"));
    if (const std::optional<JsonCursor> mixture = cursor.object("mixture"_L1))
        record.mixture = mixtureFrom(*mixture);
    else
        require(cursor, "mixture"_L1, false);
    record.conversation = readTurns(cursor);
    const QSet<ResponseId> responses = readResponses(cursor, record);
    readFinal(cursor, record);
    record.totals = readTotals(cursor);
    for (JsonCursor &entry : cursor.objects("judgement"_L1)) {
        const ResponseId id = readResponseId(entry);
        if (!responses.contains(id))
            entry.reject("agent"_L1, translated("the run has no such response"));
        document.judgement.setRating(
            id, entry.optionalInt("rating"_L1, Judgement::lowest, Judgement::highest));
    }
    if (reason)
        return tl::make_unexpected(*reason);
    return document;
}

Result<Response> readResponse(const QByteArray &text)
{
    Result<JsonValue> root = parseJson(text, c_limits);
    if (!root)
        return tl::make_unexpected(root.error());
    dropNulls(*root);
    JsonCursor::Failure reason;
    const Response response = responseFrom(JsonCursor(*root, {}, reason));
    if (reason)
        return tl::make_unexpected(*reason);
    return response;
}

} // namespace moa
