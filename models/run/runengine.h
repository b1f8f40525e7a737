// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QObject>

namespace moa {

class RunEngine : public QObject
{
    Q_OBJECT

public:
    explicit RunEngine(QObject *parent = nullptr);

Q_SIGNALS:
    /// The run begins; every response of the mixture is there, waiting or muted.
    void started(const moa::RunRecord &record);
    /// State, timing, attempts or figures of a response changed. Its text and reasoning are only
    /// set once it is final; while it streams, textAdded() carries them.
    void responseChanged(const moa::Response &response);
    /// More of a response's answer or reasoning.
    void textAdded(const moa::ResponseId &id, const QString &text, const QString &reasoning);
    /// What was shown of this response so far is void: another attempt begins from nothing.
    void textDiscarded(const moa::ResponseId &id);
    /// The end, however it came about.
    void finished(const moa::RunRecord &record);
};

} // namespace moa
