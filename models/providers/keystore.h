// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

namespace moa {

/**
 * A place outside the program that keeps secrets under names, such as the desktop's keychain.
 *
 * Every request returns at once and is answered by exactly one signal, which may come from inside
 * the request, late (the person may be asked to unlock the store first) or never.
 */
class KeyStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// As it stands within a sentence: "the Secret Service".
    [[nodiscard]] virtual QString name() const = 0;

    virtual void read(const QString &entry) = 0;
    virtual void write(const QString &entry, const QByteArray &secret) = 0;
    virtual void remove(const QString &entry) = 0;

Q_SIGNALS:
    /// @p secret is empty if there is none by that name. @p error is a sentence, empty if it went
    /// well; so in the others.
    void readDone(const QString &entry, const QByteArray &secret, const QString &error);
    void written(const QString &entry, const QString &error);
    void removed(const QString &entry, const QString &error);
};

} // namespace moa
