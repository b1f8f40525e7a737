// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/agentitem.h"

#include <algorithm>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace moa {

namespace {

constexpr double margin = 14.0; ///< around the card: ports, focus ring, samples, shadow
constexpr int shadowSteps = 6;
constexpr double letterReach = 2.0; ///< smoothed letters reach so far out of their line

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

bool hasSameTone(const CardState &one, const CardState &other)
{
    return one.tone == other.tone && one.word.isEmpty() == other.word.isEmpty();
}

} // namespace

AgentItem::AgentItem(const CanvasLook &look)
    : m_look(look)
{
    setFlag(ItemIsSelectable);
    setAcceptedMouseButtons(Qt::NoButton);
}

QRectF AgentItem::boundingRect() const
{
    return local().adjusted(-margin, -margin, margin, margin);
}

QPainterPath AgentItem::shape() const
{
    QPainterPath path;
    path.addRect(local());
    return path;
}

void AgentItem::setAgent(const Agent &agent)
{
    if (agent == m_agent)
        return;
    m_agent = agent;
    contentChanged();
}

void AgentItem::setPorts(bool input, bool output)
{
    if (input == m_hasInput && output == m_hasOutput)
        return;
    m_hasInput = input;
    m_hasOutput = output;
    update();
}

void AgentItem::setFinal(bool marked)
{
    if (marked == m_isFinal)
        return;
    m_isFinal = marked;
    contentChanged();
}

QString AgentItem::mark() const
{
    if (m_agent.alternate)
        return QCoreApplication::translate("moa", "Alternate");
    return m_isFinal ? QCoreApplication::translate("moa", "Final") : QString();
}

bool AgentItem::setState(const CardState &state)
{
    if (state == m_state)
        return false;
    const bool hasSameMarks = state.pinned == m_state.pinned && state.edited == m_state.edited
        && state.critical == m_state.critical
        && (state.mark == StateMark::Pinned) == (m_state.mark == StateMark::Pinned);
    const CardState before = std::exchange(m_state, state);
    m_figures.forget();
    if (!hasSameMarks)
        m_head.forget();
    if (!hasSameTone(before, state))
        m_glance.picture.forget();
    if (m_look.detail != Detail::Full && !looksOtherThan(before))
        return false;
    if (m_look.detail == Detail::Full && hasSameMarks)
        updateState();
    else
        updateCard();
    return true;
}

bool AgentItem::looksOtherThan(const CardState &before) const
{
    // A stream adds less than a pixel to the progress in most frames.
    return !hasSameTone(before, m_state)
        || (m_look.detail == Detail::Names
            && progressLength(m_glance.room, before.progress)
                != progressLength(m_glance.room, m_state.progress));
}

void AgentItem::setProblems(const QStringList &sentences)
{
    if (sentences == m_problems)
        return;
    m_problems = sentences;
    contentChanged();
}

QRectF AgentItem::problemMark() const
{
    if (m_problems.isEmpty())
        return {};
    const double size = control::target * m_look.metrics.factor;
    const double drawn = moa::card::mark * m_look.metrics.factor;
    const double row = (local().height() - 20 * m_look.metrics.factor) / 3.0;
    const QPointF centre(local().right() - space::medium - drawn / 2.0,
                         10 * m_look.metrics.factor + row / 2.0);
    return QRectF(pos() + centre - QPointF(size, size) / 2.0, QSizeF(size, size));
}

void AgentItem::setAspect(Aspect aspect, bool on)
{
    const unsigned aspects = on ? m_aspects | aspect : m_aspects & ~static_cast<unsigned>(aspect);
    if (aspects == m_aspects)
        return;
    m_aspects = aspects;
    update();
}

void AgentItem::lookChanged()
{
    prepareGeometryChange();
    forgetPictures();
    m_figures.forget();
    update();
}

void AgentItem::contentChanged()
{
    forgetPictures();
    updateCard();
}

void AgentItem::forgetPictures()
{
    m_head.forget();
    m_glance.picture.forget();
}

void AgentItem::updateCard()
{
    // Not the margin, which the neighbours' reaches into: they would be painted as well.
    const double shift = 2.0 * moa::card::stack;
    update(local().adjusted(0, 0, shift, shift));
}

void AgentItem::updateState()
{
    QRectF rows = cardRows(local(), m_look.metrics.factor);
    rows.setTop(rows.bottom() - rows.height() / 3.0);
    rows.setBottom(local().bottom());
    update(rows.adjusted(-letterReach, 0, letterReach, 0));
}

