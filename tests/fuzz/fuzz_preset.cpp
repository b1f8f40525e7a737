// SPDX-License-Identifier: GPL-3.0-or-later

// Presets of whatever bytes: read or refused with a sentence; what is written of them reads back,
// and is written the same again.

#include "fuzzing.h"
#include "mixture/mixturefile.h"
#include "mixture/validation.h"

using namespace moa;
using fuzz::require;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Result<Mixture> read = readMixture(text);
    if (!read) {
        require(!read.error().message.isEmpty(), "a refusal says why");
        return 0;
    }
    const QByteArray written = writeMixture(*read);
    const Result<Mixture> again = readMixture(written);
    require(again.has_value(), "what was written can be read");
    require(writeMixture(*again) == written, "writing it again changes nothing");
    for (const Problem &problem : validate(*read))
        require(!problem.text.isEmpty(), "a problem says what it is");
    return 0;
}
