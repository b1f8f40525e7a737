// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/pointerhint.h"
#include "canvasfixture.h"

namespace moa {

/** A canvas, and a hand that holds modifiers. */
class GestureFixture : public CanvasFixture
{
    Q_OBJECT

protected:
    void press(QPoint point, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, modifiers, point);
    }
    void release(QPoint point, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, modifiers, point);
    }
    void moveTo(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        for (int step = 1; step <= 4; ++step) {
            const QPoint at = from + (to - from) * step / 4;
            QMouseEvent event(QEvent::MouseMove, at, m_view->viewport()->mapToGlobal(at),
                              Qt::NoButton, Qt::LeftButton, modifiers);
            QCoreApplication::sendEvent(m_view->viewport(), &event);
        }
    }
    void hold(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        press(from, modifiers);
        moveTo(from, to, modifiers);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        hold(from, to, modifiers);
        release(to, modifiers);
    }
    void hover(QPoint point)
    {
        QMouseEvent event(QEvent::MouseMove, point, m_view->viewport()->mapToGlobal(point),
                          Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_view->viewport(), &event);
    }

    [[nodiscard]] QMimeData *modelMime()
    {
        m_mime.setData(QString::fromLatin1(modelMimeType),
                       encodeModel({ProviderId(u"sandbox"_qs), u"maker/new"_qs, u"new"_qs}));
        return &m_mime;
    }

    [[nodiscard]] CanvasScene &scene() const { return *m_view->canvasScene(); }
    [[nodiscard]] AgentItem *item(const char *agent) const
    {
        return scene().card(notation::id(agent));
    }
    [[nodiscard]] DropIndicatorItem::Sign sign() const
    {
        for (const QGraphicsItem *each : scene().items()) {
            if (const auto *indicator = dynamic_cast<const DropIndicatorItem *>(each))
                return indicator->sign();
        }
        return {};
    }
    /// What is said beside the pointer; empty if nothing is.
    [[nodiscard]] QString hint() const
    {
        const auto *label = m_view->findChild<PointerHint *>();
        return label->isVisible() ? label->text() : QString();
    }
    [[nodiscard]] QPoint outputOf(const char *agent) const
    {
        return viewPoint(outputPort(card(agent)));
    }
    [[nodiscard]] QPoint inputOf(const char *agent) const
    {
        return viewPoint(inputPort(card(agent)));
    }
    [[nodiscard]] QPoint middleOf(const char *from, const char *to) const
    {
        const LinkItem *line = scene().links().item({notation::id(from), notation::id(to)});
        return line ? viewPoint(line->path().pointAtPercent(0.5)) : QPoint(-1, -1);
    }
    void setReferences(const char *agent, const QString &references)
    {
        Mixture mixture = m_document->mixture();
        const AgentPosition place = *mixture.find(notation::id(agent));
        mixture.layers[place.layer].agents[place.row].references = notation::ids(references);
        m_document->reset(mixture);
    }
    [[nodiscard]] QString referencesOf(const char *agent) const
    {
        const Mixture &mixture = m_document->mixture();
        QStringList names;
        for (const AgentId &each : mixture.referencesAt(*mixture.find(notation::id(agent))))
            names.append(each.toString());
        return names.join(u' ');
    }

    /// Whether nothing of a gesture is left: the cards are at rest, no sign shows.
    [[nodiscard]] bool isAtRest() const
    {
        for (const Layer &layer : m_document->mixture().layers) {
            for (const Agent &agent : layer.agents) {
                const AgentItem *each = scene().card(agent.id);
                if (each->card() != scene().canvasLayout().card(agent.id)
                    || each->is(AgentItem::Lifted) || each->is(AgentItem::Accepting)
                    || each->is(AgentItem::Offering) || each->is(AgentItem::Targeted))
                    return false;
            }
        }
        for (const QGraphicsItem *each : scene().items()) {
            const auto *line = qgraphicsitem_cast<const LinkItem *>(each);
            const bool drawn = line && line->link().from.isEmpty();
            if (line && line->isVisible() == drawn)
                return false;
            if (line && line->emphasis() == LinkItem::Emphasis::Targeted)
                return false;
        }
        return sign().kind == DropIndicatorItem::Sign::Kind::None && hint().isEmpty();
    }

private:
    QMimeData m_mime;
};

} // namespace moa
