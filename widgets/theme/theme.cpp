// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <algorithm>
#include <cmath>
#include <QApplication>
#include <QFontDatabase>
#include <QWidget>

namespace moa {

namespace {

QList<QColor> colors(std::initializer_list<QRgb> values)
{
    QList<QColor> result;
    for (const QRgb value : values)
        result.append(QColor(value));
    return result;
}

Theme lightTheme()
{
    Theme theme;
    theme.scheme = Theme::Scheme::Light;
    theme.window = QColor(0xF6F7F9U);
    theme.surface = QColor(0xFFFFFFU);
    theme.raised = QColor(0xEEF0F3U);
    theme.line = QColor(0xD9DDE3U);
    theme.outline = QColor(0x818B96U);
    theme.text = QColor(0x1B1F24U);
    theme.secondaryText = QColor(0x57606AU);
    theme.disabledText = QColor(0x8C959FU);
    theme.accent = QColor(0x2460D8U);
    theme.onAccent = QColor(0xFFFFFFU);
    theme.good = QColor(0x17742FU);
    theme.warning = QColor(0x875A00U);
    theme.danger = QColor(0xC02A36U);
    theme.insertedGround = QColor(0xDDF4E4U);
    theme.deletedGround = QColor(0xFBE3E4U);
    theme.agentColors = colors({0x0072B2, 0xC77700, 0x00875E, 0xB85C8E, 0x2E8FC9, 0xD55E00,
                                0x7F5FB0, 0x7A7A00, 0x008C8C, 0xA0522D});
    theme.partColors = colors({0x8A929C, 0x4B5563, 0x5B93EE, 0x1B47A8});
    theme.scaleLow = QColor(0xF4F7FDU);
    theme.scaleHigh = QColor(0x6498F0U);
    return theme;
}

Theme darkTheme()
{
    Theme theme;
    theme.scheme = Theme::Scheme::Dark;
    theme.window = QColor(0x15181CU);
    theme.surface = QColor(0x1E2227U);
    theme.raised = QColor(0x262B31U);
    theme.line = QColor(0x363C44U);
    theme.outline = QColor(0x6B7480U);
    theme.text = QColor(0xE6E9EDU);
    theme.secondaryText = QColor(0x9AA4AFU);
    theme.disabledText = QColor(0x6F7985U);
    theme.accent = QColor(0x6EA0FFU);
    theme.onAccent = QColor(0x0B1220U);
    theme.good = QColor(0x57C26BU);
    theme.warning = QColor(0xE3B341U);
    theme.danger = QColor(0xFF7B82U);
    theme.insertedGround = QColor(0x173A24U);
    theme.deletedGround = QColor(0x43212AU);
    theme.agentColors = colors({0x4FA8E0, 0xF0B040, 0x3CCB9B, 0xE79AC6, 0x86CCF5, 0xFF8A4C,
                                0xB79BE0, 0xC2C24A, 0x3CC8C8, 0xD98A5F});
    theme.partColors = colors({0x7E8996, 0xC3CBD4, 0x4F86E8, 0xB9D2FF});
    theme.scaleLow = QColor(0x22272DU);
    theme.scaleHigh = QColor(0x2B5CB8U);
    return theme;
}

Theme highContrastTheme()
{
    Theme theme = darkTheme();
    theme.scheme = Theme::Scheme::HighContrast;
    theme.window = QColor(0x000000U);
    theme.surface = QColor(0x000000U);
    theme.raised = QColor(0x101010U);
    theme.line = QColor(0xFFFFFFU);
    theme.outline = QColor(0xFFFFFFU);
    theme.text = QColor(0xFFFFFFU);
    theme.secondaryText = QColor(0xE0E0E0U);
    theme.disabledText = QColor(0x9C9C9CU);
    theme.accent = QColor(0xFFD60AU);
    theme.onAccent = QColor(0x000000U);
    theme.good = QColor(0x7CFF94U);
    theme.warning = QColor(0xFFD75EU);
    theme.danger = QColor(0xFF9EA3U);
    theme.insertedGround = QColor();
    theme.deletedGround = QColor();
    theme.partColors = colors({0x8C8C8C, 0xFFFFFF, 0x4FA8E0, 0xFFD60A});
    theme.scaleLow = QColor(0x000000U);
    theme.scaleHigh = QColor(0x1F55C4U);
    return theme;
}

double relativeLuminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

/// The application's font at @p size of the 13 px base, so that the user's scale is kept.
QFont scaled(int size)
{
    constexpr double basePixels = 13.0;
    constexpr double smallest = 11.0;
    QFont font = QApplication::font();
    const double factor = std::max<double>(size, smallest) / basePixels;
    if (font.pixelSize() > 0)
        font.setPixelSize(qRound(font.pixelSize() * factor));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

} // namespace

Theme Theme::make(Scheme scheme)
{
    static const Theme light = lightTheme();
    static const Theme dark = darkTheme();
    static const Theme highContrast = highContrastTheme();
    switch (scheme) {
    case Scheme::Light:
        return light;
    case Scheme::Dark:
        return dark;
    case Scheme::HighContrast:
        return highContrast;
    }
    Q_UNREACHABLE();
}

Theme Theme::of(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Window);
    if (window == make(Scheme::HighContrast).window)
        return make(Scheme::HighContrast);
    return make(window.lightnessF() < 0.5F ? Scheme::Dark : Scheme::Light);
}

Theme Theme::of(const QWidget *widget)
{
    return of(widget->palette());
}

QPalette Theme::palette() const
{
    QPalette result;
    result.setColor(QPalette::Window, window);
    result.setColor(QPalette::WindowText, text);
    result.setColor(QPalette::Base, surface);
    result.setColor(QPalette::AlternateBase, raised);
    result.setColor(QPalette::ToolTipBase, raised);
    result.setColor(QPalette::ToolTipText, text);
    result.setColor(QPalette::PlaceholderText, secondaryText);
    result.setColor(QPalette::Text, text);
    result.setColor(QPalette::Button, raised);
    result.setColor(QPalette::ButtonText, text);
    result.setColor(QPalette::BrightText, danger);
    result.setColor(QPalette::Link, accent);
    result.setColor(QPalette::Highlight, accent);
    result.setColor(QPalette::HighlightedText, onAccent);
    result.setColor(QPalette::Light, surface);
    result.setColor(QPalette::Midlight, raised);
    result.setColor(QPalette::Mid, line);
    result.setColor(QPalette::Dark, line);
    result.setColor(QPalette::Shadow, line);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        result.setColor(QPalette::Disabled, role, disabledText);
    result.setColor(QPalette::Disabled, QPalette::Highlight, line);
    return result;
}

QColor Theme::agentColor(int index) const
{
    return agentColors.at(index % agentColors.size());
}

QColor Theme::scaleColor(double value) const
{
    const auto share = static_cast<float>(std::clamp(value, 0.0, 1.0));
    const auto between = [share](float low, float high) { return low + (high - low) * share; };
    return QColor::fromRgbF(between(scaleLow.redF(), scaleHigh.redF()),
                            between(scaleLow.greenF(), scaleHigh.greenF()),
                            between(scaleLow.blueF(), scaleHigh.blueF()));
}

int agentColorIndex(const QString &agentId, std::optional<int> chosen)
{
    if (chosen && *chosen >= 0)
        return *chosen;
    // Not qHash: a colour must be the same in every process and every version of Qt.
    quint32 hash = 2166136261U;
    for (const char byte : agentId.toUtf8())
        hash = (hash ^ static_cast<quint8>(byte)) * 16777619U;
    return static_cast<int>(hash % 10U);
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double first = relativeLuminance(a);
    const double second = relativeLuminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor faded(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

namespace type {

QFont base()
{
    return scaled(13);
}

QFont title()
{
    QFont font = scaled(13);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont secondary()
{
    return scaled(12);
}

QFont figures()
{
    QFont font = scaled(12);
    font.setStyleHint(QFont::SansSerif);
    return font;
}

QFont smallest()
{
    return scaled(11);
}

QFont answer()
{
    return scaled(14);
}

QFont code()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont size = scaled(13);
    if (size.pixelSize() > 0)
        font.setPixelSize(size.pixelSize());
    else
        font.setPointSizeF(size.pointSizeF());
    return font;
}

} // namespace type

} // namespace moa
