// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sharing.h"

#include "items/mixturedocument.h"
#include "mixture/fileio.h"
#include "mixture/mermaidexport.h"
#include "mixture/pythonexport.h"
#include "run/runjson.h"
#include "run/visibletext.h"
#include "sharing/bundledialog.h"
#include "ui/runfinder.h"
#include "ui/runsession.h"
#include "ui/savedialog.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSet>
#include <QtConcurrent>

namespace moa {

Sharing::Sharing(MixtureDocument *document, RunSession *session, QWidget *window)
    : QObject(window)
    , exportMenu(new QMenu(tr("Export Mi&xture as"), window))
    , shareBundle(new QAction(tr("S&hare Preset with Runs…"), this))
    , m_document(document)
    , m_session(session)
    , m_window(window)
    , m_folder(QDir::homePath())
{
    addFormat(tr("&Python Script…"), tr("Python script"), QStringLiteral("py"),
              [this](const Mixture &mixture) {
                  const RunPlan plan = m_session->nextPlan({});
                  return pythonScript(mixture, plan.providers, plan.models);
              });
    addFormat(tr("&Mermaid Chart…"), tr("Mermaid chart"), QStringLiteral("mmd"),
              [](const Mixture &mixture) { return Result<QByteArray>(mermaidChart(mixture)); });
    shareBundle->setObjectName(QStringLiteral("mixture.share"));
    connect(shareBundle, &QAction::triggered, this, [this] { chooseRuns(); });
}

void Sharing::setHistory(History *history)
{
    m_kept = new RunFinder(history, this);
}

void Sharing::guard(const Mixture &mixture, const std::function<void()> &proceed)
{
    const QList<KeyFinding> keys = findKeys(mixture);
    if (keys.isEmpty()) {
        proceed();
        return;
    }
    auto *question = new QMessageBox(QMessageBox::Warning, tr("This looks like a key"),
                                     tr("Something in the mixture looks like a key."),
                                     QMessageBox::Cancel, m_window);
    QPushButton *write = question->addButton(tr("&Write It All the Same"), QMessageBox::AcceptRole);
    question->setTextFormat(Qt::PlainText); // it quotes the preset's own names
    question->setInformativeText(
        tr("%1\n\nWhoever gets the file could use it. Keys belong into the settings, from where "
           "they never get into a file.")
            .arg(keySentences(keys)));
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::finished, this, [question, write, proceed] {
        if (question->clickedButton() == write)
            proceed();
    });
    question->open();
}

QString Sharing::savedSentence(const Mixture &mixture)
{
    return findKeys(mixture).isEmpty()
        ? tr("Saved. Contains no keys; contains no answers.")
        : tr("Saved, with something in it that looks like a key. Contains no answers.");
}

void Sharing::addFormat(const QString &text, const QString &kind, const QString &suffix,
                        const Writer &writer)
{
    QAction *entry = exportMenu->addAction(text);
    entry->setObjectName(QStringLiteral("mixture.export.") + suffix);
    connect(entry, &QAction::triggered, this, [this, kind, suffix, writer] {
        const Mixture mixture = m_document->mixture();
        const Result<QByteArray> content = writer(mixture);
        if (!content) {
            Q_EMIT told(content.error().message);
            return;
        }
        guard(mixture, [this, kind, suffix, mixture, content = *content] {
            const QString contents = findKeys(mixture).isEmpty()
                ? tr("Contains no keys; contains no answers.")
                : tr("Contains no answers.");
            choosePlace(
                QStringLiteral("%1 (*.%2)").arg(kind, suffix), suffix,
                [this, content, contents](const QString &path) { write(path, content, contents); });
        });
    });
}

void Sharing::choosePlace(const QString &filter, const QString &suffix,
                          const std::function<void(const QString &)> &proceed)
{
    auto *dialog = createSaveDialog(m_window, tr("Export the mixture"), m_folder, filter, suffix);
    dialog->selectFile(asFileName(m_document->mixture().name, tr("Mixture")) + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, proceed](const QString &path) {
        m_folder = QFileInfo(path).path();
        proceed(path);
    });
    dialog->open();
}

void Sharing::write(const QString &path, const QByteArray &content, const QString &contents)
{
    const QString place = QDir::toNativeSeparators(path);
    const Result<void> written = replaceFile(path, content);
    Q_EMIT told(written ? tr("The mixture was exported to %1. %2").arg(place, contents)
                        : tr("%1: %2").arg(place, written.error().message));
}

void Sharing::chooseRuns()
{
    constexpr int mostKept = 50; // each is held whole
    const QString &name = m_document->mixture().name;
    if (!m_kept || name.isEmpty()) {
        chooseRuns({});
        return;
    }
    m_kept->ofPreset(name, mostKept, [this](const QList<RunDocument> &kept) { chooseRuns(kept); });
}

void Sharing::chooseRuns(const QList<RunDocument> &kept)
{
    QList<BundleDialog::Run> runs;
    QSet<QString> ids;
    const auto offer = [&runs, &ids](const RunRecord &run, const Judgement &judgement,
                                     bool isChosen) {
        constexpr qsizetype longestTitle = 120;
        if (ids.contains(run.id) || run.conversation.isEmpty())
            return;
        ids.insert(run.id);
        const QString when = QLocale().toString(run.startedAt.toLocalTime(), QLocale::ShortFormat);
        const QString prompt = asOneLine(run.conversation.constLast().text);
        runs.append({tr("%1: %2").arg(when, prompt.left(longestTitle)),
                     writeRun(run, RunDetail::Responses, judgement), isChosen});
    };
    const ConversationTree &conversation = m_session->conversation();
    for (const TurnId &id : conversation.path()) {
        const Turn *turn = conversation.turn(id);
        if (turn && turn->run)
            offer(*turn->run, turn->judgement, true);
    }
    // Those of other days go along only if the person says so.
    for (const RunDocument &each : kept)
        offer(each.record, each.judgement, false);
    auto *dialog = new BundleDialog(m_document->mixture(), runs, m_window);
    connect(dialog, &BundleDialog::bundleWanted, this,
            [this](const Bundle &bundle, const BundleContents &contents) {
                const QString suffix(bundleSuffix);
                choosePlace(tr("Bundles (*.%1)").arg(suffix), suffix,
                            [this, bundle, told = sentenceOf(contents)](const QString &path) {
                                writeBundleTo(path, bundle, told);
                            });
            });
    dialog->open();
}

void Sharing::writeBundleTo(const QString &path, const Bundle &bundle, const QString &contents)
{
    auto *writing = new QFutureWatcher<Result<void>>(this);
    connect(writing, &QFutureWatcherBase::finished, this, [this, writing, path, contents] {
        writing->deleteLater();
        const QString place = QDir::toNativeSeparators(path);
        const Result<void> written = writing->result();
        Q_EMIT told(written ? tr("The bundle was written to %1. It holds: %2.").arg(place, contents)
                            : tr("%1: %2").arg(place, written.error().message));
    });
    writing->setFuture(QtConcurrent::run([bundle, path] {
        return writeBundle(bundle).and_then(
            [&path](const QByteArray &archive) { return replaceFile(path, archive); });
    }));
}

} // namespace moa
