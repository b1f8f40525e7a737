// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/promptedit.h"

#include "theme/theme.h"

#include <algorithm>
#include <memory>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>

namespace moa {

namespace {

/// Characters of one line in one paragraph, and how far back a space to break after is looked for.
constexpr qsizetype pieceLength = 4000;
constexpr qsizetype spaceWithin = 200;

/// Marks a paragraph that goes on with the line of the one before. Part of the block's format, so
/// that undo and redo keep it.
constexpr int continuesLine = QTextFormat::UserProperty + 1;

QTextBlockFormat continuation()
{
    QTextBlockFormat format;
    format.setProperty(continuesLine, true);
    return format;
}

bool isContinuation(const QTextBlock &block)
{
    return block.blockFormat().boolProperty(continuesLine);
}

/// Where @p line, longer than a piece, is cut.
qsizetype cutAt(QStringView line)
{
    for (qsizetype cut = pieceLength; cut > pieceLength - spaceWithin; --cut) {
        if (line.at(cut - 1).isSpace())
            return cut;
    }
    return line.at(pieceLength).isLowSurrogate() ? pieceLength - 1 : pieceLength;
}

} // namespace

PromptEdit::PromptEdit(QWidget *parent)
    : GrowingEdit(prompt::fewestLines, prompt::mostLines, parent)
{
    setFont(type::answer());
    document()->setDocumentMargin(space::tiny);
}

QString PromptEdit::text() const
{
    return written(0, document()->characterCount() - 1);
}

void PromptEdit::setText(const QString &text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    insert(cursor, text);
    moveCursor(QTextCursor::End);
}

bool PromptEdit::isBlank() const
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QString line = block.text();
        if (std::any_of(line.cbegin(), line.cend(), [](QChar c) { return !c.isSpace(); }))
            return false;
    }
    return true;
}

void PromptEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (isReturn && modifiers == Qt::ControlModifier) {
        Q_EMIT submitted();
    } else if (event->key() == Qt::Key_Escape && modifiers == Qt::NoModifier) {
        Q_EMIT escaped();
    } else if (isReturn && (modifiers & ~Qt::ShiftModifier) == Qt::NoModifier) {
        // A new line is never a continuation, whatever it is written into.
        textCursor().insertBlock(QTextBlockFormat());
        ensureCursorVisible();
    } else {
        GrowingEdit::keyPressEvent(event);
    }
}

void PromptEdit::insertFromMimeData(const QMimeData *source)
{
    if (!source->hasText())
        return;
    insert(textCursor(), source->text());
    ensureCursorVisible();
}

QMimeData *PromptEdit::createMimeDataFromSelection() const
{
    // Whoever asked takes ownership, as Qt's interface has it.
    auto mime = std::make_unique<QMimeData>();
    mime->setText(written(textCursor().selectionStart(), textCursor().selectionEnd()));
    return mime.release();
}

void PromptEdit::insert(QTextCursor cursor, const QString &text)
{
    QString normal = text;
    normal.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    normal.replace(u'\r', u'\n');
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    bool first = true;
    for (QStringView line : QStringView(normal).tokenize(u'\n')) {
        if (!first)
            cursor.insertBlock(QTextBlockFormat());
        first = false;
        while (line.size() > pieceLength) {
            const qsizetype cut = cutAt(line);
            cursor.insertText(line.first(cut).toString());
            cursor.insertBlock(continuation());
            line = line.sliced(cut);
        }
        cursor.insertText(line.toString());
    }
    cursor.endEditBlock();
}

QString PromptEdit::written(int begin, int end) const
{
    QString result;
    result.reserve(end - begin);
    for (QTextBlock block = document()->findBlock(begin);
         block.isValid() && block.position() <= end; block = block.next()) {
        if (block.position() > begin && !isContinuation(block))
            result += u'\n';
        const QString line = block.text();
        const int from = std::max(0, begin - block.position());
        const int to = std::min(static_cast<int>(line.size()), end - block.position());
        result += QStringView(line).mid(from, to - from);
    }
    return result;
}

} // namespace moa
