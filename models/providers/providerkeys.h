// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/keyring.h"
#include "providers/keystore.h"

#include <chrono>
#include <functional>
#include <QPointer>
#include <QSet>

namespace moa {

/** Where a provider's key is. */
enum class KeyPlace {
    None,
    Keychain,
    Environment,
    Session ///< in this program's memory, gone when it ends
};

/** What there is to tell of a provider's key; see ProviderKeys::describe(). */
struct KeyStatus
{
    KeyPlace place = KeyPlace::None;
    QString variable{}; ///< of the environment
    QString problem{}; ///< a sentence: why the key is not where it should be, or is not used
    bool pending = false; ///< the keychain has been asked and may still answer

    friend bool operator==(const KeyStatus &, const KeyStatus &) = default;
};

/**
 * The keys of all providers: those typed in this session, those in the keychain, those in the
 * environment, in this order of precedence.
 *
 * A key belongs to an origin. Where a provider's base URL moves to another one, its key does not
 * move along: it has to be entered for the new origin. A variable of the environment belongs to the
 * origins of the providers that name it when it is first heard of.
 *
 * The keychain is asked for each provider once. While it does not answer, the rest goes on; an
 * answer that comes after all is taken.
 */
class ProviderKeys : public QObject
{
    Q_OBJECT

public:
    using Environment = std::function<QByteArray(const QString &variable)>;

    /// @p store may be null: then keys last for the session. Not owned.
    ProviderKeys(KeyStore *store, Environment environment, QObject *parent = nullptr);

    /// How long an answer of the keychain counts as pending; 20 s unless told.
    void setAnswerLimit(std::chrono::milliseconds limit) { m_answerLimit = limit; }

    /// All that there are from now on. Asks the keychain for those that are new or have moved.
    void setProviders(const QList<Provider> &providers);

    [[nodiscard]] KeyStatus status(const ProviderId &provider) const;
    /// Where the key is, in words: "in the Secret Service", "from OPENAI_API_KEY".
    [[nodiscard]] QString describe(const ProviderId &provider) const;

    /// Takes @p secret for the provider's present origin. @p keep: in the keychain; where that
    /// fails the key lasts for the session and the status says why.
    void setKey(const ProviderId &provider, const QByteArray &secret, bool keep);
    /// Forgets the key, also in the keychain. One in the environment stays.
    void removeKey(const ProviderId &provider);

    /// What a run may use now.
    [[nodiscard]] KeyRing ring() const;
    /// Whether the keychain has been read, or has not answered in time.
    [[nodiscard]] bool isReady() const;

Q_SIGNALS:
    /// A status changed.
    void changed();

private:
    enum class Waiting { Nothing, Read, Write, Remove };

    struct Holding
    {
        QString origin;
        QByteArray session;
        QByteArray kept; ///< in the keychain
        QByteArray found; ///< in the environment
        QString variable; ///< where it was found
        QByteArray asked; ///< the secret that is being written or removed
        QString problem;
        Waiting waiting = Waiting::Nothing;
        int writes = 0; ///< without an answer
        int request = 0; ///< counts them, for their time limits
        bool isOverdue = false;

        [[nodiscard]] bool isEmpty() const
        {
            return session.isEmpty() && kept.isEmpty() && found.isEmpty();
        }
        [[nodiscard]] bool isPending() const { return waiting != Waiting::Nothing && !isOverdue; }
    };

    /// Takes what the environment has; the sentence is why what it has is not taken.
    [[nodiscard]] QString lookUp(Holding &holding, const Provider &provider) const;
    void wait(const ProviderId &provider, Waiting waiting);
    void takeRead(const QString &entry, const QByteArray &secret, const QString &error);
    void takeWritten(const QString &entry, const QString &error);
    void takeRemoved(const QString &entry, const QString &error);
    [[nodiscard]] Holding *holdingOf(const QString &entry);
    [[nodiscard]] QString storeName() const { return m_store ? m_store->name() : QString(); }

    QPointer<KeyStore> m_store;
    Environment m_environment;
    std::chrono::milliseconds m_answerLimit{20'000};
    QHash<ProviderId, Holding> m_holdings;
    QHash<QString, QSet<QString>> m_originsOfVariables;
};

} // namespace moa