QVariant AgentItem::itemChange(GraphicsItemChange change, const QVariant &value)
{
    if (change == ItemSelectedHasChanged)
        forgetPictures();
    return QGraphicsItem::itemChange(change, value);
}

QString AgentItem::toolTip() const
{
    QStringList lines{m_agent.displayName(),
                      QCoreApplication::translate("moa", "%1 at %2")
                          .arg(m_agent.model, m_look.providerName(m_agent.provider))};
    QStringList facts{roleName(m_agent.role)};
    if (m_agent.alternate) {
        facts.append(QCoreApplication::translate(
            "moa", "alternate: answers beside the final agent, to be compared with it"));
    } else if (m_isFinal) {
        facts.append(QCoreApplication::translate("moa", "its answer is the final answer"));
    }
    if (m_agent.samples > 1) {
        facts.append(QCoreApplication::translate("moa", "%1 samples")
                         .arg(m_look.locale.toString(m_agent.samples)));
    }
    if (m_agent.muted)
        facts.append(QCoreApplication::translate("moa", "muted: takes no part in a run"));
    lines.append(facts.join(QStringLiteral(", ")));
    if (!m_state.word.isEmpty()) {
        QStringList figures{cardWord(m_state, m_look.locale)};
        for (const CardFigure &figure : cardFigures(m_state, m_look.locale))
            figures.append(figure.text);
        lines.append(figures.join(QStringLiteral(" · ")));
    }
    if (!m_state.error.isEmpty())
        lines.append(m_state.error);
    lines.append(cardNotes(m_state));
    lines.append(m_problems);
    for (QString &line : lines)
        line = line.toHtmlEscaped();
    lines.first() = QStringLiteral("<b>%1</b>").arg(lines.constFirst());
    return lines.join(QStringLiteral("<br>"));
}

QColor AgentItem::color() const
{
    return m_look.theme.agentColor(agentColorIndex(m_agent.id.toString(), m_agent.color));
}

QColor AgentItem::toneColor() const
{
    switch (m_state.tone) {
    case CardState::Tone::Quiet:
        return m_look.theme.secondaryText;
    case CardState::Tone::Busy:
        return m_look.theme.accent;
    case CardState::Tone::Good:
        return m_look.theme.good;
    case CardState::Tone::Warning:
        return m_look.theme.warning;
    case CardState::Tone::Danger:
        return m_look.theme.danger;
    }
    Q_UNREACHABLE();
}

void AgentItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    Q_UNUSED(option)
    const double scale =
        QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    const Detail detail = detailAt(scale);
    if (detail != Detail::Full) {
        paintOverview(*painter, detail, widget != nullptr);
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    paintGround(*painter);
    paintContent(*painter, widget != nullptr);
    paintBar(*painter);
    paintPorts(*painter);
}

QList<QColor> AgentItem::grounds() const
{
    const Theme &theme = m_look.theme;
    QList<QColor> result{m_agent.muted ? theme.window : theme.surface};
    if (isSelected())
        result.append(withAlpha(theme.accent, 0.06));
    return result;
}

