// SPDX-License-Identifier: GPL-3.0-or-later

// Mixtures of other programs' files, groq-moa's JSON and Python scripts, of whatever bytes: each is
// read or refused with a sentence, and what was made of it can be saved as a preset and opened.

#include "fuzzing.h"
#include "mixture/importing.h"
#include "mixture/mixturefile.h"
#include "mixture/validation.h"

using namespace moa;
using fuzz::require;

namespace {

void requireUsable(const Result<ImportedMixture> &imported)
{
    if (!imported) {
        require(!imported.error().message.isEmpty(), "a refusal says why");
        return;
    }
    const Mixture &mixture = imported->mixture;
    const QByteArray written = writeMixture(mixture);
    const Result<Mixture> again = readMixture(written);
    require(again.has_value(), "what was imported can be saved and opened");
    require(writeMixture(*again) == written, "saving it again changes nothing");
    for (const QString &remark : imported->remarks)
        require(!remark.isEmpty(), "a remark says something");
    for (const Problem &problem : validate(mixture))
        require(!problem.text.isEmpty(), "a problem says what it is");
    if (imported->source == ImportedMixture::Source::Preset)
        return;
    require(mixture.layers.size() <= mostImportedLayers, "not too many layers are imported");
    for (const Layer &layer : mixture.layers)
        require(layer.agents.size() <= mostImportedAgents, "not too many agents are imported");
    require(mixture.finalAgent() != nullptr, "what was imported has a final agent");
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    requireUsable(importMixture(text));
    requireUsable(importGroqMoa(text));
    requireUsable(importPythonScript(QString::fromUtf8(text)));
    return 0;
}
