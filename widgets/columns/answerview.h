// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/originaltext.h"

#include <QPlainTextEdit>
#include <QTextBrowser>

namespace moa {

class ScrollFollower;

class CodeCopier;

/**
 * An answer to read: never edited, never loading or opening anything; what becomes of a click on a
 * link is up to who listens to anchorClicked(). Lines stay at a length that reads well however
 * wide the view is. Blocks of code have a button that copies them, and so does the context menu.
 */
class AnswerView : public QTextBrowser
{
    Q_OBJECT

public:
    explicit AnswerView(QWidget *parent = nullptr);

    [[nodiscard]] ScrollFollower *follower() const { return m_follower; }
    /// Position in the document of what stands at the top of the view.
    [[nodiscard]] int topPosition() const;
    /// Scrolls so that @p position stands at the top, as far as the text is long enough.
    void scrollToTop(int position);
    /// Where what is copied comes from, if the document does not say it word for word; empty: it
    /// does.
    void setOriginal(OriginalText original) { m_original = std::move(original); }

protected:
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    QVariant loadResource(int type, const QUrl &name) override;
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    ScrollFollower *m_follower;
    CodeCopier *m_codeCopier;
    OriginalText m_original;
};

/** Plain text of any length to read: for what is too long for an AnswerView, and for reasoning. */
class PlainView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PlainView(QWidget *parent = nullptr);

    [[nodiscard]] ScrollFollower *follower() const { return m_follower; }
    /// As AnswerView's.
    [[nodiscard]] int topPosition() const;
    void scrollToTop(int position);
    void setOriginal(OriginalText original) { m_original = std::move(original); }

protected:
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;

private:
    ScrollFollower *m_follower;
    OriginalText m_original;
};

} // namespace moa
