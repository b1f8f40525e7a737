// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/textpane.h"
#include "metrics/textalignment.h"

#include <memory>
#include <optional>
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace moa {

/**
 * Keeps the same passages of several shown texts level: when a reader scrolls one of them, the
 * others follow so that the passage at his line (a third down the view) stands beside the one in
 * theirs that has the same words. Between two such passages they move in proportion, never back.
 * A text that has no passage in common with the one that is scrolled moves by as many pixels.
 *
 * Which passages match is found out in other threads, at the first scroll of a text; until it is
 * known the others stay where they are.
 */
class LinkedScrolling : public QObject
{
    Q_OBJECT

public:
    /// Longer texts are not compared, and move by as many pixels.
    static constexpr int longestText = 2'000'000;

    explicit LinkedScrolling(QObject *parent = nullptr);
    ~LinkedScrolling() override;

    [[nodiscard]] bool isOn() const { return m_on; }
    void setOn(bool on);
    /// The text of @p key is shown in @p pane, or has changed there; an empty pane: not any more.
    void setPane(const QString &key, const TextPane &pane);
    void clear();
    /// As if the reader had scrolled the text of @p key.
    void follow(const QString &key);
    /// Brings those level with the text that was scrolled last that could not be seen then.
    void followAgain();

Q_SIGNALS:
    /// The others stand where they belong.
    void followed();

private:
    struct SharedText;
    struct Shown
    {
        TextPane pane;
        std::shared_ptr<SharedText> text; ///< null: to be read anew
        double offset = 0.0; ///< when it was last scrolled or followed
        double owed = 0.0; ///< by what it was to follow while it was not known how
        QMetaObject::Connection scrolled;
    };
    struct Known
    {
        std::shared_ptr<SharedText> first;
        std::shared_ptr<SharedText> second;
        std::optional<TextAlignment> alignment;
        bool pending = false; ///< a newer one is being found out
    };
    using Pair = std::pair<QString, QString>;

    void step();
    void moveOther(const QString &key, Shown &other, const TextPane &leader, int line, double by);
    /// What is known of the texts that are shown, or were just before, if anything is yet; finds
    /// out what is not. What is known of a text holds for the beginning of what it grows to.
    [[nodiscard]] const TextAlignment *alignment(const QString &first, const QString &second);
    [[nodiscard]] std::shared_ptr<SharedText> textOf(const QString &key);
    void learned(const Pair &pair, const std::shared_ptr<SharedText> &first,
                 const std::shared_ptr<SharedText> &second, const TextAlignment &alignment);

    QHash<QString, Shown> m_shown;
    QHash<Pair, Known> m_known;
    QString m_leader; ///< what was scrolled last
    QTimer m_step; ///< once for many scroll events of a frame
    QThreadPool m_pool;
    bool m_on = false;
};

} // namespace moa
