// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "run/response.h"
#include "run/runhtml.h"

#include <functional>
#include <memory>
#include <optional>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace moa {

/** The colours of both themes for a report of a run of @p mixture. */
[[nodiscard]] ReportColors reportColors(const Mixture &mixture);

/**
 * Export and copy a run as a report: the actions, the dialog that asks where to, and the writing,
 * which happens beside the GUI thread. A file is replaced as a whole or stays as it was.
 */
class ReportActions : public QObject
{
    Q_OBJECT

public:
    /// The run to report, as it is when an action is triggered; nothing: there is none.
    using Source = std::function<std::optional<RunRecord>()>;
    /// Called in another thread.
    using Writer = std::function<QByteArray(const RunRecord &)>;

    /// @p window is the dialogs' parent and owns this.
    ReportActions(Source source, QWidget *window);

    QMenu *exportMenu; ///< Export Run as: Markdown, HTML, JSON, CSV, cassette
    QAction *copyMarkdown;

    /// Whether there is a run to report.
    void setAvailable(bool available);
    /// Writes @p record to @p path: what the dialog ends in.
    void write(const RunRecord &record, const Writer &writer, const QString &path);

Q_SIGNALS:
    /// Done, as a sentence.
    void told(const QString &sentence);
    /// It did not work: a sentence with the reason.
    void failed(const QString &sentence);

private:
    struct Format
    {
        QString kind; ///< "Web page"
        QString suffix;
        Writer writer;
    };

    /// One more entry at the end of the menu; @p suffix without a dot.
    void addFormat(const QString &text, const QString &kind, const QString &suffix,
                   const Writer &writer);
    void choosePlace(const Format &format);
    void copy();

    Source m_source;
    QWidget *m_window;
    QString m_folder; ///< of the last report
};

} // namespace moa
