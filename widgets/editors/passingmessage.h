// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QTimer>

namespace moa {

/**
 * A sentence that shows itself over the lower edge of a widget and goes by itself, or with a click:
 * why a gesture was refused, where something was saved. It takes no room and no focus.
 */
class PassingMessage : public QLabel
{
    Q_OBJECT

public:
    /// How long a sentence stays.
    static constexpr int shownMs = 8000;

    /// Over @p host, which is its parent.
    explicit PassingMessage(QWidget *host);

public Q_SLOTS:
    /// Replaces the sentence that is there.
    void say(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place();

    QTimer m_shown;
};

} // namespace moa
