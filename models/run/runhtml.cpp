// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runhtml.h"

#include "run/reportwords.h"
#include "run/visibletext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QXmlStreamWriter>

namespace moa {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

/// Without quotes, angle brackets and ampersands: XML would have them escaped, HTML would not.
constexpr const char *layout = R"css(
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1680px; padding: 24px; background: var(--window);
  color: var(--text); font: 13px/1.4 system-ui, sans-serif; }
h1 { font-size: 20px; margin: 0 0 4px; }
h2 { font-size: 16px; margin: 24px 0 8px; }
h3 { font-size: 13px; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
a { color: var(--accent); margin-right: 12px; }
p { margin: 4px 0; overflow-wrap: anywhere; }
.quiet { color: var(--secondary); font-size: 12px; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.error { color: var(--danger); font-weight: 600; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 8px;
  padding: 12px; margin: 0 0 8px; }
.final { border-top: 3px solid var(--accent); }
.row { display: flex; gap: 12px; overflow-x: auto; align-items: flex-start; padding-bottom: 8px; }
.response { flex: 1 0 320px; max-width: 520px; border-left: 4px solid var(--agent, var(--line)); }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; font-size: 14px;
  line-height: 1.5; max-width: 90ch; margin-top: 8px; }
details { margin-top: 8px; }
summary { color: var(--secondary); cursor: pointer; min-height: 24px; }
table { border-collapse: collapse; background: var(--surface); }
th, td { border: 1px solid var(--line); padding: 4px 8px; text-align: left; vertical-align: top; }
th.number, td.number { text-align: right; }
thead { background: var(--raised); }
.scroll { overflow-x: auto; }
@media print { body { max-width: none; } .row { flex-wrap: wrap; } details { display: none; } }
)css";

class HtmlReport
{
public:
    HtmlReport(const RunRecord &record, const ReportColors &colors)
        : m_run(record)
        , m_colors(colors)
        , m_writer(&m_bytes)
    { }

    [[nodiscard]] QByteArray write()
    {
        m_writer.writeDTD(QStringLiteral("<!DOCTYPE html>\n"));
        const QString language = QLocale().bcp47Name();
        start("html",
              {{"xmlns", QStringLiteral("http://www.w3.org/1999/xhtml")},
               {"lang", language},
               {"xml:lang", language}});
        writeHead();
        start("body");
        writeTop();
        writeConversation();
        writeFinal();
        writeLayers();
        writeFigures();
        element("p", tr("Made with MoA Studio %1.").arg(QStringLiteral(MOA_VERSION)),
                {{"class", QStringLiteral("quiet")}});
        end();
        end();
        m_bytes += '\n';
        return m_bytes;
    }

private:
    using Attributes = QList<QPair<const char *, QString>>;

    void start(const char *name, const Attributes &attributes = {})
    {
        m_writer.writeStartElement(QString::fromLatin1(name));
        writeAttributes(attributes);
    }

    void end() { m_writer.writeEndElement(); }

    void writeAttributes(const Attributes &attributes)
    {
        for (const auto &[key, value] : attributes)
            m_writer.writeAttribute(QString::fromLatin1(key), value);
    }

    void empty(const char *name, const Attributes &attributes)
    {
        m_writer.writeEmptyElement(QString::fromLatin1(name));
        writeAttributes(attributes);
    }

    /// One line of text of whatever origin.
    void element(const char *name, const QString &text, const Attributes &attributes = {})
    {
        start(name, attributes);
        m_writer.writeTextElement(QStringLiteral("bdi"), asOneLine(text));
        end();
    }

    /// Many lines of others.
    void textBlock(const QString &text)
    {
        // Its language is not known.
        start("div",
              {{"class", QStringLiteral("text")},
               {"dir", QStringLiteral("auto")},
               {"lang", QString()}});
        m_writer.writeCharacters(withVisibleControls(text));
        end();
    }

