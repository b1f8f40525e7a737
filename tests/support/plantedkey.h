// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringEncoder>

namespace moa {

/** A secret that must not turn up in anything that the program writes, in no spelling. */
class PlantedKey
{
public:
    explicit PlantedKey(const QByteArray &secret)
        : m_secret(secret)
    {
        const QString text = QString::fromUtf8(secret);
        const QByteArray json =
            QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).sliced(2).chopped(2);
        add("plain", secret);
        add("JSON", json);
        add("JSON with slashes escaped", QByteArray(json).replace('/', "\\/"));
        add("JSON within JSON",
            QJsonDocument(QJsonArray{QString::fromUtf8(json)})
                .toJson(QJsonDocument::Compact)
                .sliced(2)
                .chopped(2));
        add("HTML", text.toHtmlEscaped().toUtf8());
        add("URL", secret.toPercentEncoding());
        add("URL in lower case", secret.toPercentEncoding().toLower());
        QStringEncoder utf16(QStringEncoder::Utf16LE);
        add("UTF-16", utf16.encode(text));
        // Within a longer text base64 spells it in one of three ways, all but its ends.
        for (qsizetype before = 0; before < 3; ++before) {
            const QByteArray whole = QByteArray(before, 'x') + secret;
            const QByteArray base64 = whole.toBase64().sliced((before * 4 + 2) / 3);
            const qsizetype certain = whole.size() * 4 / 3 - (before * 4 + 2) / 3;
            add("base64", base64.first(certain));
            add("base64 for URLs",
                QByteArray(base64.first(certain)).replace('+', '-').replace('/', '_'));
        }
    }

    [[nodiscard]] const QByteArray &secret() const { return m_secret; }

    /// The spelling in which it stands in @p bytes; empty: it does not.
    [[nodiscard]] QByteArray spellingIn(const QByteArray &bytes) const
    {
        for (const auto &[name, form] : m_forms) {
            if (bytes.contains(form))
                return name;
        }
        return {};
    }

    /// The files below @p directory that hold it in their content or name, with the spelling.
    [[nodiscard]] QStringList leaksBelow(const QString &directory) const
    {
        QStringList leaks;
        QDirIterator files(directory,
                           QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QByteArray content = file.fileName().toUtf8() + '\n';
            if (files.fileInfo().isFile() && file.open(QIODevice::ReadOnly))
                content += file.readAll();
            if (const QByteArray spelling = spellingIn(content); !spelling.isEmpty())
                leaks.append(file.fileName() + QStringLiteral(": ")
                             + QString::fromLatin1(spelling));
        }
        return leaks;
    }

private:
    void add(const QByteArray &name, const QByteArray &form) { m_forms.append({name, form}); }

    QByteArray m_secret;
    QList<std::pair<QByteArray, QByteArray>> m_forms;
};

} // namespace moa
