// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/agentform.h"
#include "editors/mixtureform.h"
#include "mixture/mixture.h"

#include <QWidget>

class QLabel;

namespace moa {

class MixtureDocument;

/**
 * Shows and edits what is selected: an agent, several agents together, a layer, or, with nothing
 * selected, the mixture itself. Every edit is an undo step of the document; typing in one field is
 * one step.
 */
class AgentInspector : public QWidget
{
    Q_OBJECT

public:
    /// @p document outlives the inspector.
    explicit AgentInspector(MixtureDocument *document, QWidget *parent = nullptr);
    ~AgentInspector() override;

    void setEntries(const QList<PaletteEntry> &entries);
    /// Agents have precedence over the layer.
    void setSelection(const QList<AgentId> &agents, std::optional<qsizetype> layer);
    /// Puts the keyboard into the first field.
    void focusFirstField();

    [[nodiscard]] AgentForm *agentForm() const { return m_agentForm; }
    [[nodiscard]] LayerForm *layerForm() const { return m_layerForm; }
    [[nodiscard]] MixtureForm *mixtureForm() const { return m_mixtureForm; }
    /// What there is to know about the form; empty if it speaks for itself.
    [[nodiscard]] QString sentence() const;

protected:
    /// Keeps the wheel, meant for scrolling, from changing the fields it passes over.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    /// Those of the selected agents that exist, in the order of the picture.
    [[nodiscard]] QList<Agent> chosen() const;
    void connectAgentForm();
    void showAlternate(const QList<Agent> &agents);
    void showOnly(const QWidget *form);
    void apply(const Mixture &after, const QString &text, const QString &subject, bool typing);

    MixtureDocument *m_document;
    QList<AgentId> m_agents;
    std::optional<qsizetype> m_layer;
    QLabel *m_heading;
    QLabel *m_sentence;
    AgentForm *m_agentForm;
    LayerForm *m_layerForm;
    MixtureForm *m_mixtureForm;
    QString m_burst; ///< what is being typed into
    int m_gesture = 0;
};

} // namespace moa
