// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/presetfiles.h"

#include "items/mixturedocument.h"
#include "mixture/bundledpresets.h"
#include "mixture/mixturefile.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QTextDocument>

namespace moa {

namespace {

QAction *action(QObject *parent, const QString &text, QKeySequence::StandardKey key)
{
    auto *result = new QAction(text, parent);
    result->setShortcuts(key);
    return result;
}

} // namespace

PresetFiles::PresetFiles(MixtureDocument *document, QWidget *window)
    : QObject(window)
    , newMixture(action(this, tr("&New Mixture"), QKeySequence::New))
    , open(action(this, tr("&Open…"), QKeySequence::Open))
    , save(action(this, tr("&Save"), QKeySequence::Save))
    , saveAs(action(this, tr("Save &As…"), QKeySequence::SaveAs))
    , bundled(new QMenu(tr("Open &Bundled Preset"), window))
    , m_document(document)
    , m_window(window)
{
    saveAs->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    connect(newMixture, &QAction::triggered, this, [this] { whenSaved([this] { show({}, {}); }); });
    connect(open, &QAction::triggered, this, [this] { whenSaved([this] { choosePreset(); }); });
    connect(save, &QAction::triggered, this, [this] { saveThen([] {}); });
    connect(saveAs, &QAction::triggered, this, [this] { chooseTarget([] {}); });
    for (const BundledPreset &preset : bundledPresets()) {
        const Result<Mixture> mixture = loadMixture(preset.path);
        QAction *entry = bundled->addAction(mixture ? mixture->name : preset.name);
        connect(entry, &QAction::triggered, this,
                [this, path = preset.path] { whenSaved([this, path] { load(path); }); });
    }
    connect(m_document, &MixtureDocument::modifiedChanged, this, &PresetFiles::titleChanged);
    connect(m_document, &MixtureDocument::mixtureChanged, this, &PresetFiles::titleChanged);
}

void PresetFiles::load(const QString &nameOrPath)
{
    const QString path = presetPath(nameOrPath);
    const Result<Mixture> mixture = loadMixture(path);
    if (!mixture) {
        tell(tr("The preset can’t be opened"),
             tr("%1\n\n%2").arg(QDir::toNativeSeparators(path), mixture.error().message));
        return;
    }
    show(*mixture, path);
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
            saveThen(proceed);
        else if (button == QMessageBox::Discard)
            proceed();
    });
    question->open();
}

void PresetFiles::choosePreset()
{
    auto *dialog = new QFileDialog(m_window, tr("Open a preset"), QFileInfo(m_path).path(),
                                   tr("Presets (*.moa.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PresetFiles::load);
    dialog->open();
}

void PresetFiles::chooseTarget(const std::function<void()> &proceed)
{
    auto *dialog = new QFileDialog(m_window, tr("Save the mixture"), QFileInfo(m_path).path(),
                                   tr("Presets (*.moa.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("moa.json"));
    // "MoA w/ GPT-4o" is a name, but not one of a file.
    const QString suggestion = title().replace(u'/', u'-') + QStringLiteral(".moa.json");
    dialog->selectFile(m_path.isEmpty() ? suggestion : m_path);
    connect(dialog, &QFileDialog::fileSelected, this, [this, proceed](const QString &path) {
        if (write(path))
            proceed();
    });
    dialog->open();
}

void PresetFiles::saveThen(const std::function<void()> &proceed)
{
    if (m_path.isEmpty())
        chooseTarget(proceed);
    else if (write(m_path))
        proceed();
}

bool PresetFiles::write(const QString &path)
{
    if (const Result<void> saved = saveMixture(m_document->mixture(), path); !saved) {
        tell(tr("The mixture can’t be saved"),
             tr("%1\n\n%2").arg(QDir::toNativeSeparators(path), saved.error().message));
        return false;
    }
    m_path = path;
    m_source = QFileInfo(path).absoluteFilePath();
    m_document->undoStack()->setClean();
    Q_EMIT saved();
    Q_EMIT titleChanged();
    return true;
}

void PresetFiles::show(const Mixture &mixture, const QString &source)
{
    // A bundled preset can't be written back: saving asks for a place.
    m_path = source.startsWith(u':') ? QString() : source;
    m_source = source.isEmpty() ? QString() : QFileInfo(source).absoluteFilePath();
    m_document->reset(mixture);
    Q_EMIT loaded();
    Q_EMIT titleChanged();
}

void PresetFiles::tell(const QString &title, const QString &sentence)
{
    auto *box = new QMessageBox(QMessageBox::Warning, title, title, QMessageBox::Ok, m_window);
    // It quotes files, and what looks like markup in them must not be taken for it.
    box->setInformativeText(Qt::convertFromPlainText(sentence));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace moa
