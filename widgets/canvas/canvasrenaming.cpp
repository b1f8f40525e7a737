// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasrenaming.h"

#include "canvas/canvasview.h"
#include "canvas/renameedit.h"
#include "items/mixturedocument.h"
#include "mixture/mixtureedits.h"

#include <algorithm>
#include <QFontInfo>
#include <QLocale>
#include <QScrollBar>

namespace moa {

CanvasRenaming::CanvasRenaming(CanvasView *view, MixtureDocument *document)
    : m_view(view)
    , m_document(document)
{
    connect(view->canvasActions()->rename, &QAction::triggered, this, &CanvasRenaming::begin);
    connect(document, &MixtureDocument::mixtureChanged, this, &CanvasRenaming::follow);
    connect(view->navigation(), &CanvasNavigation::scaleChanged, this, &CanvasRenaming::follow);
    for (const QScrollBar *bar : {view->horizontalScrollBar(), view->verticalScrollBar()})
        connect(bar, &QScrollBar::valueChanged, this, &CanvasRenaming::follow);
}

void CanvasRenaming::begin()
{
    if (m_edit)
        return;
    const Mixture &mixture = m_document->mixture();
    const QList<AgentId> selected = m_view->selectedAgents();
    if (!selected.isEmpty()) {
        const AgentId current = m_view->canvasScene()->current();
        m_agent = selected.contains(current) ? current : selected.constFirst();
        const Agent *agent = mixture.agent(m_agent);
        open(agent->displayName(), shortModelName(agent->model));
    } else if (const std::optional<qsizetype> layer = m_view->selectedLayer()) {
        m_agent = {};
        m_layer = *layer;
        open(mixture.layers.at(m_layer).name, tr("Layer %1").arg(QLocale().toString(m_layer + 1)));
    }
}

void CanvasRenaming::open(const QString &name, const QString &unnamed)
{
    m_view->navigation()->reveal(*title());
    m_edit = new RenameEdit(name, unnamed, m_view->viewport());
    connect(m_edit, &RenameEdit::committed, this, &CanvasRenaming::rename);
    connect(m_edit, &RenameEdit::done, this, &CanvasRenaming::close);
    follow();
    m_edit->show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

std::optional<QRectF> CanvasRenaming::title() const
{
    const CanvasLayout &layout = m_view->canvasScene()->canvasLayout();
    if (m_agent.isEmpty()) {
        if (m_layer >= layout.lanes().size())
            return std::nullopt;
        return layout.lanes().at(m_layer).header.adjusted(space::large, lane::finalEdge,
                                                          -space::large, 0);
    }
    const QRectF card = layout.card(m_agent);
    if (card.isNull())
        return std::nullopt;
    QRectF row = cardRows(card, layout.metrics().factor);
    // From afar the name is all that there is on a card.
    if (detailAt(m_view->navigation()->scale()) != Detail::Full)
        return row;
    row.setHeight(row.height() / 3.0);
    return row.adjusted(card::mark * layout.metrics().factor, 0, 0, 0);
}

void CanvasRenaming::follow()
{
    if (!m_edit)
        return;
    const std::optional<QRectF> scene = title();
    if (!scene) {
        close();
        return;
    }
    const QTransform toView = m_view->viewportTransform();
    QFont font = type::title();
    // As large as the name on the card, but never too small to read.
    font.setPixelSize(qRound(QFontInfo(font).pixelSize() * std::max(1.0, toView.m11())));
    m_edit->setFont(font);
    m_edit->cover(toView.mapRect(*scene));
}

void CanvasRenaming::rename(const QString &text)
{
    const Mixture &mixture = m_document->mixture();
    const QString name = text.trimmed();
    if (m_agent.isEmpty()) {
        const QString number = QLocale().toString(m_layer + 1);
        m_document->apply(edit::renameLayer(mixture, m_layer, name),
                          name.isEmpty() ? tr("Remove the name of layer %1").arg(number)
                                         : tr("Rename layer %1 to %2").arg(number, name));
        return;
    }
    const Agent *before = mixture.agent(m_agent);
    if (!before || name == before->displayName())
        return;
    Agent renamed = *before;
    renamed.name = name == shortModelName(renamed.model) ? QString() : name;
    m_document->apply(edit::setAgent(mixture, renamed),
                      tr("Rename %1 to %2").arg(before->displayName(), renamed.displayName()));
}

void CanvasRenaming::close()
{
    if (!m_edit)
        return;
    RenameEdit *edit = m_edit;
    m_edit.clear();
    if (edit->hasFocus())
        m_view->setFocus(Qt::OtherFocusReason);
    edit->hide();
    edit->deleteLater();
}

} // namespace moa
