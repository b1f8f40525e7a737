// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance.h"

#include "ui/systemlook.h"
#include "ui/windowactions.h"

#include <memory>
#include <QActionGroup>
#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QWindow>

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
    , m_platformScheme(Theme::of(QApplication::palette()).scheme)
    , m_systemFont(QApplication::font())
{
    auto style = std::make_unique<StudioStyle>();
    m_style = style.get();
    // The application becomes its owner.
    QApplication::setStyle(style.release());
    qApp->installEventFilter(this);
    setScheme(std::nullopt);
}

void Appearance::follow(const SystemLook *look)
{
    m_system = look;
    const auto apply = [this] {
        applyScheme();
        applyMotion();
    };
    connect(look, &SystemLook::changed, this, apply);
    apply();
}

void Appearance::setScheme(std::optional<Theme::Scheme> scheme)
{
    m_scheme = scheme;
    applyScheme();
}

Theme::Scheme Appearance::systemScheme() const
{
    if (m_system && m_system->hasHighContrast())
        return Theme::Scheme::HighContrast;
    if (m_system && m_system->isDark())
        return *m_system->isDark() ? Theme::Scheme::Dark : Theme::Scheme::Light;
    return m_platformScheme;
}

void Appearance::applyScheme()
{
    const QPalette palette = Theme::make(m_scheme.value_or(systemScheme())).palette();
    // Every widget is told of a palette, and paints itself anew.
    if (palette != QApplication::palette())
        QApplication::setPalette(palette);
    Q_EMIT schemeChanged();
}

bool Appearance::eventFilter(QObject *watched, QEvent *event)
{
    // The platform tells each window; one is enough.
    if (event->type() == QEvent::ThemeChange && watched->isWindowType() && !m_reading)
        QMetaObject::invokeMethod(this, &Appearance::readPlatform, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void Appearance::readPlatform()
{
    m_reading = true;
    QApplication::setPalette({});
    m_platformScheme = Theme::of(QApplication::palette()).scheme;
    m_reading = false;
    applyScheme();
}

void Appearance::setFont(const FontChoice &choice)
{
    m_font = choice;
    QFont font = m_systemFont;
    if (!choice.family.isEmpty())
        font.setFamilies({choice.family});
    if (choice.points > 0)
        font.setPointSize(choice.points);
    if (font != QApplication::font())
        QApplication::setFont(font);
    Q_EMIT fontChanged();
}

bool Appearance::isMotionReduced() const
{
    return m_reducedMotion.value_or(m_system && m_system->hasReducedMotion());
}

void Appearance::setReducedMotion(std::optional<bool> reduced)
{
    m_reducedMotion = reduced;
    applyMotion();
}

void Appearance::applyMotion()
{
    if (m_style)
        m_style->setMoving(!isMotionReduced());
    Q_EMIT motionChanged();
}

QString Appearance::motionName() const
{
    if (!m_reducedMotion)
        return QStringLiteral("system");
    return *m_reducedMotion ? QStringLiteral("reduced") : QStringLiteral("full");
}

void Appearance::setMotionByName(const QString &name)
{
    if (name == QLatin1StringView("reduced"))
        setReducedMotion(true);
    else if (name == QLatin1StringView("full"))
        setReducedMotion(false);
    else if (name == QLatin1StringView("system"))
        setReducedMotion(std::nullopt);
}

QAction *Appearance::createMotionAction(QObject *parent)
{
    auto *action = new QAction(tr("Reduce &Motion"), parent);
    action->setObjectName(QStringLiteral("view.reduceMotion"));
    action->setCheckable(true);
    action->setChecked(isMotionReduced());
    connect(action, &QAction::triggered, this, [this](bool on) { setReducedMotion(on); });
    connect(this, &Appearance::motionChanged, action,
            [this, action] { action->setChecked(isMotionReduced()); });
    return action;
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

QList<std::pair<QString, QString>> Appearance::schemes()
{
    QList<std::pair<QString, QString>> all;
    for (const Choice &choice : choices())
        all.append({QString::fromLatin1(choice.name), withoutMnemonic(tr(choice.label))});
    return all;
}

QMenu *Appearance::createMenu(QWidget *parent)
{
    auto *menu = new QMenu(tr("&Colours"), parent);
    auto *group = new QActionGroup(menu);
    for (const Choice &choice : choices()) {
        QAction *action = menu->addAction(tr(choice.label));
        action->setObjectName(QStringLiteral("view.colours.") + QLatin1String(choice.name));
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
