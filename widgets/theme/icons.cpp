// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/icons.h"

#include <memory>
#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace moa {

namespace {

class SvgIconEngine : public QIconEngine
{
public:
    SvgIconEngine(const QByteArray &svg, QPalette::ColorRole role)
        : m_svg(svg)
        , m_role(role)
    { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray svg = m_svg;
        svg.replace("currentColor", color(mode).name().toLatin1());
        QSvgRenderer(svg).render(painter, rect);
    }

    /// @p size is in device pixels.
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override
    {
        return std::make_unique<SvgIconEngine>(*this).release();
    }

private:
    [[nodiscard]] QColor color(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, m_role);
        case QIcon::Selected:
            return palette.color(QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active:
            return palette.color(QPalette::Active, m_role);
        }
        Q_UNREACHABLE();
    }

    QByteArray m_svg;
    QPalette::ColorRole m_role;
};

} // namespace

QIcon icon(const QString &name, QPalette::ColorRole role)
{
    QFile file(QStringLiteral(":/moa/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    // The icon becomes its owner.
    return QIcon(std::make_unique<SvgIconEngine>(file.readAll(), role).release());
}

} // namespace moa
