// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QHBoxLayout;

namespace moa {

class ResponseColumn;

/**
 * The columns of one layer under one title. The title stays in sight while any of the layer's
 * columns is. The one of the final answer has the accent along its top.
 */
class LayerGroup : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Layer, FinalAnswer };

    LayerGroup(Kind kind, const QString &title, QWidget *parent = nullptr);

    void addColumn(ResponseColumn *column);
    [[nodiscard]] qsizetype columnCount() const { return m_columns; }

protected:
    void moveEvent(QMoveEvent *event) override;

private:
    QWidget *m_title;
    QHBoxLayout *m_row;
    qsizetype m_columns = 0;
};

} // namespace moa
