// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <QAccessible>

namespace moa {

class CanvasAccessible;
class CanvasScene;

/** A part of a canvas as assistive technology sees it. Belongs to its canvas. */
class CanvasPart : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    explicit CanvasPart(const CanvasAccessible &canvas)
        : m_canvas(canvas)
    { }
    ~CanvasPart() override = default;

    /// Whether there still is what it stands for.
    [[nodiscard]] virtual bool exists() const = 0;
    /// Its subject is gone; it stays valid while that is being told.
    void setLeaving(bool leaving) { m_isLeaving = leaving; }

    [[nodiscard]] bool isValid() const override;
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QWindow *window() const override;
    [[nodiscard]] QAccessibleInterface *parent() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QRect rect() const override;
    void setText(QAccessible::Text, const QString &) override { }
    [[nodiscard]] QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    [[nodiscard]] QStringList actionNames() const override;
    [[nodiscard]] QString localizedActionName(const QString &name) const override;
    void doAction(const QString &name) override;
    [[nodiscard]] QStringList keyBindingsForAction(const QString &name) const override;

    /// The action that selects without doing more.
    [[nodiscard]] static const QString &selectAction();

protected:
    [[nodiscard]] const CanvasAccessible &canvas() const { return m_canvas; }
    [[nodiscard]] CanvasScene &scene() const;
    [[nodiscard]] const Mixture &mixture() const;
    [[nodiscard]] virtual QRectF sceneRect() const = 0;
    [[nodiscard]] virtual bool isSelected() const { return false; }
    virtual void select() const { }

private:
    const CanvasAccessible &m_canvas;
    bool m_isLeaving = false;
};

/** The prompt that all of it answers. */
class PromptPart : public CanvasPart
{
public:
    using CanvasPart::CanvasPart;

    [[nodiscard]] bool exists() const override { return true; }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::StaticText; }
    [[nodiscard]] QString text(QAccessible::Text text) const override;
    [[nodiscard]] QAccessible::State state() const override;
    [[nodiscard]] QStringList actionNames() const override { return {}; }

protected:
    [[nodiscard]] QRectF sceneRect() const override;
};

/** A layer: the list of its agents. */
class LanePart : public CanvasPart
{
public:
    LanePart(const CanvasAccessible &canvas, qsizetype layer)
        : CanvasPart(canvas)
        , m_layer(layer)
    { }

    [[nodiscard]] qsizetype layer() const { return m_layer; }
    [[nodiscard]] bool exists() const override;
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::List; }
    [[nodiscard]] QString text(QAccessible::Text text) const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int childCount() const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;

protected:
    [[nodiscard]] QRectF sceneRect() const override;
    [[nodiscard]] bool isSelected() const override;
    void select() const override;

private:
    qsizetype m_layer;
};

/** An agent; its children are the links that lead to it, in the order of its references. */
class CardPart : public CanvasPart
{
public:
    CardPart(const CanvasAccessible &canvas, AgentId agent)
        : CanvasPart(canvas)
        , m_agent(std::move(agent))
    { }

    [[nodiscard]] const AgentId &agent() const { return m_agent; }
    [[nodiscard]] bool exists() const override;
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QString text(QAccessible::Text text) const override;
    [[nodiscard]] QAccessibleInterface *parent() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessible::State state() const override;
    [[nodiscard]] QStringList actionNames() const override;
    [[nodiscard]] QString localizedActionName(const QString &name) const override;
    void doAction(const QString &name) override;

protected:
    [[nodiscard]] QRectF sceneRect() const override;
    [[nodiscard]] bool isSelected() const override;
    void select() const override;

private:
    /// The agents whose responses it gets.
    [[nodiscard]] QList<AgentId> sources() const;

    AgentId m_agent;
};

/** A link. Its action selects it: what cuts a link works on the selected one. */
class LinkPart : public CanvasPart
{
public:
    LinkPart(const CanvasAccessible &canvas, Link link)
        : CanvasPart(canvas)
        , m_link(std::move(link))
    { }

    [[nodiscard]] bool exists() const override;
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::StaticText; }
    [[nodiscard]] QString text(QAccessible::Text text) const override;
    [[nodiscard]] QAccessibleInterface *parent() const override;

protected:
    [[nodiscard]] QRectF sceneRect() const override;
    [[nodiscard]] bool isSelected() const override;
    void select() const override;

private:
    Link m_link;
};

} // namespace moa
