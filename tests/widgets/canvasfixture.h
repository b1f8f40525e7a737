// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasview.h"
#include "items/mixturedocument.h"
#include "support/notation.h"

#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QTest>

namespace moa {

/** A canvas in a window of its own over "a b c|d e|f", and the gestures of a hand on it. */
class CanvasFixture : public QObject
{
    Q_OBJECT

protected Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<MixtureDocument>();
        m_document->reset(notation::mixture(u"a b c|d e|f"_qs));
        m_view = std::make_unique<CanvasView>(m_document.get());
        m_view->setAnimated(false);
        m_view->resize(1300, 700);
        m_view->show();
        m_view->activateWindow();
        m_view->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }

    void cleanup()
    {
        m_view.reset();
        m_document.reset();
    }

protected:
    [[nodiscard]] QPoint viewPoint(QPointF scene) const { return m_view->mapFromScene(scene); }
    [[nodiscard]] QRectF card(const char *agent) const
    {
        return m_view->canvasScene()->canvasLayout().card(notation::id(agent));
    }
    [[nodiscard]] QPoint centre(const char *agent) const { return viewPoint(card(agent).center()); }
    void click(QPoint point, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, modifiers, point);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_view.get(), key, modifiers);
    }
    void press(QPoint point) { QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, point); }
    void release(QPoint point)
    {
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, point);
    }
    /// Moves with the left button held, in steps as a hand would.
    void moveTo(QPoint from, QPoint to)
    {
        for (int step = 1; step <= 4; ++step) {
            const QPoint at = from + (to - from) * step / 4;
            QMouseEvent event(QEvent::MouseMove, at, m_view->viewport()->mapToGlobal(at),
                              Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(m_view->viewport(), &event);
        }
    }
    void drag(QPoint from, QPoint to)
    {
        press(from);
        moveTo(from, to);
        release(to);
    }
    /// A drag from the palette, up to but not including the drop.
    void dragModelOver(QPoint point, const QMimeData &mime)
    {
        QDragEnterEvent enter(point, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_view->viewport(), &enter);
        m_dragAccepted = enter.isAccepted();
        QDragMoveEvent move(point, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_view->viewport(), &move);
    }
    void dropModel(QPoint point)
    {
        QMimeData mime;
        mime.setData(QString::fromLatin1(modelMimeType),
                     encodeModel({ProviderId(u"sandbox"_qs), u"maker/new"_qs, u"new"_qs}));
        dragModelOver(point, mime);
        QDropEvent drop(point, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_view->viewport(), &drop);
        QVERIFY(drop.isAccepted());
    }
    [[nodiscard]] bool indicatorShows() const
    {
        for (const QGraphicsItem *item : m_view->scene()->items()) {
            if (dynamic_cast<const DropIndicatorItem *>(item))
                return item->isVisible();
        }
        return false;
    }
    [[nodiscard]] QString shown() const { return notation::shape(m_document->mixture()); }

    std::unique_ptr<MixtureDocument> m_document;
    std::unique_ptr<CanvasView> m_view;
    bool m_dragAccepted = false;
};

} // namespace moa
