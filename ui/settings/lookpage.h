// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QSpinBox;

namespace moa {

class Appearance;

/** Where the program keeps the language of its texts: "system" or "en". Both are set. */
struct LanguageChoice
{
    std::function<QString()> load;
    std::function<void(const QString &)> save;
};

/// Makes texts, numbers and dates speak what LanguageChoice says; to be called at the start.
void applyLanguage(const QString &name);

/** The page of the settings on how the program looks. */
class LookPage : public QWidget
{
    Q_OBJECT

public:
    /// @p appearance outlives this.
    LookPage(Appearance *appearance, LanguageChoice language, QWidget *parent = nullptr);

private:
    void addColours();
    void addLetters();
    void addLanguage();
    [[nodiscard]] QComboBox *box(const char *name, const QString &accessibleName);
    /// Shows what holds now.
    void refresh();
    void takeFont();

    Appearance *m_appearance;
    LanguageChoice m_language;
    QList<QFormLayout *> m_forms;
    QComboBox *m_colours;
    QComboBox *m_motion;
    QComboBox *m_family;
    QSpinBox *m_size;
    QComboBox *m_languages;
};

} // namespace moa
