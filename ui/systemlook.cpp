// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/systemlook.h"

#include <tuple>

namespace moa {

void SystemLook::take(const QString &group, const QString &key, const QVariant &value)
{
    const auto state = [this] {
        return std::tuple(m_dark, m_highContrast, m_reducedMotion, m_animations);
    };
    const auto before = state();
    if (group == QLatin1StringView("org.freedesktop.appearance")) {
        const uint number = value.toUInt();
        if (key == QLatin1StringView("color-scheme")) // 1 dark, 2 light, else no preference
            m_dark = number == 1 || number == 2 ? std::optional(number == 1) : std::nullopt;
        else if (key == QLatin1StringView("contrast"))
            m_highContrast = number == 1;
        else if (key == QLatin1StringView("reduced-motion"))
            m_reducedMotion = number == 1;
    } else if (group == QLatin1StringView("org.gnome.desktop.interface")
               && key == QLatin1StringView("enable-animations")) {
        m_animations = value.toBool();
    }
    if (state() != before)
        Q_EMIT changed();
}

} // namespace moa
