// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/newmixturespage.h"

#include "mixture/mixturefile.h"
#include "theme/theme.h"
#include "ui/settings/settingswords.h"
#include "ui/settings/wheelguard.h"

#include <QFormLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace moa {

QString settingsText(const AgentSettings &settings)
{
    Mixture mixture;
    mixture.defaults = settings;
    return QString::fromUtf8(writeMixture(mixture));
}

AgentSettings settingsFrom(const QString &text)
{
    const Result<Mixture> mixture = readMixture(text.toUtf8());
    return mixture ? mixture->defaults : AgentSettings();
}

NewMixturesPage::NewMixturesPage(NewMixtures kept, QWidget *parent)
    : QWidget(parent)
    , m_kept(std::move(kept))
    , m_settings(m_kept.load())
    , m_form(new SettingsForm)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    layout->addWidget(settingswords::heading(tr("What new mixtures begin with"), this));
    QLabel *hint = settingswords::hint(
        tr("The defaults of a mixture that is made with File > New. They become part of it, and "
           "can be changed there; presets that are opened have their own. How long an answer is "
           "waited for is set for each provider, under Providers > Limits."),
        this);
    hint->setMaximumWidth(settings::textWidth);
    layout->addWidget(hint);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setBackgroundRole(QPalette::Window);
    m_form->setMaximumWidth(settings::textWidth);
    m_form->formLayout()->setContentsMargins(0, 0, space::small, 0);
    area->setWidget(m_form);
    new WheelGuard(m_form);
    layout->addWidget(area, 1);
    m_form->setSettings({m_settings}, nullptr, false);
    connect(m_form, &SettingsForm::edited, this, &NewMixturesPage::take);
}

void NewMixturesPage::take(const SettingsChange &change)
{
    change(m_settings);
    m_kept.save(m_settings);
    m_form->setSettings({m_settings}, nullptr, true);
}

} // namespace moa
