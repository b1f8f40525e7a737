// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/settingsform.h"
#include "items/modelpalettemodel.h"
#include "mixture/agent.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QSpinBox;
class QStringListModel;

namespace moa {

/** Edits one agent. */
class AgentForm : public QWidget
{
    Q_OBJECT

public:
    explicit AgentForm(QWidget *parent = nullptr);

    /// Providers to choose from, and the models that are proposed while typing.
    void setEntries(const QList<PaletteEntry> &entries);
    void setAgent(const Agent &agent, const AgentSettings &defaults);
    [[nodiscard]] const Agent &agent() const { return m_agent; }
    /// Whether the agent may be an alternate: where it stands with others in the last layer.
    /// Without @p changeable it is the final one there.
    void showAlternate(bool shown, bool changeable);

    [[nodiscard]] TextField *nameField() const { return m_name; }
    [[nodiscard]] TextField *modelField() const { return m_model; }
    [[nodiscard]] QComboBox *roleBox() const { return m_role; }
    [[nodiscard]] QComboBox *providerBox() const { return m_provider; }
    [[nodiscard]] QSpinBox *samplesBox() const { return m_samples; }
    [[nodiscard]] QCheckBox *mutedBox() const { return m_muted; }
    [[nodiscard]] QCheckBox *alternateBox() const { return m_alternate; }
    [[nodiscard]] SettingsForm *settingsForm() const { return m_settings; }

Q_SIGNALS:
    /// @p field is the translated name for an undo step; @p typing: one of a burst of edits.
    void edited(const moa::Agent &agent, const QString &field, bool typing);

private:
    void connectFields();
    void syncProviders();
    void syncModels();

    Agent m_agent;
    QList<PaletteEntry> m_entries;
    TextField *m_name;
    QComboBox *m_role;
    QComboBox *m_provider;
    TextField *m_model;
    QStringListModel *m_models;
    QSpinBox *m_samples;
    QCheckBox *m_muted;
    QCheckBox *m_alternate;
    SettingsForm *m_settings;
};

} // namespace moa
