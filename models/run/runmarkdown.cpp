// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runmarkdown.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

/// In a table a line break or a bar would end the cell.
QString cell(const QString &text)
{
    return text.simplified().replace(u'|', QStringLiteral("\\|"));
}

QString row(const QStringList &cells)
{
    return u"| "_qs + cells.join(u" | ") + u" |\n"_qs;
}

QString seconds(qint64 ms)
{
    return QLocale().toString(static_cast<double>(ms) / 1000.0, 'f', 1);
}

QString figuresRow(const Response &response)
{
    const QLocale locale;
    const QString none = QStringLiteral("–");
    const bool estimated = response.usage && response.usage->source != Usage::Source::Reported;
    const auto tokens = [&](qint64 count) {
        return (estimated ? QStringLiteral("≈") : QString()) + locale.toString(count);
    };
    const Timing &timing = response.timing;
    QString cost = none;
    if (response.cost)
        cost = response.cost->display(locale);
    else if (response.usage)
        cost = tr("unpriced");
    return row(
        {response.id.toString(), cell(response.model),
         response.usage ? tokens(response.usage->input) : none,
         response.usage ? tokens(response.usage->output) : none, cost,
         timing.started && timing.finished ? seconds(*timing.finished - *timing.started) : none,
         response.bleuToFinal ? locale.toString(*response.bleuToFinal, 'f', 1) : none,
         response.error.isEmpty() ? QString() : cell(response.error)});
}

} // namespace

QString runAsMarkdown(const RunRecord &record)
{
    QString text;
    const QString name = record.mixture.name.isEmpty() ? tr("Mixture") : record.mixture.name;
    text += QStringLiteral("# %1\n\n").arg(cell(name));
    for (const Message &message : record.conversation) {
        if (message.author == Message::Author::User)
            text += QStringLiteral("> %1\n\n")
                        .arg(QString(message.text).replace(u'\n', QStringLiteral("\n> ")));
        else
            text += message.text + u"\n\n"_qs;
    }
    text += QStringLiteral("## %1\n\n").arg(tr("Final answer"));
    text += (record.final ? record.finalText : record.error) + u"\n\n"_qs;

    text += QStringLiteral("## %1\n\n").arg(tr("Figures"));
    text += row({tr("Response"), tr("Model"), tr("Tokens in"), tr("Tokens out"), tr("Cost"),
                 tr("Seconds"), tr("BLEU"), tr("Note")});
    text += QStringLiteral("| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |\n");
    for (const Response &response : record.responses)
        text += figuresRow(response);
    const RunTotals &totals = record.totals;
    text += u'\n'
        + tr("In all: %1 tokens in, %2 out, %3; %4 s, critical path %5 s.")
              .arg(QLocale().toString(totals.input), QLocale().toString(totals.output),
                   totals.cost.display(QLocale()), seconds(totals.wallMs),
                   seconds(totals.criticalPathMs))
        + u"\n\n"_qs;

    for (const Response &response : record.responses) {
        if (response.text.isEmpty() || response.id == record.final)
            continue;
        text += QStringLiteral("## %1\n\n%2\n\n").arg(response.id.toString(), response.text);
    }
    return text;
}

} // namespace moa
