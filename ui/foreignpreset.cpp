// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/foreignpreset.h"

#include "mixture/bundledpresets.h"
#include "mixture/mixturefile.h"
#include "sharing/substitutiondialog.h"
#include "ui/runsession.h"

#include <QCryptographicHash>
#include <QSet>
#include <QSettings>

namespace moa {

namespace {

const QString knownKey = QStringLiteral("presets/own");

QString hashOf(const Mixture &mixture)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(writeMixture(mixture), QCryptographicHash::Sha256).toHex());
}

/// Whoever handed it on: what ships with the program is nobody's in particular.
bool isBundled(const QString &hash)
{
    static const QSet<QString> hashes = [] {
        QSet<QString> result;
        for (const BundledPreset &preset : bundledPresets()) {
            if (const Result<Mixture> mixture = loadMixture(preset.path))
                result.insert(hashOf(*mixture));
        }
        return result;
    }();
    return hashes.contains(hash);
}

bool asksUnknownProvider(const Mixture &mixture, const QList<Provider> &providers)
{
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            if (!agent.provider.isEmpty() && !findProvider(providers, agent.provider))
                return true;
        }
    }
    return false;
}

} // namespace

ForeignPresets::ForeignPresets(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    if (m_parts.kept)
        m_known = m_parts.kept->value(knownKey).toStringList();
}

bool ForeignPresets::isForeign(const Mixture &mixture, const QString &source) const
{
    if (mixture.agentCount() == 0)
        return false;
    const bool isOfTheProgram = source.startsWith(QLatin1String(":/"));
    return (!isOfTheProgram && !isKnown(mixture))
        || asksUnknownProvider(mixture, m_parts.session->nextPlan({}).providers);
}

void ForeignPresets::receive(const Mixture &mixture, const QString &source,
                             const std::function<void(const Mixture &)> &proceed)
{
    // A second preset takes the place of one that is not decided on.
    if (m_dialog)
        m_dialog->close();
    if (!isForeign(mixture, source)) {
        proceed(mixture);
        return;
    }
    const RunPlan plan = m_parts.session->nextPlan({});
    m_dialog = new SubstitutionDialog(
        {mixture, {plan.providers, plan.keys, plan.models}, plan.history}, m_parts.window);
    connect(m_dialog, &SubstitutionDialog::decided, this,
            [this, mixture, proceed](const Mixture &decided) {
                remember(mixture);
                proceed(decided);
            });
    m_dialog->open();
}

void ForeignPresets::remember(const Mixture &mixture)
{
    constexpr qsizetype most = 1000;
    const QString hash = hashOf(mixture);
    // Another window, which is a program of its own, may have added to it.
    if (m_parts.kept) {
        m_parts.kept->sync();
        m_known = m_parts.kept->value(knownKey).toStringList();
    }
    m_known.removeAll(hash);
    m_known.append(hash);
    if (m_known.size() > most)
        m_known.remove(0, m_known.size() - most);
    if (!m_parts.kept)
        return;
    m_parts.kept->setValue(knownKey, m_known);
    m_parts.kept->sync();
}

bool ForeignPresets::isKnown(const Mixture &mixture) const
{
    const QString hash = hashOf(mixture);
    return m_known.contains(hash) || isBundled(hash)
        || (m_parts.kept && m_parts.kept->value(knownKey).toStringList().contains(hash));
}

} // namespace moa
