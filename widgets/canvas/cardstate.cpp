// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/cardstate.h"

#include "items/figures.h"

#include <QCoreApplication>

namespace moa {

QList<CardFigure> cardFigures(const CardState &state, const QLocale &locale)
{
    const QString tilde = state.estimated ? QStringLiteral("~") : QString();
    QList<CardFigure> figures;
    if (state.tokensPerSecond) {
        figures.append({QCoreApplication::translate("moa", "%1 tok/s")
                            .arg(locale.toString(*state.tokensPerSecond, 'f',
                                                 *state.tokensPerSecond < 10.0 ? 1 : 0)),
                        1});
    }
    if (state.inputTokens && state.outputTokens) {
        figures.append({QCoreApplication::translate("moa", "%1 in, %2 out")
                            .arg(tilde + locale.toString(*state.inputTokens),
                                 tilde + locale.toString(*state.outputTokens)),
                        4});
    } else if (state.outputTokens) {
        figures.append({QCoreApplication::translate("moa", "%1 out")
                            .arg(tilde + locale.toString(*state.outputTokens)),
                        4});
    }
    if (state.elapsedMs)
        figures.append({figures::seconds(*state.elapsedMs, locale), 2});
    if (!state.cost.isEmpty())
        figures.append({state.cost, 3});
    if (state.bleu) {
        figures.append({QCoreApplication::translate("moa", "BLEU %1")
                            .arg(locale.toString(*state.bleu, 'f', 1)),
                        0});
    }
    return figures;
}

} // namespace moa
