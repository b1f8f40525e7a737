// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/minimap.h"

#include "canvas/canvasnavigation.h"
#include "canvas/canvasscene.h"
#include "canvas/mixturedifference.h"

#include <algorithm>
#include <cmath>
#include <QDragEnterEvent>
#include <QGraphicsView>
#include <QPainter>
#include <QWheelEvent>

namespace moa {

namespace {

constexpr double zoomPerNotch = 1.2;

} // namespace

Minimap::Minimap(QGraphicsView *view, CanvasScene &scene, CanvasNavigation &navigation)
    : QWidget(view->viewport())
    , m_view(view)
    , m_scene(scene)
    , m_navigation(navigation)
{
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Overview of the mixture"));
    setAccessibleDescription(
        tr("Shows which part of the mixture is in view. Click or drag to look elsewhere."));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAcceptDrops(true);
    setCursor(Qt::PointingHandCursor);
    hide();
    view->viewport()->installEventFilter(this);
    connect(&navigation, &CanvasNavigation::viewChanged, this, &Minimap::place);
    connect(&scene, &CanvasScene::selectedChanged, this, &Minimap::place);
}

void Minimap::setWanted(bool wanted)
{
    m_wanted = wanted;
    place();
}

void Minimap::contentChanged()
{
    const Mixture before = std::exchange(m_mixture, m_scene.mixture());
    const MixtureDifference difference = MixtureDifference::between(before, m_mixture);
    if (difference.places) {
        m_map = {};
        erase_if(m_marks, [this](const std::pair<const AgentId &, Mark &> &entry) {
            return !m_scene.card(entry.first);
        });
    }
    // Most edits don't show here, and to draw thousands of agents anew takes longer than the edit.
    for (const AgentPosition changed : difference.agents) {
        const Agent &was = before.at(changed);
        const Agent &now = m_mixture.at(changed);
        if (was.muted != now.muted || was.color != now.color)
            m_map = {};
    }
    place();
}

void Minimap::lookChanged()
{
    m_map = {};
    place();
}

Minimap::Mark Minimap::markOf(const CardState &state)
{
    switch (state.tone) {
    case CardState::Tone::Busy:
        return Mark::Busy;
    case CardState::Tone::Warning:
        return Mark::Warning;
    case CardState::Tone::Danger:
        return Mark::Failed;
    default:
        return state.word.isEmpty() ? Mark::None : Mark::Asked;
    }
}

void Minimap::setCardState(const AgentId &agent, const CardState &state)
{
    const Mark mark = markOf(state);
    Mark &known = m_marks[agent];
    if (mark == known)
        return;
    known = mark;
    m_map = {};
    update();
}

void Minimap::clearCardStates()
{
    m_marks.clear();
    m_map = {};
    update();
}

QPointF Minimap::onMap(QPointF scenePoint) const
{
    const QRectF content = m_navigation.content();
    return QRectF(rect()).center() + (scenePoint - content.center()) * m_scale;
}

QPointF Minimap::toScene(QPointF mapPoint) const
{
    return m_navigation.content().center() + (mapPoint - QRectF(rect()).center()) / m_scale;
}

QRectF Minimap::frame() const
{
    const QRectF seen = m_navigation.seen();
    QRectF framed(onMap(seen.topLeft()), onMap(seen.bottomRight()));
    const double wider = std::max(minimap::leastFrame - framed.width(), 0.0) / 2.0;
    const double higher = std::max(minimap::leastFrame - framed.height(), 0.0) / 2.0;
    framed.adjust(-wider, -higher, wider, higher);
    constexpr double inset = minimap::frame / 2.0;
    return framed & QRectF(rect()).adjusted(inset, inset, -inset, -inset);
}

void Minimap::place()
{
    const QRectF content = m_navigation.content();
    const QRect room = m_view->viewport()->rect();
    const QRectF seen = m_navigation.seen();
    // What is seen may end a rounded pixel before the content does.
    const double slack = 2.0 * minimap::frame / m_navigation.scale();
    const bool hasRoom = room.width() >= minimap::roomFactor * minimap::width
        && room.height() >= minimap::roomFactor * minimap::least;
    const bool shown = m_wanted && !m_aside && hasRoom && !content.isEmpty()
        && !seen.adjusted(-slack, -slack, slack, slack).contains(content);
    if (!shown) {
        hide();
        return;
    }

    constexpr int padding = 2 * minimap::padding;
    const double most = std::min<double>(minimap::height, room.height() / minimap::roomFactor);
    m_scale =
        std::min((minimap::width - padding) / content.width(), (most - padding) / content.height());
    const QSize size(
        std::max(static_cast<int>(std::ceil(content.width() * m_scale)) + padding, minimap::least),
        std::max(static_cast<int>(std::ceil(content.height() * m_scale)) + padding,
                 minimap::least));
    QRect corner(QPoint(), size);
    corner.moveBottomRight(room.bottomRight() - QPoint(space::medium, space::medium));
    // The keyboard's card must not be under it.
    if (const AgentItem *current = m_scene.card(m_scene.current());
        current && current->is(AgentItem::Focused)) {
        const QRect card = m_view->mapFromScene(current->card()).boundingRect();
        if (card.intersects(corner))
            corner.moveLeft(room.left() + space::medium);
    }
    if (corner != geometry()) {
        if (corner.size() != this->size())
            m_map = {};
        setGeometry(corner);
    }
    if (!isVisible()) {
        show();
        raise();
    }
    update();
}

bool Minimap::event(QEvent *event)
{
    // The frame and a click say it all; a tool tip of the canvas below would not be about this.
    if (event->type() == QEvent::ToolTip || event->type() == QEvent::ContextMenu) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

bool Minimap::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->buttons() != Qt::NoButton)
            stepAside(mouse->position().toPoint());
        break;
    }
    case QEvent::DragEnter:
    case QEvent::DragMove:
        stepAside(static_cast<QDragMoveEvent *>(event)->position().toPoint());
        break;
    case QEvent::MouseButtonRelease:
    case QEvent::DragLeave:
    case QEvent::Drop:
        stepAside(std::nullopt);
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void Minimap::stepAside(std::optional<QPoint> viewportPoint)
{
    bool near = false;
    if (viewportPoint) {
        constexpr int clear = minimap::clear;
        near = geometry().adjusted(-clear, -clear, clear, clear).contains(*viewportPoint);
    }
    if (near == m_aside)
        return;
    m_aside = near;
    place();
}

