// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/thumbnails.h"

#include "library/presetthumbnail.h"

#include <QFutureWatcher>
#include <QtConcurrent>

namespace moa {

namespace {

constexpr qsizetype mostKiB = 32 * 1024;

} // namespace

Thumbnails::Thumbnails(QObject *parent)
    : QObject(parent)
    , m_images(mostKiB)
{
    m_pool.setMaxThreadCount(1);
}

Thumbnails::~Thumbnails()
{
    m_pool.clear();
    m_pool.waitForDone();
}

QImage Thumbnails::image(const QByteArray &hash, const Mixture &mixture, const Look &look)
{
    const QByteArray key = hash + QByteArray::number(static_cast<int>(look.theme.scheme)) + ':'
        + QByteArray::number(look.size.width()) + 'x' + QByteArray::number(look.size.height()) + '@'
        + QByteArray::number(look.scale);
    if (const QImage *known = m_images.object(key))
        return *known;
    if (m_pending.contains(key))
        return {};
    m_pending.insert(key);
    auto *watcher = new QFutureWatcher<QImage>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, key] {
        const QImage image = watcher->result();
        watcher->deleteLater();
        m_pending.remove(key);
        auto kept = std::make_unique<QImage>(image);
        // The cache takes ownership.
        m_images.insert(key, kept.release(), image.sizeInBytes() / 1024 + 1);
        Q_EMIT drawn();
    });
    watcher->setFuture(QtConcurrent::run(&m_pool, [mixture, look] {
        return presetThumbnail(mixture, look.theme, look.size, look.scale);
    }));
    return {};
}

} // namespace moa
