// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <optional>
#include <QObject>

class QActionGroup;
class QMenu;

namespace moa {

/** The colours of the whole program: as the system's, or as the person chose. */
class Appearance : public QObject
{
    Q_OBJECT

public:
    /// Takes the system's scheme from the application's palette, so before that is changed.
    explicit Appearance(QObject *parent = nullptr);

    /// Absent: as the system's.
    void setScheme(std::optional<Theme::Scheme> scheme);
    [[nodiscard]] std::optional<Theme::Scheme> scheme() const { return m_scheme; }
    /// "light", "dark", "high-contrast" or "system": for settings and the command line.
    [[nodiscard]] QString schemeName() const;
    void setSchemeByName(const QString &name);

    /// A menu to choose with.
    [[nodiscard]] QMenu *createMenu(QWidget *parent);

Q_SIGNALS:
    void schemeChanged();

private:
    Theme::Scheme m_systemScheme;
    std::optional<Theme::Scheme> m_scheme;
};

} // namespace moa
