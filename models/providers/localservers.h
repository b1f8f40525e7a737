// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/modellistjob.h"

#include <vector>

namespace moa {

/**
 * Looks for model servers on this machine: Ollama, LM Studio, llama.cpp, vLLM. Asks nothing but
 * loopback addresses, each under its number, never under a name that could lead elsewhere. What
 * answers is offered only if it tells by itself that it is one of these.
 */
class LocalServers : public QObject
{
    Q_OBJECT

public:
    /// @p candidates are where to look; those that aren't on this machine are passed over.
    explicit LocalServers(const QList<Provider> &candidates, QObject *parent = nullptr);
    ~LocalServers() override;

    /// For each question; before start(). Whoever lives here answers at once.
    void setTimeLimit(std::chrono::milliseconds limit) { m_limits.time = limit; }
    void start();

Q_SIGNALS:
    /// The candidate; where another kind of server than its own answers, under that one's name.
    /// @p models may be empty: none is loaded, or it wants a key for the list.
    void found(const moa::Provider &provider, const QList<moa::ListedModel> &models);
    /// Once, after all.
    void finished();

private:
    struct Inquiry
    {
        Provider provider;
        QHash<QString, QByteArray> answers; ///< bodies of 200 replies, by path
        int open = 0; ///< questions without an answer yet
        std::vector<std::unique_ptr<HttpFetch>> fetches;
        std::unique_ptr<ModelListJob> list;
    };

    void inquire(std::size_t index);
    void judge(std::size_t index);
    void list(Inquiry &inquiry);
    void close();

    FetchLimits m_limits;
    std::unique_ptr<QNetworkAccessManager> m_manager; ///< before those who use it
    std::vector<Inquiry> m_inquiries;
    std::size_t m_open = 0; ///< candidates that aren't settled
};

/** The providers of @p known that stand for servers on this machine, Ollama where its variable
 * OLLAMA_HOST says. */
[[nodiscard]] QList<Provider> localServerCandidates(const QList<Provider> &known,
                                                    const QString &ollamaHost);

/**
 * Where a value of OLLAMA_HOST ("host", "host:port", ":port", "http(s)://host[:port][/path]") lets
 * a client find Ollama; an address to listen on becomes one to connect to. Empty or no such
 * value: the default address.
 */
[[nodiscard]] QUrl ollamaAddress(const QString &ollamaHost);

} // namespace moa
