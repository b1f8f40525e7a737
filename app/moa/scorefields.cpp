// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/scorefields.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace moa {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(moa)
};

[[noreturn]] void reject(const char *field, const QString &reason)
{
    throw BadScoreLine{QString::fromLatin1(field) + QStringLiteral(": ") + reason};
}

} // namespace

QString ScoreFields::hypothesis() const
{
    const auto field = m_row.find("hypothesis");
    if (field == m_row.end())
        reject("hypothesis", Text::tr("is missing"));
    if (!field->is_string())
        reject("hypothesis", Text::tr("expected a string"));
    return text(*field);
}

QStringList ScoreFields::references() const
{
    const auto field = m_row.find("references");
    if (field == m_row.end())
        reject("references", Text::tr("is missing"));
    if (!field->is_array())
        reject("references", Text::tr("expected a list of strings"));
    if (field->empty())
        reject("references", Text::tr("expected at least one string"));
    QStringList references;
    for (const ScoreJson &reference : *field) {
        if (!reference.is_string())
            reject("references", Text::tr("expected a list of strings"));
        references.append(text(reference));
    }
    return references;
}

void ScoreFields::readFlag(const char *name, bool &value) const
{
    const ScoreJson *field = find(name);
    if (field == nullptr)
        return;
    if (!field->is_boolean())
        reject(name, Text::tr("expected true or false"));
    value = field->get<bool>();
}

void ScoreFields::readWhole(const char *name, int smallest, int largest, int &value) const
{
    const ScoreJson *field = find(name);
    if (field == nullptr)
        return;
    const double read = field->is_number_integer() ? field->get<double>() : smallest - 1;
    if (!(read >= smallest && read <= largest)) {
        reject(name, Text::tr("expected a whole number from %1 to %2").arg(smallest).arg(largest));
    }
    value = static_cast<int>(read);
}

void ScoreFields::readNumber(const char *name, int largest, std::optional<double> &value) const
{
    const ScoreJson *field = find(name);
    if (field == nullptr)
        return;
    const double read = field->is_number() ? field->get<double>() : -1;
    if (!(read >= 0 && read <= largest))
        reject(name, Text::tr("expected a number from 0 to %1").arg(largest));
    value = read;
}

QString ScoreFields::text(const ScoreJson &value)
{
    // Unlike QString::fromUtf8() this keeps a byte order mark, which is a character to BLEU.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const auto &utf8 = value.get_ref<const std::string &>();
    return decoder.decode(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

void ScoreFields::rejectName(const char *name, const QString &known)
{
    reject(name, Text::tr("expected one of %1").arg(known));
}

const ScoreJson *ScoreFields::find(const char *name) const
{
    const auto field = m_row.find(name);
    return field == m_row.end() || field->is_null() ? nullptr : &*field;
}

} // namespace moa
