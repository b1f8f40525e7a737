// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/endpoint.h"

#include "providers/servicequirks.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

QString trimmedPath(const QUrl &url)
{
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    return path;
}

/// @p path is encoded.
QUrl withPath(QUrl url, const QString &path)
{
    url.setPath(path, QUrl::StrictMode);
    return url;
}

/// A model's id as part of a path. It may come from somebody else's preset, and must not lead to
/// another place on the server, to which the key goes too: empty, "." and ".." segments are left
/// out.
QString encoded(const QString &model)
{
    QStringList segments = model.split(u'/', Qt::SkipEmptyParts);
    segments.removeIf([](const QString &segment) {
        const QString name = segment.trimmed();
        return name.isEmpty() || name == u"." || name == u"..";
    });
    return QString::fromLatin1(segments.join(u'/').toUtf8().toPercentEncoding("/:@"));
}

/// Whether the last part of @p path is a version: "v1", "v1beta".
bool endsWithVersion(const QString &path)
{
    static const QRegularExpression version(u"/v[0-9]+(alpha|beta)?[0-9]*$"_s);
    return version.match(path).hasMatch();
}

void chopEnd(QString &path, QLatin1StringView end)
{
    if (path.endsWith(end))
        path.chop(end.size());
}

} // namespace

QUrl openAiEndpoint(const QUrl &base, const QString &model)
{
    constexpr auto endpoint = "/chat/completions"_L1;
    const ServiceQuirks &quirks = quirksOf(base);
    QString path = trimmedPath(base);
    if (path.endsWith(endpoint))
        return withPath(base, path);
    if (quirks.isAzure && QUrlQuery(base).hasQueryItem(u"api-version"_s)
        && (path.isEmpty() || path == "/openai"_L1 || path == "/openai/deployments"_L1)) {
        path = u"/openai/deployments/"_s + encoded(model);
    } else if (QString(quirks.apiRoot).startsWith(path + u'/')) {
        path = quirks.apiRoot;
    }
    return withPath(base, path + endpoint);
}

QUrl anthropicEndpoint(const QUrl &base)
{
    constexpr auto endpoint = "/messages"_L1;
    QString path = trimmedPath(base);
    chopEnd(path, endpoint);
    if (!endsWithVersion(path))
        path += "/v1"_L1;
    return withPath(base, path + endpoint);
}

QUrl geminiEndpoint(const QUrl &base, const QString &model, bool stream)
{
    QString path = trimmedPath(base);
    if (const qsizetype models = path.lastIndexOf("/models"_L1);
        models >= 0 && endsWithVersion(path.left(models)))
        path.truncate(models);
    if (!endsWithVersion(path))
        path += "/v1beta"_L1;
    // Fine-tuned models stand in a collection of their own.
    const QString name = model.contains(u'/') ? model : u"models/"_s + model;
    QUrl url = withPath(base,
                        path + u'/' + encoded(name)
                            + (stream ? ":streamGenerateContent"_L1 : ":generateContent"_L1));
    QUrlQuery query(url);
    query.removeQueryItem(u"alt"_s);
    if (stream)
        query.addQueryItem(u"alt"_s, u"sse"_s);
    url.setQuery(query.isEmpty() ? QString() : query.query(QUrl::FullyEncoded));
    return url;
}

QUrl ollamaEndpoint(const QUrl &base)
{
    QString path = trimmedPath(base);
    for (const auto end : {"/chat/completions"_L1, "/v1"_L1, "/chat"_L1, "/api"_L1})
        chopEnd(path, end);
    return withPath(base, path + "/api/chat"_L1);
}

} // namespace moa
