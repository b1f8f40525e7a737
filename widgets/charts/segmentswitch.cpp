// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/segmentswitch.h"

#include "theme/controlshapes.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
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
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(type::title());
        return {metrics.horizontalAdvance(text()) + 2 * space::small,
                qMax(metrics.height() + space::small, control::target)};
    }

    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {control::target, sizeHint().height()};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme theme = Theme::of(this);
        QPainter painter(this);
        if (isChecked() || underMouse())
            painter.fillRect(rect(), isChecked() ? theme.raised : theme.window);
        if (isChecked()) {
            painter.fillRect(
                QRect(0, height() - column::selectedEdge, width(), column::selectedEdge),
                theme.accent);
        }
        const QFont font = isChecked() ? type::title() : type::base();
        painter.setFont(font);
        painter.setPen(isChecked() ? theme.text : theme.secondaryText);
        painter.drawText(
            rect(), Qt::AlignCenter,
            QFontMetrics(font).elidedText(text(), Qt::ElideRight, width() - space::tiny));
        if (hasFocus())
            shape::focusRing(&painter, rect(), theme.accent);
    }
};

} // namespace

SegmentSwitch::SegmentSwitch(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(0);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int choice, bool chosen) {
        if (chosen)
            Q_EMIT currentChanged(choice);
    });
}

void SegmentSwitch::setChoices(const QStringList &choices)
{
    const QSignalBlocker blocker(m_group);
    for (QAbstractButton *button : m_group->buttons()) {
        m_group->removeButton(button);
        m_layout->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
    for (int choice = 0; choice < choices.size(); ++choice) {
        auto *segment = new Segment(this);
        segment->setObjectName(QStringLiteral("choice:%1").arg(choice));
        segment->setText(choices.at(choice));
        segment->setToolTip(plainToolTip(choices.at(choice)));
        segment->setChecked(choice == 0);
        m_group->addButton(segment, choice);
        m_layout->addWidget(segment);
    }
}

int SegmentSwitch::current() const
{
    return m_group->checkedId();
}

void SegmentSwitch::setCurrent(int choice)
{
    if (QAbstractButton *button = m_group->button(choice))
        button->setChecked(true);
}

} // namespace moa
