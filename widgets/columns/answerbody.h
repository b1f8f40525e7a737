// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/readingplace.h"
#include "columns/textfeed.h"

#include <optional>
#include <QWidget>

class QAbstractScrollArea;
class QScrollBar;
class QVBoxLayout;

namespace moa {

class AnswerView;
class PlainView;
class ScrollFollower;

/**
 * The text of one answer: plain while it is written, Markdown rendered once when it is complete,
 * or its source. What is shown only changes in catchUp(), which its owner calls when the answer
 * can be seen; so an answer out of view costs nothing.
 *
 * What would take long to render stays plain, as answers over longAnswer do; of those over
 * firstPart only that much is shown until showAll().
 */
class AnswerBody : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { Markdown, Source };

    static constexpr qsizetype longAnswer = 200'000;
    static constexpr qsizetype firstPart = 1'048'576;

    explicit AnswerBody(QWidget *parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    /// Shows nothing: the text starts anew.
    void clear();
    /**
     * Comes closer to showing @p text, of which what is there stays as it is until clear(); works
     * until @p deadline at least one step. Returns whether nothing is left to do.
     */
    bool catchUp(const QString &text, bool complete, const QDeadlineTimer &deadline);
    [[nodiscard]] bool showsAll() const { return m_showsAll; }
    /// The view whose text is shown; null: none. Another one may follow with catchUp().
    [[nodiscard]] QAbstractScrollArea *shownView() const;
    void showAll();

Q_SIGNALS:
    /// What is shown is not what it should be any more: call catchUp().
    void behind();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Shown { Nothing, Stream, Source, Rendered, Long };

    [[nodiscard]] Shown wanted(const QString &text, bool complete) const;
    void switchTo(Shown shown, const QString &text, bool complete);
    void startFeed();
    void render(const QString &text);
    [[nodiscard]] QScrollBar *bar();
    [[nodiscard]] ScrollFollower *follower();
    [[nodiscard]] AnswerView *answerView();
    [[nodiscard]] PlainView *plainView();
    /// What the reader has before him; nothing if he is at the top or follows the end.
    [[nodiscard]] std::optional<ReadingPlace> place();
    void restore(const std::optional<ReadingPlace> &place);

    QVBoxLayout *m_layout;
    AnswerView *m_answerView = nullptr; ///< made when first needed
    PlainView *m_plainView = nullptr; ///< made when first needed
    TextFeed m_feed;
    Mode m_mode = Mode::Markdown;
    Shown m_shown = Shown::Nothing;
    bool m_showsAll = false;
    bool m_stale = false; ///< rendered with other colours
    std::optional<ReadingPlace> m_pendingPlace; ///< to be restored once the text is there
};

} // namespace moa
