// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/revisionsdialog.h"

#include "library/changesview.h"
#include "theme/theme.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>

namespace moa {

namespace {

constexpr int idRole = Qt::UserRole;
constexpr int timeRole = Qt::UserRole + 1;

QString timeText(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
}

} // namespace

RevisionsDialog::RevisionsDialog(const PresetRevisions &revisions, const QString &preset,
                                 const Mixture &now, QWidget *parent)
    : QDialog(parent)
    , m_revisions(revisions)
    , m_preset(preset)
    , m_now(now)
    , m_list(new QListWidget(this))
    , m_sentence(new QLabel(this))
    , m_changes(new ChangesView(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Revisions of %1").arg(QFileInfo(preset).fileName()));
    resize(library::width, library::changesHeight);
    m_list->setObjectName(QStringLiteral("revisions"));
    m_list->setAccessibleName(tr("Revisions, the newest first"));
    m_list->setFixedWidth(library::revisionsWidth);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_sentence->setObjectName(QStringLiteral("revisionSentence"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_rename = buttons->addButton(tr("&Name…"), QDialogButtonBox::ActionRole);
    m_remove = buttons->addButton(tr("Remo&ve"), QDialogButtonBox::ActionRole);
    m_restore = buttons->addButton(tr("&Bring Back"), QDialogButtonBox::ActionRole);
    m_restore->setToolTip(tr("The mixture becomes what it was then. This can be undone, and is not "
                             "saved until you save it."));
    for (QPushButton *button : {m_rename, m_remove, m_restore})
        button->setAutoDefault(false);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(space::large, space::large, space::large, space::medium);
    layout->setSpacing(space::medium);
    layout->addWidget(m_list, 0, 0, 2, 1);
    layout->addWidget(m_sentence, 0, 1);
    layout->addWidget(m_changes, 1, 1);
    layout->addWidget(buttons, 2, 0, 1, 2);
    layout->setRowStretch(1, 1);
    layout->setColumnStretch(1, 1);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::currentItemChanged, this, &RevisionsDialog::showChosen);
    connect(m_list, &QListWidget::itemChanged, this, &RevisionsDialog::rename);
    connect(m_rename, &QPushButton::clicked, this, [this] {
        m_list->setFocus();
        m_list->editItem(m_list->currentItem());
    });
    connect(m_remove, &QPushButton::clicked, this, &RevisionsDialog::removeChosen);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        const Result<Mixture> mixture = m_revisions.load(m_preset, chosen());
        const QDateTime time = m_list->currentItem()->data(timeRole).toDateTime();
        if (!mixture) {
            m_sentence->setText(mixture.error().message);
            return;
        }
        accept();
        Q_EMIT restoreWanted(*mixture, time);
    });
    fill();
}

QString RevisionsDialog::chosen() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(idRole).toString() : QString();
}

void RevisionsDialog::fill()
{
    m_filling = true;
    const int row = m_list->currentRow();
    m_list->clear();
    for (const PresetRevision &revision : m_revisions.of(m_preset)) {
        const QString time = timeText(revision.savedAt);
        auto *item = new QListWidgetItem(revision.name.isEmpty() ? time : revision.name, m_list);
        item->setData(idRole, revision.id);
        item->setData(timeRole, revision.savedAt);
        item->setToolTip(time);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
    }
    m_filling = false;
    m_list->setCurrentRow(qMin(qMax(row, 0), m_list->count() - 1));
    showChosen();
}

void RevisionsDialog::showChosen()
{
    if (m_filling)
        return;
    const QString id = chosen();
    for (QPushButton *button : {m_rename, m_remove, m_restore})
        button->setEnabled(!id.isEmpty());
    if (id.isEmpty()) {
        m_sentence->setText(tr("There are no revisions yet. Each save keeps one, on this computer "
                               "and for you alone."));
        m_changes->hide();
        return;
    }
    const Result<Mixture> mixture = m_revisions.load(m_preset, id);
    m_changes->setVisible(mixture.has_value());
    m_restore->setEnabled(mixture.has_value() && *mixture != m_now);
    if (!mixture) {
        m_sentence->setText(mixture.error().message);
        return;
    }
    const QString time = timeText(m_list->currentItem()->data(timeRole).toDateTime());
    m_sentence->setText(tr("Saved %1. Named revisions are kept; of the others the newest %2.")
                            .arg(time, QLocale().toString(PresetRevisions::mostUnnamed)));
    m_changes->setChanges(mixtureChanges(*mixture, m_now), tr("Then"), tr("Now"));
}

void RevisionsDialog::rename()
{
    if (m_filling || chosen().isEmpty())
        return;
    const QString time = timeText(m_list->currentItem()->data(timeRole).toDateTime());
    const QString text = m_list->currentItem()->text();
    const Result<void> named =
        m_revisions.setName(m_preset, chosen(), text == time ? QString() : text);
    fill();
    if (!named)
        m_sentence->setText(named.error().message);
}

void RevisionsDialog::removeChosen()
{
    const Result<void> removed = m_revisions.remove(m_preset, chosen());
    fill();
    if (!removed)
        m_sentence->setText(removed.error().message);
}

} // namespace moa
