// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/mixture.h"

namespace moa {

/** A mixture as it could be made of what somebody else's program keeps. */
struct ImportedMixture
{
    enum class Source {
        Preset, ///< this program's own format: nothing was changed
        GroqMoa, ///< a configuration of groq-moa (JSON)
        PythonScript ///< a script like those of the method's reference implementation
    };

    Source source = Source::Preset;
    Mixture mixture;
    QStringList remarks; ///< what was not carried over or had to be assumed, as sentences
};

/**
 * Reads @p text, whatever of the three it is. Nothing in it is executed, and keys in it are left
 * out. What can't be read is refused with a sentence that names the line; text that is none of them
 * as a preset would be.
 */
[[nodiscard]] Result<ImportedMixture> importMixture(const QByteArray &text);

/// A configuration as groq-moa's page gives it to download, or as its code has it.
[[nodiscard]] Result<ImportedMixture> importGroqMoa(const QByteArray &json);

/**
 * The models and numbers that a Python script gives names to: `reference_models`,
 * `aggregator_model` or `model`, `rounds` or `layers`, `temperature`, `max_tokens`, and the
 * aggregator's system prompt.
 */
[[nodiscard]] Result<ImportedMixture> importPythonScript(const QString &script);

/// Layers and agents beyond this are refused: nobody draws them.
inline constexpr int mostImportedLayers = 32;
inline constexpr int mostImportedAgents = 200; ///< in a layer

} // namespace moa
