// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/mixturedocument.h"

namespace moa {

class MixtureCommand : public QUndoCommand
{
public:
    MixtureCommand(MixtureDocument *document, Mixture after, const QString &text, int gesture)
        : QUndoCommand(text)
        , m_document(document)
        , m_before(document->mixture())
        , m_after(std::move(after))
        , m_gesture(gesture)
    { }

    void undo() override { m_document->set(m_before); }
    void redo() override { m_document->set(m_after); }
    [[nodiscard]] int id() const override { return m_gesture == 0 ? -1 : m_gesture; }

    bool mergeWith(const QUndoCommand *other) override
    {
        m_after = static_cast<const MixtureCommand *>(other)->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    MixtureDocument *m_document;
    Mixture m_before;
    Mixture m_after;
    int m_gesture;
};

MixtureDocument::MixtureDocument(QObject *parent)
    : QObject(parent)
{
    m_undoStack.setUndoLimit(1000);
    connect(&m_undoStack, &QUndoStack::cleanChanged, this,
            [this](bool clean) { Q_EMIT modifiedChanged(!clean); });
}

void MixtureDocument::reset(const Mixture &mixture)
{
    m_undoStack.clear();
    set(mixture);
}

void MixtureDocument::apply(const Mixture &after, const QString &text, int gesture)
{
    if (after == m_mixture)
        return;
    // The stack takes ownership.
    m_undoStack.push(std::make_unique<MixtureCommand>(this, after, text, gesture).release());
}

void MixtureDocument::set(const Mixture &mixture)
{
    m_mixture = mixture;
    Q_EMIT mixtureChanged();
}

} // namespace moa
