// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runwords.h"

namespace moa {

const char *stateName(ResponseState state)
{
    switch (state) {
    case ResponseState::Waiting:
    case ResponseState::Queued:
    case ResponseState::Started:
    case ResponseState::Streaming:
    case ResponseState::Retrying:
        return "running";
    case ResponseState::Done:
        return "done";
    case ResponseState::Failed:
        return "failed";
    case ResponseState::Cancelled:
        return "cancelled";
    case ResponseState::Muted:
        return "muted";
    case ResponseState::Pinned:
        return "pinned";
    }
    Q_UNREACHABLE();
}

const char *sourceName(Usage::Source source)
{
    switch (source) {
    case Usage::Source::Reported:
        return "reported";
    case Usage::Source::Counted:
        return "counted";
    case Usage::Source::Estimated:
        return "estimated";
    }
    Q_UNREACHABLE();
}

} // namespace moa