void AgentItem::paintGround(QPainter &painter) const
{
    const Theme &theme = m_look.theme;
    const QRectF card = local();
    const double radius = space::cardRadius;
    if (is(Lifted)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(withAlpha(Qt::black, 0.03));
        for (int step = 1; step <= shadowSteps; ++step) {
            const double reach = 1.5 * step;
            painter.drawRoundedRect(card.adjusted(-reach, -reach + 3, reach, reach + 3),
                                    radius + reach, radius + reach);
        }
    }

    const QColor ground = grounds().constFirst();
    const double line = moa::card::border;
    for (int further = std::min(m_agent.samples - 1, 2); further > 0; --further) {
        const double shift = further * moa::card::stack;
        const QRectF behind = card.translated(shift, shift);
        box::fill(painter, {behind, radius}, theme.line);
        box::fill(painter, {behind, radius, line}, ground);
    }

    const bool framed = isSelected() || is(Targeted);
    QColor border = framed ? theme.accent : theme.line;
    if (!framed && (is(Hovered) || m_agent.alternate))
        border = theme.secondaryText;
    const bool dashed = m_agent.muted || m_agent.alternate;
    const double width = framed ? moa::card::selectedBorder : line;
    // The colour is beside the ground, not below it: at the far corners it would shine through.
    QList<box::Filling> fillings{
        {dashed ? ground : border},
        {ground, width, moa::card::edge},
        {m_agent.muted ? withAlpha(color(), 0.5) : color(), width, 0.0, moa::card::edge}};
    for (const QColor &veil : grounds().mid(1))
        fillings.append({veil, width, moa::card::edge});
    m_ground.fill(painter, card, radius, fillings);
    if (agentColorIndex(m_agent.id.toString(), m_agent.color) >= theme.agentColors.size()) {
        for (double y = card.top() + radius; y < card.bottom() - radius; y += 12)
            painter.fillRect(QRectF(card.left() + width, y, moa::card::edge, 4), ground);
    }
    if (dashed) {
        painter.setPen(QPen(border, width, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        const double half = width / 2.0;
        painter.drawRoundedRect(card.adjusted(half, half, -half, -half), radius, radius);
    }

    if (is(Focused)) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRoundedRect(card.adjusted(-4, -4, 4, 4), radius + 4, radius + 4);
    }
}

void AgentItem::paintContent(QPainter &painter, bool isOnScreen) const
{
    const QRectF inner = cardRows(local(), m_look.metrics.factor);
    const QSizeF row(inner.width(), inner.height() / 3.0);
    const QRectF head(inner.topLeft(), QSizeF(row.width(), 2.0 * row.height()));
    if (isOnScreen) {
        m_head.draw(painter, head.adjusted(-letterReach, 0, letterReach, 0), grounds(),
                    [&](QPainter &still) { paintHead(still, head); });
    } else {
        paintHead(painter, head);
    }
    paintState(painter, {head.bottomLeft(), row});
}

void AgentItem::paintHead(QPainter &painter, const QRectF &rows) const
{
    const Theme &theme = m_look.theme;
    const double markSize = moa::card::mark * m_look.metrics.factor;
    const auto markBox = [&](double left, const QRectF &line) {
        return QRectF(left, line.center().y() - markSize / 2.0, markSize, markSize);
    };

    // First row: role shape, name, samples, problem mark.
    QRectF line(rows.topLeft(), QSizeF(rows.width(), rows.height() / 2.0));
    const QRectF second = line.translated(0, line.height());
    painter.fillPath(roleShape(m_agent.role, markBox(line.left(), line).adjusted(2, 2, -2, -2)),
                     m_agent.muted ? theme.secondaryText : color());
    line.setLeft(line.left() + markSize + space::tiny);
    line = paintMarks(painter, line);
    if (m_agent.samples > 1)
        paintChip(painter, line, u'×' + m_look.locale.toString(m_agent.samples));
    if (!mark().isEmpty())
        paintChip(painter, line, mark());
    painter.setPen(m_agent.muted ? theme.secondaryText : theme.text);
    m_name.draw(painter, line, m_look.title, m_agent.displayName());

    // Second row: the model, whose beginning and end tell most, then the provider.
    painter.setPen(theme.secondaryText);
    m_modelLine.draw(painter, second, m_look.secondary, m_agent.model,
                     m_look.providerName(m_agent.provider));
}

void AgentItem::paintChip(QPainter &painter, QRectF &line, const QString &text) const
{
    const double factor = m_look.metrics.factor;
    painter.setFont(m_look.figures);
    const double width = QFontMetricsF(m_look.figures).horizontalAdvance(text) + space::medium;
    const QRectF chip(line.right() - width, line.center().y() - 9 * factor, width, 18 * factor);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.theme.raised);
    painter.drawRoundedRect(chip, chip.height() / 2.0, chip.height() / 2.0);
    painter.setPen(m_look.theme.text);
    painter.drawText(chip, Qt::AlignCenter, text);
    line.setRight(chip.left() - space::tiny);
}

QRectF AgentItem::paintMarks(QPainter &painter, QRectF row) const
{
    const Theme &theme = m_look.theme;
    const double size = moa::card::mark * m_look.metrics.factor;
    const auto next = [&] {
        const QRectF box(row.right() - size, row.center().y() - size / 2.0, size, size);
        row.setRight(box.left() - space::tiny);
        return box;
    };
    if (!m_problems.isEmpty())
        painter.fillPath(warningShape(next()), theme.warning);
    const auto draw = [&](bool shown, StateMark which, const QColor &ink) {
        if (shown)
            painter.fillPath(markShape(which, next().adjusted(2, 2, -2, -2)), ink);
    };
    draw(m_state.pinned && (m_state.mark != StateMark::Pinned || m_agent.muted), StateMark::Pinned,
         theme.accent);
    draw(m_state.edited, StateMark::Changed, theme.warning);
    draw(m_state.critical && !m_agent.muted, StateMark::Slowest, theme.accent);
    return row;
}

