// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/clipboardcommands.h"

#include "canvas/canvasview.h"
#include "canvas/owncolors.h"
#include "items/agentsname.h"
#include "items/mixturedocument.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace moa {

namespace {

QString textOf(const QMimeData &data)
{
    const QString type = QString::fromLatin1(agentsMimeType);
    return data.hasFormat(type) ? QString::fromUtf8(data.data(type)) : data.text();
}

} // namespace

ClipboardCommands::ClipboardCommands(CanvasView *view, MixtureDocument *document)
    : QObject(view)
    , m_view(view)
    , m_document(document)
{
    const CanvasActions *actions = view->canvasActions();
    connect(actions->copy, &QAction::triggered, this, &ClipboardCommands::copy);
    connect(actions->cut, &QAction::triggered, this, &ClipboardCommands::cut);
    connect(actions->paste, &QAction::triggered, this, [this] { paste(edit::OutsideLinks::Drop); });
    connect(actions->pasteWithLinks, &QAction::triggered, this,
            [this] { paste(edit::OutsideLinks::Keep); });
}

QList<AgentId> ClipboardCommands::chosen() const
{
    QList<AgentId> ids = m_view->selectedAgents();
    if (const std::optional<qsizetype> layer = m_view->selectedLayer()) {
        for (const Agent &agent : m_document->mixture().layers.at(*layer).agents)
            ids.append(agent.id);
    }
    return ids;
}

void ClipboardCommands::copy()
{
    const QList<AgentId> ids = chosen();
    if (ids.isEmpty())
        return;
    const QByteArray text = writeFragment(fragmentOf(m_document->mixture(), ids));
    auto data = std::make_unique<QMimeData>();
    data->setText(QString::fromUtf8(text));
    data->setData(QString::fromLatin1(agentsMimeType), text);
    // The clipboard takes ownership.
    QGuiApplication::clipboard()->setMimeData(data.release());
}

void ClipboardCommands::cut()
{
    copy();
    const QList<AgentId> ids = chosen();
    const Mixture &mixture = m_document->mixture();
    m_document->apply(edit::removeAgents(mixture, ids), tr("Cut %1").arg(agentsName(mixture, ids)));
}

void ClipboardCommands::paste(edit::OutsideLinks outside)
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    const Result<Fragment> fragment = readFragment(data ? textOf(*data) : QString());
    if (!fragment) {
        Q_EMIT m_view->message(tr("Nothing was pasted: %1").arg(fragment.error().message));
        return;
    }
    std::optional<qsizetype> layer = m_view->selectedLayer();
    const QList<AgentId> selected = m_view->selectedAgents();
    if (!selected.isEmpty())
        layer = m_document->mixture().find(selected.constFirst())->layer;

    const edit::Added added = edit::paste(m_document->mixture(), *fragment, layer, outside);
    m_document->apply(withOwnColors(added),
                      tr("Paste %1").arg(agentsName(added.mixture, added.ids)));
    m_view->selectInSight(added.ids);
}

} // namespace moa