void Minimap::paintEvent(QPaintEvent *)
{
    if (m_map.isNull() || m_map.devicePixelRatio() != devicePixelRatioF())
        m_map = drawn();
    const Theme &theme = m_scene.look().theme;
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_map);
    const QRectF framed = frame();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath rest;
    rest.addRect(rect());
    rest.addRect(framed);
    painter.fillPath(rest, faded(theme.window, minimap::veil));
    painter.setPen(QPen(theme.accent, minimap::frame));
    painter.drawRect(framed);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(theme.outline);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

QPixmap Minimap::drawn() const
{
    QPixmap map(size() * devicePixelRatioF());
    map.setDevicePixelRatio(devicePixelRatioF());
    map.fill(m_scene.look().theme.surface);
    QPainter painter(&map);
    paintLanes(painter);
    return map;
}

void Minimap::paintLanes(QPainter &painter) const
{
    const Theme &theme = m_scene.look().theme;
    const CanvasLayout &layout = m_scene.canvasLayout();
    const Mixture &mixture = m_scene.mixture();
    const auto mapped = [this](const QRectF &rect) {
        return QRectF(onMap(rect.topLeft()), rect.size() * m_scale);
    };
    // Of thousands of agents each has less than a pixel; it is seen nevertheless.
    const auto block = [&mapped](const QRectF &card) {
        const QRectF rect = mapped(card);
        return QRectF(rect.topLeft(), rect.size().expandedTo({1.0, 1.0}));
    };
    painter.fillRect(mapped(layout.prompt()), theme.secondaryText);
    QList<std::pair<Mark, QPointF>> marks;
    const qsizetype lanes = std::min(layout.lanes().size(), mixture.layers.size());
    for (qsizetype index = 0; index < lanes; ++index) {
        const CanvasLayout::Lane &lane = layout.lanes().at(index);
        const QRectF ground = mapped(lane.rect);
        painter.fillRect(ground, theme.raised);
        if (theme.scheme == Theme::Scheme::HighContrast) {
            painter.setPen(theme.line);
            painter.drawRect(ground);
        }
        if (index + 1 == lanes) {
            painter.fillRect(QRectF(ground.topLeft(), QSizeF(ground.width(), minimap::frame)),
                             theme.accent);
        }
        const AgentList &agents = mixture.layers.at(index).agents;
        for (qsizetype row = 0; row < std::min(agents.size(), lane.cards.size()); ++row) {
            const Agent &agent = agents.at(row);
            const QRectF card = block(lane.cards.at(row));
            const Mark mark = m_marks.value(agent.id, Mark::None);
            const QColor color =
                theme.agentColor(agentColorIndex(agent.id.toString(), agent.color));
            const double opacity = agent.muted ? minimap::mutedOpacity
                : mark == Mark::None           ? minimap::quietOpacity
                                               : 1.0;
            painter.fillRect(card, faded(color, opacity));
            if (mark != Mark::None && mark != Mark::Asked)
                marks.append({mark, card.center()});
        }
    }
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto &[mark, centre] : std::as_const(marks))
        paintMark(painter, mark, centre);
}