    void writeHead()
    {
        start("head");
        empty("meta", {{"charset", QStringLiteral("utf-8")}});
        empty("meta",
              {{"http-equiv", QStringLiteral("Content-Security-Policy")},
               {"content",
                QStringLiteral("default-src 'none'; style-src 'unsafe-inline'; "
                               "base-uri 'none'; form-action 'none'")}});
        empty("meta",
              {{"name", QStringLiteral("viewport")},
               {"content", QStringLiteral("width=device-width, initial-scale=1")}});
        empty("meta",
              {{"name", QStringLiteral("referrer")}, {"content", QStringLiteral("no-referrer")}});
        m_writer.writeTextElement(QStringLiteral("title"), asOneLine(report::title(m_run)));
        m_writer.writeTextElement(
            QStringLiteral("style"),
            u":root { color-scheme: light dark;"_qs + variables(m_colors.light) + u" }\n"_qs
                + agentRules(m_colors.light) + u"@media (prefers-color-scheme: dark) {\n:root {"_qs
                + variables(m_colors.dark) + u" }\n"_qs + agentRules(m_colors.dark) + u"}\n"_qs
                + QLatin1String(layout));
        end();
    }

    [[nodiscard]] static QString variables(const ReportScheme &scheme)
    {
        return QStringLiteral(" --window: %1; --surface: %2; --raised: %3; --line: %4; --text: %5;"
                              " --secondary: %6; --accent: %7; --danger: %8;")
            .arg(scheme.window, scheme.surface, scheme.raised, scheme.line, scheme.text,
                 scheme.secondaryText, scheme.accent, scheme.danger);
    }

    [[nodiscard]] QString agentRules(const ReportScheme &scheme) const
    {
        QString rules;
        int number = 0;
        for (const Layer &layer : m_run.mixture.layers) {
            for (const Agent &agent : layer.agents) {
                const QString color = scheme.agents.value(agent.id);
                if (!color.isEmpty())
                    rules += QStringLiteral(".agent-%1 { --agent: %2; }\n").arg(number).arg(color);
                ++number;
            }
        }
        return rules;
    }

    [[nodiscard]] QString agentClass(const AgentId &id) const
    {
        int number = 0;
        for (const Layer &layer : m_run.mixture.layers) {
            for (const Agent &agent : layer.agents) {
                if (agent.id == id)
                    return QStringLiteral("agent-%1").arg(number);
                ++number;
            }
        }
        return QStringLiteral("agent");
    }

    void writeTop()
    {
        start("header");
        element("h1", report::title(m_run));
        start("p", {{"class", QStringLiteral("quiet")}});
        m_writer.writeCharacters(report::stateWords(m_run.state) + u" · "_qs);
        start("time", {{"datetime", m_run.startedAt.toString(Qt::ISODate)}});
        m_writer.writeCharacters(
            QLocale().toString(m_run.startedAt.toLocalTime(), QLocale::ShortFormat));
        end();
        end();
        element("p", report::totals(m_run.totals), {{"class", QStringLiteral("quiet")}});
        if (!m_run.error.isEmpty())
            element("p", m_run.error, {{"class", QStringLiteral("error")}});
        start("nav", {{"aria-label", tr("Parts of this report")}});
        jump(QStringLiteral("#final"), tr("Final answer"));
        for (int layer = 0; layer < layerCount(); ++layer)
            jump(QStringLiteral("#layer-%1").arg(layer + 1), report::layerTitle(m_run, layer));
        jump(QStringLiteral("#figures"), tr("Figures"));
        end();
        end();
    }

    void jump(const QString &target, const QString &text)
    {
        element("a", text, {{"href", target}});
    }

    [[nodiscard]] int layerCount() const
    {
        return m_run.responses.isEmpty() ? 0 : m_run.responses.constLast().layer + 1;
    }

