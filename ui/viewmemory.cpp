// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmemory.h"

#include "canvas/canvasview.h"

#include <QEvent>
#include <QSettings>

namespace moa {

namespace {

const QString viewsKey = QStringLiteral("canvas/views");
const QString minimapKey = QStringLiteral("canvas/minimap");
const QString presetKey = QStringLiteral("preset");
const QString scaleKey = QStringLiteral("scale");
const QString centreKey = QStringLiteral("centre");
const QString everythingKey = QStringLiteral("everything");

} // namespace

ViewMemory::ViewMemory(CanvasView *canvas, QSettings *kept, QObject *parent)
    : QObject(parent)
    , m_canvas(canvas)
    , m_kept(kept)
{
    const qsizetype count = std::min<qsizetype>(kept->beginReadArray(viewsKey), most);
    for (qsizetype i = 0; i < count; ++i) {
        kept->setArrayIndex(static_cast<int>(i));
        const QString preset = kept->value(presetKey).toString();
        const ViewPlace place{kept->value(scaleKey).toDouble(), kept->value(centreKey).toPointF(),
                              kept->value(everythingKey).toBool()};
        if (preset.isEmpty() || !(place.scale > 0) || m_places.contains(preset))
            continue;
        m_order.append(preset);
        m_places.insert(preset, place);
    }
    kept->endArray();
    QAction *minimap = canvas->canvasActions()->minimap;
    minimap->setChecked(kept->value(minimapKey, true).toBool());
    connect(minimap, &QAction::toggled, this,
            [this](bool shown) { m_kept->setValue(minimapKey, shown); });
    // By then the document may show another preset, so each step is noted as it is made.
    connect(canvas->navigation(), &CanvasNavigation::navigated, this, [this] {
        if (!m_isToLook)
            m_left = m_canvas->navigation()->state();
    });
    canvas->installEventFilter(this);
}

ViewMemory::~ViewMemory()
{
    keep();
}

void ViewMemory::opened(const QString &preset)
{
    remember();
    m_preset = preset;
    m_left.reset();
    m_isToLook = true;
    if (m_canvas->isVisible())
        look();
}

void ViewMemory::look()
{
    m_isToLook = false;
    const auto known = m_places.constFind(m_preset);
    if (!m_preset.isEmpty() && known != m_places.cend())
        m_canvas->navigation()->restore(*known);
    else
        m_canvas->canvasActions()->frameAll->trigger();
}

bool ViewMemory::eventFilter(QObject *watched, QEvent *event)
{
    // Shown for the first time it is yet to get its size.
    if (event->type() == QEvent::Show && m_isToLook) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_isToLook)
                    look();
            },
            Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void ViewMemory::remember()
{
    if (m_preset.isEmpty() || !m_left)
        return;
    m_places.insert(m_preset, *m_left);
    m_order.removeAll(m_preset);
    m_order.prepend(m_preset);
    while (m_order.size() > most)
        m_places.remove(m_order.takeLast());
}

void ViewMemory::keep()
{
    remember();
    m_kept->remove(viewsKey);
    m_kept->beginWriteArray(viewsKey, static_cast<int>(m_order.size()));
    for (qsizetype i = 0; i < m_order.size(); ++i) {
        const ViewPlace &place = m_places[m_order.at(i)];
        m_kept->setArrayIndex(static_cast<int>(i));
        m_kept->setValue(presetKey, m_order.at(i));
        m_kept->setValue(scaleKey, place.scale);
        m_kept->setValue(centreKey, place.centre);
        m_kept->setValue(everythingKey, place.everything);
    }
    m_kept->endArray();
}

} // namespace moa
