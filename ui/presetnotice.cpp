// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/presetnotice.h"

#include "theme/icons.h"
#include "theme/theme.h"
#include "ui/presetfiles.h"

#include <QAccessible>
#include <QAction>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace moa {

PresetNotice::PresetNotice(PresetFiles *files, QWidget *parent)
    : QFrame(parent)
    , m_files(files)
    , m_mark(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_differences(new QPushButton(tr("See Differences…"), this))
    , m_reload(new QPushButton(tr("Reload"), this))
    , m_saveAgain(new QPushButton(tr("Save Again"), this))
    , m_keep(new QPushButton(tr("Keep Mine"), this))
{
    setObjectName(QStringLiteral("presetNotice"));
    m_sentence->setObjectName(QStringLiteral("presetNoticeText"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_differences->setObjectName(QStringLiteral("presetDifferences"));
    m_reload->setObjectName(QStringLiteral("presetReload"));
    m_saveAgain->setObjectName(QStringLiteral("presetSaveAgain"));
    m_keep->setObjectName(QStringLiteral("presetKeep"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::small, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(m_mark);
    layout->addWidget(m_sentence, 1);
    for (QPushButton *button : {m_differences, m_reload, m_saveAgain, m_keep})
        layout->addWidget(button);
    connect(m_differences, &QPushButton::clicked, m_files, &PresetFiles::showDifferences);
    connect(m_reload, &QPushButton::clicked, m_files, &PresetFiles::reload);
    connect(m_saveAgain, &QPushButton::clicked, m_files->save, &QAction::trigger);
    connect(m_keep, &QPushButton::clicked, m_files, &PresetFiles::keepMine);
    connect(m_files, &PresetFiles::diskChanged, this, &PresetNotice::refresh);
    applyLook();
    refresh();
}

void PresetNotice::refresh()
{
    const WatchedPreset::State state = m_files->diskState();
    const bool gone = state == WatchedPreset::State::Gone;
    const QString name = QFileInfo(m_files->source()).fileName();
    m_sentence->setText(gone ? tr("“%1” is not on disk any more: it was moved, renamed or deleted. "
                                  "What you have here is in no file.")
                                   .arg(name)
                             : tr("“%1” was changed on disk.").arg(name));
    m_differences->setHidden(gone);
    m_reload->setHidden(gone);
    m_saveAgain->setVisible(gone);
    const bool shows = state != WatchedPreset::State::Same;
    const bool came = shows && isHidden();
    setVisible(shows);
    if (came) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void PresetNotice::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

void PresetNotice::applyLook()
{
    m_mark->setPixmap(icon(QStringLiteral("warning"))
                          .pixmap(QSize(control::icon, control::icon), devicePixelRatio()));
}

} // namespace moa
