// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/chatdialect.h"

#include <initializer_list>
#include <QJsonObject>

namespace moa {

/// The setting, by its name in a preset, that @p field is on the wire: "stop" for
/// "generationConfig.stopSequences"; empty if it is none.
[[nodiscard]] QString settingOf(const QString &field);

/** The body of a request while a dialect puts it together. */
class RequestBody
{
public:
    /// @p required are members that are sent whatever the model is not to be sent.
    RequestBody(const ChatRequest &request, std::initializer_list<QLatin1StringView> required);

    /// The request's settings without those that the model is not to be sent, by any of the names
    /// that dialects have for them.
    [[nodiscard]] AgentSettings &settings() { return m_settings; }
    /// Notes that a setting is set and not sent.
    void leaveOut(QLatin1StringView name);
    /// The same for each of the sampling settings that is set; they are absent afterwards.
    void leaveOutSampling();

    QJsonObject json; ///< what has been put in so far

    /// All of it: `extra` merged in, objects deeply, and what the model is not to be sent taken
    /// out. The address and the headers are the dialect's to set.
    [[nodiscard]] WireRequest finished();

private:
    AgentSettings m_settings;
    QStringList m_omit; ///< without what is required
    QStringList m_leftOut;
};

/** A conversation for the dialects in which the two sides take turns, and the user has the last. */
struct Turns
{
    QString system; ///< of all system messages, with blank lines between
    Conversation turns; ///< neighbours of the same author are joined; no empty ones
};

/** An assistant's message at the end, which newer models refuse, becomes the user's. */
[[nodiscard]] Turns turnsOf(const Conversation &conversation);

} // namespace moa
