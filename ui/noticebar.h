// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace moa {

/** A line that says what is the matter, with buttons for what can be done about it. */
class NoticeBar : public QFrame
{
    Q_OBJECT

protected:
    explicit NoticeBar(QWidget *parent);

    [[nodiscard]] QLabel *sentence() const { return m_sentence; }
    /// Holds the sentence and then the buttons.
    [[nodiscard]] QHBoxLayout *line() const { return m_line; }
    QPushButton *addButton(const QString &name, const QString &text, Qt::Alignment alignment = {});
    /// Tells those who don't see it that the notice is there.
    void announce();
    /// The colours have changed.
    virtual void applyLook() = 0;

    void changeEvent(QEvent *event) override;

private:
    QLabel *m_sentence;
    QHBoxLayout *m_line;
};

} // namespace moa
