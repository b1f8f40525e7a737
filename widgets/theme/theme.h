// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <QColor>
#include <QFont>
#include <QList>
#include <QPalette>
#include <QString>

class QWidget;

namespace moa {

/**
 * The one set of values for every colour, size and duration on screen: painters, style sheet and
 * charts read them here. Sizes are device-independent pixels.
 */
struct Theme
{
    enum class Scheme { Light, Dark, HighContrast };

    Scheme scheme = Scheme::Light;
    QColor window;
    QColor surface; ///< cards, columns, inputs
    QColor raised; ///< lanes, headers, chips
    QColor line; ///< borders and separators
    QColor outline; ///< of what one can act on: stands out 3:1 from every ground
    QColor text;
    QColor secondaryText;
    QColor disabledText; ///< of what can't be acted on now
    QColor accent; ///< focus, selection, run
    QColor onAccent; ///< text on the accent
    QColor good;
    QColor warning;
    QColor danger;
    QColor insertedGround; ///< invalid in high contrast: an outline stands in
    QColor deletedGround;
    QList<QColor> agentColors;
    /// Parts of a stacked bar, in the order in which they are stacked: neighbours differ in
    /// lightness.
    QList<QColor> partColors;
    QColor scaleLow; ///< the scale of a heat map; theme.text is readable on all of it
    QColor scaleHigh;

    [[nodiscard]] static Theme make(Scheme scheme);
    /// The theme that fits @p palette: there is no colour-scheme hint in Qt 6.4, its lightness
    /// tells.
    [[nodiscard]] static Theme of(const QPalette &palette);
    [[nodiscard]] static Theme of(const QWidget *widget);

