// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cardwords.h"

#include "items/figures.h"

namespace moa {

namespace {

CardState::Tone toneOf(ResponseState state)
{
    switch (state) {
    case ResponseState::Streaming:
    case ResponseState::Started:
    case ResponseState::Queued:
        return CardState::Tone::Busy;
    case ResponseState::Done:
    case ResponseState::Pinned:
        return CardState::Tone::Good;
    case ResponseState::Retrying:
        return CardState::Tone::Warning;
    case ResponseState::Failed:
        return CardState::Tone::Danger;
    case ResponseState::Waiting:
    case ResponseState::Cancelled:
    case ResponseState::Muted:
        return CardState::Tone::Quiet;
    }
    Q_UNREACHABLE();
}

StateMark markOf(ResponseState state)
{
    switch (state) {
    case ResponseState::Waiting:
        return StateMark::Waiting;
    case ResponseState::Queued:
        return StateMark::Queued;
    case ResponseState::Started:
        return StateMark::Asked;
    case ResponseState::Streaming:
        return StateMark::Writing;
    case ResponseState::Retrying:
        return StateMark::Retrying;
    case ResponseState::Done:
        return StateMark::Done;
    case ResponseState::Failed:
        return StateMark::Failed;
    case ResponseState::Cancelled:
        return StateMark::Stopped;
    case ResponseState::Muted:
        return StateMark::Muted;
    case ResponseState::Pinned:
        return StateMark::Pinned;
    }
    Q_UNREACHABLE();
}

} // namespace

int urgencyOf(ResponseState state)
{
    switch (state) {
    case ResponseState::Streaming:
        return 0;
    case ResponseState::Started:
        return 1;
    case ResponseState::Retrying:
        return 2;
    case ResponseState::Queued:
        return 3;
    case ResponseState::Waiting:
        return 4;
    case ResponseState::Failed:
        return 5;
    case ResponseState::Cancelled:
        return 6;
    case ResponseState::Done:
        return 7;
    case ResponseState::Pinned:
        return 8;
    case ResponseState::Muted:
        return 9;
    }
    Q_UNREACHABLE();
}

void tellState(ResponseState state, CardState &card)
{
    card.word = figures::stateWord(state);
    card.tone = toneOf(state);
    card.mark = markOf(state);
}

void tellAnswer(const Response &answer, bool pinned, CardState &card)
{
    const bool byItself = answer.kept && answer.kept->reason != Kept::Reason::Pinned;
    tellState(pinned || byItself ? ResponseState::Pinned : ResponseState::Done, card);
    if (byItself && (!pinned || answer.kept->reason == Kept::Reason::Edited))
        card.word = figures::stateWord(answer);
}

} // namespace moa
