// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasactions.h"

#include <QWidget>

namespace moa {

CanvasActions::CanvasActions(QWidget *view)
    : QObject(view)
    , inspect(add("canvas.inspect", tr("&Inspect"), {Qt::Key_Return, Qt::Key_Enter}, view))
    , rename(add("canvas.rename", tr("&Rename"), {Qt::Key_F2}, view))
    , cut(add("canvas.cut", tr("Cu&t"), {QKeySequence::Cut}, view))
    , copy(add("canvas.copy", tr("&Copy"), {QKeySequence::Copy}, view))
    , paste(add("canvas.paste", tr("&Paste"), {QKeySequence::Paste}, view))
    , pasteWithLinks(add("canvas.pasteWithLinks", tr("Paste with All Lin&ks"),
                         {Qt::CTRL | Qt::SHIFT | Qt::Key_V}, view))
    , remove(add("canvas.remove", tr("De&lete"), {QKeySequence::Delete, Qt::Key_Backspace}, view))
    , removeKeepingLinks(add("canvas.removeKeepingLinks", tr("Delete and &Keep the Links"),
                             {Qt::CTRL | Qt::Key_Delete}, view))
    , duplicate(add("canvas.duplicate", tr("&Duplicate"), {Qt::CTRL | Qt::Key_D}, view))
    , duplicateLayer(add("canvas.duplicateLayer", tr("Duplicate the La&yer"),
                         {Qt::CTRL | Qt::SHIFT | Qt::Key_L}, view))
    , addAlternate(add("canvas.addAlternate", tr("Add an Al&ternate"), {}, view))
    , makeFinal(add("canvas.makeFinal", tr("Make This the &Final Aggregator"), {}, view))
    , linkFrom(add("canvas.linkFrom", tr("Start a Lin&k"), {Qt::Key_L}, view))
    , mute(add("canvas.mute", tr("&Mute"), {Qt::Key_M}, view))
    , pin(add("canvas.pin", tr("&Pin the Answer"), {Qt::Key_P}, view))
    , askAgain(add("canvas.askAgain", tr("As&k Again"), {Qt::SHIFT | Qt::Key_R}, view))
    , runWithout(add("canvas.runWithout", tr("Run &Without It"), {Qt::Key_W}, view))
    , selectAll(add("canvas.selectAll", tr("Select &All"), {QKeySequence::SelectAll}, view))
    , quickAdd(add("canvas.quickAdd", tr("Add an A&gent…"), {Qt::Key_Tab, Qt::Key_Slash}, view))
    , replaceModel(add("canvas.replaceModel", tr("&Replace the Model…"), {Qt::Key_R}, view))
    , find(add("canvas.find", tr("Find an Age&nt…"), {QKeySequence::Find}, view))
    , moveUp(add("canvas.moveUp", tr("Move &Up"), {Qt::ALT | Qt::Key_Up}, view))
    , moveDown(add("canvas.moveDown", tr("Move D&own"), {Qt::ALT | Qt::Key_Down}, view))
    , moveLeft(
          add("canvas.moveLeft", tr("Move to the Layer &Before"), {Qt::ALT | Qt::Key_Left}, view))
    , moveRight(
          add("canvas.moveRight", tr("Move to the Layer A&fter"), {Qt::ALT | Qt::Key_Right}, view))
    , frameSelection(add("canvas.frameSelection", tr("Show the &Selection"),
                         {Qt::Key_F, Qt::Key_Period}, view))
    , frameAll(add("canvas.frameAll", tr("Show &Everything"), {Qt::SHIFT | Qt::Key_F, Qt::Key_Home},
                   view))
    , actualSize(add("canvas.actualSize", tr("&100 %"), {Qt::CTRL | Qt::Key_0}, view))
    , zoomIn(add("canvas.zoomIn", tr("Zoom &In"), {QKeySequence::ZoomIn, Qt::CTRL | Qt::Key_Equal},
                 view))
    , zoomOut(add("canvas.zoomOut", tr("Zoom &Out"), {QKeySequence::ZoomOut}, view))
    , minimap(add("canvas.minimap", tr("O&verview"), {}, view))
{
    mute->setCheckable(true);
    pin->setCheckable(true);
    minimap->setCheckable(true);
    minimap->setChecked(true);
}

QAction *CanvasActions::add(const char *name, const QString &text,
                            const QList<QKeySequence> &shortcuts, QWidget *view)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
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
