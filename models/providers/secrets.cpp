// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/secrets.h"

#include <algorithm>
#include <array>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

namespace moa {

namespace {

bool speaksOfASecret(const QString &name)
{
    static constexpr std::array<QLatin1StringView, 9> words{
        QLatin1StringView("key"),    QLatin1StringView("token"),  QLatin1StringView("secret"),
        QLatin1StringView("auth"),   QLatin1StringView("cookie"), QLatin1StringView("password"),
        QLatin1StringView("passwd"), QLatin1StringView("sig"),    QLatin1StringView("credential")};
    return std::any_of(words.begin(), words.end(), [&](QLatin1StringView word) {
        return name.contains(word, Qt::CaseInsensitive);
    });
}

/// A name that a shell takes for a variable's.
QString asVariable(const QString &name)
{
    QString result;
    for (const QChar character : name) {
        const bool fits = character.unicode() < 128 && character.isLetterOrNumber();
        result += fits ? character.toUpper() : QChar(u'_');
    }
    if (result.isEmpty() || result.front().isDigit())
        result.prepend(u'_');
    return result;
}

bool isVariable(const QString &name)
{
    return !name.isEmpty() && !name.front().isDigit()
        && std::all_of(name.begin(), name.end(), [](QChar character) {
               return character == u'_'
                   || (character.unicode() < 128 && character.isLetterOrNumber());
           });
}

/// Where the secret begins in the value of a header: behind a scheme such as "Bearer ".
qsizetype secretStart(QByteArrayView value)
{
    const qsizetype blank = value.indexOf(' ');
    return blank > 0 && blank <= 10 ? blank + 1 : 0;
}

QByteArray asInJson(const QByteArray &secret)
{
    const QByteArray list =
        QJsonDocument(QJsonArray{QString::fromUtf8(secret)}).toJson(QJsonDocument::Compact);
    return list.mid(2, list.size() - 4);
}

/// How base64 spells @p secret within a text, @p before bytes after a multiple of three: all but
/// the characters at its ends, which stand for the text around it too.
QByteArray withinBase64(const QByteArray &secret, qsizetype before)
{
    const QByteArray whole = QByteArray(before, '\0') + secret;
    const qsizetype first = (before * 4 + 2) / 3;
    const qsizetype last = whole.size() * 4 / 3;
    return whole.toBase64().sliced(first, last - first);
}

} // namespace

Secrets::Secrets(const Provider &provider, const ApiKey &key, const QUrl &url)
    : m_provider(provider.id.toString())
{
    if (const QByteArray secret = key.secretFor(url); !secret.isEmpty()) {
        QString variable = provider.keyVariables.value(0);
        if (!isVariable(variable))
            variable = variableFor(QStringLiteral("API_KEY"));
        add(secret, variable);
        m_standIn = ApiKey('$' + variable.toLatin1(), originOf(url));
    }
    for (const auto &[name, value] : provider.headers) {
        const QByteArray bytes = value.toUtf8();
        if (speaksOfASecret(name))
            add(bytes.mid(secretStart(bytes)), variableFor(name));
    }
    const QList<QPair<QString, QString>> items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (speaksOfASecret(name))
            add(value.toUtf8(), variableFor(name));
    }
}

QByteArray Secrets::masked(QByteArray bytes) const
{
    for (const Form &form : m_forms) {
        if (bytes.contains(form.bytes))
            bytes.replace(form.bytes, form.standIn);
    }
    return bytes;
}

QString Secrets::masked(QString text) const
{
    for (const Form &form : m_forms) {
        if (text.contains(form.text))
            text.replace(form.text, QString::fromLatin1(form.standIn));
    }
    return text;
}

QByteArray Secrets::maskedHeader(const QByteArray &name, const QByteArray &value) const
{
    const QString text = QString::fromLatin1(name);
    if (!speaksOfASecret(text) || value.isEmpty() || hasStandIn(value))
        return masked(value);
    return value.left(secretStart(value)) + '$' + variableFor(text).toLatin1();
}