    /// The palette for the Fusion style.
    [[nodiscard]] QPalette palette() const;
    /// The colour of an agent with this palette index; beyond the last it starts again.
    [[nodiscard]] QColor agentColor(int index) const;
    /// The ground of a heat map's cell for @p value, 0 to 1.
    [[nodiscard]] QColor scaleColor(double value) const;
};

/** An agent's palette index for life: its own, or one that follows from its id alone. */
[[nodiscard]] int agentColorIndex(const QString &agentId, std::optional<int> chosen);

/** WCAG 2 contrast ratio of two opaque colours, 1 to 21. */
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

/** @p color at @p opacity, 0 to 1. */
[[nodiscard]] QColor faded(QColor color, double opacity);

/** Distances of the 4/8 px grid. */
namespace space {
inline constexpr int hair = 2;
inline constexpr int tiny = 4;
inline constexpr int small = 8;
inline constexpr int medium = 12;
inline constexpr int large = 16;
inline constexpr int huge = 24;
inline constexpr int radius = 6;
inline constexpr int cardRadius = 8;
} // namespace space

/** Sizes of the canvas at 100 % and the base font; CanvasMetrics scales them with the font. */
namespace lane {
inline constexpr int width = 256;
inline constexpr int header = 36;
inline constexpr int padding = 16; ///< around the column of cards
inline constexpr int gutter = 72; ///< between lanes: where links run and new layers are dropped
inline constexpr int finalEdge = 3; ///< the accent along the top of the last lane
} // namespace lane

namespace card {
inline constexpr int width = 224;
inline constexpr int height = 88;
inline constexpr int gap = 16;
inline constexpr int edge = 4; ///< the agent's colour
inline constexpr int bar = 3; ///< progress, afterwards BLEU
inline constexpr int stack = 3; ///< how far each further sample shows behind the card
inline constexpr int mark = 16; ///< role shapes, the problem mark
inline constexpr int stateMark = 12; ///< beside the state's word
inline constexpr double border = 1.0;
inline constexpr double selectedBorder = 2.0;
inline constexpr int promptWidth = 176;
} // namespace card

/** The field in which a name is edited on the canvas. */
namespace renaming {
inline constexpr int leastWidth = 160;
} // namespace renaming

namespace port {
inline constexpr int size = 10;
inline constexpr int target = 24;
} // namespace port

namespace linkline {
inline constexpr double width = 1.5;
inline constexpr double emphasisWidth = 2.5; ///< hovered or selected
inline constexpr double targetWidth = 4.0; ///< while something would be dropped on it
inline constexpr double opacity = 0.6;
inline constexpr double bundleOpacity = 0.14;
inline constexpr double mutedOpacity = 0.3; ///< of a link that carries nothing
inline constexpr int grab = 6; ///< distance at which the pointer is on a link
inline constexpr double leastFlow = 1.0; ///< after a run: a link over which nothing came
inline constexpr double mostFlow = 7.0; ///< after a run: one over which all came
inline constexpr double critical = 1.5; ///< the line, and its distance, on either side of a link
} // namespace linkline

/** What shows on the canvas where a drop would land. */
namespace drop {
inline constexpr double outline = 1.5;
inline constexpr double line = 3.0; ///< of a new layer, in a gutter
inline constexpr double groundOpacity = 0.10;
inline constexpr int plus = 24; ///< the mark of what is new
inline constexpr int margin = 48; ///< that a label may reach out of a gutter
} // namespace drop

/** The sentence beside the pointer. */
namespace hint {
inline constexpr int width = 280; ///< at most
} // namespace hint

/** Sizes of the overview in the canvas's corner. */
namespace minimap {
inline constexpr int width = 208; ///< at most
inline constexpr int height = 144; ///< at most
inline constexpr int least = 48; ///< of either
inline constexpr int roomFactor = 3; ///< the canvas is this much larger, or there is no overview
inline constexpr int padding = 6;
inline constexpr int clear = 24; ///< from what is dragged over the canvas
inline constexpr double frame = 2.0; ///< around what is seen
inline constexpr int leastFrame = 8; ///< of what is seen, at least
inline constexpr double veil = 0.45; ///< over what is not
inline constexpr double quietOpacity = 0.6; ///< of an agent that no run has asked yet
inline constexpr double mutedOpacity = 0.25;
inline constexpr int mark = 8; ///< what a run says: cross, triangle, dot
inline constexpr double markStroke = 2.0;
} // namespace minimap

/** Sizes of what the style draws. */
namespace control {
inline constexpr int height = 28; ///< of fields and buttons, at least
inline constexpr int buttonWidth = 72; ///< at least
inline constexpr int target = 24; ///< of everything that can be clicked, at least
inline constexpr int icon = 16;
inline constexpr int hairline = 1;
inline constexpr int focusRing = 2;
inline constexpr int areaFrame = 3; ///< around a framed scroll area
inline constexpr int divider = 7; ///< what a border between two parts is dragged by
inline constexpr int scrollBar = 12;
inline constexpr int scrollHandle = 6;
inline constexpr int leastHandle = 32;
} // namespace control

/** Durations in milliseconds. */
namespace motion {
inline constexpr int move = 150;
inline constexpr int hover = 80;
inline constexpr int activityStep = 50; ///< between two steps of a sign of life
inline constexpr int activityCycle = 1600; ///< one way of a sign of life across its bar
} // namespace motion

/** Sizes of the columns of responses. */
namespace column {
inline constexpr int minimumWidth = 320;
inline constexpr int comfortableWidth = 520;
inline constexpr int headHeight = 60; ///< at the base font size; grows with the font
inline constexpr int dot = 10; ///< the mark in the agent's colour
inline constexpr double ring = 2.5; ///< its line for colours that come a second time
inline constexpr int activityBar = 3; ///< thickness of the sign of life
inline constexpr int hairline = 1;
inline constexpr int selectedEdge = 2; ///< the accent along what is chosen or final
inline constexpr int focusRing = 2;
inline constexpr int pointedEdge = 4; ///< along the head of what is pointed at
inline constexpr int dropLine = 3; ///< where a dragged column would go
inline constexpr int reasoningHeight = 200; ///< at most, when unfolded
inline constexpr int noticeIcon = 16;
inline constexpr double iconStroke = 1.5;
} // namespace column

/** Sizes of the charts. */
namespace chart {
inline constexpr int rowHeight = 24; ///< at least; grows with the font
inline constexpr double barPart = 0.58; ///< of the row that its bar takes
inline constexpr double namePart = 0.38; ///< of the width that names may take
inline constexpr int leastPlot = 64; ///< what bars have at least
inline constexpr int tickGap = 72; ///< between two grid lines, about
inline constexpr int swatch = 10; ///< a colour in the legend
inline constexpr double ring = 2.5; ///< the line of a bar whose colour comes a second time
inline constexpr double veil = 0.6; ///< over the bars that are not pointed at
inline constexpr double pointedOutline = 1.5;
inline constexpr double pathLine = 3.0; ///< under the bars of the critical path
inline constexpr int cellHeight = 28; ///< of a heat map, at least
inline constexpr int scaleWidth = 96; ///< the key to a heat map's colours
inline constexpr int pictureWidth = 760; ///< of an exported chart
inline constexpr int pictureScale = 2; ///< of an exported bitmap
} // namespace chart

/** Sizes of the search in columns. */
namespace find {
inline constexpr int fieldWidth = 160; ///< at least
} // namespace find

/** Passages in the colour of their source. */
namespace passage {
inline constexpr double groundOpacity = 0.16;
inline constexpr double pointedOpacity = 0.36; ///< of one whose source is pointed at
} // namespace passage

/** Sizes of the prompt bar. */
namespace prompt {
inline constexpr int fewestLines = 2;
inline constexpr int mostLines = 8;
inline constexpr int buttonWidth = 88;
inline constexpr int buttonHeight = 32;
} // namespace prompt

/** Sizes of the list of problems. */
namespace problems {
inline constexpr int width = 560;
inline constexpr int height = 360; ///< at most
} // namespace problems

/** Sizes of the list of a conversation's turns. */
namespace turns {
inline constexpr int mostRows = 3; ///< before it scrolls
inline constexpr int shownEdge = 3; ///< the accent along the turn whose responses are shown
} // namespace turns

/** Sizes of the panel in which responses are judged. */
namespace judging {
inline constexpr int star = 16;
inline constexpr int listWidth = 280; ///< at least
inline constexpr int paneWidth = 320; ///< of a text, at least
} // namespace judging

/** Sizes of the list of runs and what stands beside it. */
namespace runlist {
inline constexpr int mark = 12; ///< the shape of a run's state
inline constexpr int star = 16;
inline constexpr int selectedEdge = 3; ///< the accent along what is selected
inline constexpr int tokensWidth = 104; ///< of right-aligned figures, at the base font size
inline constexpr int costWidth = 88;
inline constexpr int timeWidth = 72;
inline constexpr int roomForTokens = 480; ///< a narrower row leaves the tokens out
inline constexpr int listWidth = 320; ///< at least
inline constexpr int detailsWidth = 360; ///< at least
inline constexpr int fieldWidth = 104; ///< of an amount to filter by
inline constexpr int choiceWidth = 144; ///< of a choice to filter by, at most
inline constexpr int searchWidth = 240; ///< at least
inline constexpr int promptHeight = 120; ///< of the prompt in the details, at most
inline constexpr int comparisonWidth = 1040; ///< of the window with two runs, at first
inline constexpr int comparisonHeight = 760;
} // namespace runlist

/** Sizes of what stands beside the canvas. */
namespace side {
inline constexpr int paletteWidth = 200; ///< at least
inline constexpr int inspectorWidth = 280; ///< at least
} // namespace side

/** Sizes of the outline: first widths of its columns, from the name to the state. */
namespace outline {
inline constexpr std::array columnWidths{200, 112, 128, 208, 72, 104, 104, 88, 64, 112};
} // namespace outline

/** Sizes of what floats over the window: the choice of a model, the search for an agent. */
namespace floating {
inline constexpr int shadow = 8; ///< room for it around the panel
inline constexpr int shadowDrop = 2; ///< how far below the panel it lies
inline constexpr double shadowOpacity = 0.03; ///< of each of its steps
inline constexpr int chooserWidth = 480; ///< at the base font size; grows with the font
inline constexpr int chooserRows = 8; ///< before the list scrolls
inline constexpr int currentEdge = 3; ///< the accent along the row that Enter takes
inline constexpr int finderWidth = 400;
inline constexpr int commandsWidth = 600; ///< at the base font size; grows with the font
inline constexpr int commandRows = 12; ///< before the list scrolls
inline constexpr int aboveCentred = 10; ///< this part of the window stays free above
} // namespace floating

/** Sizes of the window that shows a request and its reply. */
namespace inspect {
inline constexpr int width = 960;
inline constexpr int height = 680;
inline constexpr int factsHeight = 220; ///< of the table under a text
inline constexpr int nameWidth = 180; ///< of its first column
} // namespace inspect

/** Sizes of the settings window. */
namespace settings {
inline constexpr int width = 900; ///< at first
inline constexpr int height = 640;
inline constexpr int pagesWidth = 112; ///< the list of pages
inline constexpr int providersWidth = 208; ///< the list of providers
inline constexpr int dot = 8; ///< the state of a key
inline constexpr int mark = 16; ///< of a step of a test
inline constexpr double markStroke = 1.5;
inline constexpr int turnMs = 1000; ///< once around, for what is under way
inline constexpr int headersHeight = 120; ///< of the table of headers, at least
inline constexpr int tableHeight = 120; ///< of the table of models, at least
inline constexpr int textWidth = 560; ///< of a paragraph or a wide field, at most
inline constexpr int fewestPoints = 7; ///< that letters may have
inline constexpr int mostPoints = 32;
} // namespace settings

/** Sizes of the library of presets. */
namespace library {
inline constexpr int width = 880; ///< at first
inline constexpr int height = 680;
inline constexpr int thumbnailWidth = 176;
inline constexpr int thumbnailHeight = 96;
inline constexpr int descriptionLines = 2; ///< at most
inline constexpr double nameLine = 0.45; ///< opacity of what stands for a name on a tiny card
inline constexpr int changesWidth = 760; ///< of a list of differences, at first
inline constexpr int changesHeight = 440;
inline constexpr int placeWidth = 168; ///< where something differs
inline constexpr int fieldWidth = 112; ///< what differs
inline constexpr int revisionsWidth = 280; ///< the list of revisions
} // namespace library

/** Sizes of the windows in which presets are taken and handed on. */
namespace sharing {
inline constexpr int width = 640;
inline constexpr int height = 560;
inline constexpr int bundleHeight = 400;
} // namespace sharing

/** Sizes of the window in which a run is held against its variants. */
namespace variants {
inline constexpr int width = 860; ///< at first
inline constexpr int height = 560;
} // namespace variants

/** Fonts, derived from the application's font so that all follow the user's scale. */
namespace type {
[[nodiscard]] QFont base();
[[nodiscard]] QFont title(); ///< card and column titles: semi-bold
[[nodiscard]] QFont secondary();
[[nodiscard]] QFont figures(); ///< tabular digits
[[nodiscard]] QFont smallest(); ///< marks within a text
[[nodiscard]] QFont answer();
[[nodiscard]] QFont code();
inline constexpr double answerLineHeight = 1.5;
inline constexpr double codeLineHeight = 1.3;
inline constexpr int answerLineLength = 90; ///< characters at most
} // namespace type

} // namespace moa
