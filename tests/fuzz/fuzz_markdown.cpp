// SPDX-License-Identifier: GPL-3.0-or-later

// Answers of whatever characters as Markdown: rendered and laid out, with nothing loaded.

#include "columns/markdowndocument.h"
#include "fuzzing.h"
#include "theme/theme.h"

#include <QApplication>

using namespace moa;
using fuzz::require;

/// What the libraries keep of fonts until the end is not ours. A document that is not let go of
/// still tells: it is allocated here.
extern "C" const char *__lsan_default_suppressions() // NOLINT(bugprone-reserved-identifier)
{
    return "leak:libfontconfig\nleak:libfreetype\nleak:libharfbuzz\nleak:libQt6Gui\n"
           "leak:libQt6Core";
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    static QApplication application(*argc, *argv);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Theme theme = Theme::make(Theme::Scheme::Light);
    const QString markdown =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (!canRenderMarkdown(markdown))
        return 0;
    const std::unique_ptr<QTextDocument> document = renderMarkdown(markdown, theme);
    require(document != nullptr, "there is a document");
    document->setTextWidth(400);
    require(document->size().height() >= 0, "it can be laid out");
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        if (isCodeBlock(block))
            (void)codeAt(block);
    }
    return 0;
}
