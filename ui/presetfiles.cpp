// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/presetfiles.h"

#include "items/mixturedocument.h"
#include "library/changesdialog.h"
#include "library/revisionsdialog.h"
#include "mixture/bundledpresets.h"
#include "mixture/fileio.h"
#include "mixture/importing.h"
#include "mixture/jsonvalue.h"
#include "mixture/mixturefile.h"
#include "run/bundle.h"
#include "ui/savedialog.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTextDocument>

namespace moa {

namespace {

QAction *action(QObject *parent, const char *name, const QString &text,
                QKeySequence::StandardKey key = QKeySequence::UnknownKey)
{
    auto *result = new QAction(text, parent);
    result->setObjectName(QLatin1String(name));
    if (key != QKeySequence::UnknownKey)
        result->setShortcuts(key);
    return result;
}

QString nativePath(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

} // namespace

PresetFiles::PresetFiles(MixtureDocument *document, QWidget *window)
    : QObject(window)
    , newMixture(action(this, "file.new", tr("&New Mixture"), QKeySequence::New))
    , open(action(this, "file.open", tr("&Open…"), QKeySequence::Open))
    , openPasted(action(this, "file.openPasted", tr("Open from Cli&pboard")))
    , save(action(this, "file.save", tr("&Save"), QKeySequence::Save))
    , saveAs(action(this, "file.saveAs", tr("Save &As…"), QKeySequence::SaveAs))
    , bundled(new QMenu(tr("Open &Bundled Preset"), window))
    , m_document(document)
    , m_window(window)
{
    saveAs->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    openPasted->setToolTip(tr("A preset’s text, a groq-moa configuration, or a Python script that "
                              "names reference_models."));
    connect(newMixture, &QAction::triggered, this, [this] {
        whenSaved([this] {
            Mixture mixture;
            mixture.defaults = m_defaults;
            show(mixture, {}, {});
        });
    });
    connect(open, &QAction::triggered, this, [this] { whenSaved([this] { choosePreset(); }); });
    connect(openPasted, &QAction::triggered, this, [this] { whenSaved([this] { paste(); }); });
    connect(save, &QAction::triggered, this, [this] { guarded([this] { saveThen([] {}); }); });
    connect(saveAs, &QAction::triggered, this,
            [this] { guarded([this] { chooseTarget([] {}); }); });
    for (const BundledPreset &preset : bundledPresets()) {
        const Result<Mixture> mixture = loadMixture(preset.path);
        QAction *entry = bundled->addAction(mixture ? mixture->name : preset.name);
        entry->setObjectName(QStringLiteral("file.bundled.") + preset.name);
        connect(entry, &QAction::triggered, this,
                [this, path = preset.path] { whenSaved([this, path] { load(path); }); });
    }
    connect(m_document, &MixtureDocument::modifiedChanged, this, &PresetFiles::titleChanged);
    connect(m_document, &MixtureDocument::mixtureChanged, this, &PresetFiles::titleChanged);
    connect(&m_disk, &WatchedPreset::changed, this, &PresetFiles::onDiskChanged);
}

void PresetFiles::load(const QString &nameOrPath)
{
    const QString path = presetPath(nameOrPath);
    if (path.endsWith(u'.' + bundleSuffix, Qt::CaseInsensitive)) {
        takeBundle(path);
        return;
    }
    const Result<QByteArray> content = readFile(path, JsonLimits().bytes);
    if (!content) {
        tell(tr("The preset can’t be opened"),
             tr("%1\n\n%2").arg(nativePath(path), content.error().message));
        return;
    }
    take(*content, path);
}

void PresetFiles::paste()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.trimmed().isEmpty()) {
        tell(tr("There is nothing to open on the clipboard"),
             tr("Copy a preset’s text, a groq-moa configuration or a Python script first."));
        return;
    }
    take(text.toUtf8(), {});
}

