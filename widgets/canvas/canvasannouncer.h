// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <QAccessible>
#include <QObject>
#include <QTimer>

namespace moa {

class CanvasAccessible;
class CanvasView;

/**
 * Tells assistive technology what changes on a canvas: where the keyboard is, what is selected, who
 * comes and goes, other names, and what a run says of an agent. Does nothing while nobody listens.
 */
class CanvasAnnouncer : public QObject, private QAccessible::ActivationObserver
{
    Q_OBJECT

public:
    /// @p view is the parent.
    explicit CanvasAnnouncer(CanvasView *view);
    ~CanvasAnnouncer() override;

Q_SIGNALS:
    /// What assistive technology has just been told.
    void told(QAccessible::Event what, QAccessibleInterface *about);

private:
    void accessibilityActiveChanged(bool active) override { m_isListened = active; }
    void mixtureShown();
    void selectedChanged();
    void stateChanged(const AgentId &agent);
    void announceFocus();
    void announceRows(const CanvasAccessible &canvas, const Mixture &before);
    void announceFields(const CanvasAccessible &canvas, const Mixture &before);
    void tell(QAccessibleInterface *about, QAccessible::Event what);
    /// Null while nobody listens.
    [[nodiscard]] CanvasAccessible *listened() const;

    CanvasView *m_view;
    bool m_isListened;
    Mixture m_shown;
    QList<AgentId> m_selected;
    std::optional<Link> m_selectedLink;
    std::optional<qsizetype> m_selectedLayer;
    QHash<AgentId, QString> m_words; ///< the states that were told
    QTimer m_focusTimer; ///< after the canvas's own focus has been told
};

} // namespace moa
