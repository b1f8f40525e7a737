// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runjson.h"

#include "mixture/jsonwriting.h"
#include "mixture/mixturefile.h"
#include "run/runwords.h"

#include <nlohmann/json.hpp>

namespace moa {

namespace {

using Json = nlohmann::ordered_json;

Json text(const QString &value)
{
    // Through UTF-16: half a surrogate pair, which a model may send, becomes U+FFFD here.
    return value.toStdString();
}

template <typename T>
Json orNull(const std::optional<T> &value)
{
    return value ? Json(*value) : Json();
}

Json orNull(const QString &value)
{
    return value.isEmpty() ? Json() : text(value);
}

Json usageJson(const std::optional<Usage> &usage)
{
    if (!usage)
        return {};
    Json json;
    json["input"] = usage->input;
    json["output"] = usage->output;
    json["reasoning"] = usage->reasoning;
    json["cached"] = usage->cached;
    if (usage->cacheWritten > 0)
        json["cache_written"] = usage->cacheWritten;
    json["source"] = sourceName(usage->source);
    return json;
}

template <typename Priced> // a response, or what a kept one was before
const char *costSource(const Priced &priced)
{
    if (!priced.cost)
        return "unpriced";
    return priced.costReported ? "reported" : "priced";
}

Json timingJson(const Timing &timing)
{
    Json json;
    json["queued"] = orNull(timing.queued);
    json["started"] = orNull(timing.started);
    json["first_token"] = orNull(timing.firstToken);
    json["finished"] = orNull(timing.finished);
    return json;
}

/// Of a response that was kept from an earlier run: why, and its figures in that run.
Json keptJson(const Kept &kept)
{
    Json json;
    json["reason"] = reasonName(kept.reason);
    json["usage"] = usageJson(kept.usage);
    json["cost_usd"] = kept.cost ? exactNumber(kept.cost->toString()) : Json();
    json["cost_source"] = costSource(kept);
    json["timing_ms"] = timingJson(kept.timing);
    return json;
}

Json headersJson(const HttpHeaders &headers)
{
    Json json = Json::array();
    for (const auto &[name, value] : headers)
        json.push_back({text(QString::fromUtf8(name)), text(QString::fromUtf8(value))});
    return json;
}

QString arrivalsText(const Exchange &exchange)
{
    QStringList arrivals;
    for (const auto &[ms, bytes] : exchange.arrivals)
        arrivals.append(QString::number(ms) + u':' + QString::number(bytes));
    return arrivals.join(u' ');
}

/// A byte order mark at the start is lost where text is read.
bool isReadBackFromText(const QByteArray &bytes)
{
    return QUtf8StringView(bytes).isValidUtf8() && !bytes.startsWith("\xef\xbb\xbf");
}

/// JSON of our own making.
Json requestJson(const QByteArray &request)
{
    return request.isEmpty() ? Json() : Json::parse(request.begin(), request.end());
}

Json exchangeJson(const Exchange &exchange, const Response &response)
{
    Json json;
    json["number"] = exchange.number;
    json["dialect"] = dialectName(exchange.dialect);
    json["method"] = text(QString::fromUtf8(exchange.method));
    json["url"] = text(QString::fromUtf8(exchange.url));
    json["request_headers"] = headersJson(exchange.requestHeaders);
    if (!exchange.variables.isEmpty())
        json["variables"] = toJson(exchange.variables);
    if (exchange.requestBody != response.request)
        json["request"] = requestJson(exchange.requestBody);
    json["sent_ms"] = exchange.sent;
    json["ended_ms"] = orNull(exchange.ended);
    json["status"] = exchange.status == 0 ? Json() : Json(exchange.status);
    json["reply_headers"] = headersJson(exchange.replyHeaders);
    if (isReadBackFromText(exchange.reply))
        json["reply"] = exchange.reply.toStdString();
    else
        json["reply_base64"] = exchange.reply.toBase64().toStdString();
    json["reply_bytes"] = exchange.replySize;
    json["reply_cut"] = exchange.isCut();
    if (!exchange.arrivals.isEmpty())
        json["arrivals"] = text(arrivalsText(exchange));
    json["failure"] = orNull(exchange.failure);
    return json;
}

Json responseJson(const Response &response, RunDetail detail)
{
    Json json;
    json["agent"] = text(response.id.agent.toString());
    json["sample"] = response.id.sample;
    json["layer"] = response.layer + 1;
    json["provider"] = text(response.provider.toString());
    json["model"] = text(response.model);
    json["model_reported"] = orNull(response.modelReported);
    json["state"] = stateName(response.state);
    json["text"] = text(response.text);
    json["reasoning"] = text(response.reasoning);
    Json references = Json::array();
    for (const ResponseId &reference : response.references)
        references.push_back(text(reference.toString()));
    json["references"] = references;
    if (response.picked)
        json["picked"] = text(response.picked->toString());
    json["stop_reason"] =
        response.stopReason == StopReason::None ? Json() : stopName(response.stopReason);
    if (!response.stopName.isEmpty())
        json["stop_name"] = text(response.stopName);
    json["error"] = orNull(response.error);
    json["attempts"] = response.attempts;
    if (!response.notices.isEmpty()) {
        json["notices"] = Json::array();
        for (const QString &notice : response.notices)
            json["notices"].push_back(text(notice));
    }
    if (!response.refusedSettings.isEmpty())
        json["refused_settings"] = toJson(response.refusedSettings);
    json["usage"] = usageJson(response.usage);
    json["cost_usd"] = response.cost ? exactNumber(response.cost->toString()) : Json();
    json["cost_source"] = costSource(response);
    json["timing_ms"] = timingJson(response.timing);
    if (response.kept)
        json["kept"] = keptJson(*response.kept);
    json["bleu_to_final"] = orNull(response.bleuToFinal);
    json["request"] = requestJson(response.request);
    if (detail == RunDetail::Exchanges) {
        json["exchanges"] = Json::array();
        for (const Exchange &exchange : response.exchanges)
            json["exchanges"].push_back(exchangeJson(exchange, response));
    }
    return json;
}

Json totalsJson(const RunTotals &totals)
{
    Json json;
    json["input"] = totals.input;
    json["output"] = totals.output;
    json["cost_usd"] = exactNumber(totals.cost.toString());
    json["unpriced"] = totals.unpriced;
    if (totals.estimated)
        json["estimated"] = true;
    json["wall_ms"] = totals.wallMs;
    json["critical_path_ms"] = totals.criticalPathMs;
    return json;
}

Json judgementJson(const RunRecord &record, const Judgement &judgement)
{
    Json json = Json::array();
    for (const Response &response : record.responses) {
        const std::optional<int> rating = judgement.rating(response.id);
        if (!rating)
            continue;
        Json entry;
        entry["agent"] = text(response.id.agent.toString());
        entry["sample"] = response.id.sample;
        entry["rating"] = *rating;
        json.push_back(entry);
    }
    return json;
}

} // namespace

QString stateName(RunState state)
{
    switch (state) {
    case RunState::Running:
        return QStringLiteral("running");
    case RunState::Done:
        return QStringLiteral("done");
    case RunState::Degraded:
        return QStringLiteral("degraded");
    case RunState::Failed:
        return QStringLiteral("failed");
    case RunState::Cancelled:
        return QStringLiteral("cancelled");
    case RunState::Limited:
        return QStringLiteral("limited");
    }
    Q_UNREACHABLE();
}

QByteArray writeRun(const RunRecord &record, RunDetail detail, const Judgement &judgement)
{
    Json json;
    json["format"] = "moa-studio/run";
    json["version"] = 1;
    json["id"] = text(record.id);
    json["state"] = text(stateName(record.state));
    json["error"] = orNull(record.error);
    json["started_at"] = text(record.startedAt.toString(Qt::ISODateWithMs));
    json["mixture"] = exactJson(writeMixture(record.mixture)).value_or(Json());
    Json conversation = Json::array();
    for (const Message &message : record.conversation) {
        Json entry;
        entry["role"] = text(authorName(message.author));
        entry["content"] = text(message.text);
        conversation.push_back(entry);
    }
    json["conversation"] = std::move(conversation);
    Json responses = Json::array();
    for (const Response &response : record.responses)
        responses.push_back(responseJson(response, detail));
    json["responses"] = std::move(responses);
    json["final"] = Json();
    if (record.final) {
        json["final"] = Json::object();
        json["final"]["agent"] = text(record.final->agent.toString());
        json["final"]["sample"] = record.final->sample;
        json["final"]["text"] = text(record.finalText);
    }
    json["totals"] = totalsJson(record.totals);
    if (!judgement.isEmpty())
        json["judgement"] = judgementJson(record, judgement);
    return fileText(json);
}

QByteArray writeResponse(const Response &response)
{
    return fileText(responseJson(response, RunDetail::Exchanges));
}

} // namespace moa
