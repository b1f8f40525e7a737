// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/exchangetexts.h"

#include "items/figures.h"
#include "providers/exchangereading.h"
#include "run/visibletext.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

QString bodyText(const QByteArray &bytes)
{
    return withVisibleControls(QString::fromUtf8(bytes));
}

QString headerLines(const HttpHeaders &headers)
{
    QString lines;
    for (const auto &[name, value] : headers)
        lines += QStringLiteral("\n%1: %2")
                     .arg(asOneLine(QString::fromUtf8(name)), asOneLine(QString::fromUtf8(value)));
    return lines;
}

void addHeaders(QList<QPair<QString, QString>> &facts, const HttpHeaders &headers)
{
    if (!headers.isEmpty())
        facts.append({tr("Headers"), {}});
    for (const auto &[name, value] : headers) {
        const bool isCookie = name.compare("Set-Cookie", Qt::CaseInsensitive) == 0;
        const QString text = isCookie ? tr("(not kept)") : asOneLine(QString::fromUtf8(value));
        facts.append({asOneLine(QString::fromUtf8(name)), text.isEmpty() ? tr("(empty)") : text});
    }
}

QString roleTitle(const QString &role)
{
    if (role == u"system")
        return tr("System");
    if (role == u"user")
        return tr("User");
    if (role == u"assistant")
        return tr("Assistant");
    return asOneLine(role);
}

QString stopText(StopReason reason)
{
    switch (reason) {
    case StopReason::None:
        return tr("none was told");
    case StopReason::Complete:
        return tr("the answer is complete");
    case StopReason::Length:
        return tr("the token limit was reached");
    case StopReason::Filtered:
        return tr("held back by the provider's filter");
    case StopReason::Tool:
        return tr("the model asked for a tool");
    case StopReason::Error:
        return tr("error");
    case StopReason::Truncated:
        return tr("the answer broke off");
    }
    Q_UNREACHABLE();
}

ExchangeSide readableRequest(const Exchange &exchange, const ExchangeReading &reading)
{
    ExchangeSide side;
    for (const ExchangeReading::SentMessage &message : reading.messages)
        side.sections.append({roleTitle(message.role), withVisibleControls(message.text)});
    side.facts.append({tr("Settings"), {}});
    for (const auto &[name, value] : reading.settings)
        side.facts.append({asOneLine(name), asOneLine(value)});
    addHeaders(side.facts, exchange.requestHeaders);
    return side;
}

ExchangeSide readableReply(const Exchange &exchange, const ExchangeReading &reading)
{
    ExchangeSide side;
    const ChatReply &reply = reading.reply;
    if (!reply.error.isEmpty())
        side.sections.append({tr("Error"), withVisibleControls(reply.error)});
    if (!reply.reasoning.isEmpty())
        side.sections.append({tr("Reasoning"), withVisibleControls(reply.reasoning)});
    if (!reply.text.isEmpty())
        side.sections.append({tr("Answer"), withVisibleControls(reply.text)});

    const QLocale locale;
    side.facts.append({tr("Reply"), {}});
    side.facts.append(
        {tr("Status"), exchange.status == 0 ? tr("none came") : QString::number(exchange.status)});
    if (exchange.status == 200) {
        if (!reply.model.isEmpty())
            side.facts.append({tr("Model"), asOneLine(reply.model)});
        side.facts.append({tr("Stop reason"), stopText(reply.stopReason)});
        side.facts.append(
            {tr("Tokens"),
             reply.usage ? figures::tokens(*reply.usage, locale) : tr("the reply does not say")});
    }
    side.facts.append({tr("Size"), locale.formattedDataSize(exchange.replySize)});
    addHeaders(side.facts, exchange.replyHeaders);
    return side;
}

ExchangeTexts rawTexts(const Exchange &exchange, bool indented)
{
    const auto body = [indented](const QByteArray &bytes) {
        return bodyText(indented ? indentedJson(bytes) : bytes);
    };
    ExchangeTexts texts;
    texts.request.sections = {
        {{}, bodyText(exchange.method + ' ' + exchange.url) + headerLines(exchange.requestHeaders)},
        {{}, body(exchange.requestBody)}};
    if (exchange.status != 0) {
        texts.reply.sections = {
            {{},
             QStringLiteral("HTTP %1").arg(exchange.status) + headerLines(exchange.replyHeaders)},
            {{}, body(exchange.reply)}};
    }
    return texts;
}

} // namespace

ExchangeTexts exchangeTexts(const Exchange &exchange, ExchangeForm form)
{
    if (form != ExchangeForm::Readable)
        return rawTexts(exchange, form == ExchangeForm::Raw);
    const ExchangeReading reading = readExchange(exchange);
    return {readableRequest(exchange, reading), readableReply(exchange, reading)};
}

} // namespace moa