void PresetFiles::takeBundle(const QString &path)
{
    const auto reading = [](const QByteArray &archive) { return readBundle(archive); };
    const Result<Bundle> bundle = readFile(path, BundleLimits().bytes).and_then(reading);
    if (!bundle) {
        tell(tr("The bundle can’t be opened"),
             tr("%1\n\n%2").arg(nativePath(path), bundle.error().message));
        return;
    }
    // The preset in it is in no file of its own yet.
    take(writeMixture(bundle->mixture), QString(), bundle->runs);
}

void PresetFiles::take(const QByteArray &content, const QString &source,
                       const QList<QByteArray> &runs)
{
    Result<ImportedMixture> imported = importMixture(content);
    if (!imported) {
        const QString reason = imported.error().message;
        tell(tr("The preset can’t be opened"),
             source.isEmpty() ? reason : tr("%1\n\n%2").arg(nativePath(source), reason));
        return;
    }
    const bool own = imported->source == ImportedMixture::Source::Preset && !source.isEmpty();
    if (!own && imported->mixture.name.isEmpty())
        imported->mixture.name = QFileInfo(source).completeBaseName();
    const auto proceed = [this, imported = *imported, content, source, own,
                          runs](const Mixture &accepted) {
        show(imported.mixture, own ? source : QString(), own ? content : QByteArray());
        m_document->apply(accepted, tr("Substitute Models"));
        if (!own)
            m_document->undoStack()->resetClean(); // it is in no file yet
        if (!imported.remarks.isEmpty()) {
            tell(tr("The mixture was imported"), imported.remarks.join(QStringLiteral("\n\n")),
                 QMessageBox::Information);
        }
        if (!runs.isEmpty())
            Q_EMIT runsCame(runs);
    };
    if (m_reception)
        m_reception(imported->mixture, source, proceed);
    else
        proceed(imported->mixture);
}

void PresetFiles::restore(const Mixture &mixture, const QString &source,
                          const std::function<void()> &after)
{
    whenSaved([this, mixture, source, after] {
        const Result<QByteArray> content = readFile(source, JsonLimits().bytes);
        const Result<Mixture> saved = content.and_then(readMixture);
        if (saved)
            show(*saved, source, *content);
        else
            show({}, {}, {});
        m_document->apply(mixture, tr("Recover Unsaved Changes"));
        after();
    });
}

QString PresetFiles::title() const
{
    const QString &name = m_document->mixture().name;
    if (!name.isEmpty())
        return name;
    return m_path.isEmpty() ? tr("Untitled mixture") : QFileInfo(m_path).fileName();
}

void PresetFiles::whenSaved(const std::function<void()> &proceed)
{
    if (!m_document->isModified()) {
        proceed();
        return;
    }
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Unsaved changes"),
                        tr("“%1” has changes that are not saved.").arg(title()),
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
    question->setTextFormat(Qt::PlainText); // the name is a preset's own
    question->setInformativeText(tr("Without saving they are lost."));
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::finished, this, [this, proceed](int button) {
        if (button == QMessageBox::Save)
            guarded([this, proceed] { saveThen(proceed); });
        else if (button == QMessageBox::Discard)
            proceed();
    });
    question->open();
}

void PresetFiles::guarded(const std::function<void()> &proceed)
{
    if (m_guard)
        m_guard(m_document->mixture(), proceed);
    else
        proceed();
}

void PresetFiles::choosePreset()
{
    const QString folder = m_path.isEmpty() ? m_places.own : QFileInfo(m_path).path();
    auto *dialog = new QFileDialog(m_window, tr("Open a preset"), folder,
                                   tr("Presets and bundles (*.moa.json *.moa.zip);;"
                                      "Configurations and scripts of others "
                                      "(*.json *.py);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PresetFiles::load);
    dialog->open();
}

void PresetFiles::chooseTarget(const std::function<void()> &proceed)
{
    QString folder = QFileInfo(m_path).path();
    if (m_path.isEmpty() && !m_places.own.isEmpty() && QDir().mkpath(m_places.own))
        folder = m_places.own;
    auto *dialog = createSaveDialog(m_window, tr("Save the mixture"), folder,
                                    tr("Presets (*.moa.json)"), QStringLiteral("moa.json"));
    // "MoA w/ GPT-4o" is a name, but not one of a file.
    const QString suggestion = title().replace(u'/', u'-') + QStringLiteral(".moa.json");
    dialog->selectFile(m_path.isEmpty() ? suggestion : m_path);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, proceed](const QString &path) { writeThen(path, proceed); });
    dialog->open();
}

