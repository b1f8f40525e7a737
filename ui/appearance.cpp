// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance.h"

#include "theme/studiostyle.h"

#include <memory>
#include <QActionGroup>
#include <QApplication>
#include <QMenu>

namespace moa {

namespace {

struct Choice
{
    const char *name;
    const char *label;
    std::optional<Theme::Scheme> scheme;
};

const QList<Choice> &choices()
{
    static const QList<Choice> all{
        {"system", QT_TRANSLATE_NOOP("moa::Appearance", "As the &System"), std::nullopt},
        {"light", QT_TRANSLATE_NOOP("moa::Appearance", "&Light"), Theme::Scheme::Light},
        {"dark", QT_TRANSLATE_NOOP("moa::Appearance", "&Dark"), Theme::Scheme::Dark},
        {"high-contrast", QT_TRANSLATE_NOOP("moa::Appearance", "High &Contrast"),
         Theme::Scheme::HighContrast}};
    return all;
}

} // namespace

Appearance::Appearance(QObject *parent)
    : QObject(parent)
    , m_systemScheme(Theme::of(QApplication::palette()).scheme)
{
    // The application becomes its owner.
    QApplication::setStyle(std::make_unique<StudioStyle>().release());
    setScheme(std::nullopt);
}

void Appearance::setScheme(std::optional<Theme::Scheme> scheme)
{
    m_scheme = scheme;
    QApplication::setPalette(Theme::make(scheme.value_or(m_systemScheme)).palette());
    Q_EMIT schemeChanged();
}

QString Appearance::schemeName() const
{
    const auto current =
        std::find_if(choices().begin(), choices().end(),
                     [this](const Choice &choice) { return choice.scheme == m_scheme; });
    return QString::fromLatin1(current->name);
}

void Appearance::setSchemeByName(const QString &name)
{
    for (const Choice &choice : choices()) {
        if (name == QLatin1StringView(choice.name))
            setScheme(choice.scheme);
    }
}

QMenu *Appearance::createMenu(QWidget *parent)
{
    auto *menu = new QMenu(tr("&Colours"), parent);
    auto *group = new QActionGroup(menu);
    for (const Choice &choice : choices()) {
        QAction *action = menu->addAction(tr(choice.label));
        action->setCheckable(true);
        action->setChecked(choice.scheme == m_scheme);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, scheme = choice.scheme] { setScheme(scheme); });
        connect(this, &Appearance::schemeChanged, action,
                [this, action, scheme = choice.scheme] { action->setChecked(m_scheme == scheme); });
    }
    return menu;
}

} // namespace moa
