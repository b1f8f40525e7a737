// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/ids.h"

#include <optional>
#include <QObject>
#include <QPointer>
#include <QRectF>

namespace moa {

class CanvasView;
class MixtureDocument;
class RenameEdit;

/**
 * Renames an agent on its card, or a layer on its header, as one undo step. The field follows its
 * place while the view scrolls or zooms. An empty name gives way to the model's, or to the layer's
 * number.
 */
class CanvasRenaming : public QObject
{
    Q_OBJECT

public:
    /// Serves an action of @p view; @p document is the one it shows. Both outlive this object.
    CanvasRenaming(CanvasView *view, MixtureDocument *document);

private:
    void begin();
    void open(const QString &name, const QString &unnamed);
    void follow();
    void rename(const QString &text);
    void close();
    /// Of the name that is edited, in scene coordinates; nothing if it is gone.
    [[nodiscard]] std::optional<QRectF> title() const;

    CanvasView *m_view;
    MixtureDocument *m_document;
    QPointer<RenameEdit> m_edit;
    AgentId m_agent; ///< empty: a layer
    qsizetype m_layer = 0;
};

} // namespace moa