void PresetFiles::saveThen(const std::function<void()> &proceed)
{
    if (m_path.isEmpty())
        chooseTarget(proceed);
    else
        writeThen(m_path, proceed);
}

void PresetFiles::writeThen(const QString &path, const std::function<void()> &proceed)
{
    if (path == m_path) {
        const std::optional<QByteArray> theirs = m_disk.foreignContent();
        if (theirs && *theirs != writeMixture(m_document->mixture())) {
            askAbout(*theirs, proceed);
            return;
        }
    }
    overwriteThen(path, proceed);
}

void PresetFiles::overwriteThen(const QString &path, const std::function<void()> &proceed)
{
    const QByteArray content = writeMixture(m_document->mixture());
    // What is replaced may be nowhere else: somebody else's work, or the file as it first was.
    if (const Result<QByteArray> before = readFile(path, JsonLimits().bytes))
        keepRevision(path, *before);
    Q_EMIT saving();
    if (const Result<void> written = replaceFile(path, content); !written) {
        tell(tr("The mixture can’t be saved"),
             tr("%1\n\n%2").arg(nativePath(path), written.error().message));
        return;
    }
    keepRevision(path, content);
    m_path = path;
    m_source = QFileInfo(path).absoluteFilePath();
    m_disk.follow(m_source, content);
    m_document->undoStack()->setClean();
    Q_EMIT saved();
    Q_EMIT titleChanged();
    proceed();
}

void PresetFiles::keepRevision(const QString &path, const QByteArray &content)
{
    if (m_places.revisions.isEmpty())
        return;
    const Result<void> kept =
        PresetRevisions(m_places.revisions).keep(path, content, QDateTime::currentDateTimeUtc());
    if (!kept)
        Q_EMIT told(kept.error().message);
}

void PresetFiles::askAbout(const QByteArray &theirs, const std::function<void()> &proceed)
{
    const Result<Mixture> other = readMixture(theirs);
    const QString name = QFileInfo(m_path).fileName();
    const QString sentence = other
        ? tr("“%1” was changed on disk since it was opened here. Saving would replace what "
             "somebody "
             "else wrote.")
              .arg(name)
        : tr("“%1” was changed on disk since it was opened here, and can’t be read now: %2 Saving "
             "would replace it.")
              .arg(name, other.error().message);
    auto *dialog = new ChangesDialog(
        {tr("Changed on disk"), sentence,
         other ? mixtureChanges(*other, m_document->mixture()) : QList<MixtureChange>(),
         tr("On disk"), tr("Here")},
        m_window);
    dialog->addChoice(tr("&Replace It with Mine"),
                      [this, proceed] { overwriteThen(m_path, proceed); });
    dialog->addChoice(tr("Save &Mine Elsewhere…"), [this, proceed] { chooseTarget(proceed); });
    if (other)
        dialog->addChoice(tr("&Take What Is on Disk"), [this, theirs] { takeTheirs(theirs); });
    dialog->addClose(tr("Cancel"));
    dialog->open();
}

void PresetFiles::reload()
{
    takeTheirs(m_disk.content());
}

void PresetFiles::takeTheirs(const QByteArray &content)
{
    const Result<Mixture> theirs = readMixture(content);
    if (!theirs) {
        tell(tr("The preset can’t be opened"),
             tr("%1\n\n%2").arg(nativePath(m_path), theirs.error().message));
        return;
    }
    const auto proceed = [this, content, theirs = *theirs](const Mixture &accepted) {
        m_document->apply(theirs, tr("Reload from Disk"));
        m_disk.follow(m_source, content);
        m_document->undoStack()->setClean();
        m_document->apply(accepted, tr("Substitute Models"));
    };
    if (m_reception)
        m_reception(*theirs, m_source, proceed);
    else
        proceed(*theirs);
}

void PresetFiles::keepMine()
{
    m_disk.accept();
    m_document->undoStack()->resetClean();
}

