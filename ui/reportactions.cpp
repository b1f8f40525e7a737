// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reportactions.h"

#include "mixture/fileio.h"
#include "run/runcassette.h"
#include "run/runcsv.h"
#include "run/runjson.h"
#include "run/runmarkdown.h"
#include "theme/theme.h"
#include "ui/savedialog.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QMenu>
#include <QtConcurrent>

namespace moa {

namespace {

ReportScheme reportScheme(const Theme &theme, const Mixture &mixture)
{
    ReportScheme scheme;
    scheme.window = theme.window.name();
    scheme.surface = theme.surface.name();
    scheme.raised = theme.raised.name();
    scheme.line = theme.line.name();
    scheme.text = theme.text.name();
    scheme.secondaryText = theme.secondaryText.name();
    scheme.accent = theme.accent.name();
    scheme.danger = theme.danger.name();
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            const int index = agentColorIndex(agent.id.toString(), agent.color);
            scheme.agents.insert(agent.id, theme.agentColor(index).name());
        }
    }
    return scheme;
}

/// "MoA-Lite 2026-11-22 20.43".
QString suggestedName(const RunRecord &record)
{
    const QString name = asFileName(record.mixture.name, ReportActions::tr("Run"));
    return name + record.startedAt.toLocalTime().toString(QStringLiteral(" yyyy-MM-dd HH.mm"));
}

} // namespace

ReportColors reportColors(const Mixture &mixture)
{
    return {reportScheme(Theme::make(Theme::Scheme::Light), mixture),
            reportScheme(Theme::make(Theme::Scheme::Dark), mixture)};
}

ReportActions::ReportActions(Source source, QWidget *window)
    : QObject(window)
    , exportMenu(new QMenu(tr("&Export Run as"), window))
    , copyMarkdown(new QAction(tr("&Copy Run as Markdown"), this))
    , m_source(std::move(source))
    , m_window(window)
    , m_folder(QDir::homePath())
{
    addFormat(tr("&Markdown…"), tr("Markdown"), QStringLiteral("md"),
              [](const RunRecord &run) { return runAsMarkdown(run).toUtf8(); });
    addFormat(tr("&Web Page…"), tr("Web page"), QStringLiteral("html"),
              [](const RunRecord &run) { return runAsHtml(run, reportColors(run.mixture)); });
    addFormat(tr("&JSON…"), tr("JSON"), QStringLiteral("json"),
              [](const RunRecord &run) { return writeRun(run); });
    addFormat(tr("&CSV of the Figures…"), tr("CSV"), QStringLiteral("csv"),
              [](const RunRecord &run) { return runAsCsv(run).toUtf8(); });
    addFormat(tr("Casse&tte of the Traffic…"), tr("Cassette"), QStringLiteral("cassette.json"),
              [](const RunRecord &run) { return writeCassette(cassetteOf(run)); });
    copyMarkdown->setObjectName(QStringLiteral("run.copyMarkdown"));
    connect(copyMarkdown, &QAction::triggered, this, &ReportActions::copy);
}

void ReportActions::addFormat(const QString &text, const QString &kind, const QString &suffix,
                              const Writer &writer)
{
    QAction *entry = exportMenu->addAction(text);
    entry->setObjectName(QStringLiteral("run.export.") + suffix);
    const Format format{kind, suffix, writer};
    connect(entry, &QAction::triggered, this, [this, format] { choosePlace(format); });
}

void ReportActions::setAvailable(bool available)
{
    exportMenu->menuAction()->setEnabled(available);
    copyMarkdown->setEnabled(available);
}

void ReportActions::choosePlace(const Format &format)
{
    const std::optional<RunRecord> record = m_source();
    if (!record) {
        Q_EMIT failed(tr("There is no run to export yet."));
        return;
    }
    auto *dialog = createSaveDialog(m_window, tr("Export the run"), m_folder,
                                    QStringLiteral("%1 (*.%2)").arg(format.kind, format.suffix),
                                    format.suffix);
    dialog->selectFile(suggestedName(*record) + u'.' + format.suffix);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, record = *record, writer = format.writer](const QString &path) {
                m_folder = QFileInfo(path).path();
                write(record, writer, path);
            });
    dialog->open();
}

void ReportActions::write(const RunRecord &record, const Writer &writer, const QString &path)
{
    auto *writing = new QFutureWatcher<Result<void>>(this);
    connect(writing, &QFutureWatcherBase::finished, this, [this, writing, path] {
        writing->deleteLater();
        const QString place = QDir::toNativeSeparators(path);
        if (const Result<void> written = writing->result(); written)
            Q_EMIT told(tr("The run was exported to %1.").arg(place));
        else
            Q_EMIT failed(tr("%1: %2").arg(place, written.error().message));
    });
    writing->setFuture(
        QtConcurrent::run([record, writer, path] { return replaceFile(path, writer(record)); }));
}

void ReportActions::copy()
{
    const std::optional<RunRecord> record = m_source();
    if (!record) {
        Q_EMIT failed(tr("There is no run to copy yet."));
        return;
    }
    auto *writing = new QFutureWatcher<QString>(this);
    connect(writing, &QFutureWatcherBase::finished, this, [this, writing] {
        writing->deleteLater();
        QGuiApplication::clipboard()->setText(writing->result());
        Q_EMIT told(tr("The run is on the clipboard as Markdown."));
    });
    writing->setFuture(QtConcurrent::run(runAsMarkdown, *record));
}

} // namespace moa
