// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/drafts.h"

#include <functional>
#include <optional>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace moa {

class MixtureDocument;
class PresetFiles;
class PromptBar;
class RecoveryBar;
class RunSession;

/**
 * Keeps what a window has and no file does, for the case that the program does not end well, and
 * offers what other windows left so. At most once a second, and never in the window's thread. When
 * the window goes as it should, what was kept of it goes, too.
 */
class Recovery : public QObject
{
    Q_OBJECT

public:
    /// What there is to lose; all of it outlives this.
    struct Parts
    {
        MixtureDocument *document;
        PresetFiles *files;
        RunSession *session;
        PromptBar *prompt;
    };

    /// How long edits wait to be written, in milliseconds.
    static constexpr int pauseMs = 1000;

    /// @p root: the folder in which every window has one of its own. Looks there for what was left.
    /// @p window is the parent.
    Recovery(const Parts &parts, const QString &root, QWidget *window);
    ~Recovery() override;

    /// Offers what was left; to be put above everything.
    [[nodiscard]] RecoveryBar *bar() const { return m_bar; }

Q_SIGNALS:
    /// Said once: why nothing can be kept.
    void failed(const QString &sentence);
    /// A draft that was left is in the window.
    void recovered(const QString &sentence);

private:
    class Keeper;

    /// Nothing: nothing would be lost.
    [[nodiscard]] std::optional<Draft> draft() const;
    [[nodiscard]] bool isPromptOwn() const;
    void look();
    void changed();
    void write();
    void open(qsizetype offer);
    void take(const std::shared_ptr<LeftDraft> &left);
    void discard(qsizetype offer);
    void showOffers();
    /// Does @p work in the other thread, after what is to be done before, then @p after in this
    /// one. A sentence that @p work returns is told.
    void inTurn(const std::function<QString()> &work, const std::function<void()> &after = {});

    Parts m_parts;
    RecoveryBar *m_bar;
    QTimer m_pause;
    std::shared_ptr<Keeper> m_keeper; ///< for m_thread alone
    QList<std::shared_ptr<LeftDraft>> m_left;
    bool m_isKept = false; ///< a draft is, or will be, in the folder
    bool m_isTold = false; ///< why nothing can be kept
    QThreadPool m_thread; ///< one thread: what is written is written in order
};

} // namespace moa
