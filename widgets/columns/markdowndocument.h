// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QColor>
#include <QFont>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextFormat>

namespace moa {

struct Theme;

/** A document that loads nothing, from the network or from a file, whatever its text asks for. */
class AnswerDocument : public QTextDocument
{
    Q_OBJECT

public:
    explicit AnswerDocument(QObject *parent = nullptr);

protected:
    QVariant loadResource(int type, const QUrl &name) override;
};

/// Whether rendering @p markdown and laying it out takes no longer than a person would wait for:
/// what is very long, or has very long lines or lists, is better shown as it is.
[[nodiscard]] bool canRenderMarkdown(const QString &markdown);

/**
 * An answer's Markdown as a document in the looks of @p theme. HTML in it stands there as text;
 * images stand there as their alternative text and address, and are never loaded. It has no
 * layout yet, which makes building it cheap.
 */
[[nodiscard]] std::unique_ptr<QTextDocument> renderMarkdown(const QString &markdown,
                                                            const Theme &theme);

/// Whether @p block is a line of a block of code.
[[nodiscard]] bool isCodeBlock(const QTextBlock &block);
/// The first line of the block of code that @p line belongs to.
[[nodiscard]] QTextBlock firstOfCode(QTextBlock line);
/// The code of the block of code that @p line belongs to, as it was written.
[[nodiscard]] QString codeAt(const QTextBlock &line);

/// The paragraphs of an answer as plain text.
[[nodiscard]] QTextBlockFormat answerBlockFormat();

} // namespace moa
