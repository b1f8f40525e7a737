// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/presetnotice.h"

#include "theme/icons.h"
#include "theme/theme.h"
#include "ui/presetfiles.h"

#include <QAction>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace moa {

PresetNotice::PresetNotice(PresetFiles *files, QWidget *parent)
    : NoticeBar(parent)
    , m_files(files)
    , m_mark(new QLabel(this))
    , m_differences(addButton(QStringLiteral("presetDifferences"), tr("See Differences…")))
    , m_reload(addButton(QStringLiteral("presetReload"), tr("Reload")))
    , m_saveAgain(addButton(QStringLiteral("presetSaveAgain"), tr("Save Again")))
{
    setObjectName(QStringLiteral("presetNotice"));
    sentence()->setObjectName(QStringLiteral("presetNoticeText"));
    line()->setContentsMargins(space::medium, space::small, space::small, space::small);
    line()->insertWidget(0, m_mark);
    m_mark->lower(); // read first, too
    const QPushButton *keep = addButton(QStringLiteral("presetKeep"), tr("Keep Mine"));
    connect(m_differences, &QPushButton::clicked, m_files, &PresetFiles::showDifferences);
    connect(m_reload, &QPushButton::clicked, m_files, &PresetFiles::reload);
    connect(m_saveAgain, &QPushButton::clicked, m_files->save, &QAction::trigger);
    connect(keep, &QPushButton::clicked, m_files, &PresetFiles::keepMine);
    connect(m_files, &PresetFiles::diskChanged, this, &PresetNotice::refresh);
    PresetNotice::applyLook();
    refresh();
}

void PresetNotice::refresh()
{
    const WatchedPreset::State state = m_files->diskState();
    const bool gone = state == WatchedPreset::State::Gone;
    const QString name = QFileInfo(m_files->source()).fileName();
    sentence()->setText(gone ? tr("“%1” is not on disk any more: it was moved, renamed or deleted. "
                                  "What you have here is in no file.")
                                   .arg(name)
                             : tr("“%1” was changed on disk.").arg(name));
    m_differences->setHidden(gone);
    m_reload->setHidden(gone);
    m_saveAgain->setVisible(gone);
    const bool shows = state != WatchedPreset::State::Same;
    const bool came = shows && isHidden();
    setVisible(shows);
    if (came)
        announce();
}

void PresetNotice::applyLook()
{
    m_mark->setPixmap(icon(QStringLiteral("warning"))
                          .pixmap(QSize(control::icon, control::icon), devicePixelRatio()));
}

} // namespace moa
