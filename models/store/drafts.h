// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/draft.h"

#include <memory>
#include <QLockFile>
#include <vector>

namespace moa {

/**
 * A folder with the draft of one window, and a lock that tells whether that window lives: only who
 * has the lock may touch the rest. When the process ends in whatever way, the lock is free, and
 * what is left can be claimed by one other window.
 *
 * Not for use in two threads at once. Only remove() takes the draft away.
 */
class DraftFolder
{
    /// Only create() and claim() make one.
    struct Token
    {
    };

public:
    DraftFolder(Token, const QString &path);
    /// A new one in @p root, which is made if need be.
    [[nodiscard]] static Result<std::unique_ptr<DraftFolder>> create(const QString &root);
    /// That of a window that is gone; null: it lives, or another window has claimed it.
    [[nodiscard]] static std::unique_ptr<DraftFolder> claim(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }

    /// Replaces the draft as a whole, or leaves the one before.
    [[nodiscard]] Result<void> write(const Draft &draft);
    [[nodiscard]] bool hasDraft() const;
    [[nodiscard]] Result<Draft> read() const;
    /// There is nothing that would be lost: the folder stays, empty.
    void clear();
    /// Takes the folder away with all that is in it.
    void remove();

private:
    [[nodiscard]] QString file() const;
    [[nodiscard]] bool takeFromDead();

    QString m_path;
    QLockFile m_lock;
};

/** A draft whose window is gone. As long as this lives, no other window is offered it. */
struct LeftDraft
{
    std::unique_ptr<DraftFolder> folder;
    Draft draft;
};

/**
 * Claims what windows left in @p root that are gone, the latest first. Folders without a draft are
 * taken away; a draft that can't be read stays, under another name, and is not offered.
 */
[[nodiscard]] std::vector<LeftDraft> claimLeftDrafts(const QString &root);

} // namespace moa
