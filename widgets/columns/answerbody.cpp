// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/answerbody.h"

#include "columns/answerview.h"
#include "columns/markdowndocument.h"
#include "columns/scrollfollower.h"
#include "theme/theme.h"

#include <limits>
#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace moa {

AnswerBody::AnswerBody(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(0);
}

void AnswerBody::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    Q_EMIT behind();
}

void AnswerBody::clear()
{
    m_shown = Shown::Nothing;
    m_pendingPlace.reset();
    if (m_answerView) {
        m_feed.restart(m_answerView->document(), answerBlockFormat());
        m_answerView->follower()->setFollowing(true);
    }
    if (m_plainView)
        m_plainView->clear();
}

bool AnswerBody::catchUp(const QString &text, bool complete, const QDeadlineTimer &deadline)
{
    const Shown target = wanted(text, complete);
    if (target != m_shown || m_stale)
        switchTo(target, text, complete);
    if (m_shown == Shown::Rendered || m_shown == Shown::Nothing)
        return true;
    const qsizetype limit = m_showsAll ? std::numeric_limits<qsizetype>::max() : firstPart;
    const bool done = m_feed.catchUp(text, limit, deadline);
    if (done && m_pendingPlace)
        restore(std::exchange(m_pendingPlace, std::nullopt));
    return done;
}

void AnswerBody::showAll()
{
    m_showsAll = true;
    Q_EMIT behind();
}

QAbstractScrollArea *AnswerBody::shownView() const
{
    if (m_shown == Shown::Nothing)
        return nullptr;
    return m_shown == Shown::Long ? static_cast<QAbstractScrollArea *>(m_plainView) : m_answerView;
}

void AnswerBody::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // A rendered document has colours and fonts in it.
    if (event->type() == QEvent::PaletteChange && m_shown == Shown::Rendered) {
        m_stale = true;
        Q_EMIT behind();
    }
}

AnswerBody::Shown AnswerBody::wanted(const QString &text, bool complete) const
{
    if (text.isEmpty())
        return Shown::Nothing;
    if (text.size() > longAnswer)
        return Shown::Long;
    if (m_mode == Mode::Source)
        return Shown::Source;
    return complete && canRenderMarkdown(text) ? Shown::Rendered : Shown::Stream;
}

void AnswerBody::switchTo(Shown shown, const QString &text, bool complete)
{
    const std::optional<ReadingPlace> reading = m_pendingPlace ? m_pendingPlace : place();
    m_pendingPlace.reset();
    m_stale = false;
    if (shown == Shown::Nothing) {
        clear();
        return;
    }
    // Whoever sees all of it or comes when it is complete wants its beginning.
    if (complete && (m_shown == Shown::Nothing || bar()->maximum() == 0))
        follower()->setFollowing(false);
    const bool following = follower()->isFollowing();
    m_shown = shown;
    if (shown == Shown::Rendered) {
        render(text);
        bar()->setValue(0);
        restore(reading);
    } else {
        startFeed();
        m_pendingPlace = reading;
    }
    follower()->setFollowing(following);
    if (m_answerView)
        m_answerView->setVisible(shown != Shown::Long);
    if (m_plainView)
        m_plainView->setVisible(shown == Shown::Long);
}

void AnswerBody::startFeed()
{
    if (m_shown == Shown::Long) {
        m_feed.restart(plainView()->document(), {});
        if (m_answerView)
            m_answerView->clear();
        return;
    }
    const QFont font = m_shown == Shown::Source ? type::code() : type::answer();
    AnswerView *view = answerView();
    view->setFont(font);
    view->document()->setDefaultFont(font);
    m_feed.restart(view->document(), answerBlockFormat());
}

void AnswerBody::render(const QString &text)
{
    AnswerView *view = answerView();
    QTextDocument *old = view->document();
    view->setFont(type::answer());
    QTextDocument *document = renderMarkdown(text, Theme::of(this)).release();
    document->setParent(view);
    view->setDocument(document);
    old->deleteLater();
}

QScrollBar *AnswerBody::bar()
{
    return m_shown == Shown::Long ? plainView()->verticalScrollBar()
                                  : answerView()->verticalScrollBar();
}

ScrollFollower *AnswerBody::follower()
{
    return m_shown == Shown::Long ? plainView()->follower() : answerView()->follower();
}

AnswerView *AnswerBody::answerView()
{
    if (!m_answerView) {
        m_answerView = new AnswerView(this);
        m_answerView->setObjectName(QStringLiteral("answer"));
        m_answerView->setAccessibleName(tr("Answer"));
        m_layout->addWidget(m_answerView);
    }
    return m_answerView;
}

PlainView *AnswerBody::plainView()
{
    if (!m_plainView) {
        m_plainView = new PlainView(this);
        m_plainView->setObjectName(QStringLiteral("longAnswer"));
        m_plainView->setAccessibleName(tr("Answer"));
        m_plainView->setFont(type::answer());
        m_layout->addWidget(m_plainView);
    }
    return m_plainView;
}

std::optional<ReadingPlace> AnswerBody::place()
{
    if (m_shown == Shown::Nothing || follower()->isFollowing() || bar()->value() == 0)
        return std::nullopt;
    return m_shown == Shown::Long
        ? readingPlace(m_plainView->toPlainText(), m_plainView->topPosition())
        : readingPlace(m_answerView->toPlainText(), m_answerView->topPosition());
}

void AnswerBody::restore(const std::optional<ReadingPlace> &place)
{
    if (!place)
        return;
    if (m_shown == Shown::Long)
        m_plainView->scrollToTop(static_cast<int>(findPlace(*place, m_plainView->toPlainText())));
    else
        m_answerView->scrollToTop(static_cast<int>(findPlace(*place, m_answerView->toPlainText())));
}

} // namespace moa
