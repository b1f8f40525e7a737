// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/importing.h"

#include "mixture/jsonvalue.h"
#include "mixture/mixturefile.h"

#include <algorithm>
#include <array>
#include <QStringDecoder>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

bool looksLikeGroqMoa(const JsonValue &root)
{
    constexpr std::array names{"moa_config"_L1, "moa_main_agent_config"_L1,
                               "moa_layer_agent_config"_L1, "layer_agent_config"_L1,
                               "main_model"_L1};
    return !root.member("format"_L1)
        && std::any_of(names.begin(), names.end(),
                       [&root](QLatin1StringView name) { return root.member(name) != nullptr; });
}

} // namespace

Result<ImportedMixture> importMixture(const QByteArray &text)
{
    Result<Mixture> preset = readMixture(text);
    if (preset)
        return ImportedMixture{ImportedMixture::Source::Preset, *std::move(preset), {}};
    if (const Result<JsonValue> root = parseJson(text)) {
        if (!looksLikeGroqMoa(*root))
            return tl::make_unexpected(preset.error());
        return importGroqMoa(text);
    }
    // No JSON: a script, if it gives a name to anything that one does.
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString script = decoder(text);
    static const QStringList names{QStringLiteral("reference_models"),
                                   QStringLiteral("aggregator_model")};
    const bool isScript = !decoder.hasError()
        && std::any_of(names.cbegin(), names.cend(),
                       [&](const QString &name) { return script.contains(name); });
    if (!isScript || text.trimmed().startsWith('{'))
        return tl::make_unexpected(preset.error());
    return importPythonScript(script);
}

} // namespace moa