    void writeConversation()
    {
        element("h2", tr("Conversation"));
        for (const Message &message : m_run.conversation) {
            start("section", {{"class", QStringLiteral("card")}});
            element("h3", report::authorWord(message.author));
            textBlock(message.text);
            end();
        }
    }

    void writeFinal()
    {
        element("h2", tr("Final answer"), {{"id", QStringLiteral("final")}});
        start("section", {{"class", QStringLiteral("card final")}});
        if (!m_run.final) {
            element("p", tr("The run ended without a final answer."),
                    {{"class", QStringLiteral("error")}});
        } else {
            const Response *response = m_run.response(*m_run.final);
            element("h3", response ? report::name(m_run, *response) : m_run.final->toString());
            textBlock(m_run.finalText);
        }
        end();
    }

    void writeLayers()
    {
        qsizetype next = 0;
        for (int layer = 0; layer < layerCount(); ++layer) {
            const QString title = report::layerTitle(m_run, layer);
            element("h2", title, {{"id", QStringLiteral("layer-%1").arg(layer + 1)}});
            start("div",
                  {{"class", QStringLiteral("row")},
                   {"role", QStringLiteral("group")},
                   {"tabindex", QStringLiteral("0")},
                   {"aria-label", asOneLine(title)}});
            while (next < m_run.responses.size() && m_run.responses.at(next).layer == layer)
                writeResponse(m_run.responses.at(next++));
            end();
        }
    }

    void writeResponse(const Response &response)
    {
        start("article",
              {{"class", QStringLiteral("card response ") + agentClass(response.id.agent)}});
        element("h3", report::name(m_run, response));
        element("p", response.model, {{"class", QStringLiteral("quiet")}});
        QStringList facts{report::stateWord(response.state), report::figures(response)};
        facts.removeAll(QString());
        element("p", facts.join(QStringLiteral(" · ")), {{"class", QStringLiteral("quiet")}});
        if (!response.error.isEmpty())
            element("p", response.error, {{"class", QStringLiteral("error")}});
        if (!response.reasoning.isEmpty()) {
            start("details");
            element("summary", tr("Reasoning"));
            textBlock(response.reasoning);
            end();
        }
        if (!response.text.isEmpty())
            textBlock(response.text);
        start("details");
        element("summary", tr("Details"));
        start("table");
        start("tbody");
        const QList<QPair<QString, QString>> details = report::details(response);
        for (const auto &[name, value] : details) {
            start("tr");
            element("th", name, {{"scope", QStringLiteral("row")}});
            element("td", value);
            end();
        }
        end();
        end();
        end();
        end();
    }

    void writeFigures()
    {
        const QList<report::Column> columns = report::tableColumns();
        const auto look = [&columns](qsizetype column) {
            return columns.at(column).isNumber ? QStringLiteral("number") : QStringLiteral("words");
        };
        element("h2", tr("Figures"), {{"id", QStringLiteral("figures")}});
        start("div", {{"class", QStringLiteral("scroll")}, {"tabindex", QStringLiteral("0")}});
        start("table");
        start("thead");
        start("tr");
        for (qsizetype column = 0; column < columns.size(); ++column) {
            element("th", columns.at(column).title,
                    {{"scope", QStringLiteral("col")}, {"class", look(column)}});
        }
        end();
        end();
        start("tbody");
        for (const Response &response : m_run.responses) {
            start("tr");
            const QStringList cells = report::tableRow(m_run, response);
            for (qsizetype column = 0; column < cells.size(); ++column)
                element("td", cells.at(column), {{"class", look(column)}});
            end();
        }
        end();
        end();
        end();
    }

    const RunRecord &m_run;
    const ReportColors &m_colors;
    QByteArray m_bytes;
    QXmlStreamWriter m_writer;
};

} // namespace

QByteArray runAsHtml(const RunRecord &record, const ReportColors &colors)
{
    return HtmlReport(record, colors).write();
}

} // namespace moa
