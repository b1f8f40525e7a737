// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recovery.h"

#include "editors/promptbar.h"
#include "items/mixturedocument.h"
#include "ui/presetfiles.h"
#include "ui/recoverybar.h"
#include "ui/runsession.h"

#include <algorithm>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QLocale>
#include <QtConcurrent>

namespace moa {

namespace {

QString nameOf(const Draft &draft)
{
    if (!draft.mixture.name.isEmpty())
        return draft.mixture.name;
    return draft.source.isEmpty() ? Recovery::tr("Untitled mixture")
                                  : QFileInfo(draft.source).fileName();
}

/// "14:02"; with the day, if that is not today.
QString timeOf(const Draft &draft)
{
    const QDateTime at = draft.changedAt.toLocalTime();
    const QLocale locale;
    return at.date() == QDate::currentDate() ? locale.toString(at.time(), QLocale::ShortFormat)
                                             : locale.toString(at, QLocale::ShortFormat);
}

QString offerOf(const Draft &draft)
{
    const QString sentence = draft.isModified
        ? Recovery::tr("An unsaved mixture “%1” from %2 was found.")
        : Recovery::tr("A prompt that was not run, for “%1”, from %2 was found.");
    return sentence.arg(nameOf(draft), timeOf(draft));
}

} // namespace

/** Writes the window's draft; makes its folder when there is first something to write. */
class Recovery::Keeper
{
public:
    explicit Keeper(QString root)
        : m_root(std::move(root))
    { }

    [[nodiscard]] Result<void> write(const Draft &draft)
    {
        if (!m_folder) {
            Result<std::unique_ptr<DraftFolder>> made = DraftFolder::create(m_root);
            if (!made)
                return tl::make_unexpected(made.error());
            m_folder = std::move(*made);
        }
        return m_folder->write(draft);
    }

    void clear()
    {
        if (m_folder)
            m_folder->clear();
    }

    void remove()
    {
        if (m_folder)
            m_folder->remove();
        m_folder.reset();
    }

    [[nodiscard]] const QString &root() const { return m_root; }

private:
    QString m_root;
    std::unique_ptr<DraftFolder> m_folder;
};

Recovery::Recovery(const Parts &parts, const QString &root, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_bar(new RecoveryBar(window))
    , m_keeper(std::make_shared<Keeper>(root))
{
    m_thread.setMaxThreadCount(1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &Recovery::write);
    connect(m_bar, &RecoveryBar::openRequested, this, &Recovery::open);
    connect(m_bar, &RecoveryBar::discardRequested, this, &Recovery::discard);
    connect(parts.document, &MixtureDocument::mixtureChanged, this, &Recovery::changed);
    connect(parts.document, &MixtureDocument::modifiedChanged, this, &Recovery::changed);
    connect(parts.files, &PresetFiles::loaded, this, &Recovery::changed);
    connect(parts.files, &PresetFiles::saved, this, &Recovery::changed);
    connect(parts.session, &RunSession::conversationChanged, this, &Recovery::changed);
    connect(parts.prompt, &PromptBar::textChanged, this, &Recovery::changed);
    look();
}

Recovery::~Recovery()
{
    m_thread.start([keeper = m_keeper] { keeper->remove(); });
    m_thread.waitForDone();
}

void Recovery::look()
{
    const auto found = std::make_shared<std::vector<LeftDraft>>();
    inTurn(
        [found, keeper = m_keeper] {
            *found = claimLeftDrafts(keeper->root());
            return QString();
        },
        [this, found] {
            for (LeftDraft &left : *found)
                m_left.append(std::make_shared<LeftDraft>(std::move(left)));
            showOffers();
        });
}

bool Recovery::isPromptOwn() const
{
    const QString prompt = m_parts.prompt->text();
    if (prompt.trimmed().isEmpty() || prompt == m_parts.document->mixture().examplePrompt)
        return false;
    const ConversationTree &conversation = m_parts.session->conversation();
    const QList<TurnId> path = conversation.path();
    return std::none_of(path.cbegin(), path.cend(),
                        [&](const TurnId &id) { return conversation.turn(id)->prompt == prompt; });
}

std::optional<Draft> Recovery::draft() const
{
    const bool isModified = m_parts.document->isModified();
    if (!isModified && !isPromptOwn())
        return std::nullopt;
    const ConversationTree &conversation = m_parts.session->conversation();
    QStringList turns;
    for (const TurnId &id : conversation.path())
        turns.append(conversation.turn(id)->prompt);
    return Draft{m_parts.document->mixture(),
                 m_parts.files->source(),
                 isModified,
                 m_parts.prompt->text(),
                 turns,
                 QDateTime::currentDateTimeUtc()};
}

void Recovery::changed()
{
    // Not anew with every edit, or long typing would never be written.
    if (!m_pause.isActive())
        m_pause.start();
}

void Recovery::write()
{
    if (m_thread.activeThreadCount() > 0) {
        m_pause.start(); // a slow disk gets no queue
        return;
    }
    const std::optional<Draft> draft = this->draft();
    if (!draft && !m_isKept)
        return;
    m_isKept = draft.has_value();
    inTurn([draft, keeper = m_keeper] {
        if (!draft) {
            keeper->clear();
            return QString();
        }
        const Result<void> written = keeper->write(*draft);
        return written ? QString() : written.error().message;
    });
}

void Recovery::inTurn(const std::function<QString()> &work, const std::function<void()> &after)
{
    // Not QFuture::then(): with a context it is not safe against that one's end (Qt 6.4).
    auto *watcher = new QFutureWatcher<QString>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, after] {
        const QString failure = watcher->result();
        watcher->deleteLater();
        if (!failure.isEmpty() && !std::exchange(m_isTold, true))
            Q_EMIT failed(failure);
        if (after)
            after();
    });
    watcher->setFuture(QtConcurrent::run(&m_thread, work));
}

void Recovery::open(qsizetype offer)
{
    const std::shared_ptr<LeftDraft> left = m_left.at(offer);
    m_parts.files->restore(left->draft.mixture, left->draft.source, [this, left] { take(left); });
}

void Recovery::take(const std::shared_ptr<LeftDraft> &left)
{
    if (!left->draft.prompt.isEmpty())
        m_parts.prompt->setText(left->draft.prompt);
    m_left.removeOne(left);
    showOffers();
    // It stays until this window's own has all of it.
    const std::optional<Draft> draft = this->draft();
    m_isKept = draft.has_value();
    inTurn([draft, left, keeper = m_keeper] {
        const Result<void> written = draft ? keeper->write(*draft) : Result<void>();
        if (!written)
            return written.error().message;
        left->folder->remove();
        return QString();
    });
    const QString sentence =
        tr("“%1” is as it was at %2.").arg(nameOf(left->draft), timeOf(left->draft));
    Q_EMIT recovered(left->draft.turns.isEmpty() ? sentence
                                                 : sentence + u' '
                             + tr("Earlier turns of its conversation are in the "
                                  "history."));
}

void Recovery::discard(qsizetype offer)
{
    const std::shared_ptr<LeftDraft> left = m_left.takeAt(offer);
    showOffers();
    inTurn([left] {
        left->folder->remove();
        return QString();
    });
}

void Recovery::showOffers()
{
    QStringList sentences;
    for (const std::shared_ptr<LeftDraft> &left : std::as_const(m_left))
        sentences.append(offerOf(left->draft));
    m_bar->setOffers(sentences);
}

} // namespace moa
