// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QByteArray>
#include <QList>
#include <QString>
#include <utility>

namespace moa {

/** How a builder cuts an answer into the pieces that go on the wire. */
struct ChunkPolicy
{
    enum class Kind {
        Words, ///< one event for each word with the blanks that follow it
        Characters, ///< one event for every size UTF-16 units: may halve surrogate pairs
        OddBytes ///< word events, their bytes cut anywhere: in lines and in UTF-8 sequences
    };

    Kind kind = Kind::Words;
    int size = 1; ///< Characters: units in each event; OddBytes: most bytes in a piece
    quint64 seed = 1; ///< OddBytes: the same seed cuts at the same places

    [[nodiscard]] static ChunkPolicy words() { return {}; }
    [[nodiscard]] static ChunkPolicy characters(int n) { return {Kind::Characters, n, 1}; }
    [[nodiscard]] static ChunkPolicy oddBytes(quint64 seed = 1, int most = 23)
    {
        return {Kind::OddBytes, most, seed};
    }
};

/** What an OpenAI-dialect answer carries besides its text. */
struct OpenAiOptions
{
    QString model = QStringLiteral("scripted");
    QString reasoning; ///< sent before the text as reasoning_content
    QString finishReason = QStringLiteral("stop"); ///< empty: no finish reason is sent
    bool usage = true; ///< a last chunk with usage; in a JSON reply the usage member
    int promptTokens = 11;
    std::optional<int> completionTokens; ///< absent: the words of the text
    bool done = true; ///< the "data: [DONE]" marker
    int delayMs = 0; ///< before each piece
};

/** One piece of a body. */
struct ScriptedPiece
{
    QByteArray bytes;
    int delayMs = 0; ///< before it is written
};

/**
 * Everything a ScriptedServer does to answer one request. Plain data: set what the test needs.
 * Pieces are written one per turn of the event loop, each flushed, unless coalesce is set.
 */
struct ScriptedReply
{
    enum class Framing {
        Chunked, ///< each piece is one HTTP chunk
        ContentLength, ///< the sum of the pieces, known in advance
        UntilClose, ///< neither: the end of the connection ends the body
        Raw ///< no status line, no headers: the pieces are all that is sent, then it closes
    };

    /** An end that is not the proper one. */
    struct Cut
    {
        enum class Kind {
            Close, ///< orderly end of the connection (FIN)
            Reset, ///< RST
            Stall ///< nothing more is sent, the connection stays open
        };
        static constexpr int beforeHeaders = -1;

        Kind kind = Kind::Close;
        int afterPieces = beforeHeaders; ///< 0: after the headers; k: after k pieces
    };

    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    int status = 200;
    QByteArray contentType = "application/json"; ///< empty: no Content-Type
    Headers headers; ///< besides Content-Type and those of the framing
    QList<ScriptedPiece> pieces;
    int firstByteDelayMs = 0; ///< before the status line
    Framing framing = Framing::Chunked;
    bool gzip = false; ///< compressed piece by piece, so that each can be read when it arrives
    bool coalesce = false; ///< pieces without a delay are written without waiting in between
    std::optional<Cut> cut;
    /// After the pieces: filler is repeated until this many bytes (before compression) were sent.
    /// It is made while the client reads, so any size is fine.
    qint64 endlessBytes = 0;
    QByteArray filler = ": filler\n\n";

    /// Returns a copy that ends as told.
    [[nodiscard]] ScriptedReply cutShort(Cut::Kind kind, int afterPieces) const;
    /// Returns a copy with one more header.
    [[nodiscard]] ScriptedReply withHeader(const QByteArray &name, const QByteArray &value) const;

    /// A body that is sent as it is, with a Content-Length.
    [[nodiscard]] static ScriptedReply body(const QByteArray &bytes,
                                            const QByteArray &contentType = "application/json",
                                            int status = 200);
    /// Bytes instead of HTTP, then the connection ends.
    [[nodiscard]] static ScriptedReply raw(const QByteArray &bytes);
    /// A server-sent event stream with these pieces.
    [[nodiscard]] static ScriptedReply eventStream(const QList<ScriptedPiece> &pieces);

    /// A streamed chat completion: role chunk, text, finish reason, usage, [DONE].
    [[nodiscard]] static ScriptedReply openAiStream(const QString &text,
                                                    const ChunkPolicy &policy = {},
                                                    const OpenAiOptions &options = {});
    /// The same answer as one JSON body.
    [[nodiscard]] static ScriptedReply openAiJson(const QString &text,
                                                  const OpenAiOptions &options = {});
    [[nodiscard]] static ScriptedReply openAiError(int status, const QString &message,
                                                   const QString &code = {});
};

} // namespace moa
