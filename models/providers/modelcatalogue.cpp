// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/modelcatalogue.h"

#include "providers/modelencoding.h"

namespace moa {

ModelFacts ModelCatalogue::facts(const Provider &provider, const QString &model) const
{
    ModelFacts facts;
    facts.price = m_prices.find(provider.id, model);
    if (const ModelOverride *own = provider.overrideFor(model)) {
        if (own->contextWindow)
            facts.contextWindow = own->contextWindow;
        if (own->rates) {
            facts.price = Price();
            facts.price->rates = *own->rates;
            facts.price->source = QCoreApplication::translate("moa", "your own price");
        }
        if (own->encoding)
            facts.encoding = own->encoding;
        facts.omit = own->omit;
    }
    if (!facts.encoding)
        facts.encoding = encodingOf(model);
    return facts;
}

} // namespace moa
