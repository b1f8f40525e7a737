// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/lookpage.h"

#include "editors/settingsform.h"
#include "theme/theme.h"
#include "ui/appearance.h"
#include "ui/settings/settingswords.h"

#include <algorithm>
#include <QComboBox>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFormLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace moa {

namespace {

const QString systemName = QStringLiteral("system");
const QString englishName = QStringLiteral("en");

void choose(QComboBox *box, const QString &name)
{
    const QSignalBlocker blocker(box);
    box->setCurrentIndex(std::max(box->findData(name), 0));
}

} // namespace

void applyLanguage(const QString &name)
{
    if (name == englishName)
        QLocale::setDefault(QLocale(QLocale::English));
}

LookPage::LookPage(Appearance *appearance, LanguageChoice language, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_language(std::move(language))
    , m_colours(box("lookColours", tr("Colours")))
    , m_motion(box("lookMotion", tr("Movement")))
    , m_family(box("lookFont", tr("Font")))
    , m_size(new QSpinBox(this))
    , m_languages(box("lookLanguage", tr("Language")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    addColours();
    layout->addSpacing(space::large);
    addLetters();
    layout->addSpacing(space::large);
    addLanguage();
    layout->addStretch(1);
    alignLabels(m_forms);
    connect(m_appearance, &Appearance::schemeChanged, this, &LookPage::refresh);
    connect(m_appearance, &Appearance::motionChanged, this, &LookPage::refresh);
    connect(m_appearance, &Appearance::fontChanged, this, &LookPage::refresh);
    refresh();
}

QComboBox *LookPage::box(const char *name, const QString &accessibleName)
{
    auto *result = new QComboBox(this);
    result->setObjectName(QLatin1String(name));
    result->setAccessibleName(accessibleName);
    return result;
}

void LookPage::addColours()
{
    for (const auto &[name, text] : Appearance::schemes())
        m_colours->addItem(text, name);
    m_motion->addItem(tr("As the System"), systemName);
    m_motion->addItem(tr("Everything Moves"), QStringLiteral("full"));
    m_motion->addItem(tr("As Little as Possible"), QStringLiteral("reduced"));
    auto *fields = new QWidget(this);
    QFormLayout *form = settingswords::form(fields);
    form->addRow(tr("&Colours"), m_colours);
    form->addRow(tr("&Movement"), m_motion);
    m_forms.append(form);
    fields->setMaximumWidth(settings::textWidth);
    layout()->addWidget(settingswords::heading(tr("Colours and movement"), this));
    layout()->addWidget(fields);
    connect(m_colours, &QComboBox::activated, this,
            [this] { m_appearance->setSchemeByName(m_colours->currentData().toString()); });
    connect(m_motion, &QComboBox::activated, this,
            [this] { m_appearance->setMotionByName(m_motion->currentData().toString()); });
}

void LookPage::addLetters()
{
    const QFontInfo system(m_appearance->systemFont());
    m_family->addItem(tr("As the System (%1)").arg(system.family()), QString());
    for (const QString &family : QFontDatabase::families()) {
        if (!QFontDatabase::isPrivateFamily(family) && QFontDatabase::isSmoothlyScalable(family))
            m_family->addItem(family, family);
    }
    m_size->setObjectName(QStringLiteral("lookFontSize"));
    m_size->setAccessibleName(tr("Size of letters"));
    m_size->setRange(settings::fewestPoints - 1, settings::mostPoints);
    m_size->setSpecialValueText(
        tr("As the System (%1 pt)").arg(QLocale().toString(system.pointSizeF(), 'g', 3)));
    m_size->setSuffix(tr(" pt"));
    auto *fields = new QWidget(this);
    QFormLayout *form = settingswords::form(fields);
    form->addRow(tr("&Font"), m_family);
    form->addRow(tr("&Size"), m_size);
    m_forms.append(form);
    fields->setMaximumWidth(settings::textWidth);
    layout()->addWidget(settingswords::heading(tr("Letters"), this));
    layout()->addWidget(fields);
    layout()->addWidget(settingswords::hint(
        tr("Most of the program takes another font at once, all of it from the next start on."),
        this));
    connect(m_family, &QComboBox::activated, this, &LookPage::takeFont);
    connect(m_size, &QSpinBox::valueChanged, this, &LookPage::takeFont);
}

void LookPage::addLanguage()
{
    m_languages->addItem(tr("As the System"), systemName);
    m_languages->addItem(tr("English"), englishName);
    auto *fields = new QWidget(this);
    QFormLayout *form = settingswords::form(fields);
    form->addRow(tr("&Language"), m_languages);
    m_forms.append(form);
    fields->setMaximumWidth(settings::textWidth);
    layout()->addWidget(settingswords::heading(tr("Language"), this));
    layout()->addWidget(fields);
    layout()->addWidget(settingswords::hint(
        tr("All texts are in English so far; numbers and dates follow the choice, from the next "
           "start on."),
        this));
    choose(m_languages, m_language.load());
    connect(m_languages, &QComboBox::activated, this,
            [this] { m_language.save(m_languages->currentData().toString()); });
}

void LookPage::takeFont()
{
    const int points = m_size->value();
    m_appearance->setFont(
        {m_family->currentData().toString(), points < settings::fewestPoints ? 0 : points});
}

void LookPage::refresh()
{
    choose(m_colours, m_appearance->schemeName());
    choose(m_motion, m_appearance->motionName());
    choose(m_family, m_appearance->font().family);
    const QSignalBlocker blocker(m_size);
    m_size->setValue(m_appearance->font().points);
}

} // namespace moa
