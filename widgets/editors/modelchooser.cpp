// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/modelchooser.h"

#include "editors/choicedelegate.h"
#include "theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>

namespace moa {

ModelChooser::ModelChooser(QWidget *host)
    : SearchPanel(host,
                  {.placeholder = tr("Search models, or type an id"),
                   .searchName = tr("Search models"),
                   .width = floating::chooserWidth,
                   .mostRows = floating::chooserRows})
    , m_model(new ModelSearchModel(this))
    , m_purpose(new QLabel(this))
{
    setObjectName(QStringLiteral("modelChooser"));
    m_purpose->setObjectName(QStringLiteral("chooserPurpose"));
    searchField()->setObjectName(QStringLiteral("chooserSearch"));
    emptyLabel()->setObjectName(QStringLiteral("chooserEmpty"));
    hints()->setObjectName(QStringLiteral("chooserHints"));
    setHeading(m_purpose);
    setRows(m_model, new ChoiceDelegate(list()));
    list()->setAccessibleName(tr("Models"));
    ModelChooser::applySizes();
    showHints();
}

void ModelChooser::setEntries(const QList<PaletteEntry> &entries)
{
    m_model->setEntries(entries);
    showFound();
}

void ModelChooser::setRecent(const RecentModels &recent)
{
    m_model->setRecent(recent);
    showFound();
}

void ModelChooser::open(const QRect &anchor, const QString &purpose, Use use)
{
    m_use = use;
    showHints();
    setPurpose(purpose);
    searchAnew();
    openBeside(anchor);
    searchField()->setFocus(Qt::PopupFocusReason);
}

void ModelChooser::setPurpose(const QString &purpose)
{
    m_purpose->setText(purpose);
    setAccessibleName(purpose);
    searchField()->setAccessibleName(purpose);
}

void ModelChooser::search()
{
    m_model->setSearch(searchField()->text());
    showFound();
}

void ModelChooser::showFound()
{
    // What was merely typed is taken by Enter only if that is clearly meant.
    const bool hasBest =
        m_model->listed() > 0 || (m_model->rowCount() > 0 && m_model->isProviderNamed());
    showRows(hasBest ? 0 : -1, emptyText());
}

QString ModelChooser::emptyText() const
{
    if (!m_model->hasEntries()) {
        return tr("There is no model to choose from yet. Add a provider in Settings, and its "
                  "models stand here.");
    }
    if (m_model->listed() > 0)
        return {};
    const QString nothing = tr("No model matches “%1”.").arg(searchField()->text().trimmed());
    if (m_model->rowCount() > 0) {
        return tr("%1 If a provider has it all the same, use it as typed (Down, then Enter). A "
                  "provider is added in Settings.")
            .arg(nothing);
    }
    return tr("%1 Try fewer or other words. A provider is added in Settings.").arg(nothing);
}

void ModelChooser::showHints()
{
    hints()->setText(
        m_use == Use::Replace
            ? tr("Enter replaces  ·  Esc closes")
            : tr("Enter adds  ·  Shift+Enter adds and stays  ·  Ctrl+Enter new layer  ·  Esc "
                 "closes"));
}

void ModelChooser::applySizes()
{
    SearchPanel::applySizes();
    m_purpose->setFont(type::title());
}

void ModelChooser::take(const QModelIndex &index, Qt::KeyboardModifiers modifiers)
{
    How how = How::Here;
    if (m_use == Use::Add && modifiers.testFlag(Qt::ControlModifier))
        how = How::NewLayer;
    else if (m_use == Use::Add && modifiers.testFlag(Qt::ShiftModifier))
        how = How::HereAndStay;
    const auto model = index.data(ModelSearchModel::ModelRole).value<ModelRef>();
    if (how == How::HereAndStay)
        searchField()->selectAll();
    else
        dismiss();
    Q_EMIT chosen(model, how);
}

} // namespace moa
