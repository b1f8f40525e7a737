// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/barchart.h"

#include <QWidget>

namespace moa {

/** What the parts of a chart's bars are called; takes no room where there is nothing to tell. */
class ChartLegend : public QWidget
{
    Q_OBJECT

public:
    explicit ChartLegend(QWidget *parent = nullptr);

    void setContent(const QList<BarPart> &parts, const QString &pathName);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Entry
    {
        QString name;
        std::optional<BarPart::Ink> ink; ///< absent: the mark of the critical path

        friend bool operator==(const Entry &, const Entry &) = default;
    };

    /// Where each entry stands, from left to right and in as many lines as it takes.
    [[nodiscard]] QList<QRect> places(int width) const;

    QList<Entry> m_entries;
};

} // namespace moa
