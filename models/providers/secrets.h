// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/keyring.h"

#include <QStringList>

namespace moa {

/**
 * What must not be told of a call to one provider, and the `$VARIABLE` that stands in for each: the
 * key, and the values of the provider's own headers and query items whose names speak of a secret.
 *
 * A value is replaced in whatever it turns up in, as it is and as JSON, HTML, URLs and base64 write
 * it.
 * One that is shorter than shortestSecret is a placeholder such as "EMPTY", which local servers are
 * content with; replacing that everywhere would mutilate answers.
 */
class Secrets
{
public:
    static constexpr qsizetype shortestSecret = 8;

    Secrets() = default;
    Secrets(const Provider &provider, const ApiKey &key, const QUrl &url);

    /// Takes the key's place when a request is put together to be shown.
    [[nodiscard]] const ApiKey &standIn() const { return m_standIn; }
    /// Names of the variables, without the `$`.
    [[nodiscard]] const QStringList &variables() const { return m_variables; }

    [[nodiscard]] QByteArray masked(QByteArray bytes) const;
    [[nodiscard]] QString masked(QString text) const;
    [[nodiscard]] QByteArray maskedHeader(const QByteArray &name, const QByteArray &value) const;
    [[nodiscard]] QUrl maskedUrl(const QUrl &url) const;
    /// How many of the last bytes of @p bytes may be the beginning of a secret.
    [[nodiscard]] qsizetype doubtfulEnd(QByteArrayView bytes) const;
    /// The same of text, in UTF-16 units.
    [[nodiscard]] qsizetype doubtfulEnd(QStringView text) const;

private:
    struct Form
    {
        QByteArray bytes;
        QByteArray standIn; ///< with the `$`
        QString text; ///< the bytes as text
    };

    void add(const QByteArray &secret, const QString &variable);
    [[nodiscard]] bool hasStandIn(const QByteArray &value) const;
    [[nodiscard]] QString variableFor(const QString &name) const;

    QString m_provider;
    ApiKey m_standIn;
    QStringList m_variables;
    QList<Form> m_forms; ///< the longest first
};

/** Replaces secrets in bytes that come in parts: also one that is cut by the end of a part. */
class SecretFilter
{
public:
    SecretFilter() = default;
    explicit SecretFilter(Secrets secrets)
        : m_secrets(std::move(secrets))
    { }

    /// What of all bytes so far is certain and was not returned before.
    [[nodiscard]] QByteArray feed(const QByteArray &bytes);
    /// The rest; the filter is as new afterwards.
    [[nodiscard]] QByteArray finish() { return std::exchange(m_held, {}); }

private:
    Secrets m_secrets;
    QByteArray m_held;
};

/** The same for text, which may be a secret only when it has been decoded. */
class TextFilter
{
public:
    TextFilter() = default;
    explicit TextFilter(Secrets secrets)
        : m_secrets(std::move(secrets))
    { }

    [[nodiscard]] QString feed(const QString &text);
    [[nodiscard]] QString finish() { return std::exchange(m_held, {}); }

private:
    Secrets m_secrets;
    QString m_held;
};

} // namespace moa
