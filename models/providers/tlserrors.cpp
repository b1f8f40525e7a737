// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/tlserrors.h"

#include <algorithm>
#include <QCoreApplication>
#include <QLocale>
#include <QSslCertificate>

namespace moa {

namespace {

enum class Objection { SelfSigned, Expired, NotYetValid, WrongHost, Untrusted, Other };

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

Objection objectionOf(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
        return Objection::SelfSigned;
    case QSslError::CertificateExpired:
        return Objection::Expired;
    case QSslError::CertificateNotYetValid:
        return Objection::NotYetValid;
    case QSslError::HostNameMismatch:
        return Objection::WrongHost;
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::InvalidCaCertificate:
    case QSslError::CertificateUntrusted:
        return Objection::Untrusted;
    default:
        return Objection::Other;
    }
}

/// Whom a certificate is made out to.
QString holdersOf(const QSslCertificate &certificate)
{
    constexpr qsizetype mostNames = 3;
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    names.sort();
    const bool areMore = names.size() > mostNames;
    names = names.mid(0, mostNames);
    // A stranger wrote them: neither long nor of several lines.
    for (QString &name : names)
        name = name.simplified().left(100);
    if (names.isEmpty())
        return translated("nobody");
    return names.join(QStringLiteral(", ")) + (areMore ? QStringLiteral(", …") : QString());
}

QString day(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat);
}

QString sentenceOn(const QString &host, const QSslError &error)
{
    switch (objectionOf(error)) {
    case Objection::SelfSigned:
        return translated("the certificate of %1 is self-signed, so nobody vouches for it. If it "
                          "is your own server, set its CA file in Settings > Network")
            .arg(host);
    case Objection::Expired:
        return translated("the certificate of %1 expired on %2. The server's owner has to renew "
                          "it; if the date is still to come, set this machine's clock right")
            .arg(host, day(error.certificate().expiryDate()));
    case Objection::NotYetValid:
        return translated("the certificate of %1 is not valid before %2. Check that this "
                          "machine's clock is right")
            .arg(host, day(error.certificate().effectiveDate()));
    case Objection::WrongHost:
        return translated("the certificate that %1 shows is made out to %2. Check the provider's "
                          "address: this may be another server than it claims to be")
            .arg(host, holdersOf(error.certificate()));
    case Objection::Untrusted:
        return translated("the certificate of %1 is signed by an authority that this machine does "
                          "not trust. If it is your own server or your company's, set its CA file "
                          "in Settings > Network")
            .arg(host);
    case Objection::Other:
        break;
    }
    return translated("the certificate of %1 is not accepted: %2").arg(host, error.errorString());
}

} // namespace

QString certificateObjection(const QString &host, const QList<QSslError> &errors)
{
    // The one that says most; the others often follow from it.
    const auto telling = std::min_element(
        errors.cbegin(), errors.cend(),
        [](const QSslError &a, const QSslError &b) { return objectionOf(a) < objectionOf(b); });
    return telling == errors.cend() ? QString() : sentenceOn(host, *telling);
}

} // namespace moa
