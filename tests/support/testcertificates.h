// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>

namespace moa {

/** An authority of the tests' own, and servers' certificates from it, made with openssl. */
class TestCertificates
{
public:
    /// @p name is the authority's.
    explicit TestCertificates(const QString &name)
    {
        write(QStringLiteral("ca.cnf"),
              "[ca]\ndefault_ca = own\n[own]\ndatabase = index.txt\nserial = serial\nnew_certs_dir "
              "= .\n"
              "default_md = sha256\nunique_subject = no\npolicy = any\n"
              "[any]\ncommonName = supplied\n");
        write(QStringLiteral("index.txt"), {});
        write(QStringLiteral("serial"), "01\n");
        openssl(QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes "
                               "-days 30 -keyout ca.key -out ca.pem -subj /CN=%1")
                    .arg(name));
    }

    /// The authority's certificate.
    [[nodiscard]] QString caFile() const { return m_dir.filePath(QStringLiteral("ca.pem")); }

    /// A server's, made out to @p holders ("DNS:localhost"), good between two days from today.
    [[nodiscard]] QSslConfiguration server(const QString &holders, int fromDay = -1, int toDay = 30)
    {
        const QString name = QStringLiteral("server%1").arg(++m_servers);
        write(name + QStringLiteral(".ext"), "subjectAltName = " + holders.toLatin1() + '\n');
        openssl(QStringLiteral("req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes "
                               "-keyout %1.key -out %1.csr -subj /CN=%1")
                    .arg(name));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const QString form = QStringLiteral("yyyyMMddHHmmss'Z'");
        openssl(
            QStringLiteral("ca -batch -notext -config ca.cnf -cert ca.pem "
                           "-keyfile ca.key -in %1.csr -out %1.pem -extfile %1.ext "
                           "-startdate %2 -enddate %3")
                .arg(name, now.addDays(fromDay).toString(form), now.addDays(toDay).toString(form)));
        return configuration(name);
    }

    /// One that nobody signed but itself.
    [[nodiscard]] QSslConfiguration selfSigned(const QString &holders)
    {
        const QString name = QStringLiteral("server%1").arg(++m_servers);
        openssl(QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes "
                               "-days 30 -keyout %1.key -out %1.pem -subj /CN=%1 "
                               "-addext subjectAltName=%2")
                    .arg(name, holders));
        return configuration(name);
    }

    /// Writes a file next to the certificates; returns its path.
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("a test's file can't be written");
        return file.fileName();
    }

private:
    void openssl(const QString &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_dir.path());
        process.start(QStringLiteral("openssl"), arguments.split(u' '));
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            qFatal("openssl %s: %s", qPrintable(arguments),
                   process.readAllStandardError().constData());
    }

    [[nodiscard]] QSslConfiguration configuration(const QString &name) const
    {
        QFile key(m_dir.filePath(name + QStringLiteral(".key")));
        if (!key.open(QIODevice::ReadOnly))
            qFatal("a test's key can't be read");
        QSslConfiguration result;
        result.setLocalCertificateChain(
            QSslCertificate::fromPath(m_dir.filePath(name + QStringLiteral(".pem"))));
        result.setPrivateKey(QSslKey(&key, QSsl::Ec));
        return result;
    }

    QTemporaryDir m_dir;
    int m_servers = 0;
};

} // namespace moa
