// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingswords.h"

#include "theme/theme.h"

#include <QCoreApplication>
#include <QFormLayout>

namespace moa::settingswords {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

} // namespace

QString dialectName(Dialect dialect)
{
    switch (dialect) {
    case Dialect::OpenAi:
        return QStringLiteral("OpenAI");
    case Dialect::Anthropic:
        return QStringLiteral("Anthropic");
    case Dialect::Gemini:
        return QStringLiteral("Google Gemini");
    case Dialect::Ollama:
        return QStringLiteral("Ollama");
    }
    Q_UNREACHABLE();
}

QString keyPlace(const KeyStatus &status, const QString &keychain, bool isNeeded)
{
    if (status.pending)
        return translated("Asking %1…").arg(keychain);
    switch (status.place) {
    case KeyPlace::Keychain:
        return translated("In %1").arg(keychain);
    case KeyPlace::Environment:
        return translated("From %1").arg(status.variable);
    case KeyPlace::Session:
        return translated("For this session only");
    case KeyPlace::None:
        return isNeeded ? translated("None") : translated("None needed");
    }
    Q_UNREACHABLE();
}

QString asSentence(const QString &sentence)
{
    QString result = sentence.trimmed();
    if (result.isEmpty())
        return result;
    result[0] = result.at(0).toUpper();
    if (!result.endsWith(u'.') && !result.endsWith(u'?'))
        result += u'.';
    return result;
}

QLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(type::title());
    return label;
}

QLabel *hint(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(type::secondary());
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QFormLayout *form(QWidget *parent)
{
    auto *layout = new QFormLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(space::medium);
    layout->setVerticalSpacing(space::small);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->setLabelAlignment(Qt::AlignLeft);
    return layout;
}

} // namespace moa::settingswords
