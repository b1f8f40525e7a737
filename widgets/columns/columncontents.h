// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/bodyview.h"
#include "columns/diffbase.h"
#include "run/response.h"

#include <memory>
#include <QObject>
#include <QPointer>
#include <QUrl>

namespace moa {

class PointedResponse;
class ResponseColumn;
class RunProvenance;

/** What all columns of a view show besides their responses: the same for each, and for new ones. */
class ColumnContents : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The columns there are now; all shown in the view that was chosen for all.
    void setColumns(const QList<ResponseColumn *> &columns);

    /// The view that was chosen for all last.
    [[nodiscard]] BodyView view() const { return m_view; }
    /// Shows every column in @p view; each can be given another one after that.
    void setView(BodyView view);
    /// Texts of other runs that answers can be compared with.
    void setOtherTexts(const QList<DiffBase> &texts);
    /// Null until the run has ended.
    void setProvenance(std::shared_ptr<const RunProvenance> provenance);
    void setPointer(PointedResponse *pointer);
    /// Shows the passage at @p position of the text of @p response wherever it stands.
    void follow(const ResponseId &response, qsizetype position);

Q_SIGNALS:
    void viewChanged(moa::BodyView view);
    /// The reader has seen where a link leads and wants to go there.
    void linkActivated(const QUrl &link);
    // See ResponseColumn.
    void answerEdited(const moa::Response &before, const QString &text);
    void omissionWanted(const moa::ProviderId &provider, const QString &model,
                        const QStringList &settings);

private:
    QList<ResponseColumn *> m_columns;
    BodyView m_view = BodyView::Markdown;
    QList<DiffBase> m_otherTexts;
    std::shared_ptr<const RunProvenance> m_provenance;
    QPointer<PointedResponse> m_pointer;
};

} // namespace moa
