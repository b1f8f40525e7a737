// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/answerbody.h"

#include "columns/answerview.h"
#include "columns/diffview.h"
#include "columns/linknotice.h"
#include "columns/markdowndocument.h"
#include "columns/provenanceview.h"
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

void AnswerBody::setView(BodyView view)
{
    if (m_view == view)
        return;
    m_view = view;
    Q_EMIT behind();
}

DiffView *AnswerBody::diffView()
{
    if (!m_diffView) {
        m_diffView = new DiffView(this);
        m_diffView->hide();
        m_layout->insertWidget(0, m_diffView, 1);
        connect(m_diffView, &DiffView::behind, this, &AnswerBody::behind);
    }
    return m_diffView;
}

ProvenanceView *AnswerBody::provenanceView()
{
    if (!m_provenanceView) {
        m_provenanceView = new ProvenanceView(this);
        m_provenanceView->hide();
        m_layout->insertWidget(0, m_provenanceView, 1);
        connect(m_provenanceView, &ProvenanceView::behind, this, &AnswerBody::behind);
    }
    return m_provenanceView;
}

void AnswerBody::clear()
{
    m_shown = Shown::Nothing;
    m_pendingPlace.reset();
    if (m_answerView) {
        m_feed.restart(m_answerView->document(), answerBlockFormat());
        m_answerView->follower()->setFollowing(true);
    }
    if (m_longView)
        m_longView->clear();
    if (m_diffView)
        m_diffView->clear();
    if (m_linkNotice)
        m_linkNotice->hide();
}

bool AnswerBody::catchUp(const QString &text, bool complete, const QDeadlineTimer &deadline)
{
    const Shown target = wanted(text, complete);
    if (target != m_shown || m_stale)
        switchTo(target, text, complete);
    if (m_shown == Shown::Rendered || m_shown == Shown::Nothing)
        return true;
    const bool done = feed(text, deadline);
    if (done && m_pendingPlace)
        restore(std::exchange(m_pendingPlace, std::nullopt));
    return done;
}

bool AnswerBody::feed(const QString &text, const QDeadlineTimer &deadline)
{
    if (m_shown == Shown::Diff)
        return m_diffView->catchUp(deadline);
    if (m_shown == Shown::Provenance)
        return m_provenanceView->catchUp(deadline);
    const qsizetype limit = m_showsAll ? std::numeric_limits<qsizetype>::max() : firstPart;
    return m_feed.catchUp(text, limit, deadline);
}

void AnswerBody::showAll()
{
    m_showsAll = true;
    Q_EMIT behind();
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
    if (m_view == BodyView::Diff)
        return Shown::Diff;
    if (m_view == BodyView::Provenance)
        return Shown::Provenance;
    if (text.size() > longAnswer)
        return Shown::Long;
    if (m_view == BodyView::Source)
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
    if (shown == Shown::Diff || shown == Shown::Provenance) {
        static_cast<void>(shown == Shown::Diff ? static_cast<QWidget *>(diffView())
                                               : provenanceView());
        m_shown = shown;
        m_pendingPlace = reading;
        showOnly(shown);
        return;
    }
    // Whoever sees all of it or comes when it is complete wants its beginning.
    const bool atOnce = m_shown == Shown::Nothing || bar()->maximum() == 0;
    if (complete && atOnce)
        follower()->setFollowing(false);
    // A view that does not grow says nothing about whether the reader wants to follow.
    const bool grew = m_shown != Shown::Diff && m_shown != Shown::Provenance;
    const bool following = grew ? follower()->isFollowing() : !complete;
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
    showOnly(shown);
}

void AnswerBody::showOnly(Shown shown)
{
    const bool diff = shown == Shown::Diff;
    const bool provenance = shown == Shown::Provenance;
    const bool isLong = shown == Shown::Long;
    if (m_answerView)
        m_answerView->setVisible(!diff && !provenance && !isLong);
    if (m_longView)
        m_longView->setVisible(isLong);
    if (m_diffView)
        m_diffView->setVisible(diff);
    if (m_provenanceView)
        m_provenanceView->setVisible(provenance);
    if (m_linkNotice)
        m_linkNotice->hide();
}