QUrl Secrets::maskedUrl(const QUrl &url) const
{
    if (!url.hasQuery())
        return QUrl(masked(url.toString(QUrl::FullyEncoded)));
    QList<QPair<QString, QString>> items = QUrlQuery(url).queryItems(QUrl::FullyEncoded);
    for (auto &[name, value] : items) {
        if (speaksOfASecret(name) && !value.isEmpty() && !hasStandIn(value.toLatin1()))
            value = u'$' + variableFor(name);
    }
    QUrlQuery query;
    query.setQueryItems(items);
    QUrl result = url;
    result.setQuery(query);
    return QUrl(masked(result.toString(QUrl::FullyEncoded)));
}

qsizetype Secrets::doubtfulEnd(QByteArrayView bytes) const
{
    qsizetype most = 0;
    for (const Form &form : m_forms) {
        for (qsizetype size = std::min(form.bytes.size() - 1, bytes.size()); size > most; --size) {
            if (bytes.last(size) == QByteArrayView(form.bytes).first(size)) {
                most = size;
                break;
            }
        }
    }
    return most;
}

qsizetype Secrets::doubtfulEnd(QStringView text) const
{
    qsizetype most = 0;
    for (const Form &form : m_forms) {
        for (qsizetype size = std::min(form.text.size() - 1, text.size()); size > most; --size) {
            if (text.last(size) == QStringView(form.text).first(size)) {
                most = size;
                break;
            }
        }
    }
    return most;
}

void Secrets::add(const QByteArray &secret, const QString &variable)
{
    if (secret.isEmpty())
        return;
    if (!m_variables.contains(variable))
        m_variables.append(variable);
    if (secret.size() < shortestSecret)
        return;
    const QByteArray json = asInJson(secret);
    const auto isKnown = [this](const QByteArray &bytes) {
        return std::any_of(m_forms.cbegin(), m_forms.cend(),
                           [&](const Form &form) { return form.bytes == bytes; });
    };
    const QByteArray html = QString::fromUtf8(secret).toHtmlEscaped().toUtf8();
    QByteArrayList spellings{secret,
                             json,
                             QByteArray(json).replace('/', "\\/"),
                             html,
                             secret.toPercentEncoding(),
                             secret.toBase64()};
    for (qsizetype before = 0; before < 3; ++before)
        spellings.append(withinBase64(secret, before));
    for (const QByteArray &bytes : std::as_const(spellings)) {
        if (!isKnown(bytes))
            m_forms.append({bytes, '$' + variable.toLatin1(), QString::fromUtf8(bytes)});
    }
    std::stable_sort(m_forms.begin(), m_forms.end(),
                     [](const Form &a, const Form &b) { return a.bytes.size() > b.bytes.size(); });
}

bool Secrets::hasStandIn(const QByteArray &value) const
{
    return std::any_of(m_variables.cbegin(), m_variables.cend(), [&](const QString &variable) {
        return value.endsWith('$' + variable.toLatin1());
    });
}

QString Secrets::variableFor(const QString &name) const
{
    return asVariable(m_provider + u'_' + name);
}

QByteArray SecretFilter::feed(const QByteArray &bytes)
{
    QByteArray all = m_secrets.masked(m_held.isEmpty() ? bytes : m_held + bytes);
    const qsizetype doubtful = m_secrets.doubtfulEnd(all);
    m_held = all.last(doubtful);
    all.chop(doubtful);
    return all;
}

QString TextFilter::feed(const QString &text)
{
    QString all = m_secrets.masked(m_held.isEmpty() ? text : m_held + text);
    const qsizetype doubtful = m_secrets.doubtfulEnd(all);
    m_held = all.last(doubtful);
    all.chop(doubtful);
    return all;
}

} // namespace moa
