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

const char *reasonName(Kept::Reason reason)
{
    switch (reason) {
    case Kept::Reason::Pinned:
        return "pinned";
    case Kept::Reason::Unchanged:
        return "unchanged";
    case Kept::Reason::Edited:
        return "edited";
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

const char *stopName(StopReason reason)
{
    switch (reason) {
    case StopReason::None:
        break;
    case StopReason::Complete:
        return "stop";
    case StopReason::Length:
        return "length";
    case StopReason::Filtered:
        return "filtered";
    case StopReason::Tool:
        return "tool";
    case StopReason::Error:
        return "error";
    case StopReason::Truncated:
        return "truncated";
    }
    Q_UNREACHABLE();
}

const char *dialectName(Dialect dialect)
{
    switch (dialect) {
    case Dialect::OpenAi:
        return "openai";
    case Dialect::Anthropic:
        return "anthropic";
    case Dialect::Gemini:
        return "gemini";
    case Dialect::Ollama:
        return "ollama";
    }
    Q_UNREACHABLE();
}

} // namespace moa
