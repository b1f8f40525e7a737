// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"
#include "theme/theme.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace moa {

/** Drawings of presets: made in another thread when first asked for, and kept by content. */
class Thumbnails : public QObject
{
    Q_OBJECT

public:
    explicit Thumbnails(QObject *parent = nullptr);
    ~Thumbnails() override;

    /// What the drawing depends on besides the mixture.
    struct Look
    {
        Theme theme;
        QSize size; ///< device-independent pixels
        double scale = 1.0;
    };

    /// The drawing of @p mixture, whose content @p hash stands for; null until it is drawn.
    [[nodiscard]] QImage image(const QByteArray &hash, const Mixture &mixture, const Look &look);

Q_SIGNALS:
    /// There is one more than before.
    void drawn();

private:
    QCache<QByteArray, QImage> m_images; ///< by all that they depend on; cost in KiB
    QSet<QByteArray> m_pending;
    QThreadPool m_pool; ///< one thread: the first asked for comes first
};

} // namespace moa
