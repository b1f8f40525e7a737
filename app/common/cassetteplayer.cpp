// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/cassetteplayer.h"

#include "providers/cassetteserver.h"

namespace moa {

Result<std::unique_ptr<CassettePlayer>> CassettePlayer::open(const QString &path)
{
    const Result<Cassette> cassette = loadCassette(path);
    if (!cassette)
        return failure(QStringLiteral("%1: %2").arg(path, cassette.error().message));
    auto server = std::make_unique<CassetteServer>(*cassette);
    const Result<QUrl> address = server->listen();
    if (!address)
        return tl::make_unexpected(address.error());
    // The constructor is private to make this the only way to a player.
    std::unique_ptr<CassettePlayer> player(new CassettePlayer);
    player->m_address = *address;
    player->m_server = server.release();
    player->m_server->moveToThread(&player->m_thread);
    QObject::connect(&player->m_thread, &QThread::finished, player->m_server,
                     &QObject::deleteLater);
    player->m_thread.setObjectName(QStringLiteral("cassette"));
    player->m_thread.start();
    return player;
}

CassettePlayer::~CassettePlayer()
{
    m_thread.quit();
    m_thread.wait();
}

KeyRing replayKeys(const QList<Provider> &providers)
{
    // Too short to be taken for a secret, which would be replaced wherever it turns up.
    const QByteArray nothing = "replay";
    KeyRing keys;
    for (const Provider &provider : providers)
        keys.insert(provider.id, ApiKey(nothing, originOf(provider.baseUrl)));
    return keys;
}

} // namespace moa
