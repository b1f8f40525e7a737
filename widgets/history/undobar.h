// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace moa {

/** A line that says what was deleted, and takes it back. It stays until it is closed or used. */
class UndoBar : public QWidget
{
    Q_OBJECT

public:
    explicit UndoBar(QWidget *parent = nullptr);

    void offer(const QString &sentence);

Q_SIGNALS:
    void undoRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_sentence;
    QPushButton *m_undo;
};

} // namespace moa
