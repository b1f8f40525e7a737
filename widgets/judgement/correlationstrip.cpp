// SPDX-License-Identifier: GPL-3.0-or-later
#include "judgement/correlationstrip.h"

#include "theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

namespace moa {

namespace {

constexpr int measuresPerRow = 3;
constexpr int digits = 2;

} // namespace

CorrelationStrip::CorrelationStrip(QWidget *parent)
    : QWidget(parent)
    , m_caption(new QLabel(this))
    , m_figures(new QWidget(this))
{
    m_caption->setObjectName(QStringLiteral("correlationCaption"));
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setFont(type::secondary());
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_caption->setWordWrap(true);
    m_caption->setToolTip(
        tr("1: the more a response is like the final answer, the more stars it has. -1: the other "
           "way round. 0: the one says nothing of the other. A dash: it can't be told, since all "
           "have the same stars or are equally like it."));

    auto *grid = new QGridLayout(m_figures);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::small);
    grid->setVerticalSpacing(space::tiny);
    const QList<PreferenceMeasure> measures = preferenceMeasures();
    for (int place = 0; place < measures.size(); ++place) {
        auto *name = new QLabel(measureName(measures.at(place)), m_figures);
        auto *value = new QLabel(m_figures);
        name->setFont(type::secondary());
        value->setObjectName(QStringLiteral("rho%1").arg(place));
        value->setFont(type::figures());
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        value->setMinimumWidth(
            QFontMetrics(type::figures()).horizontalAdvance(QStringLiteral("-0.00")));
        const int gridColumn = place % measuresPerRow * 3;
        grid->addWidget(name, place / measuresPerRow, gridColumn);
        grid->addWidget(value, place / measuresPerRow, gridColumn + 1);
        grid->setColumnMinimumWidth(gridColumn + 2, space::large);
        m_values.append(value);
    }
    grid->setColumnStretch(measuresPerRow * 3, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    layout->setSpacing(space::tiny);
    layout->addWidget(m_caption);
    layout->addWidget(m_figures);
    m_figures->hide();
}

void CorrelationStrip::setCorrelations(const QList<PreferenceCorrelation> &correlations)
{
    const QLocale locale;
    int rated = 0;
    for (qsizetype place = 0; place < correlations.size(); ++place) {
        const PreferenceCorrelation &correlation = correlations.at(place);
        rated = correlation.count;
        QLabel *value = m_values.at(place);
        value->setText(correlation.rho ? locale.toString(*correlation.rho, 'f', digits)
                                       : QStringLiteral("–"));
        value->setAccessibleName(tr("%1: %2").arg(
            measureName(correlation.measure), correlation.rho ? value->text() : tr("undefined")));
    }
    m_caption->setText(tr("Spearman's rho of your stars and the likeness to the final answer, of "
                          "%1 rated responses:")
                           .arg(locale.toString(rated)));
    m_figures->show();
}

void CorrelationStrip::setNotice(const QString &sentence)
{
    m_caption->setText(sentence);
    m_figures->hide();
}

void CorrelationStrip::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(QRect(0, 0, width(), control::hairline), theme.line);
}

} // namespace moa
