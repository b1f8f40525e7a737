// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columncontents.h"

#include "columns/responsecolumn.h"
#include "items/pointedresponse.h"
#include "run/runprovenance.h"

namespace moa {

void ColumnContents::setColumns(const QList<ResponseColumn *> &columns)
{
    m_columns = columns;
    for (ResponseColumn *column : columns) {
        column->setView(m_view);
        column->setOtherTexts(m_otherTexts);
        column->setPointer(m_pointer);
        column->setProvenance(m_provenance);
        connect(column, &ResponseColumn::passageChosen, this, &ColumnContents::follow);
        connect(column, &ResponseColumn::linkActivated, this, &ColumnContents::linkActivated);
        connect(column, &ResponseColumn::answerEdited, this, &ColumnContents::answerEdited);
        connect(column, &ResponseColumn::omissionWanted, this, &ColumnContents::omissionWanted);
    }
}

void ColumnContents::setView(BodyView view)
{
    m_view = view;
    for (ResponseColumn *column : std::as_const(m_columns))
        column->setView(view);
    Q_EMIT viewChanged(view);
}

void ColumnContents::setOtherTexts(const QList<DiffBase> &texts)
{
    m_otherTexts = texts;
    for (ResponseColumn *column : std::as_const(m_columns))
        column->setOtherTexts(texts);
}

void ColumnContents::setProvenance(std::shared_ptr<const RunProvenance> provenance)
{
    m_provenance = std::move(provenance);
    for (ResponseColumn *column : std::as_const(m_columns))
        column->setProvenance(m_provenance);
}

void ColumnContents::setPointer(PointedResponse *pointer)
{
    m_pointer = pointer;
    for (ResponseColumn *column : std::as_const(m_columns))
        column->setPointer(pointer);
}

void ColumnContents::follow(const ResponseId &response, qsizetype position)
{
    if (!m_provenance)
        return;
    const QList<TrailStep> trail = m_provenance->trail(response, position);
    for (ResponseColumn *column : std::as_const(m_columns))
        column->showTrail(trail);
}

} // namespace moa
