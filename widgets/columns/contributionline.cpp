// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/contributionline.h"

#include "items/provenancefigures.h"
#include "items/responsesmodel.h"
#include "run/runprovenance.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace moa {

ContributionLine::ContributionLine(const ResponsesModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_label(new QLabel(this))
    , m_button(new QPushButton(tr("Show &Where"), this))
{
    m_label->setObjectName(QStringLiteral("contribution"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setFont(type::secondary());
    // A long sentence is elided rather than making the window wider; the tooltip has it all.
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_button->setObjectName(QStringLiteral("showWhere"));
    m_button->setToolTip(tr("Colours every passage by the response that it comes from. Click a "
                            "passage to follow it through the layers."));
    connect(m_button, &QPushButton::clicked, this, &ContributionLine::placesRequested);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, space::tiny, space::medium, space::tiny);
    layout->setSpacing(space::medium);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_button);
    hide();
}

void ContributionLine::setProvenance(std::shared_ptr<const RunProvenance> provenance)
{
    m_provenance = std::move(provenance);
    m_sentence = sentence();
    showSentence();
    setVisible(!m_sentence.isEmpty());
}

void ContributionLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showSentence();
}

QString ContributionLine::sentence() const
{
    if (!m_provenance || !m_provenance->finalAnswer())
        return {};
    const ResponseId final = *m_provenance->finalAnswer();
    const Provenance *provenance = m_provenance->of(final);
    const QList<ResponseId> sources = m_provenance->sources(final);
    if (!provenance || sources.isEmpty())
        return {};
    QStringList names;
    for (const ResponseId &source : sources) {
        const std::optional<int> row = m_model->row(source);
        names.append(row ? m_model->name(*row) : source.toString());
    }
    return figures::provenanceSentence(*provenance, names, QLocale());
}

void ContributionLine::showSentence()
{
    m_label->setText(m_label->fontMetrics().elidedText(m_sentence, Qt::ElideRight,
                                                       std::max(m_label->width(), 0)));
    m_label->setToolTip(plainToolTip(m_sentence));
    m_label->setAccessibleName(m_sentence);
}

} // namespace moa
