// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/sandboxmodels.h"

#include <algorithm>

namespace moa {

namespace {

using Character = SandboxCharacter;
using Trouble = SandboxTrouble;

QString described(const QString &what)
{
    return what + QStringLiteral(" Not a language model: its text comes from templates.");
}

} // namespace

const QList<SandboxModel> &sandboxModels()
{
    static const QList<SandboxModel> models{
        {QStringLiteral("sandbox-brief"), QStringLiteral("Sandbox Brief"),
         described(QStringLiteral("Answers in a few sentences.")), Character::Brief, 250, 60},
        {QStringLiteral("sandbox-detailed"), QStringLiteral("Sandbox Detailed"),
         described(QStringLiteral("Answers at length, with headings and lists.")),
         Character::Detailed, 600, 100},
        {QStringLiteral("sandbox-sceptical"), QStringLiteral("Sandbox Sceptical"),
         described(QStringLiteral("Doubts before it answers.")), Character::Sceptical, 450, 60},
        {QStringLiteral("sandbox-code"), QStringLiteral("Sandbox Code"),
         described(QStringLiteral("Answers with a block of code.")), Character::Code, 700, 80},
        {QStringLiteral("sandbox-slow"), QStringLiteral("Sandbox Slow"),
         described(QStringLiteral("Takes its time, to see how waiting looks.")), Character::Slow,
         1500, 12},
        {QStringLiteral("sandbox-flaky"), QStringLiteral("Sandbox Flaky"),
         described(QStringLiteral("Refuses the first attempt of each request as overloaded.")),
         Character::Flaky, 300, 60, Trouble::FailsFirst},
        {QStringLiteral("sandbox-breaks"), QStringLiteral("Sandbox Breaks"),
         described(QStringLiteral("Breaks the connection in the middle of every answer.")),
         Character::Breaks, 400, 70, Trouble::BreaksOff},
        {QStringLiteral("sandbox-synthesizer"), QStringLiteral("Sandbox Synthesizer"),
         described(QStringLiteral("Joins sentences of its references into one answer.")),
         Character::Synthesizer, 800, 80}};
    return models;
}

const SandboxModel *sandboxModel(const QString &id)
{
    const QList<SandboxModel> &models = sandboxModels();
    const auto found = std::find_if(models.begin(), models.end(),
                                    [&id](const SandboxModel &model) { return model.id == id; });
    return found == models.end() ? nullptr : &*found;
}

} // namespace moa
