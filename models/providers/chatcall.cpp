// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/chatcall.h"

#include "providers/fieldrepair.h"
#include "providers/retrypolicy.h"

#include <QLocale>
#include <QRandomGenerator>
#include <QRegularExpression>

namespace moa {

namespace {

constexpr qsizetype largestErrorBody = 64 * 1024;

/// A server's words as a sentence of ours.
QString asSentence(const QString &text)
{
    constexpr QStringView ends = u".!?。！？…";
    return ends.contains(text.back()) ? text : text + u'.';
}

QString statusPhrase(int status)
{
    switch (status) {
    case 400:
        return ChatCall::tr("bad request");
    case 401:
        return ChatCall::tr("the key is not accepted");
    case 402:
        return ChatCall::tr("no credit left");
    case 403:
        return ChatCall::tr("not allowed");
    case 404:
        return ChatCall::tr("no such model or address");
    case 408:
        return ChatCall::tr("request timed out");
    case 409:
        return ChatCall::tr("conflict");
    case 413:
        return ChatCall::tr("request too large");
    case 422:
        return ChatCall::tr("request not accepted");
    case 429:
        return ChatCall::tr("rate limit");
    case 498:
        return ChatCall::tr("no capacity left at the moment");
    case 500:
        return ChatCall::tr("server error");
    case 502:
    case 504:
    case 520:
    case 521:
    case 522:
    case 523:
    case 524:
        return ChatCall::tr("gateway error");
    case 503:
    case 529:
        return ChatCall::tr("overloaded");
    default:
        return {};
    }
}

} // namespace

ChatCall::ChatCall(RequestScheduler *scheduler, ChatRequest request, ApiKey key, QObject *parent)
    : QObject(parent)
    , m_scheduler(scheduler)
    , m_request(std::move(request))
    , m_key(std::move(key))
    , m_dialect(dialectFor(m_request.provider.dialect))
    , m_wire(m_dialect->encode(m_request))
    , m_secrets(m_request.provider, m_key, m_wire.url)
    , m_shownBody(m_secrets.masked(m_wire.body))
    , m_recorder(m_request.provider.dialect, m_secrets.variables())
    , m_filter(m_secrets)
    , m_textFilter(m_secrets)
    , m_reasoningFilter(m_secrets)
{
    if (!m_wire.leftOut.isEmpty()) {
        m_notices.append(tr("Not sent, since %2 does not take it: %1.")
                             .arg(m_wire.leftOut.join(tr(", ")), m_request.model));
    }
    if (!m_wire.refusedExtras.isEmpty()) {
        m_notices.append(tr("Not sent, since extra fields can't change what is asked: %1.")
                             .arg(m_wire.refusedExtras.join(tr(", "))));
    }
    m_retryTimer.setSingleShot(true);
    m_retryTimer.setTimerType(Qt::PreciseTimer); // never earlier than the server asks
    connect(&m_retryTimer, &QTimer::timeout, this, &ChatCall::enqueue);
}

ChatCall::~ChatCall()
{
    releaseAttempt();
}

ChatReply ChatCall::reply() const
{
    // A secret that came in the text of several events is whole only here.
    ChatReply reply = decoded();
    for (QString *text : {&reply.text, &reply.reasoning, &reply.model, &reply.error, &reply.refusal,
                          &reply.stopName})
        *text = m_secrets.masked(*text);
    return reply;
}

const ChatReply &ChatCall::decoded() const
{
    static const ChatReply nothing;
    return m_decoder ? m_decoder->reply() : nothing;
}

void ChatCall::start()
{
    enqueue();
}

void ChatCall::cancel()
{
    end({.kind = Outcome::Kind::Cancelled});
}

void ChatCall::enqueue()
{
    const Provider &provider = m_request.provider;
    SlotRequest place;
    place.origin = originOf(m_wire.url);
    place.limit = provider.maxConcurrent;
    place.account = provider.id.toString();
    place.model = m_request.model;
    place.demand = {m_request.expectedTokens - m_request.expectedOutput, m_request.expectedOutput};
    place.requestsPerMinute = provider.requestsPerMinute;
    place.tokensPerMinute = provider.tokensPerMinute;
    place.groupsByModel = isLoopback(m_wire.url.host());
    m_slot = m_scheduler->enqueue(place);
    connect(m_slot.get(), &RequestSlot::granted, this, &ChatCall::send);
    connect(m_slot.get(), &RequestSlot::waiting, this, &ChatCall::tellWait);
}

void ChatCall::tellWait(WaitReason reason, std::chrono::milliseconds expected)
{
    const QString name = m_request.provider.displayName();
    if (reason == WaitReason::ModelLoading) {
        Q_EMIT waiting(tr("Waiting: %1 is loading the model.").arg(name));
        return;
    }
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(expected).count();
    Q_EMIT waiting(tr("Waiting for %1's rate limit: %2 s.").arg(name, QLocale().toString(seconds)));
}

int ChatCall::tries() const
{
    return m_attempts - m_loadingAttempts - static_cast<int>(m_refusedSettings.size());
}

void ChatCall::tellLine(const Outcome &outcome, std::optional<std::chrono::milliseconds> delay)
{
    if (!m_slot)
        return;
    SlotEnd end;
    end.pause = outcome.retryAfter;
    if (isLoading(outcome)) {
        end.kind = SlotEnd::Kind::Loading;
        end.pause = delay;
    } else if (outcome.status == 429 && (delay || outcome.retryAfter)) {
        end.kind = SlotEnd::Kind::Refused;
    } else if (outcome.kind == Outcome::Kind::Finished) {
        end.kind = SlotEnd::Kind::Answered;
    }
    if (const auto &usage = decoded().usage)
        end.used = RateDemand{usage->input, usage->output};
    m_slot->takeEnd(end);
}

bool ChatCall::isLoading(const Outcome &outcome) const
{
    static const QRegularExpression words(
        QStringLiteral("loading (the )?model|model .{0,200}(is|still) (currently )?loading"),
        QRegularExpression::CaseInsensitiveOption);
    return outcome.kind == Outcome::Kind::Http && outcome.status >= 500
        && words.match(readServerError(m_errorBody).message).hasMatch();
}

std::optional<std::chrono::milliseconds> ChatCall::loadingDelay()
{
    ++m_loadingAttempts;
    if (!m_loading.isValid())
        m_loading.start();
    const std::chrono::milliseconds delay = std::chrono::seconds(std::min(m_loadingAttempts, 5));
    if (std::chrono::milliseconds(m_loading.elapsed()) + delay
        > m_request.provider.firstByteTimeout)
        return std::nullopt;
    return delay;
}

QNetworkRequest ChatCall::request(const QUrl &url, const ApiKey &key) const
{
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      QByteArrayLiteral("MoA-Studio/" MOA_VERSION));
    request.setRawHeader(
        "Accept", m_request.stream ? "text/event-stream, application/json" : "application/json");
    // Qt would tell the person's language otherwise.
    request.setRawHeader("Accept-Language", "en,*");
    for (const auto &[name, value] : m_wire.headers)
        request.setRawHeader(name, value);
    for (const auto &[name, value] : m_request.provider.headers)
        request.setRawHeader(name.toUtf8(), value.toUtf8());
    m_dialect->authorize(request, key);
    return request;
}