void AgentItem::paintState(QPainter &painter, const QRectF &row) const
{
    const Theme &theme = m_look.theme;
    QRectF rest = row;
    const auto drawMark = [&](StateMark mark) {
        const double size = moa::card::stateMark * m_look.metrics.factor;
        const QRectF box(rest.left(), rest.center().y() - size / 2.0, size, size);
        painter.fillPath(markShape(mark, box.adjusted(1, 1, -1, -1)), painter.pen().color());
        rest.setLeft(box.right() + space::tiny);
    };
    if (m_state.word.isEmpty() || m_agent.muted) {
        painter.setPen(theme.secondaryText);
        QStringList words{roleName(m_agent.role)};
        if (m_agent.muted) {
            drawMark(StateMark::Muted);
            words.prepend(QCoreApplication::translate("moa", "Muted"));
        }
        if (m_agent.settings.temperature) {
            words.append(QCoreApplication::translate("moa", "temperature %1")
                             .arg(m_look.locale.toString(*m_agent.settings.temperature, 'g', 3)));
        }
        m_stateLine.draw(painter, rest, m_look.figures, words.join(QStringLiteral(" · ")));
        return;
    }

    painter.setPen(toneColor());
    if (m_state.mark != StateMark::None)
        drawMark(m_state.mark);
    const QString word = cardWord(m_state, m_look.locale);
    m_stateLine.draw(painter, rest, m_look.figures, word);
    rest.setLeft(rest.left() + m_stateLine.width() + space::small);
    painter.setPen(theme.secondaryText);
    if (m_state.error.isEmpty()) {
        m_figures.draw(painter, rest, m_look.figures, m_state, m_look.locale);
        return;
    }
    // Less than a few letters of a reason say nothing; the whole is there on hover.
    const QFontMetricsF metrics(m_look.figures);
    if (rest.width() <= metrics.averageCharWidth() * 6.0 || m_state.retryInMs)
        return;
    painter.setFont(m_look.figures);
    drawLine(painter, rest, m_state.error, Qt::ElideRight);
}

void AgentItem::paintOverview(QPainter &painter, Detail detail, bool isOnScreen) const
{
    CardGlance glance;
    glance.name = m_agent.displayName();
    const int index = agentColorIndex(m_agent.id.toString(), m_agent.color);
    glance.color = m_look.theme.agentColor(index);
    glance.striped = index >= m_look.theme.agentColors.size();
    glance.muted = m_agent.muted;
    glance.hovered = is(Hovered);
    glance.selected = isSelected();
    glance.framed = glance.selected || is(Targeted);
    glance.focused = is(Focused);
    glance.problem = !m_problems.isEmpty();
    if (!m_state.word.isEmpty())
        glance.tone = m_state.tone;
    glance.progress = m_state.progress;
    paintGlance(painter, local(), m_look, glance, detail, m_glance, isOnScreen);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPorts(painter);
}

void AgentItem::paintBar(QPainter &painter) const
{
    const bool running = m_state.progress.has_value();
    if (m_agent.muted || (!running && !m_state.bleu))
        return;
    const double part = std::clamp(running ? *m_state.progress : *m_state.bleu / 100.0, 0.0, 1.0);
    const QRectF card = local();
    const double left = card.left() + moa::card::edge + space::medium;
    const double width = card.right() - space::medium - left;
    const QRectF track(left, card.bottom() - moa::card::bar - 4, width, moa::card::bar);
    const double round = moa::card::bar / 2.0;
    // Quieter than a line: in high contrast that is as bright as the bar itself.
    m_track.fill(painter, track, round, {{withAlpha(m_look.theme.outline, 0.35)}});
    painter.save();
    painter.setClipRect(QRectF(track.topLeft(), QSizeF(width * part, track.height())),
                        Qt::IntersectClip);
    m_bar.fill(painter, track, round, {{running ? m_look.theme.accent : color()}});
    painter.restore();
}

void AgentItem::paintPorts(QPainter &painter) const
{
    if (is(Lifted))
        return;
    const bool pointedAt = is(Hovered) || is(Focused);
    const auto draw = [&](QPointF centre, bool lit) {
        const double radius = (lit ? 1.3 : 1.0) * port::size / 2.0;
        painter.setPen(QPen(m_look.theme.accent, 2));
        painter.setBrush(lit ? m_look.theme.accent : m_look.theme.surface);
        painter.drawEllipse(centre, radius, radius);
    };
    if (m_hasInput && (pointedAt || is(Accepting)))
        draw(inputPort(local()), is(Accepting));
    if (m_hasOutput && (pointedAt || is(Offering)))
        draw(outputPort(local()), is(Offering));
}

} // namespace moa