void PresetFiles::showDifferences()
{
    const Result<Mixture> other = readMixture(m_disk.content());
    const QString name = QFileInfo(m_path).fileName();
    auto *dialog = new ChangesDialog(
        {tr("Changed on disk"),
         other ? tr("What differs between “%1” on disk and what you have here.").arg(name)
               : tr("“%1” can’t be read now: %2").arg(name, other.error().message),
         other ? mixtureChanges(m_document->mixture(), *other) : QList<MixtureChange>(), tr("Here"),
         tr("On disk")},
        m_window);
    if (other)
        dialog->addChoice(tr("&Reload"), [this] { reload(); });
    dialog->addChoice(tr("&Keep Mine"), [this] { keepMine(); });
    dialog->addClose(tr("Close"));
    dialog->open();
}

void PresetFiles::onDiskChanged()
{
    if (m_disk.state() == WatchedPreset::State::Changed) {
        const Result<Mixture> other = readMixture(m_disk.content());
        if (other && *other == m_document->mixture()) {
            // Saved elsewhere as it is here, or only laid out differently: nothing to choose.
            m_disk.accept();
            m_document->undoStack()->setClean();
        }
    } else if (m_disk.state() == WatchedPreset::State::Gone) {
        m_document->undoStack()->resetClean(); // it is in no file now
    }
    Q_EMIT diskChanged();
}

void PresetFiles::moved(const QString &from, const QString &to)
{
    if (!m_places.revisions.isEmpty())
        PresetRevisions(m_places.revisions).move(from, to);
    if (m_path.isEmpty() || m_source != QFileInfo(from).absoluteFilePath())
        return;
    const Result<QByteArray> content = readFile(to, JsonLimits().bytes);
    m_path = to;
    m_source = QFileInfo(to).absoluteFilePath();
    m_disk.follow(m_source, content.value_or(m_disk.content()));
    Q_EMIT renamed();
    Q_EMIT titleChanged();
}

void PresetFiles::showRevisions(const QString &path)
{
    const bool isOpen = m_source == QFileInfo(path).absoluteFilePath();
    const Result<Mixture> now = isOpen ? Result<Mixture>(m_document->mixture()) : loadMixture(path);
    auto *dialog = new RevisionsDialog(PresetRevisions(m_places.revisions), path,
                                       now.value_or(Mixture()), m_window);
    connect(dialog, &RevisionsDialog::restoreWanted, this,
            [this, path](const Mixture &mixture, const QDateTime &savedAt) {
                const auto restore = [this, mixture, savedAt] {
                    m_document->apply(
                        mixture,
                        tr("Bring Back the Revision of %1")
                            .arg(QLocale().toString(savedAt.toLocalTime(), QLocale::ShortFormat)));
                };
                if (m_source == QFileInfo(path).absoluteFilePath()) {
                    restore();
                    return;
                }
                whenSaved([this, path, mixture, restore] {
                    // The file may be damaged, which is what the revision is needed for.
                    const Result<QByteArray> content = readFile(path, JsonLimits().bytes);
                    const Result<Mixture> current = content.and_then(readMixture);
                    show(current.value_or(Mixture()), path, content.value_or(QByteArray()));
                    restore();
                });
            });
    dialog->open();
}

void PresetFiles::show(const Mixture &mixture, const QString &source, const QByteArray &content)
{
    // A bundled preset can't be written back: saving asks for a place.
    m_path = source.startsWith(u':') ? QString() : source;
    m_source = source.isEmpty() ? QString() : QFileInfo(source).absoluteFilePath();
    m_disk.follow(m_path.isEmpty() ? QString() : m_source, content);
    m_document->reset(mixture);
    Q_EMIT loaded();
    Q_EMIT titleChanged();
}

void PresetFiles::tell(const QString &title, const QString &sentence, QMessageBox::Icon icon)
{
    auto *box = new QMessageBox(icon, title, title, QMessageBox::Ok, m_window);
    // It quotes files, and what looks like markup in them must not be taken for it.
    box->setInformativeText(Qt::convertFromPlainText(sentence, Qt::WhiteSpaceNormal));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace moa
