// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasactions.h"

#include <QWidget>

namespace moa {

CanvasActions::CanvasActions(QWidget *view)
    : QObject(view)
    , inspect(add(tr("&Inspect"), {Qt::Key_Return, Qt::Key_Enter}, view))
    , rename(add(tr("&Rename"), {Qt::Key_F2}, view))
    , cut(add(tr("Cu&t"), {QKeySequence::Cut}, view))
    , copy(add(tr("&Copy"), {QKeySequence::Copy}, view))
    , paste(add(tr("&Paste"), {QKeySequence::Paste}, view))
    , pasteWithLinks(add(tr("Paste with All Lin&ks"), {Qt::CTRL | Qt::SHIFT | Qt::Key_V}, view))
    , remove(add(tr("De&lete"), {QKeySequence::Delete, Qt::Key_Backspace}, view))
    , removeKeepingLinks(add(tr("Delete and &Keep the Links"), {Qt::CTRL | Qt::Key_Delete}, view))
    , duplicate(add(tr("&Duplicate"), {Qt::CTRL | Qt::Key_D}, view))
    , duplicateLayer(add(tr("Duplicate the La&yer"), {Qt::CTRL | Qt::SHIFT | Qt::Key_L}, view))
    , addAlternate(add(tr("Add an Al&ternate"), {}, view))
    , makeFinal(add(tr("Make This the &Final Aggregator"), {}, view))
    , linkFrom(add(tr("Start a Lin&k"), {Qt::Key_L}, view))
    , mute(add(tr("&Mute"), {Qt::Key_M}, view))
    , pin(add(tr("&Pin the Answer"), {Qt::Key_P}, view))
    , askAgain(add(tr("As&k Again"), {Qt::SHIFT | Qt::Key_R}, view))
    , runWithout(add(tr("Run &Without It"), {Qt::Key_W}, view))
    , selectAll(add(tr("Select &All"), {QKeySequence::SelectAll}, view))
    , quickAdd(add(tr("Add an A&gent…"), {Qt::Key_Tab, Qt::Key_Slash}, view))
    , replaceModel(add(tr("&Replace the Model…"), {Qt::Key_R}, view))
    , find(add(tr("Find an Age&nt…"), {QKeySequence::Find}, view))
    , moveUp(add(tr("Move &Up"), {Qt::ALT | Qt::Key_Up}, view))
    , moveDown(add(tr("Move D&own"), {Qt::ALT | Qt::Key_Down}, view))
    , moveLeft(add(tr("Move to the Layer &Before"), {Qt::ALT | Qt::Key_Left}, view))
    , moveRight(add(tr("Move to the Layer A&fter"), {Qt::ALT | Qt::Key_Right}, view))
    , frameSelection(add(tr("Show the &Selection"), {Qt::Key_F, Qt::Key_Period}, view))
    , frameAll(add(tr("Show &Everything"), {Qt::SHIFT | Qt::Key_F, Qt::Key_Home}, view))
    , actualSize(add(tr("&100 %"), {Qt::CTRL | Qt::Key_0}, view))
    , zoomIn(add(tr("Zoom &In"), {QKeySequence::ZoomIn, Qt::CTRL | Qt::Key_Equal}, view))
    , zoomOut(add(tr("Zoom &Out"), {QKeySequence::ZoomOut}, view))
    , minimap(add(tr("O&verview"), {}, view))
{
    mute->setCheckable(true);
    pin->setCheckable(true);
    minimap->setCheckable(true);
    minimap->setChecked(true);
}

QAction *CanvasActions::add(const QString &text, const QList<QKeySequence> &shortcuts,
                            QWidget *view)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(shortcuts);
    // A letter must stay a letter in a text field beside the canvas.
    action->setShortcutContext(Qt::WidgetShortcut);
    view->addAction(action);
    return action;
}

QList<QList<QAction *>> CanvasActions::editGroups() const
{
    return {{quickAdd, replaceModel, duplicate, duplicateLayer},
            {cut, copy, paste, pasteWithLinks},
            {remove, removeKeepingLinks},
            {selectAll, find},
            {inspect, rename, mute, pin, linkFrom},
            {askAgain, runWithout},
            {addAlternate, makeFinal},
            {moveUp, moveDown, moveLeft, moveRight}};
}

QList<QAction *> CanvasActions::viewActions() const
{
    return {frameSelection, frameAll, actualSize, zoomIn, zoomOut, minimap};
}

} // namespace moa
