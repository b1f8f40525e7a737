// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QObject>
#include <QVariant>

namespace moa {

/**
 * What the desktop says that it prefers, as far as it says so: settings of the XDG desktop portal,
 * as they come in. Where they come from is another's business.
 */
class SystemLook : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Absent: the desktop has no preference, or has not told.
    [[nodiscard]] std::optional<bool> isDark() const { return m_dark; }
    [[nodiscard]] bool hasHighContrast() const { return m_highContrast; }
    [[nodiscard]] bool hasReducedMotion() const { return m_reducedMotion || !m_animations; }

public Q_SLOTS:
    /// The setting @p key in the portal's namespace @p group has this value; others are ignored.
    void take(const QString &group, const QString &key, const QVariant &value);

Q_SIGNALS:
    void changed();

private:
    std::optional<bool> m_dark;
    bool m_highContrast = false;
    bool m_reducedMotion = false;
    bool m_animations = true;
};

} // namespace moa
