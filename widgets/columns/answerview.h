// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QTextBrowser>

namespace moa {

class ScrollFollower;

/**
 * An answer to read: never edited, never loading or opening anything. Lines stay at a length that
 * reads well however wide the view is. A click on a link shows its address.
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

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showAddress(const QUrl &link);

    ScrollFollower *m_follower;
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

private:
    ScrollFollower *m_follower;
};

} // namespace moa
