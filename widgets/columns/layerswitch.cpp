// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/layerswitch.h"

#include "theme/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

namespace moa {

namespace {

/** One segment: the chosen one stands on a raised ground, with the accent under its word. */
class Segment : public QAbstractButton
{
public:
    explicit Segment(QWidget *parent)
        : QAbstractButton(parent)
    {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(type::title());
        return {qMax(metrics.horizontalAdvance(text()) + 2 * space::medium, 2 * space::large),
                metrics.height() + space::small};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme theme = Theme::of(this);
        QPainter painter(this);
        if (isChecked() || underMouse())
            painter.fillRect(rect(), isChecked() ? theme.surface : theme.raised);
        if (isChecked()) {
            painter.fillRect(
                QRect(0, height() - column::selectedEdge, width(), column::selectedEdge),
                theme.accent);
        }
        painter.setFont(isChecked() ? type::title() : type::base());
        painter.setPen(isChecked() ? theme.text : theme.secondaryText);
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (hasFocus()) {
            painter.setPen(QPen(theme.accent, column::focusRing));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(rect().adjusted(1, 1, -1, -1));
        }
    }
};

} // namespace

LayerSwitch::LayerSwitch(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_layout(new QHBoxLayout(this))
{
    setAccessibleName(tr("Layers shown"));
    m_layout->setContentsMargins({});
    m_layout->setSpacing(0);
    connect(m_group, &QButtonGroup::idClicked, this, &LayerSwitch::currentChanged);
}

void LayerSwitch::setLayers(int layers, bool hasFinal)
{
    const int chosen = current();
    for (QAbstractButton *button : m_group->buttons()) {
        m_group->removeButton(button);
        m_layout->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
    addChoice(all, tr("All"), tr("Show the columns of every layer"));
    const QLocale locale;
    for (int layer = 0; layer < layers; ++layer)
        addChoice(layer, locale.toString(layer + 1),
                  tr("Show the columns of layer %1").arg(locale.toString(layer + 1)));
    if (hasFinal)
        addChoice(finalOnly, tr("Final"), tr("Show the final answer alone"));
    QAbstractButton *kept = m_group->button(chosen);
    (kept ? kept : m_group->button(all))->setChecked(true);
}

int LayerSwitch::current() const
{
    return m_group->checkedButton() ? m_group->checkedId() : all;
}

void LayerSwitch::addChoice(int choice, const QString &text, const QString &toolTip)
{
    auto *segment = new Segment(this);
    segment->setObjectName(QStringLiteral("layer:") + text);
    segment->setText(text);
    segment->setToolTip(toolTip);
    m_group->addButton(segment);
    m_group->setId(segment, choice);
    m_layout->addWidget(segment);
}

} // namespace moa
