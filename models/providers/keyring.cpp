// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/keyring.h"

namespace moa {

bool needsKey(const Provider &provider)
{
    return !provider.keyVariables.isEmpty() && !isLoopback(provider.baseUrl.host());
}

} // namespace moa
