// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

/** What a fuzzer, or the replay of what it has found, calls with bytes of whatever kind. */
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/** Called once before that. */
extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv);

namespace moa::fuzz {

/// Ends the program if something that must hold for every input does not.
inline void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "Does not hold: %s\n", what);
    std::abort();
}

} // namespace moa::fuzz
