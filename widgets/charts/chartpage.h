// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QWidget>

namespace moa {

class PointedResponse;
class ResponsesModel;

/** One of the charts that the panel can show. */
class ChartPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What is shown, as a heading for its picture.
    [[nodiscard]] virtual QString title() const = 0;
    /// Shows what @p model has published; null: nothing. @p nowMs counts from the run's start.
    virtual void refresh(const ResponsesModel *model, qint64 nowMs) = 0;
    /// Whether it changes as time passes while a run is under way.
    [[nodiscard]] virtual bool followsClock() const { return false; }
    virtual void setPointer(PointedResponse *pointer) = 0;
    /// The whole of what is shown, without anything to scroll or click, @p width wide at least: to
    /// be rendered in the palette that it is given.
    [[nodiscard]] virtual std::unique_ptr<QWidget> picture(int width) const = 0;
};

} // namespace moa