void Minimap::paintMark(QPainter &painter, Mark mark, QPointF centre) const
{
    const Theme &theme = m_scene.look().theme;
    constexpr double reach = minimap::mark / 2.0;
    const QRectF box(centre - QPointF(reach, reach), QSizeF(minimap::mark, minimap::mark));
    if (mark == Mark::Failed) {
        const auto cross = [&](const QColor &color, double width) {
            painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap));
            painter.drawLine(box.topLeft(), box.bottomRight());
            painter.drawLine(box.topRight(), box.bottomLeft());
        };
        cross(theme.surface, 2.0 * minimap::markStroke);
        cross(theme.danger, minimap::markStroke);
        return;
    }
    painter.setPen(QPen(theme.surface, 1.0));
    painter.setBrush(mark == Mark::Warning ? theme.warning : theme.accent);
    if (mark == Mark::Warning)
        painter.drawPath(warningShape(box));
    else
        painter.drawEllipse(centre, reach / 2.0, reach / 2.0);
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    event->accept();
    if (event->button() != Qt::LeftButton)
        return;
    const QPointF point = toScene(event->position());
    const QPointF middle = m_navigation.seen().center();
    // The frame is dragged by where it is taken; elsewhere it comes to the pointer.
    m_grip = frame().contains(event->position()) ? point - middle : QPointF();
    m_navigation.centreOn(point - *m_grip);
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    event->accept();
    if (!m_grip)
        return;
    // Not past what there is: the map would show a frame that has left it.
    const QRectF content = m_navigation.content();
    QPointF middle = toScene(event->position()) - *m_grip;
    middle.setX(std::clamp(middle.x(), content.left(), content.right()));
    middle.setY(std::clamp(middle.y(), content.top(), content.bottom()));
    m_navigation.centreOn(middle);
}

void Minimap::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
    m_grip.reset();
}

void Minimap::wheelEvent(QWheelEvent *event)
{
    event->accept();
    constexpr double notch = QWheelEvent::DefaultDeltasPerStep;
    const double notches = event->angleDelta().y() / notch;
    m_navigation.zoomBy(std::pow(zoomPerNotch, notches),
                        QRectF(m_view->viewport()->rect()).center());
}

void Minimap::dragEnterEvent(QDragEnterEvent *event)
{
    // What is dragged is for the canvas below.
    event->ignore();
    stepAside(m_view->viewport()->mapFromGlobal(mapToGlobal(event->position().toPoint())));
}

} // namespace moa
