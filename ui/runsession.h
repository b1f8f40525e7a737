// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/runplan.h"
#include "ui/runthread.h"

#include <QObject>

namespace moa {

class MixtureDocument;
class ResponsesModel;

/** What a window's runs need of the world outside the document. */
struct StudioContext
{
    QList<Provider> providers; ///< the Sandbox is one of them
    KeyRing keys;
    PriceList prices;
};

/** Runs the document's mixture and keeps the responses model up to date. */
class RunSession : public QObject
{
    Q_OBJECT

public:
    /// @p document and @p responses outlive this.
    RunSession(StudioContext context, MixtureDocument *document, ResponsesModel *responses,
               QObject *parent);

    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Why the mixture can't be run, apart from the prompt, as a sentence; empty: it can.
    [[nodiscard]] QString obstacle() const;

    void start(const QString &prompt);
    void stop();

Q_SIGNALS:
    void runningChanged(bool running);

private:
    [[nodiscard]] RunPlan plan(const QString &prompt) const;
    void setRunning(bool running);

    StudioContext m_context;
    MixtureDocument *m_document;
    RunThread m_thread;
    bool m_running = false;
};

} // namespace moa
