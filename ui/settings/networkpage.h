// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/textfield.h"
#include "mixture/error.h"
#include "providers/networksettings.h"

class QButtonGroup;
class QLabel;
class QPushButton;

namespace moa {

class ProviderSettings;

/** The page of the settings on how requests leave this machine: proxy and certificates. */
class NetworkPage : public QWidget
{
    Q_OBJECT

public:
    /// @p settings outlive this.
    explicit NetworkPage(ProviderSettings *settings, QWidget *parent = nullptr);

    /// The sentence on the file of certificates.
    [[nodiscard]] QString certificatesSentence() const;

private:
    void buildProxy();
    void buildCertificates();
    void refresh();
    void takeProxy();
    void takeFile(const QString &path);
    void chooseFile();

    ProviderSettings *m_settings;
    NetworkSettings m_shown;
    QButtonGroup *m_proxy;
    TextField *m_address;
    TextField *m_file;
    QPushButton *m_none;
    QLabel *m_found;
};

/** What the PEM file at @p path holds: how many certificates and whose. The failure is a sentence.
 */
[[nodiscard]] Result<QString> certificatesIn(const QString &path);

} // namespace moa
