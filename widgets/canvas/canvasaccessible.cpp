// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasaccessible.h"

#include "canvas/canvasparts.h"
#include "canvas/canvasview.h"

namespace moa {

namespace {

QAccessibleInterface *canvasInterface(const QString &className, QObject *object)
{
    if (className != QLatin1String(CanvasView::staticMetaObject.className()))
        return nullptr;
    auto *view = qobject_cast<CanvasView *>(object);
    return view ? std::make_unique<CanvasAccessible>(view).release() : nullptr; // Qt's
}

/// The part of this id, made if there is none yet; Qt keeps it.
template <typename Part, typename... Subject>
QAccessibleInterface *part(QAccessible::Id &id, const CanvasAccessible &canvas,
                           const Subject &...subject)
{
    if (id == 0) {
        id = QAccessible::registerAccessibleInterface(
            std::make_unique<Part>(canvas, subject...).release());
    }
    return QAccessible::accessibleInterface(id);
}

template <typename Parts>
void dropGoneOf(Parts &parts)
{
    for (auto each = parts.begin(); each != parts.end();) {
        auto *gone = static_cast<CanvasPart *>(QAccessible::accessibleInterface(each.value()));
        if (gone && gone->exists()) {
            ++each;
            continue;
        }
        if (gone) {
            gone->setLeaving(true);
            QAccessibleEvent event(gone, QAccessible::ObjectDestroyed);
            QAccessible::updateAccessibility(&event);
        }
        QAccessible::deleteAccessibleInterface(each.value());
        each = parts.erase(each);
    }
}

} // namespace

void installCanvasAccessibility()
{
    QAccessible::installFactory(canvasInterface);
}

CanvasAccessible::CanvasAccessible(CanvasView *view)
    : QAccessibleWidget(view, QAccessible::Canvas)
{ }

CanvasAccessible::~CanvasAccessible()
{
    for (const QAccessible::Id id : m_links.values() + m_cards.values() + m_lanes.values())
        QAccessible::deleteAccessibleInterface(id);
    if (m_prompt != 0)
        QAccessible::deleteAccessibleInterface(m_prompt);
}

CanvasView *CanvasAccessible::view() const
{
    return qobject_cast<CanvasView *>(object());
}

const Mixture &CanvasAccessible::mixture() const
{
    static const Mixture none;
    CanvasView *shown = view();
    return shown ? shown->canvasScene()->mixture() : none;
}

QAccessibleInterface *CanvasAccessible::prompt() const
{
    return part<PromptPart>(m_prompt, *this);
}

QAccessibleInterface *CanvasAccessible::lane(qsizetype layer) const
{
    return part<LanePart>(m_lanes[layer], *this, layer);
}

QAccessibleInterface *CanvasAccessible::card(const AgentId &agent) const
{
    return part<CardPart>(m_cards[agent], *this, agent);
}

QAccessibleInterface *CanvasAccessible::link(const Link &link) const
{
    return part<LinkPart>(m_links[link], *this, link);
}

void CanvasAccessible::dropGone()
{
    dropGoneOf(m_links);
    dropGoneOf(m_cards);
    dropGoneOf(m_lanes);
}

QRect CanvasAccessible::onScreen(const QRectF &sceneRect) const
{
    const CanvasView *shown = view();
    if (!shown)
        return {};
    const QRect local = shown->mapFromScene(sceneRect).boundingRect();
    return {shown->viewport()->mapToGlobal(local.topLeft()), local.size()};
}

bool CanvasAccessible::isValid() const
{
    return view() && QAccessibleWidget::isValid();
}

int CanvasAccessible::partCount() const
{
    return static_cast<int>(1 + mixture().layers.size());
}

int CanvasAccessible::childCount() const
{
    return view() ? partCount() + QAccessibleWidget::childCount() : 0;
}

QAccessibleInterface *CanvasAccessible::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    if (index >= partCount())
        return QAccessibleWidget::child(index - partCount());
    return index == 0 ? prompt() : lane(index - 1);
}

int CanvasAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    if (dynamic_cast<const PromptPart *>(child))
        return 0;
    if (const auto *lane = dynamic_cast<const LanePart *>(child))
        return lane->exists() ? static_cast<int>(1 + lane->layer()) : -1;
    const int index = child ? QAccessibleWidget::indexOfChild(child) : -1;
    return index < 0 ? -1 : partCount() + index;
}

QAccessibleInterface *CanvasAccessible::childAt(int x, int y) const
{
    CanvasView *shown = view();
    if (!shown)
        return nullptr;
    const QPoint inside = shown->viewport()->mapFromGlobal(QPoint(x, y));
    if (QWidget *over = shown->viewport()->childAt(inside))
        return QAccessible::queryAccessibleInterface(over);
    if (!shown->viewport()->rect().contains(inside))
        return nullptr;
    const QPointF place = shown->mapToScene(inside);
    const CanvasLayout &layout = shown->canvasScene()->canvasLayout();
    if (layout.prompt().contains(place))
        return child(0);
    for (qsizetype layer = 0; layer < layout.lanes().size(); ++layer) {
        if (layout.lanes().at(layer).rect.contains(place))
            return child(static_cast<int>(1 + layer));
    }
    const CanvasHit hit = shown->canvasScene()->hitTest(place);
    return hit.kind == CanvasHit::Kind::Link ? link(hit.link) : nullptr;
}

QAccessibleInterface *CanvasAccessible::focusChild() const
{
    CanvasView *shown = view();
    if (!shown)
        return nullptr;
    const AgentId current = shown->canvasScene()->current();
    if (shown->hasFocus() && !current.isEmpty())
        return card(current);
    return QAccessibleWidget::focusChild();
}

QAccessible::State CanvasAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.multiSelectable = true;
    state.extSelectable = true;
    return state;
}

} // namespace moa
