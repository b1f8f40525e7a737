// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace moa {

/** The key to a heat map's colours: from 0 to the most there can be. */
class ScaleKey : public QWidget
{
    Q_OBJECT

public:
    explicit ScaleKey(QWidget *parent = nullptr);

    void setMost(const QString &figure);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_most;
};

} // namespace moa
