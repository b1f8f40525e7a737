// SPDX-License-Identifier: GPL-3.0-or-later

// Documents of runs, and of single responses, of whatever bytes: read or refused with a sentence;
// what is written of them reads back, and is written the same again.

#include "fuzzing.h"
#include "run/runjson.h"
#include "run/runjsonreading.h"

using namespace moa;
using fuzz::require;

namespace {

QByteArray written(const RunDocument &document)
{
    return writeRun(document.record, RunDetail::Exchanges, document.judgement);
}

QByteArray written(const Response &response)
{
    return writeResponse(response);
}

template <typename Value>
void roundTrip(const QByteArray &text, Result<Value> (*read)(const QByteArray &))
{
    const Result<Value> first = read(text);
    if (!first) {
        require(!first.error().message.isEmpty(), "a refusal says why");
        return;
    }
    const QByteArray once = written(*first);
    const Result<Value> again = read(once);
    require(again.has_value(), "what was written can be read");
    require(written(*again) == once, "writing it again changes nothing");
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    roundTrip(text, readRun);
    roundTrip(text, readResponse);
    return 0;
}
