// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/settingsform.h"
#include "items/modelpalettemodel.h"
#include "mixture/agent.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QSpinBox;
class QStringListModel;

namespace moa {

/** An edit of one field, to be made on whatever agents are edited. */
using AgentChange = std::function<void(Agent &)>;

/**
 * Edits one agent, or several together: what they share is shown, where they differ a field says
 * so, and an edit is one of all of them.
 */
class AgentForm : public QWidget
{
    Q_OBJECT

public:
    explicit AgentForm(QWidget *parent = nullptr);

    /// Providers to choose from, and the models that are proposed while typing.
    void setEntries(const QList<PaletteEntry> &entries);
    /// @p defaults are the mixture's.
    void setAgents(const QList<Agent> &agents, const AgentSettings &defaults);
    /// Whether the agent may be an alternate: where it stands with others in the last layer.
    /// Without @p changeable it is the final one there.
    void showAlternate(bool shown, bool changeable);

    /// Hidden while there are several agents: names are what tells them apart.
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
    void edited(const moa::AgentChange &change, const QString &field, bool typing);
    void mutedSet(bool muted);
    void alternateSet(bool alternate);

protected:
    /// Lets what is typed into a field of different numbers replace the word that stands there.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectFields();
    void change(const AgentChange &change, const QString &field, bool typing);
    void syncName();
    void syncProviders();
    void syncModel(bool otherModel);
    void syncModels();
    void syncSamples();
    void syncMuted();

    QList<Agent> m_agents;
    QList<PaletteEntry> m_entries;
    QFormLayout *m_form;
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
