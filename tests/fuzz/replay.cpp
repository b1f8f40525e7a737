// SPDX-License-Identifier: GPL-3.0-or-later

// Stands in for the fuzzer where there is none: gives the target every file of the folders that
// are named, so that what was once found stays mended.

#include "fuzzing.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

int main(int argc, char **argv)
{
    LLVMFuzzerInitialize(&argc, &argv);
    int files = 0;
    for (int index = 1; index < argc; ++index) {
        for (const auto &entry : std::filesystem::directory_iterator(argv[index])) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(file)), {});
            std::printf("%s\n", entry.path().c_str());
            std::fflush(stdout);
            LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size());
            ++files;
        }
    }
    moa::fuzz::require(files > 0, "there is a corpus");
    return 0;
}
