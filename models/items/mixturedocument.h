// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <QObject>
#include <QUndoStack>

namespace moa {

/**
 * The one document that is edited: a Mixture, its undo stack and its file. Every edit is one undo
 * command that swaps the value before for the value after; views only listen.
 */
class MixtureDocument : public QObject
{
    Q_OBJECT

public:
    explicit MixtureDocument(QObject *parent = nullptr);

    [[nodiscard]] const Mixture &mixture() const { return m_mixture; }
    [[nodiscard]] QUndoStack *undoStack() { return &m_undoStack; }
    [[nodiscard]] bool isModified() const { return !m_undoStack.isClean(); }

    /// Starts anew with @p mixture: nothing to undo, nothing unsaved.
    void reset(const Mixture &mixture);

    /**
     * Makes @p after the mixture as one undo step named @p text ("Move Wizard to layer 2"). An
     * edit that changes nothing is no step. Steps with the same non-zero @p gesture merge into
     * one: pass one number for the length of a drag or of a burst of typing in one field.
     */
    void apply(const Mixture &after, const QString &text, int gesture = 0);
    /// A gesture number that nobody else has.
    [[nodiscard]] int nextGesture() { return ++m_lastGesture; }

Q_SIGNALS:
    void mixtureChanged();
    void modifiedChanged(bool modified);

private:
    friend class MixtureCommand;
    void set(const Mixture &mixture);

    Mixture m_mixture;
    QUndoStack m_undoStack;
    int m_lastGesture = 0;
};

} // namespace moa
