// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/viewswitch.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace moa {

namespace {

/** One of the joined buttons: the chosen one stands on a raised ground over a line in the accent.
 */
class Segment : public QToolButton
{
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme theme = Theme::of(this);
        QPainter painter(this);
        if (isChecked() || underMouse())
            painter.fillRect(rect(), theme.raised);
        if (isChecked()) {
            painter.fillRect(
                QRect(0, height() - column::selectedEdge, width(), column::selectedEdge),
                theme.accent);
        }
        QRect place(QPoint(), iconSize());
        place.moveCenter(rect().center());
        icon().paint(&painter, place);
        if (hasFocus()) {
            painter.setPen(QPen(theme.accent, column::focusRing));
            painter.drawRect(rect().adjusted(1, 1, -1, -1));
        }
    }
};

} // namespace

ViewSwitch::ViewSwitch(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(tr("View of the answer"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    addChoice(BodyView::Markdown, QStringLiteral("markdown"), tr("Markdown"));
    addChoice(BodyView::Source, QStringLiteral("source"), tr("Source"));
    addChoice(BodyView::Diff, QStringLiteral("diff"), tr("Diff"));
    addChoice(BodyView::Provenance, QStringLiteral("provenance"), tr("Provenance"));
    m_group->button(static_cast<int>(BodyView::Markdown))
        ->setToolTip(tr("Markdown: the answer as it is meant to look"));
    m_group->button(static_cast<int>(BodyView::Source))
        ->setToolTip(tr("Source: the answer as it was written"));
    m_group->button(static_cast<int>(BodyView::Diff))
        ->setToolTip(tr("Diff: what is different from another answer"));
    m_group->button(static_cast<int>(BodyView::Provenance))
        ->setToolTip(tr("Provenance: which passage comes from which response"));
    setCurrent(BodyView::Markdown);
    connect(m_group, &QButtonGroup::idClicked, this,
            [this](int id) { Q_EMIT chosen(static_cast<BodyView>(id)); });
}

BodyView ViewSwitch::current() const
{
    return static_cast<BodyView>(m_group->checkedId());
}

void ViewSwitch::setCurrent(BodyView view)
{
    m_group->button(static_cast<int>(view))->setChecked(true);
}

void ViewSwitch::addChoice(BodyView view, const QString &iconName, const QString &name)
{
    auto *segment = new Segment(this);
    segment->setObjectName(QStringLiteral("view:") + iconName);
    segment->setIcon(icon(iconName));
    segment->setIconSize({control::icon, control::icon});
    segment->setAccessibleName(name);
    segment->setCheckable(true);
    segment->setFocusPolicy(Qt::StrongFocus);
    segment->setFixedSize(control::target + space::tiny, control::target);
    m_group->addButton(segment, static_cast<int>(view));
    layout()->addWidget(segment);
}

} // namespace moa
