// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/markdowndocument.h"

#include "theme/theme.h"
#include "theme/tooltip.h"

#include <algorithm>
#include <QCoreApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextList>
#include <QTextTable>
#include <QtMath>
#include <QUrl>

namespace moa {

namespace {

/// Nesting beyond this adds no further indent: a hostile answer could push its text out of view.
constexpr int deepestIndent = 6;

/// Characters of what is rendered, of one line in it, and of one stretch without a space; and items
/// of lists. The time that the last three take grows with their square.
constexpr qsizetype longestMarkdown = 200'000;
constexpr qsizetype longestLine = 20'000;
constexpr qsizetype longestWord = 5'000;
constexpr qsizetype mostItems = 5'000;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::AnswerView)
};

/// Qt counts a line's height from the font's own line, which differs from font to font; ours is
/// in sizes of the font.
double lineHeightPercent(const QFont &font, double inFontSizes)
{
    const double natural = QFontMetricsF(font).height() / QFontInfo(font).pixelSize();
    return 100.0 * qMax(1.0, inFontSizes / natural);
}

bool isCode(const QTextBlock &block)
{
    const QTextBlockFormat format = block.blockFormat();
    return format.hasProperty(QTextFormat::BlockCodeFence)
        || format.hasProperty(QTextFormat::BlockCodeLanguage);
}

/// Only code gets a font family of its own from the Markdown reader.
bool isCode(const QTextCharFormat &format)
{
    return format.hasProperty(QTextFormat::FontFamilies);
}

struct Piece
{
    int position = 0;
    int length = 0;
    QTextCharFormat format;
};

/// Stretches of text in which code, links or images need our looks.
QList<Piece> specialPieces(const QTextDocument &document)
{
    QList<Piece> pieces;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const QTextCharFormat format = fragment.charFormat();
            if (format.isImageFormat() || format.isAnchor() || isCode(format))
                pieces.append({fragment.position(), fragment.length(), format});
        }
    }
    return pieces;
}

QTextCharFormat linkFormat(const QString &address, const Theme &theme)
{
    QTextCharFormat format;
    format.setForeground(theme.accent);
    format.setFontUnderline(true);
    format.setToolTip(plainToolTip(address));
    return format;
}

QString imageText(const QTextImageFormat &image)
{
    const QString alternative = image.property(QTextFormat::ImageAltText).toString();
    return alternative.isEmpty()
        ? Words::tr("[Image, not loaded: %1]").arg(image.name())
        : Words::tr("[Image, not loaded: %1, %2]").arg(alternative, image.name());
}

void dressPieces(QTextDocument &document, const Theme &theme)
{
    const QFont code = type::code();
    const QList<Piece> pieces = specialPieces(document);
    QTextCursor cursor(&document);
    // From the end, since an image's text moves what stands after it.
    for (auto piece = pieces.crbegin(); piece != pieces.crend(); ++piece) {
        cursor.setPosition(piece->position);
        cursor.setPosition(piece->position + piece->length, QTextCursor::KeepAnchor);
        if (piece->format.isImageFormat()) {
            QTextCharFormat format;
            format.setForeground(theme.secondaryText);
            format.setFontItalic(true);
            cursor.insertText(imageText(piece->format.toImageFormat()).repeated(piece->length),
                              format);
            continue;
        }
        QTextCharFormat format;
        if (piece->format.isAnchor())
            format = linkFormat(piece->format.anchorHref(), theme);
        if (isCode(piece->format)) {
            format.setFontFamilies({code.family()});
            if (code.pixelSize() > 0)
                format.setProperty(QTextFormat::FontPixelSize, code.pixelSize());
            else
                format.setFontPointSize(code.pointSizeF());
        }
        cursor.mergeCharFormat(format);
    }
}

void dressHeading(const QTextBlock &block, int level)
{
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    QTextCharFormat format;
    format.setProperty(QTextFormat::FontSizeAdjustment, std::max(0, 3 - level));
    format.setFontWeight(QFont::DemiBold);
    cursor.mergeCharFormat(format);
}