void ChatCall::send()
{
    ++m_attempts;
    m_decoder.reset();
    m_publishedText = 0;
    m_publishedReasoning = 0;
    (void)m_textFilter.finish();
    (void)m_reasoningFilter.finish();
    m_errorBody.clear();
    const Provider &provider = m_request.provider;
    record();
    m_attempt = new HttpAttempt(
        m_slot->manager(), request(m_wire.url, m_key), m_wire.body,
        HttpTimeouts{provider.firstByteTimeout, provider.idleTimeout, provider.totalTimeout}, this);
    connect(m_attempt, &HttpAttempt::headReceived, this, [this] {
        m_slot->takeLimits(readRateLimits(m_attempt->headers(), QDateTime::currentDateTimeUtc()));
    });
    connect(m_attempt, &HttpAttempt::bodyReceived, this, &ChatCall::receive);
    connect(m_attempt, &HttpAttempt::finished, this, &ChatCall::attemptFinished);
    Q_EMIT started();
}

void ChatCall::record()
{
    QNetworkRequest shown = request(m_wire.url, m_secrets.standIn());
    shown.setUrl(m_secrets.maskedUrl(shown.url()));
    const QList<QByteArray> names = shown.rawHeaderList();
    for (const QByteArray &name : names)
        shown.setRawHeader(name, m_secrets.maskedHeader(name, shown.rawHeader(name)));
    m_recorder.begin(shown, m_shownBody);
}

void ChatCall::receive(const QByteArray &bytes)
{
    read(m_filter.feed(bytes));
}

