// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
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

    [[nodiscard]] Kind kind() const { return m_kind; }
    /// Takes a column, which is not shown before setShown().
    void addColumn(ResponseColumn *column);
    /// All its columns, shown or not.
    [[nodiscard]] const QList<ResponseColumn *> &columns() const { return m_columns; }
    /// Shows those of its columns that are in @p columns, in that order, and no others; the group
    /// is hidden without any.
    void setShown(const QList<ResponseColumn *> &columns);
    [[nodiscard]] const QList<ResponseColumn *> &shown() const { return m_shown; }
    /// The shown column before which one that is dropped at @p x goes; null: at the end.
    [[nodiscard]] ResponseColumn *columnAfter(int x) const;
    /// Shows where a dragged column would go; nothing: nowhere.
    void setDropLine(std::optional<int> x);

protected:
    void moveEvent(QMoveEvent *event) override;

private:
    Kind m_kind;
    QWidget *m_title;
    QHBoxLayout *m_row;
    QWidget *m_dropLine = nullptr; ///< made when first needed
    QList<ResponseColumn *> m_columns;
    QList<ResponseColumn *> m_shown;
};

} // namespace moa