void dressBlocks(QTextDocument &document, const Theme &theme)
{
    const double answerLine = lineHeightPercent(type::answer(), type::answerLineHeight);
    const int codeLine = qCeil(QFontInfo(type::code()).pixelSize() * type::codeLineHeight);
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        const bool code = isCode(block);
        format.setNonBreakableLines(false);
        if (code)
            format.setLineHeight(codeLine, QTextBlockFormat::MinimumHeight);
        else
            format.setLineHeight(answerLine, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(format.headingLevel() > 0 ? space::small : 0);
        const bool codeGoesOn = code && block.next().isValid() && isCode(block.next());
        const int gap = block.textList() ? space::tiny : space::small;
        format.setBottomMargin(codeGoesOn ? 0 : gap);
        if (code)
            format.setBackground(theme.raised);
        format.setLeftMargin(
            std::min<qreal>(format.leftMargin(), static_cast<qreal>(deepestIndent * space::huge)));
        cursor.setPosition(block.position());
        cursor.setBlockFormat(format);
        if (format.headingLevel() > 0)
            dressHeading(block, format.headingLevel());
        if (QTextList *list = block.textList(); list && list->format().indent() > deepestIndent) {
            QTextListFormat listFormat = list->format();
            listFormat.setIndent(deepestIndent);
            list->setFormat(listFormat);
        }
    }
}

void dressHeader(QTextTable &table)
{
    QTextCharFormat header;
    header.setFontWeight(QFont::DemiBold);
    for (int i = 0; i < table.columns(); ++i) {
        const QTextTableCell cell = table.cellAt(0, i);
        QTextCursor cursor = cell.firstCursorPosition();
        // The Markdown reader may put an empty paragraph before the text of the first cell.
        if (cell.lastPosition() > cell.firstPosition() && cursor.block().length() == 1)
            cursor.deleteChar();
        cursor.setPosition(cell.lastPosition(), QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(header);
    }
}

void dressTables(QTextFrame *parent, const Theme &theme)
{
    for (QTextFrame *frame : parent->childFrames()) {
        if (auto *table = qobject_cast<QTextTable *>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorder(column::hairline);
            format.setBorderCollapse(true);
            format.setBorderBrush(theme.line);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setCellPadding(space::tiny);
            format.setBottomMargin(space::small);
            table->setFormat(format);
            dressHeader(*table);
        }
        dressTables(frame, theme);
    }
}

} // namespace

AnswerDocument::AnswerDocument(QObject *parent)
    : QTextDocument(parent)
{
    setUndoRedoEnabled(false);
    setDocumentMargin(space::medium);
    QTextOption option = defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setDefaultTextOption(option);
}

QVariant AnswerDocument::loadResource(int, const QUrl &)
{
    return {};
}

bool canRenderMarkdown(const QString &markdown)
{
    if (markdown.size() > longestMarkdown)
        return false;
    qsizetype line = 0;
    qsizetype word = 0;
    qsizetype items = 0;
    bool begins = true; // nothing that could not stand before an item stands in this line
    for (const QChar character : markdown) {
        line = character == u'\n' ? 0 : line + 1;
        word = character.isSpace() ? 0 : word + 1;
        if (line == 0) {
            begins = true;
        } else if (begins && !character.isSpace() && character != u'>') {
            begins = false;
            items += character.isDigit() || QStringView(u"-+*").contains(character) ? 1 : 0;
        }
        if (line > longestLine || word > longestWord || items > mostItems)
            return false;
    }
    return true;
}

std::unique_ptr<QTextDocument> renderMarkdown(const QString &markdown, const Theme &theme)
{
    auto document = std::make_unique<AnswerDocument>();
    document->setDefaultFont(type::answer());
    document->setIndentWidth(space::huge);
    // As one edit: a hundred times quicker for a paragraph of many links or pieces of code.
    QTextCursor edit(document.get());
    edit.beginEditBlock();
    document->setMarkdown(markdown,
                          QTextDocument::MarkdownFeatures(QTextDocument::MarkdownNoHTML)
                              | QTextDocument::MarkdownDialectGitHub);
    // Images must be gone before there is a layout: it would open a local file by its name
    // without asking loadResource().
    dressPieces(*document, theme);
    dressBlocks(*document, theme);
    edit.endEditBlock();
    // The frames of the tables only stand once that edit is over.
    edit.beginEditBlock();
    dressTables(document->rootFrame(), theme);
    edit.endEditBlock();
    return document;
}

bool isCodeBlock(const QTextBlock &block)
{
    return block.isValid() && isCode(block);
}

QTextBlock firstOfCode(QTextBlock line)
{
    while (isCodeBlock(line.previous()))
        line = line.previous();
    return line;
}

QString codeAt(const QTextBlock &line)
{
    QStringList lines;
    for (QTextBlock each = firstOfCode(line); isCodeBlock(each); each = each.next())
        lines.append(each.text().replace(QChar::LineSeparator, u'\n'));
    return lines.join(u'\n');
}

QTextBlockFormat answerBlockFormat()
{
    QTextBlockFormat format;
    format.setLineHeight(lineHeightPercent(type::answer(), type::answerLineHeight),
                         QTextBlockFormat::ProportionalHeight);
    return format;
}

} // namespace moa
