// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/studiostyle.h"
#include "theme/theme.h"

#include <optional>
#include <QObject>
#include <QPointer>

class QAction;
class QActionGroup;
class QMenu;

namespace moa {

class SystemLook;

/** The letters of everything on screen. */
struct FontChoice
{
    QString family; ///< empty: the system's
    int points = 0; ///< 0: the system's size

    friend bool operator==(const FontChoice &, const FontChoice &) = default;
};

/**
 * The look of the whole program: its colours, letters and whether anything in it moves, as the
 * system has it or as the person chose. Follows the system while the program runs.
 */
class Appearance : public QObject
{
    Q_OBJECT

public:
    /// Takes the system's scheme and letters from the application's palette and font, so before
    /// those are changed.
    explicit Appearance(QObject *parent = nullptr);

    /// What @p look says goes before what the palette lets guess. It outlives this.
    void follow(const SystemLook *look);

    /// Absent: as the system's.
    void setScheme(std::optional<Theme::Scheme> scheme);
    [[nodiscard]] std::optional<Theme::Scheme> scheme() const { return m_scheme; }
    /// "light", "dark", "high-contrast" or "system": for settings and the command line.
    [[nodiscard]] QString schemeName() const;
    /// What schemeName() can be, each with its name on screen.
    [[nodiscard]] static QList<std::pair<QString, QString>> schemes();
    void setSchemeByName(const QString &name);

    /// Most of it changes at once, what has letters of its own at the next start.
    void setFont(const FontChoice &choice);
    [[nodiscard]] const FontChoice &font() const { return m_font; }
    [[nodiscard]] const QFont &systemFont() const { return m_systemFont; }

    /// Absent: as the system's. True: nothing glides, pulses or turns.
    void setReducedMotion(std::optional<bool> reduced);
    [[nodiscard]] bool isMotionReduced() const;
    /// "reduced", "full" or "system": for settings.
    [[nodiscard]] QString motionName() const;
    void setMotionByName(const QString &name);

    /// A menu to choose the colours with.
    [[nodiscard]] QMenu *createMenu(QWidget *parent);
    /// The choice of less movement, for a menu.
    [[nodiscard]] QAction *createMotionAction(QObject *parent);

Q_SIGNALS:
    void schemeChanged();
    void motionChanged();
    void fontChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] Theme::Scheme systemScheme() const;
    void applyScheme();
    void applyMotion();
    /// The platform has another palette; the program's own hides it.
    void readPlatform();

    QPointer<StudioStyle> m_style; ///< the application's
    const SystemLook *m_system = nullptr;
    Theme::Scheme m_platformScheme;
    QFont m_systemFont;
    FontChoice m_font;
    std::optional<Theme::Scheme> m_scheme;
    std::optional<bool> m_reducedMotion;
    bool m_reading = false;
};

} // namespace moa
