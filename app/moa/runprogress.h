// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QObject>
#include <QTimer>

namespace moa {

/**
 * Tells on stderr how a run gets on: one line that is rewritten on a terminal, else a plain line
 * for each response that ends.
 */
class RunProgress : public QObject
{
    Q_OBJECT

public:
    explicit RunProgress(QObject *parent = nullptr);

    void begin(const RunRecord &record);
    void change(const Response &response);
    void end(const RunRecord &record);

private:
    [[nodiscard]] QString outcomeLine(const Response &response) const;
    void rewrite();
    void clearLine();

    bool m_isTerminal;
    QHash<ResponseId, ResponseState> m_states;
    QTimer m_rewriting; ///< at most ten times a second
};

} // namespace moa
