// SPDX-License-Identifier: GPL-3.0-or-later

// Everything else that comes from other people as text: what is pasted, conversations, recorded
// traffic, providers. The first byte says which; each is read or refused with a sentence, and what
// was read reads back as the same from what is written of it.

#include "fuzzing.h"
#include "mixture/conversationfile.h"
#include "mixture/fragment.h"
#include "providers/cassette.h"
#include "providers/providersfile.h"

using namespace moa;
using fuzz::require;

namespace {

template <typename Value>
void requireSaid(const Result<Value> &read)
{
    require(read.has_value() || !read.error().message.isEmpty(), "a refusal says why");
}

template <typename Value, typename Read, typename Write>
void roundTrip(const Result<Value> &read, Read &&readAgain, Write &&write)
{
    requireSaid(read);
    if (!read)
        return;
    const QByteArray written = write(*read);
    const Result<Value> again = readAgain(written);
    require(again.has_value(), "what was written can be read");
    require(*again == *read, "what was written is what was read");
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray text(reinterpret_cast<const char *>(data) + 1,
                          static_cast<qsizetype>(size - 1));
    const auto fragment = [](const QByteArray &bytes) {
        return readFragment(QString::fromUtf8(bytes));
    };
    switch (data[0] % 4) {
    case 0:
        roundTrip(fragment(text), fragment, writeFragment);
        break;
    case 1:
        requireSaid(readConversation(text));
        break;
    case 2:
        roundTrip(readCassette(text), readCassette, writeCassette);
        break;
    default:
        roundTrip(readProviders(text), readProviders, writeProviders);
        break;
    }
    return 0;
}