void ChatCall::read(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    m_recorder.addReply(bytes);
    if (m_attempt->status() != 200) {
        m_errorBody.append(bytes.left(largestErrorBody - m_errorBody.size()));
        return;
    }
    if (!m_decoder) {
        const QByteArray contentType = m_attempt->header("Content-Type");
        m_decoder = m_dialect->decoder(contentType);
        if (!m_decoder) {
            m_attempt->abort({.kind = Outcome::Kind::Protocol,
                              .status = 200,
                              .message = tr("answered with “%1”, which is no model's reply: check "
                                            "the provider's address")
                                             .arg(QString::fromLatin1(contentType.left(80)))});
            return;
        }
    }
    m_decoder->feed(bytes);
    publish();
    if (!decoded().error.isEmpty())
        m_attempt->abort({.kind = Outcome::Kind::Finished, .status = 200});
    else if (m_decoder->isDone())
        m_attempt->expectEnd();
}

void ChatCall::attemptFinished(const Outcome &transport)
{
    // Not when it ended because of what was read: then nothing more is.
    if (const QByteArray rest = m_filter.finish(); transport.kind != Outcome::Kind::Protocol)
        read(rest);
    if (m_decoder && transport.kind != Outcome::Kind::Cancelled) {
        m_decoder->finish();
        publish(true);
    }
    Outcome outcome = judged(transport);
    outcome.message = m_secrets.masked(outcome.message);
    endRecord(outcome.message);
    if (repair(outcome))
        return;
    const bool loads = isLoading(outcome);
    const RetryContext context{tries(), m_request.provider.maxAttempts, m_textShown};
    const auto delay =
        loads ? loadingDelay() : retryDelay(outcome, context, *QRandomGenerator::global());
    tellLine(outcome, delay);
    if (loads && !delay) {
        outcome.message += u' '
            + tr("It did not get ready within %1 s.")
                  .arg(QLocale().toString(
                      std::chrono::ceil<std::chrono::seconds>(m_request.provider.firstByteTimeout)
                          .count()));
    }
    if (!delay) {
        end(outcome);
        return;
    }
    releaseAttempt();
    m_retryTimer.start(*delay);
    const QString wait = QLocale().toString(static_cast<double>(delay->count()) / 1000.0, 'f', 1);
    if (loads) {
        Q_EMIT retrying(tr("%1 is loading the model. Asking again in %2 s.")
                            .arg(m_request.provider.displayName(), wait),
                        *delay);
        return;
    }
    Q_EMIT retrying(tr("%1 Trying again in %2 s, %3 of %4.")
                        .arg(outcome.message, wait)
                        .arg(tries() + 1)
                        .arg(m_request.provider.maxAttempts),
                    *delay);
}

bool ChatCall::repair(const Outcome &outcome)
{
    constexpr qsizetype mostRepairs = 4;
    const QString setting = refusedSetting(outcome, m_request);
    if (setting.isEmpty() || m_refusedSettings.size() >= mostRepairs)
        return false;
    const QByteArray refused = m_wire.body;
    m_request = withoutSetting(m_request, setting);
    m_wire = m_dialect->encode(m_request);
    if (m_wire.body == refused)
        return false;
    m_shownBody = m_secrets.masked(m_wire.body);
    m_refusedSettings.append(setting);
    m_notices.append(tr("%1 It was asked again without “%2”.").arg(outcome.message, setting));
    releaseAttempt();
    enqueue();
    return true;
}

Outcome ChatCall::judged(const Outcome &transport) const
{
    const QString name = m_request.provider.displayName();
    Outcome outcome = transport;
    if (transport.kind == Outcome::Kind::Cancelled)
        return outcome;
    if (transport.status != 200 && transport.status != 0
        && transport.kind != Outcome::Kind::TimedOut)
        return httpOutcome();
    if (decoded().error.isEmpty() && decoded().ended && decoded().stopReason != StopReason::Error) {
        // Whole: what happens to the connection after the end marker is of no concern.
        return {.kind = Outcome::Kind::Finished, .status = 200};
    }
    // Whether Qt 6.4 tells a close within a body as an error or as its end depends on how the bytes
    // arrive; so a connection that is lost after the head of the reply is judged like an end.
    const bool bodyEnded = transport.kind == Outcome::Kind::Network && transport.status == 200;
    switch (bodyEnded ? Outcome::Kind::Finished : transport.kind) {
    case Outcome::Kind::Network:
        outcome.message = tr("The connection to %1 failed: %2.").arg(name, transport.message);
        break;
    case Outcome::Kind::TimedOut:
        outcome.message = tr("%1 timed out: %2.").arg(name, transport.message);
        break;
    case Outcome::Kind::Protocol:
        outcome.message = tr("%1: %2.").arg(name, transport.message);
        break;
    default:
        if (!decoded().error.isEmpty()) {
            outcome.kind = Outcome::Kind::Protocol;
            outcome.code = decoded().errorCode;
            outcome.message =
                tr("%1 reported a failure in its reply: %2").arg(name, asSentence(decoded().error));
        } else if (decoded().ended) {
            outcome.kind = Outcome::Kind::Protocol;
            outcome.message = tr("%1 ended the answer with an error.").arg(name);
        } else {
            outcome.kind = Outcome::Kind::Truncated;
            outcome.message =
                tr("The answer from %1 broke off: it ended without an end marker.").arg(name);
        }
    }
    if (!decoded().error.isEmpty())
        outcome.kind = Outcome::Kind::Protocol;
    return outcome;
}

