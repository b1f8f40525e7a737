// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QHash>

namespace moa {

/** The colours of one scheme as CSS writes them. By default the reader's system decides. */
struct ReportScheme
{
    QString window = QStringLiteral("Canvas");
    QString surface = QStringLiteral("Canvas");
    QString raised = QStringLiteral("ButtonFace");
    QString line = QStringLiteral("GrayText");
    QString text = QStringLiteral("CanvasText");
    QString secondaryText = QStringLiteral("CanvasText");
    QString accent = QStringLiteral("LinkText");
    QString danger = QStringLiteral("CanvasText");
    QHash<AgentId, QString> agents; ///< one that is missing has no colour of its own
};

/** The colours of a report: which of the two is shown is the reader's system's choice. */
struct ReportColors
{
    ReportScheme light;
    ReportScheme dark;
};

/**
 * A run as one HTML page: conversation, final answer, responses side by side by layer, figures.
 *
 * It needs nothing but itself and forbids the browser to load or run anything. Whatever people,
 * models and servers wrote is text, isolated from its surroundings in direction, with its control
 * characters made visible. The page is well-formed XML too.
 */
[[nodiscard]] QByteArray runAsHtml(const RunRecord &record, const ReportColors &colors = {});

} // namespace moa
