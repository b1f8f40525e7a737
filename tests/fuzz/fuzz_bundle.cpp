// SPDX-License-Identifier: GPL-3.0-or-later

// Bundles: an archive of whatever bytes if it begins as one does; else one that is made here of
// names and contents, parted by zero bytes, so that its checksums are right. Read within the limits
// or refused with a sentence; what was read and is written again reads back as the same.

#include "fuzzing.h"
#include "run/bundle.h"
#include "run/runjsonreading.h"

#include <memory>
#include <zip.h>

using namespace moa;
using fuzz::require;

namespace {

constexpr qsizetype kilobyte = 1024;
constexpr BundleLimits limits{64 * kilobyte, 24 * kilobyte, 8};

struct Free
{
    void operator()(zip_source_t *source) const { zip_source_free(source); }
};

/// An archive of @p parts: name, content, name, content.
QByteArray archiveOf(const QList<QByteArray> &parts)
{
    const std::unique_ptr<zip_source_t, Free> target(
        zip_source_buffer_create(nullptr, 0, 0, nullptr));
    zip_source_keep(target.get()); // the archive gives up one hold on it
    zip_t *archive = zip_open_from_source(target.get(), ZIP_TRUNCATE, nullptr);
    for (qsizetype at = 0; at + 1 < parts.size(); at += 2) {
        const QByteArray &content = parts.at(at + 1);
        zip_source_t *source = zip_source_buffer(archive, content.constData(),
                                                 static_cast<zip_uint64_t>(content.size()), 0);
        // A name that stands twice, or is none.
        if (zip_file_add(archive, parts.at(at).constData(), source, 0) < 0)
            zip_source_free(source);
    }
    if (zip_close(archive) != 0) {
        zip_discard(archive);
        return {};
    }
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_source_stat(target.get(), &about) != 0 || zip_source_open(target.get()) != 0)
        return {};
    QByteArray bytes(static_cast<qsizetype>(about.size), '\0');
    zip_source_read(target.get(), bytes.data(), about.size);
    zip_source_close(target.get());
    return bytes;
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QByteArray archive = bytes.startsWith("PK") ? bytes : archiveOf(bytes.split('\0'));
    const Result<Bundle> read = readBundle(archive, limits);
    if (!read) {
        require(!read.error().message.isEmpty(), "a refusal says why");
        return 0;
    }
    qsizetype taken = 0;
    for (const QByteArray &run : read->runs) {
        require(run.size() <= limits.runBytes, "no run is larger than the limit");
        taken += run.size();
        const Result<RunDocument> document = readRun(run);
        require(document || !document.error().message.isEmpty(), "a refusal says why");
    }
    require(taken <= limits.bytes, "all of it is no larger than the limit");
    require(read->runs.size() < limits.entries, "there are no more files than the limit");
    const BundleContents contents = contentsOf(*read);
    require(contents.runs == read->runs.size() && contents.answers >= 0, "contents are counted");
    require(!sentenceOf(contents).isEmpty(), "contents are told");
    const Result<QByteArray> written = writeBundle(*read);
    require(written.has_value(), "what was read can be written");
    const Result<Bundle> again = readBundle(*written);
    require(again.has_value(), "what was written can be read");
    require(again->runs == read->runs, "its runs are what was read");
    return 0;
}