void AnswerBody::startFeed()
{
    if (m_shown == Shown::Long) {
        m_feed.restart(longView()->document(), {});
        if (m_answerView)
            m_answerView->clear();
        return;
    }
    const QFont font = m_shown == Shown::Source ? type::code() : type::answer();
    AnswerView *view = answerView();
    view->setFont(font);
    view->document()->setDefaultFont(font);
    m_feed.restart(view->document(), answerBlockFormat());
    view->setOriginal([this](qsizetype from, qsizetype to) {
        return m_feed.map().original({m_received ? m_received() : QString()}, from, to);
    });
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
    view->setOriginal({});
}

void AnswerBody::askAbout(const QUrl &link)
{
    if (!m_linkNotice) {
        m_linkNotice = new LinkNotice(this);
        m_layout->addWidget(m_linkNotice);
        connect(m_linkNotice, &LinkNotice::openWanted, this, &AnswerBody::linkActivated);
        connect(m_linkNotice, &LinkNotice::closed, this, [this] { answerView()->setFocus(); });
    }
    m_linkNotice->ask(link);
}

QAbstractScrollArea *AnswerBody::shownView()
{
    if (m_shown == Shown::Nothing)
        return nullptr;
    if (PlainView *plain = plainView())
        return plain;
    return m_answerView;
}

QScrollBar *AnswerBody::bar()
{
    PlainView *plain = plainView();
    return plain ? plain->verticalScrollBar() : answerView()->verticalScrollBar();
}

ScrollFollower *AnswerBody::follower()
{
    PlainView *plain = plainView();
    return plain ? plain->follower() : answerView()->follower();
}

AnswerView *AnswerBody::answerView()
{
    if (!m_answerView) {
        m_answerView = new AnswerView(this);
        m_answerView->setObjectName(QStringLiteral("answer"));
        m_answerView->setAccessibleName(tr("Answer"));
        m_layout->insertWidget(0, m_answerView, 1);
        connect(m_answerView, &QTextBrowser::anchorClicked, this, &AnswerBody::askAbout);
    }
    return m_answerView;
}

PlainView *AnswerBody::longView()
{
    if (!m_longView) {
        m_longView = new PlainView(this);
        m_longView->setObjectName(QStringLiteral("longAnswer"));
        m_longView->setAccessibleName(tr("Answer"));
        m_longView->setFont(type::answer());
        m_layout->insertWidget(0, m_longView, 1);
        m_longView->setOriginal([this](qsizetype from, qsizetype to) {
            return m_feed.map().original({m_received ? m_received() : QString()}, from, to);
        });
    }
    return m_longView;
}

PlainView *AnswerBody::plainView()
{
    switch (m_shown) {
    case Shown::Long:
        return longView();
    case Shown::Diff:
        return diffView()->textArea();
    case Shown::Provenance:
        return provenanceView()->textArea();
    case Shown::Nothing:
    case Shown::Stream:
    case Shown::Source:
    case Shown::Rendered:
        return nullptr;
    }
    Q_UNREACHABLE();
}

std::optional<ReadingPlace> AnswerBody::place()
{
    if (m_shown == Shown::Nothing || follower()->isFollowing() || bar()->value() == 0)
        return std::nullopt;
    const PlainView *plain = plainView();
    return plain ? readingPlace(plain->toPlainText(), plain->topPosition())
                 : readingPlace(m_answerView->toPlainText(), m_answerView->topPosition());
}

void AnswerBody::restore(const std::optional<ReadingPlace> &place)
{
    if (!place)
        return;
    if (PlainView *plain = plainView())
        plain->scrollToTop(static_cast<int>(findPlace(*place, plain->toPlainText())));
    else
        m_answerView->scrollToTop(static_cast<int>(findPlace(*place, m_answerView->toPlainText())));
}

} // namespace moa
