// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace moa {

class PresetFiles;

/** A bar that is there while the open preset's file is not what it was, and offers what to do. */
class PresetNotice : public QFrame
{
    Q_OBJECT

public:
    /// @p files outlives the bar.
    explicit PresetNotice(PresetFiles *files, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void applyLook();

    PresetFiles *m_files;
    QLabel *m_mark;
    QLabel *m_sentence;
    QPushButton *m_differences;
    QPushButton *m_reload;
    QPushButton *m_saveAgain;
    QPushButton *m_keep;
};

} // namespace moa
