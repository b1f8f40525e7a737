// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/provenancecontent.h"

#include "items/provenancefigures.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::ProvenanceView)
};

QList<PassageMark> marksOf(const Provenance &provenance, const QList<ResponseId> &sources)
{
    QList<PassageMark> marks;
    for (const Passage &passage : provenance.passages) {
        PassageMark mark{passage.range, {}};
        for (const Quotation &quotation : passage.quotations)
            mark.sources.append(sources.at(quotation.source));
        marks.append(mark);
    }
    return marks;
}

QString percent(double share)
{
    return figures::percentage({share, qRound(share * 100.0)}, QLocale());
}

/// The layers that the final answer can be traced to, nearest first.
QList<int> layersBefore(const RunProvenance &provenance, int layer)
{
    QList<int> layers;
    for (int each = layer - 1; each >= 0; --each) {
        if (provenance.against(each))
            layers.append(each);
    }
    return layers;
}

} // namespace

ProvenanceContent provenanceContent(const RunProvenance *provenance, const Response &response,
                                    const LookOf &lookOf, int layer)
{
    ProvenanceContent content;
    content.text = response.text;
    if (!provenance) {
        content.message = Words::tr("Which passage comes from which response is shown once the "
                                    "run has ended.");
        return content;
    }
    if (!isAnswer(response.state)) {
        content.message = Words::tr("Only complete answers are traced: this one was not "
                                    "completed.");
        return content;
    }
    const ResponseId &id = response.id;
    const Survival survival = provenance->survival(id);
    const QString survived =
        Words::tr("%1 survived in later answers.").arg(percent(survival.share));
    if (provenance->finalAnswer() == id) {
        content.layers = layersBefore(*provenance, response.layer);
        if (content.layers.isEmpty())
            return content;
        content.layer = content.layers.contains(layer) ? layer : content.layers.constFirst();
        const LayerProvenance *against = provenance->against(content.layer);
        content.marks = marksOf(against->provenance, against->sources);
        QStringList names;
        for (const ResponseId &source : against->sources)
            names.append(lookOf(source).name);
        content.figures = figures::provenanceSentence(against->provenance, names, QLocale());
    } else if (const Provenance *own = provenance->of(id)) {
        content.marks = marksOf(*own, provenance->sources(id));
        content.figures = Words::tr("%1 stands in earlier answers, %2 in several of them.")
                              .arg(percent(own->found()), percent(own->shared))
            + u' ' + survived;
    } else {
        for (const TextRange &range : survival.ranges)
            content.marks.append({range, {id}});
        content.figures = survived;
    }
    return content;
}

} // namespace moa
