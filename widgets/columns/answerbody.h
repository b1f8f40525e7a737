// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/bodyview.h"
#include "columns/readingplace.h"
#include "columns/textfeed.h"

#include <functional>
#include <optional>
#include <QUrl>
#include <QWidget>

class QAbstractScrollArea;
class QScrollBar;
class QVBoxLayout;

namespace moa {

class AnswerView;
class DiffView;
class LinkNotice;
class PlainView;
class ProvenanceView;
class ScrollFollower;

/**
 * The text of one answer in one of its views: plain while it is written, Markdown rendered once
 * when it is complete; its source; what differs from another text; where its passages come from.
 * What is shown only changes in catchUp(), which its owner calls when the answer can be seen; so an
 * answer out of view costs nothing.
 *
 * What would take long to render stays plain, as answers over longAnswer do; of those over
 * firstPart only that much is shown until showAll(). A link of the answer is asked about before it
 * is followed.
 */
class AnswerBody : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype longAnswer = 200'000;
    static constexpr qsizetype firstPart = 1'048'576;

    explicit AnswerBody(QWidget *parent = nullptr);

    /// Where the text as it was received is asked for when a part of it is copied.
    void setReceived(std::function<QString()> received) { m_received = std::move(received); }
    [[nodiscard]] BodyView view() const { return m_view; }
    void setView(BodyView view);
    /// Made when first needed; what they show besides the text is up to the owner.
    [[nodiscard]] DiffView *diffView();
    [[nodiscard]] ProvenanceView *provenanceView();
    /// Shows nothing: the text starts anew.
    void clear();
    /**
     * Comes closer to showing @p text, of which what is there stays as it is until clear(); works
     * until @p deadline at least one step. Returns whether nothing is left to do.
     */
    bool catchUp(const QString &text, bool complete, const QDeadlineTimer &deadline);
    [[nodiscard]] bool showsAll() const { return m_showsAll; }
    void showAll();
    /// What shows the text now, a QTextEdit or a QPlainTextEdit; null: nothing does. Another one
    /// may follow with catchUp().
    [[nodiscard]] QAbstractScrollArea *shownView();

Q_SIGNALS:
    /// What is shown is not what it should be any more: call catchUp().
    void behind();
    /// The reader has seen where the link leads and wants to go there.
    void linkActivated(const QUrl &link);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Shown { Nothing, Stream, Source, Rendered, Long, Diff, Provenance };

    [[nodiscard]] Shown wanted(const QString &text, bool complete) const;
    void switchTo(Shown shown, const QString &text, bool complete);
    void showOnly(Shown shown);
    [[nodiscard]] bool feed(const QString &text, const QDeadlineTimer &deadline);
    void startFeed();
    void render(const QString &text);
    void askAbout(const QUrl &link);
    [[nodiscard]] QScrollBar *bar();
    [[nodiscard]] ScrollFollower *follower();
    [[nodiscard]] AnswerView *answerView();
    [[nodiscard]] PlainView *longView();
    /// The plain view that is shown; null: the other one is.
    [[nodiscard]] PlainView *plainView();
    /// What the reader has before him; nothing if he is at the top or follows the end.
    [[nodiscard]] std::optional<ReadingPlace> place();
    void restore(const std::optional<ReadingPlace> &place);

    QVBoxLayout *m_layout;
    // Made when first needed.
    AnswerView *m_answerView = nullptr;
    PlainView *m_longView = nullptr;
    DiffView *m_diffView = nullptr;
    ProvenanceView *m_provenanceView = nullptr;
    LinkNotice *m_linkNotice = nullptr;
    TextFeed m_feed;
    std::function<QString()> m_received;
    BodyView m_view = BodyView::Markdown;
    Shown m_shown = Shown::Nothing;
    bool m_showsAll = false;
    bool m_stale = false; ///< rendered with other colours
    std::optional<ReadingPlace> m_pendingPlace; ///< to be restored once the text is there
};

} // namespace moa
