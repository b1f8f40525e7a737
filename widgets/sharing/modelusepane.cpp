// SPDX-License-Identifier: GPL-3.0-or-later
#include "sharing/modelusepane.h"

#include "run/visibletext.h"
#include "theme/elidedlabel.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <algorithm>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>

namespace moa {

namespace {

QString nameOf(const QList<Provider> &providers, const ProviderId &id)
{
    const auto found = std::find_if(providers.cbegin(), providers.cend(),
                                    [&id](const Provider &provider) { return provider.id == id; });
    return asOneLine(found == providers.cend() ? id.toString() : found->displayName());
}

QLabel *quiet(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(type::secondary());
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    return label;
}

} // namespace

ModelUsePane::ModelUsePane(ModelUse use, const QStringList &agents,
                           const QList<Provider> &providers, QWidget *parent)
    : QFrame(parent)
    , m_use(std::move(use))
{
    setObjectName(QStringLiteral("use:%1").arg(m_use.model));
    const QString provider = nameOf(providers, m_use.provider);
    auto *model = new ElidedLabel(this);
    model->setText(asOneLine(m_use.model));
    model->setToolTip(asOneLine(m_use.model).toHtmlEscaped());
    model->setFont(type::title());
    auto *place = new ElidedLabel(this);
    place->setObjectName(QStringLiteral("usePlace"));
    if (m_use.host.isEmpty())
        place->setText(tr("%1: no place that is known").arg(provider));
    else if (m_use.isLocal)
        place->setText(tr("%1, on this machine").arg(provider));
    else
        place->setText(tr("%1, %2").arg(provider, asOneLine(m_use.host)));

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    layout->setHorizontalSpacing(space::small);
    layout->setVerticalSpacing(space::tiny);
    layout->setColumnStretch(1, 1);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::medium);
    head->addWidget(model, 1);
    head->addWidget(place, 1);
    layout->addLayout(head, 0, 0, 1, 2);
    layout->addWidget(quiet(tr("Asked by %1").arg(asOneLine(agents.join(tr(", ")))), this), 1, 0, 1,
                      2);
    if (!m_use.extraFields.isEmpty()) {
        const QString names = asOneLine(m_use.extraFields.join(tr(", ")));
        layout->addWidget(quiet(tr("Sends fields of its own: %1").arg(names), this), 2, 0, 1, 2);
    }
    if (m_use.obstacle == Obstacle::None)
        return;
    auto *mark = new QLabel(this);
    mark->setPixmap(icon(QStringLiteral("warning")).pixmap(control::icon, control::icon));
    auto *obstacle = new QLabel(obstacleSentence(provider), this);
    obstacle->setObjectName(QStringLiteral("useObstacle"));
    obstacle->setTextFormat(Qt::PlainText);
    obstacle->setWordWrap(true);
    layout->addWidget(mark, 3, 0);
    layout->addWidget(obstacle, 3, 1);
    createChoice(providers);
    if (!m_choice)
        return;
    auto *instead = new QLabel(tr("Ask instead:"), this);
    instead->setBuddy(m_choice);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(instead);
    row->addWidget(m_choice, 1);
    layout->addLayout(row, 4, 1);
}

std::optional<Substitute> ModelUsePane::chosen() const
{
    const int index = m_choice ? m_choice->currentData().toInt() : -1;
    return index < 0 ? std::nullopt : std::optional(m_use.substitutes.at(index));
}

void ModelUsePane::createChoice(const QList<Provider> &providers)
{
    if (m_use.substitutes.isEmpty())
        return;
    m_choice = new QComboBox(this);
    m_choice->setObjectName(QStringLiteral("useChoice"));
    m_choice->setAccessibleName(tr("Instead of %1").arg(asOneLine(m_use.model)));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->addItem(tr("Nothing: it stays as it is"), -1);
    for (qsizetype index = 0; index < m_use.substitutes.size(); ++index) {
        const Substitute &substitute = m_use.substitutes.at(index);
        const QString name =
            tr("%1 at %2").arg(asOneLine(substitute.model), nameOf(providers, substitute.provider));
        QString kin = tr("another model");
        if (substitute.kinship == Kinship::SameModel)
            kin = tr("the same model");
        else if (substitute.kinship == Kinship::SameFamily)
            kin = tr("the same family");
        m_choice->addItem(tr("%1 (%2)").arg(name, kin), static_cast<int>(index));
    }
    // The same model is what was meant; anything else is for the person to say.
    if (m_use.substitutes.constFirst().kinship == Kinship::SameModel)
        m_choice->setCurrentIndex(1);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ModelUsePane::chosenChanged);
}

QString ModelUsePane::obstacleSentence(const QString &provider) const
{
    switch (m_use.obstacle) {
    case Obstacle::None:
        return {};
    case Obstacle::UnknownProvider:
        return tr("The provider “%1” is not known here, so it can’t be asked.").arg(provider);
    case Obstacle::NoKey:
        return tr("There is no key for %1 here, so it can’t be asked.").arg(provider);
    case Obstacle::UnknownModel:
        return tr("%1 has no such model, as far as is known here.").arg(provider);
    }
    Q_UNREACHABLE();
}

} // namespace moa
