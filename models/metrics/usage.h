// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace moa {

/** Tokens of one response, and where the figure comes from. */
struct Usage
{
    enum class Source { Reported, Counted, Estimated };

    qint64 input = 0; ///< tokens of the whole prompt, the cached ones included
    qint64 output = 0; ///< tokens of the answer, the reasoning included
    qint64 reasoning = 0; ///< part of output
    qint64 cached = 0; ///< part of input: read from the provider's cache
    Source source = Source::Estimated;
    qint64 cacheWritten = 0; ///< part of input, apart from cached: written to that cache

    friend bool operator==(const Usage &, const Usage &) = default;
};

} // namespace moa
