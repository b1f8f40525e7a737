// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/diffbar.h"

#include "theme/icons.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace moa {

namespace {

/// What a menu or a button shows of a name that may have an ampersand in it.
QString literal(QString name)
{
    return name.replace(u'&', QStringLiteral("&&"));
}

} // namespace

DiffBar::DiffBar(QWidget *parent)
    : QWidget(parent)
    , m_base(new QToolButton(this))
    , m_menu(new QMenu(this))
    , m_twoPane(addButton(tr("Two panes"), QStringLiteral("panes"), {}))
    , m_previous(addButton(tr("Previous change"), QStringLiteral("up"),
                           tr("Previous change (Shift+F7 or Alt+Up)")))
    , m_next(
          addButton(tr("Next change"), QStringLiteral("down"), tr("Next change (F7 or Alt+Down)")))
    , m_position(new QLabel(this))
    , m_words(new QLabel(this))
{
    m_base->setObjectName(QStringLiteral("diffBase"));
    m_base->setFont(type::secondary());
    m_base->setPopupMode(QToolButton::InstantPopup);
    m_base->setMenu(m_menu);
    m_base->setAutoRaise(true);
    m_base->setFocusPolicy(Qt::StrongFocus);
    m_base->setMinimumHeight(control::target);
    m_twoPane->setObjectName(QStringLiteral("twoPane"));
    m_twoPane->setCheckable(true);
    m_previous->setObjectName(QStringLiteral("previousChange"));
    m_next->setObjectName(QStringLiteral("nextChange"));
    m_position->setObjectName(QStringLiteral("changePosition"));
    m_position->setFont(type::figures());
    m_words->setObjectName(QStringLiteral("diffWords"));
    m_words->setFont(type::secondary());
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);

    auto *row = new QHBoxLayout;
    row->setSpacing(space::hair);
    row->addWidget(m_base);
    row->addStretch();
    row->addWidget(m_twoPane);
    row->addWidget(m_previous);
    row->addWidget(m_position);
    row->addWidget(m_next);
    auto *words = new QHBoxLayout;
    words->setContentsMargins(space::small, 0, 0, 0);
    words->addWidget(m_words);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::tiny, 0, space::tiny, space::tiny);
    layout->setSpacing(space::hair);
    layout->addLayout(row);
    layout->addLayout(words);
    setTabOrder(m_base, m_twoPane);
    setTabOrder(m_twoPane, m_previous);
    setTabOrder(m_previous, m_next);

    connect(m_twoPane, &QToolButton::clicked, this, &DiffBar::twoPaneChosen);
    connect(m_previous, &QToolButton::clicked, this, &DiffBar::previousWanted);
    connect(m_next, &QToolButton::clicked, this, &DiffBar::nextWanted);
}

void DiffBar::setBases(const QList<DiffBase> &bases, const QString &chosen)
{
    m_menu->clear();
    m_baseLabel.clear();
    auto *group = new QActionGroup(m_menu);
    for (const DiffBase &base : bases) {
        QAction *action = m_menu->addAction(literal(base.label));
        action->setCheckable(true);
        action->setChecked(base.id == chosen);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, id = base.id] { Q_EMIT baseChosen(id); });
        if (base.id == chosen)
            m_baseLabel = base.label;
    }
    m_base->setEnabled(!bases.isEmpty());
    elideBase();
}

void DiffBar::setWords(const QString &words, const QString &explanation)
{
    m_words->setText(words);
    m_words->setToolTip(explanation.isEmpty() ? QString() : plainToolTip(explanation));
    m_words->setVisible(!words.isEmpty());
}

void DiffBar::setPosition(qsizetype current, qsizetype changes)
{
    const QLocale locale;
    m_position->setVisible(changes > 0);
    m_position->setText(current > 0
                            ? tr("%1 of %2").arg(locale.toString(current), locale.toString(changes))
                            : locale.toString(changes));
    m_position->setToolTip(tr("The change you are at, of all changes"));
    m_previous->setEnabled(changes > 0);
    m_next->setEnabled(changes > 0);
}

void DiffBar::setTwoPane(bool twoPane)
{
    m_twoPane->setChecked(twoPane);
}

void DiffBar::setTwoPaneAvailable(bool available, const QString &reason)
{
    m_twoPane->setEnabled(available);
    m_twoPane->setToolTip(available ? tr("Old text at the left, new text at the right") : reason);
}

void DiffBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    elideBase();
}

QToolButton *DiffBar::addButton(const QString &name, const QString &iconName,
                                const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setFixedSize(control::target, control::target);
    return button;
}

void DiffBar::elideBase()
{
    const QString text = m_baseLabel.isEmpty() ? tr("Against: nothing to choose from yet")
                                               : tr("Against: %1").arg(m_baseLabel);
    const int others = 3 * control::target + m_position->sizeHint().width() + 2 * space::huge;
    const int room = std::max(width(), column::minimumWidth) - others;
    m_base->setText(literal(m_base->fontMetrics().elidedText(text, Qt::ElideRight, room)));
    m_base->setAccessibleName(text);
    m_base->setToolTip(plainToolTip(text));
}

} // namespace moa