Outcome ChatCall::httpOutcome() const
{
    const QString name = m_request.provider.displayName();
    const int status = m_attempt->status();
    Outcome outcome{.kind = Outcome::Kind::Http, .status = status};
    if (status >= 300 && status < 400) {
        const QUrl target =
            m_wire.url.resolved(QUrl(QString::fromUtf8(m_attempt->header("Location").left(2000))));
        outcome.kind = Outcome::Kind::Protocol;
        outcome.message = tr("%1 redirects to %2. Redirects are not followed, so that prompt and "
                             "key stay with %3; if that address is right, set it as the "
                             "provider's base URL.")
                              .arg(name, target.toDisplayString(), originOf(m_wire.url));
        return outcome;
    }
    const ServerError error = readServerError(m_errorBody);
    outcome.code = error.code;
    if (status == 400 || status == 422)
        outcome.param = error.param;
    const QByteArray shouldRetry = m_attempt->header("x-should-retry");
    if (!shouldRetry.isEmpty())
        outcome.shouldRetry = shouldRetry == "true";
    outcome.retryAfter =
        parseRetryAfter(m_attempt->header("retry-after-ms"), m_attempt->header("retry-after"),
                        QDateTime::currentDateTimeUtc());
    if (!outcome.retryAfter)
        outcome.retryAfter = error.retryAfter;
    // Anthropic says how long to wait unless it is a spend cap that is reached.
    outcome.exhausted = error.exhausted
        || (m_request.provider.dialect == Dialect::Anthropic && status == 429
            && !outcome.retryAfter);

    const QString phrase = statusPhrase(status);
    const QString summary =
        phrase.isEmpty() ? QString::number(status) : tr("%1 (%2)").arg(status).arg(phrase);
    outcome.message = error.message.isEmpty()
        ? tr("%1 answered %2.").arg(name, summary)
        : tr("%1 answered %2: %3").arg(name, summary, asSentence(error.message));
    if (outcome.retryAfter && *outcome.retryAfter > longestServerWait) {
        outcome.message += u' '
            + tr("It asks to wait %1 s, which is longer than a run waits.")
                  .arg(outcome.retryAfter->count() / 1000);
    }
    return outcome;
}

void ChatCall::publish(bool isEnd)
{
    // What was the answer so far may turn out to be reasoning.
    if (decoded().text.size() < m_publishedText) {
        m_publishedText = 0;
        (void)m_textFilter.finish();
    }
    // A secret may be spread over the text of several events.
    QString text = m_textFilter.feed(decoded().text.mid(m_publishedText));
    QString reasoning = m_reasoningFilter.feed(decoded().reasoning.mid(m_publishedReasoning));
    m_publishedText = decoded().text.size();
    m_publishedReasoning = decoded().reasoning.size();
    if (isEnd) {
        text += m_textFilter.finish();
        reasoning += m_reasoningFilter.finish();
    }
    if (text.isEmpty() && reasoning.isEmpty())
        return;
    m_textShown = true;
    Q_EMIT textAdded(text, reasoning);
}

void ChatCall::endRecord(const QString &failure)
{
    if (!m_attempt)
        return;
    HttpHeaders headers = m_attempt->headers();
    for (auto &[name, value] : headers)
        value = m_secrets.masked(value);
    m_recorder.end(m_attempt->status(), headers, failure);
}

void ChatCall::releaseAttempt()
{
    if (m_attempt) {
        m_attempt->disconnect(this);
        m_attempt->abort({.kind = Outcome::Kind::Cancelled});
        m_attempt->deleteLater();
        m_attempt = nullptr;
    }
    m_slot.reset();
}

void ChatCall::end(const Outcome &outcome)
{
    if (m_ended)
        return;
    m_ended = true;
    m_retryTimer.stop();
    if (outcome.kind == Outcome::Kind::Cancelled)
        endRecord(tr("Stopped before the reply was complete."));
    releaseAttempt();
    Q_EMIT finished(outcome);
}

} // namespace moa
