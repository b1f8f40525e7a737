// SPDX-License-Identifier: GPL-3.0-or-later

// What of a program most targets need: no more than its being there.

#include "fuzzing.h"

#include <QCoreApplication>

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static QCoreApplication application(*argc, *argv);
    return 0;
}
