// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/keyscan.h"
#include "mixture/mixture.h"
#include "run/bundle.h"
#include "run/runjsonreading.h"

#include <functional>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace moa {

class History;
class MixtureDocument;
class RunFinder;
class RunSession;

/**
 * Hands a mixture on: as a script, as a chart, as a bundle with runs. Before a file is written that
 * holds something that looks like a key, the person is asked.
 */
class Sharing : public QObject
{
    Q_OBJECT

public:
    /// @p document and @p session outlive this; @p window is the dialogs' parent.
    Sharing(MixtureDocument *document, RunSession *session, QWidget *window);

    /// Whose runs of the preset can go into a bundle, besides those of the conversation; outlives
    /// this.
    void setHistory(History *history);

    QMenu *exportMenu; ///< Export Mixture as: Python, Mermaid
    QAction *shareBundle; ///< the preset and runs of it as one file

    /// Goes on with @p proceed if nothing in @p mixture looks like a key, or when the person has
    /// said that it may be written all the same.
    void guard(const Mixture &mixture, const std::function<void()> &proceed);

    /// What is to be said of @p mixture when it has been saved to @p path: "Saved. Contains no
    /// keys; contains no answers."
    [[nodiscard]] static QString savedSentence(const Mixture &mixture);

Q_SIGNALS:
    /// Done or not, as a sentence.
    void told(const QString &sentence);

private:
    using Writer = std::function<Result<QByteArray>(const Mixture &)>;

    void addFormat(const QString &text, const QString &kind, const QString &suffix,
                   const Writer &writer);
    void choosePlace(const QString &filter, const QString &suffix,
                     const std::function<void(const QString &)> &proceed);
    void write(const QString &path, const QByteArray &content, const QString &contents);
    void chooseRuns();
    /// @p kept: runs of other days.
    void chooseRuns(const QList<RunDocument> &kept);
    void writeBundleTo(const QString &path, const Bundle &bundle, const QString &contents);

    MixtureDocument *m_document;
    RunSession *m_session;
    QWidget *m_window;
    RunFinder *m_kept = nullptr;
    QString m_folder; ///< of the last file
};

} // namespace moa
