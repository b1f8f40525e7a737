// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/settingsform.h"
#include "mixture/mixture.h"

#include <QWidget>

class QFormLayout;

namespace moa {

/** Edits what a mixture says of itself, and the defaults of its agents. */
class MixtureForm : public QWidget
{
    Q_OBJECT

public:
    explicit MixtureForm(QWidget *parent = nullptr);

    void setMixture(const Mixture &mixture);

    [[nodiscard]] TextField *nameField() const { return m_name; }
    [[nodiscard]] TextField *descriptionField() const { return m_description; }
    /// What stands in the prompt bar of who opens the preset.
    [[nodiscard]] TextField *examplePromptField() const { return m_examplePrompt; }
    [[nodiscard]] TextField *notesField() const { return m_notes; }
    [[nodiscard]] SettingsForm *settingsForm() const { return m_defaults; }

Q_SIGNALS:
    /// @p field is the translated name for an undo step; @p typing: one of a burst of edits.
    void edited(const moa::Mixture &mixture, const QString &field, bool typing);

private:
    [[nodiscard]] TextField *addText(QFormLayout *form, const QString &caption,
                                     const QString &label, const QString &placeholder);
    void connectText(TextField *field, QString Mixture::*text, const QString &name);

    Mixture m_mixture;
    TextField *m_name;
    TextField *m_description;
    TextField *m_examplePrompt;
    TextField *m_notes;
    SettingsForm *m_defaults;
};

/** Edits a layer's name and quorum. */
class LayerForm : public QWidget
{
    Q_OBJECT

public:
    explicit LayerForm(QWidget *parent = nullptr);

    /// @p index counts from 0.
    void setLayer(const Layer &layer, qsizetype index);

    [[nodiscard]] TextField *nameField() const { return m_name; }
    [[nodiscard]] TextField *quorumField() const { return m_quorum; }

Q_SIGNALS:
    void edited(const moa::Layer &layer, const QString &field, bool typing);

private:
    Layer m_layer;
    qsizetype m_index = -1;
    TextField *m_name;
    TextField *m_quorum;
};

} // namespace moa
