// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/settingsform.h"

namespace moa {

/** Where the program keeps what the agents of a new mixture begin with. Both are set. */
struct NewMixtures
{
    std::function<AgentSettings()> load;
    std::function<void(const AgentSettings &)> save;
};

/// For a settings file: as the defaults stand in a preset.
[[nodiscard]] QString settingsText(const AgentSettings &settings);
/// What settingsText() made; nothing set if it can't be read.
[[nodiscard]] AgentSettings settingsFrom(const QString &text);

/** The page of the settings on the defaults of new mixtures. */
class NewMixturesPage : public QWidget
{
    Q_OBJECT

public:
    explicit NewMixturesPage(NewMixtures kept, QWidget *parent = nullptr);

    [[nodiscard]] SettingsForm *form() const { return m_form; }

private:
    void take(const SettingsChange &change);

    NewMixtures m_kept;
    AgentSettings m_settings;
    SettingsForm *m_form;
};

} // namespace moa
