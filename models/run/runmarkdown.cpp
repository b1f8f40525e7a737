// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runmarkdown.h"

#include "run/reportwords.h"
#include "run/visibletext.h"

#include <algorithm>
#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

/// Words of others in a line of ours.
QString inlined(const QString &text)
{
    constexpr QStringView special = u"\\`*_{}[]<>|~";
    QString result;
    for (const QChar character : asOneLine(text)) {
        if (special.contains(character))
            result += u'\\';
        result += character;
    }
    return result;
}

/// Words of others on lines of their own.
QString fenced(const QString &text)
{
    const QString shown = withVisibleControls(text);
    qsizetype longest = 0;
    qsizetype current = 0;
    for (const QChar character : shown) {
        current = character == u'`' ? current + 1 : 0;
        longest = std::max(longest, current);
    }
    const QString fence(std::max<qsizetype>(3, longest + 1), u'`');
    const QString lineEnd = shown.endsWith(u'\n') ? QString() : QStringLiteral("\n");
    return fence + u"markdown\n"_qs + shown + lineEnd + fence + u"\n\n"_qs;
}

QString heading(int level, const QString &text)
{
    return QString(level, u'#') + u' ' + inlined(text) + u"\n\n"_qs;
}

QString row(const QStringList &cells)
{
    return u"| "_qs + cells.join(u" | ") + u" |\n"_qs;
}

QString figuresTable(const RunRecord &record)
{
    QStringList titles;
    QStringList rulers;
    for (const report::Column &column : report::tableColumns()) {
        titles.append(column.title);
        rulers.append(column.isNumber ? QStringLiteral("---:") : QStringLiteral("---"));
    }
    QString table = row(titles) + row(rulers);
    for (const Response &response : record.responses) {
        QStringList cells = report::tableRow(record, response);
        std::transform(cells.begin(), cells.end(), cells.begin(), inlined);
        table += row(cells);
    }
    return table + u'\n' + report::totals(record.totals) + u"\n\n"_qs;
}

QString responseText(const RunRecord &record, const Response &response)
{
    QString text = heading(3, report::name(record, response));
    QStringList facts{response.id.toString(), response.model, report::stateWord(response.state),
                      report::figures(response)};
    facts.removeAll(QString());
    text += inlined(facts.join(QStringLiteral(" · "))) + u"\n\n"_qs;
    if (!response.error.isEmpty())
        text += inlined(response.error) + u"\n\n"_qs;
    if (!response.reasoning.isEmpty())
        text += heading(4, tr("Reasoning")) + fenced(response.reasoning);
    if (response.text.isEmpty())
        return text;
    if (!response.reasoning.isEmpty())
        text += heading(4, tr("Answer"));
    return text + fenced(response.text);
}

} // namespace

QString runAsMarkdown(const RunRecord &record)
{
    QString text = heading(1, report::title(record));
    text += report::stateWords(record.state) + u" · "_qs
        + QLocale().toString(record.startedAt.toLocalTime(), QLocale::ShortFormat) + u"\n\n"_qs;
    for (const Message &message : record.conversation)
        text += heading(2, report::authorWord(message.author)) + fenced(message.text);

    text += heading(2, tr("Final answer"));
    if (record.final)
        text += fenced(record.finalText);
    if (!record.error.isEmpty())
        text += inlined(record.error) + u"\n\n"_qs;

    text += heading(2, tr("Figures")) + figuresTable(record);

    int layer = -1;
    for (const Response &response : record.responses) {
        if (response.id == record.final && response.reasoning.isEmpty())
            continue;
        if (std::exchange(layer, response.layer) != response.layer)
            text += heading(2, report::layerTitle(record, response.layer));
        text += responseText(record, response);
    }
    return text;
}

} // namespace moa
