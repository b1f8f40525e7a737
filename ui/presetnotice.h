// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/noticebar.h"

namespace moa {

class PresetFiles;

/** A bar that is there while the open preset's file is not what it was, and offers what to do. */
class PresetNotice : public NoticeBar
{
    Q_OBJECT

public:
    /// @p files outlives the bar.
    explicit PresetNotice(PresetFiles *files, QWidget *parent = nullptr);

protected:
    void applyLook() override;

private:
    void refresh();

    PresetFiles *m_files;
    QLabel *m_mark;
    QPushButton *m_differences;
    QPushButton *m_reload;
    QPushButton *m_saveAgain;
};

} // namespace moa
