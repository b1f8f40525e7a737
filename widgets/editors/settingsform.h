// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/textfield.h"
#include "mixture/agent.h"
#include "mixture/error.h"

#include <functional>
#include <QWidget>

class QComboBox;
class QFormLayout;

namespace moa {

/** An edit of one field, to be made on whatever settings are edited. */
using SettingsChange = std::function<void(AgentSettings &)>;

/**
 * Edits AgentSettings: those of one or several agents, whose gaps are filled by the mixture's
 * defaults, or those defaults. An empty field is an absent value; its placeholder says what holds
 * instead, or that the agents differ.
 */
class SettingsForm : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsForm(QWidget *parent = nullptr);

    /**
     * Shows what all of @p own say. @p defaults are what their gaps take, or null if these are the
     * defaults. What is being typed stays as it is if @p sameSubject and it still says the same.
     */
    void setSettings(const QList<AgentSettings> &own, const AgentSettings *defaults,
                     bool sameSubject);

    /// The field whose undo name is @p name, for tests and problem lists; null if there is none.
    [[nodiscard]] TextField *field(const QString &name) const;
    [[nodiscard]] QFormLayout *formLayout() const { return m_form; }
    [[nodiscard]] QComboBox *placementBox() const { return m_placement; }
    [[nodiscard]] QComboBox *overflowBox() const { return m_overflow; }

Q_SIGNALS:
    /// @p field is the translated name for an undo step; @p typing: one of a burst of edits.
    void edited(const moa::SettingsChange &change, const QString &field, bool typing);

private:
    struct Field
    {
        QString name;
        TextField *editor = nullptr;
        /// The value as text; empty if it is absent.
        std::function<QString(const AgentSettings &)> text;
        /// Writes what the text says, absent if it is empty; or says why it can't be.
        std::function<Result<void>(const QString &, AgentSettings &)> parse;
        QString ifNowhere = {}; ///< placeholder when the defaults are silent too
    };

    void addNumbers();
    void addTexts();
    void addChoice(QComboBox *box, const QString &caption, const QString &name);
    void add(TextField::Kind kind, const QString &label, Field field);
    void edit(const Field &field, const QString &text);
    void change(const SettingsChange &change, const QString &field, bool typing);
    void sync(const Field &field, const AgentSettings *defaults, bool keepWrongText);
    template <typename Choice>
    void connectChoice(QComboBox *box, std::optional<Choice> AgentSettings::*member,
                       const QString &name);
    template <typename Choice>
    void syncChoice(QComboBox *box, std::optional<Choice> AgentSettings::*member,
                    const QList<std::pair<Choice, QString>> &words, const AgentSettings *defaults);

    QList<AgentSettings> m_settings;
    QList<Field> m_fields;
    QFormLayout *m_form;
    QComboBox *m_placement;
    QComboBox *m_overflow;
};

/** Gives the labels of @p forms one width, so that their fields stand in one column. */
void alignLabels(const QList<QFormLayout *> &forms);

} // namespace moa
