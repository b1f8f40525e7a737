// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/chatdialect.h"
#include "providers/exchangerecorder.h"
#include "providers/httpattempt.h"
#include "providers/keyring.h"
#include "providers/requestscheduler.h"
#include "providers/secrets.h"

#include <QElapsedTimer>
#include <QTimer>

namespace moa {

/**
 * One request to one model, with its wait in line and its retries. Emits started() once for each
 * attempt, text as it arrives, and exactly one finished(). Safe to destroy at any time.
 *
 * The key goes to the server and nowhere else: what a server repeats of it is replaced, before it
 * is read, by the name of the variable that it comes from.
 */
class ChatCall : public QObject
{
    Q_OBJECT

public:
    ChatCall(RequestScheduler *scheduler, ChatRequest request, ApiKey key,
             QObject *parent = nullptr);
    ~ChatCall() override;

    /// Stands in line. The signals follow from the event loop.
    void start();
    /// Ends now: the socket is closed and finished(Cancelled) is emitted from here.
    void cancel();

    /// The JSON body; a key that stands in a prompt is replaced.
    [[nodiscard]] const QByteArray &body() const { return m_shownBody; }
    [[nodiscard]] const Conversation &messages() const { return m_request.messages; }
    [[nodiscard]] int attempts() const { return m_attempts; }
    /// Those of them that count against the provider's limit: neither asked while the server was
    /// still loading the model nor refused for one of the request's fields.
    [[nodiscard]] int tries() const;
    /// What the last attempt brought.
    [[nodiscard]] ChatReply reply() const;
    /// Sentences on what was done differently from what was asked for, as it turned out so far.
    [[nodiscard]] const QStringList &notices() const { return m_notices; }
    /// Settings that the server refused, and without which it was asked again: "temperature".
    [[nodiscard]] const QStringList &refusedSettings() const { return m_refusedSettings; }
    /// Every attempt so far; all have ended once the call has. Times count from its making.
    [[nodiscard]] const QList<Exchange> &exchanges() const { return m_recorder.exchanges(); }

Q_SIGNALS:
    /// An attempt left the line and is sent.
    void started();
    /// It stands in line and has to wait, for the reason that @p sentence tells.
    void waiting(const QString &sentence);
    /// Text that turns out to be reasoning is added again as such; reply() has it once.
    void textAdded(const QString &text, const QString &reasoning);
    /// The attempt failed; @p sentence says how and when the next one begins.
    void retrying(const QString &sentence, std::chrono::milliseconds delay);
    void finished(const moa::Outcome &outcome);

private:
    void enqueue();
    void tellWait(WaitReason reason, std::chrono::milliseconds expected);
    /// @p delay is that of the next attempt, if there is one.
    void tellLine(const Outcome &outcome, std::optional<std::chrono::milliseconds> delay);
    [[nodiscard]] bool isLoading(const Outcome &outcome) const;
    /// How long until the server is asked again whether it has loaded the model; nothing when it
    /// has had its time.
    [[nodiscard]] std::optional<std::chrono::milliseconds> loadingDelay();
    void send();
    [[nodiscard]] QNetworkRequest request(const QUrl &url, const ApiKey &key) const;
    void record();
    void receive(const QByteArray &bytes);
    void read(const QByteArray &bytes);
    void attemptFinished(const Outcome &transport);
    [[nodiscard]] Outcome judged(const Outcome &transport) const;
    [[nodiscard]] Outcome httpOutcome() const;
    [[nodiscard]] const ChatReply &decoded() const;
    /// Asks again without a setting that was refused; false if it was not about one.
    [[nodiscard]] bool repair(const Outcome &outcome);
    void publish(bool isEnd = false);
    void endRecord(const QString &failure);
    void releaseAttempt();
    void end(const Outcome &outcome);

    RequestScheduler *m_scheduler;
    ChatRequest m_request;
    ApiKey m_key;
    const ChatDialect *m_dialect;
    WireRequest m_wire;
    Secrets m_secrets;
    QByteArray m_shownBody;
    ExchangeRecorder m_recorder;
    SecretFilter m_filter;
    TextFilter m_textFilter;
    TextFilter m_reasoningFilter;

    std::unique_ptr<RequestSlot> m_slot;
    HttpAttempt *m_attempt = nullptr; ///< a child; deleted later, since it ends in its own signals
    std::unique_ptr<ReplyDecoder> m_decoder;
    QByteArray m_errorBody; ///< of a status other than 200, up to a bound
    qsizetype m_publishedText = 0;
    qsizetype m_publishedReasoning = 0;
    int m_attempts = 0;
    QStringList m_notices;
    QStringList m_refusedSettings;
    int m_loadingAttempts = 0; ///< of m_attempts, answered by a server that was loading the model
    QElapsedTimer m_loading; ///< since the first of them
    bool m_textShown = false;
    bool m_ended = false;
    QTimer m_retryTimer;
};

} // namespace moa
