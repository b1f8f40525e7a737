// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/bundle.h"

#include "mixture/mixturefile.h"

#include <algorithm>
#include <memory>
#include <QCoreApplication>
#include <QLocale>
#include <zip.h>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

constexpr auto presetEnd = ".moa.json"_L1;
constexpr auto runFolder = "runs/"_L1;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::Bundle)
};

struct Discard
{
    void operator()(zip_t *archive) const { zip_discard(archive); }
    void operator()(zip_source_t *source) const { zip_source_free(source); }
    void operator()(zip_file_t *file) const { zip_fclose(file); }
};

using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;
using Entry = std::unique_ptr<zip_file_t, Discard>;

QString runName(qsizetype index)
{
    return runFolder + QString::number(index + 1) + u".json"_s;
}

/// The preset's name as that of a file.
QString presetName(const Mixture &mixture)
{
    constexpr qsizetype most = 80;
    QString name = mixture.name.simplified().left(most);
    for (QChar &c : name) {
        if (!c.isPrint() || QStringView(u"/\\:*?\"<>|").contains(c))
            c = u'-';
    }
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    return (name.isEmpty() ? u"mixture"_s : name) + presetEnd;
}

Error notWritten(zip_error_t *error)
{
    return {Words::tr("The bundle can’t be put together: %1.")
                .arg(QString::fromUtf8(zip_error_strerror(error)))};
}

Result<void> add(zip_t *archive, const QString &name, const QByteArray &content)
{
    Source source(zip_source_buffer(archive, content.constData(),
                                    static_cast<zip_uint64_t>(content.size()), 0));
    if (!source)
        return tl::make_unexpected(notWritten(zip_get_error(archive)));
    const zip_int64_t index =
        zip_file_add(archive, name.toUtf8().constData(), source.get(), ZIP_FL_ENC_UTF_8);
    if (index < 0)
        return tl::make_unexpected(notWritten(zip_get_error(archive)));
    (void)source.release(); // the archive's now
    // No date: what is shared tells nothing that it need not, and is the same each time.
    constexpr zip_uint16_t earliest = (1 << 5) | 1;
    zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, earliest, 0);
    return {};
}

bool leadsOut(const QString &name)
{
    const QStringList parts = name.split(u'/');
    return name.startsWith(u'/') || name.contains(u'\\') || name.contains(u':')
        || parts.contains(u".."_s)
        || std::any_of(name.begin(), name.end(), [](QChar c) { return c < u' '; });
}

/** Reads the entries of one archive, within limits that hold for all of them. */
class Reader
{
public:
    Reader(zip_t *archive, const BundleLimits &limits)
        : m_archive(archive)
        , m_limits(limits)
    { }

    [[nodiscard]] Result<Bundle> read()
    {
        const zip_int64_t count = zip_get_num_entries(m_archive, 0);
        if (count > m_limits.entries) {
            return failure(Words::tr("The archive holds more than %1 files, which is the most that "
                                     "is read.")
                               .arg(QLocale().toString(m_limits.entries)));
        }
        QByteArray preset;
        std::vector<std::pair<QString, QByteArray>> runs;
        for (zip_int64_t index = 0; index < count; ++index) {
            const auto at = static_cast<zip_uint64_t>(index);
            const char *rawName = zip_get_name(m_archive, at, ZIP_FL_ENC_GUESS);
            const QString name = QString::fromUtf8(rawName ? rawName : "");
            if (leadsOut(name)) {
                return failure(Words::tr("The archive was not read: the name “%1” in it leads to "
                                         "another place.")
                                   .arg(name.simplified().left(80)));
            }
            const bool isPreset = !name.contains(u'/') && name.endsWith(presetEnd);
            const bool isRun = name.startsWith(runFolder) && name.endsWith(".json"_L1);
            if (!isPreset && !isRun)
                continue; // folders, notes, what file managers add
            const qsizetype most = isPreset ? JsonLimits().bytes : m_limits.runBytes;
            const Result<QByteArray> content = contentOf(at, name, most);
            if (!content)
                return tl::make_unexpected(content.error());
            if (isRun) {
                runs.emplace_back(name, *content);
            } else if (preset.isNull()) {
                preset = *content;
            } else {
                return failure(Words::tr("The archive holds more than one preset, so it is not "
                                         "clear which to open."));
            }
        }
        if (preset.isNull())
            return failure(Words::tr("There is no preset (*.moa.json) in the archive."));
        return assembled(preset, runs);
    }

private:
    [[nodiscard]] static Result<Bundle> assembled(const QByteArray &preset,
                                                  std::vector<std::pair<QString, QByteArray>> &runs)
    {
        Bundle bundle;
        const Result<Mixture> mixture = readMixture(preset);
        if (!mixture)
            return tl::make_unexpected(mixture.error());
        bundle.mixture = *mixture;
        // "runs/10.json" comes after "runs/9.json".
        std::stable_sort(runs.begin(), runs.end(), [](const auto &a, const auto &b) {
            return a.first.size() != b.first.size() ? a.first.size() < b.first.size()
                                                    : a.first < b.first;
        });
        for (const auto &[name, content] : runs) {
            const Result<JsonValue> run = parseJson(content, {.bytes = content.size()});
            if (!run)
                return failure(QStringLiteral("%1: %2").arg(name, run.error().message));
            const JsonValue *format = run->member("format"_L1);
            if (!format || format->text != u"moa-studio/run")
                return failure(Words::tr("%1 is not a run of MoA Studio.").arg(name));
            bundle.runs.append(content);
        }
        return bundle;
    }

    [[nodiscard]] Result<QByteArray> contentOf(zip_uint64_t index, const QString &name,
                                               qsizetype most)
    {
        const auto tooLarge = [&] {
            return failure(Words::tr("%1 is larger than what is read of an archive.").arg(name));
        };
        zip_stat_t about;
        zip_stat_init(&about);
        if (zip_stat_index(m_archive, index, 0, &about) != 0)
            return failure(Words::tr("%1 in the archive can’t be read.").arg(name));
        if (about.encryption_method != ZIP_EM_NONE)
            return failure(Words::tr("The archive is encrypted, which bundles are not."));
        const qsizetype rest = std::min(most, m_limits.bytes - m_taken);
        // What the archive says of a size is only its word: it is counted too.
        if (about.size > static_cast<zip_uint64_t>(rest))
            return tooLarge();
        const Entry entry(zip_fopen_index(m_archive, index, 0));
        QByteArray content("");
        while (entry) {
            constexpr qsizetype step = 64 * 1024;
            QByteArray part(step, Qt::Uninitialized);
            const zip_int64_t got = zip_fread(entry.get(), part.data(), step);
            if (got < 0)
                break;
            if (got == 0) {
                m_taken += content.size();
                return content;
            }
            content += part.left(static_cast<qsizetype>(got));
            if (content.size() > rest)
                return tooLarge();
        }
        return failure(Words::tr("%1 in the archive is damaged.").arg(name));
    }

    zip_t *m_archive;
    BundleLimits m_limits;
    qsizetype m_taken = 0; ///< bytes so far
};

int answersIn(const JsonValue &run)
{
    const JsonValue *responses = run.member("responses"_L1);
    if (!responses)
        return 0;
    return static_cast<int>(
        std::count_if(responses->items.begin(), responses->items.end(), [](const JsonValue &each) {
            const JsonValue *text = each.member("text"_L1);
            return text && !text->text.isEmpty();
        }));
}

} // namespace

BundleContents contentsOf(const Bundle &bundle)
{
    BundleContents contents;
    contents.runs = static_cast<int>(bundle.runs.size());
    contents.keys = findKeys(bundle.mixture);
    for (qsizetype index = 0; index < bundle.runs.size(); ++index) {
        const QByteArray &text = bundle.runs.at(index);
        const Result<JsonValue> run = parseJson(text, {.bytes = text.size()});
        QList<KeyFinding> keys = run ? findKeys(*run) : findKeysInFile(text);
        contents.answers += run ? answersIn(*run) : 0;
        for (KeyFinding &finding : keys)
            finding.place = runName(index) + u": "_s + finding.place;
        contents.keys += keys;
    }
    return contents;
}

QString sentenceOf(const BundleContents &contents)
{
    const QString keys = contents.keys.isEmpty() ? Words::tr("no keys")
                                                 : Words::tr("something that looks like a key");
    if (contents.runs == 0)
        return Words::tr("1 preset, no runs and no answers; %1").arg(keys);
    return Words::tr("1 preset, %1 with %2; %3")
        .arg(Words::tr("%n run(s)", nullptr, contents.runs),
             Words::tr("%n answer(s)", nullptr, contents.answers), keys);
}

Result<QByteArray> writeBundle(const Bundle &bundle)
{
    zip_error_t error;
    zip_error_init(&error);
    const Source target(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!target)
        return tl::make_unexpected(notWritten(&error));
    // Whoever closes the archive gives up one hold on the target: one more is for reading it.
    zip_source_keep(target.get());
    Archive archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, &error));
    if (!archive) {
        zip_source_free(target.get());
        return tl::make_unexpected(notWritten(&error));
    }
    const QByteArray preset = writeMixture(bundle.mixture);
    if (Result<void> added = add(archive.get(), presetName(bundle.mixture), preset); !added)
        return tl::make_unexpected(added.error());
    for (qsizetype index = 0; index < bundle.runs.size(); ++index) {
        if (Result<void> added = add(archive.get(), runName(index), bundle.runs.at(index)); !added)
            return tl::make_unexpected(added.error());
    }
    if (zip_close(archive.get()) != 0)
        return tl::make_unexpected(notWritten(zip_get_error(archive.get())));
    (void)archive.release(); // closing has freed it
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_source_stat(target.get(), &about) != 0 || zip_source_open(target.get()) != 0)
        return tl::make_unexpected(notWritten(zip_source_error(target.get())));
    QByteArray result(static_cast<qsizetype>(about.size), Qt::Uninitialized);
    const zip_int64_t got =
        zip_source_read(target.get(), result.data(), static_cast<zip_uint64_t>(result.size()));
    zip_source_close(target.get());
    if (got != result.size())
        return tl::make_unexpected(notWritten(zip_source_error(target.get())));
    return result;
}

Result<Bundle> readBundle(const QByteArray &archive, const BundleLimits &limits)
{
    if (archive.size() > limits.bytes) {
        return failure(Words::tr("The archive is larger than %1, which is the most that is read.")
                           .arg(QLocale().formattedDataSize(limits.bytes)));
    }
    zip_error_t error;
    zip_error_init(&error);
    Source source(zip_source_buffer_create(archive.constData(),
                                           static_cast<zip_uint64_t>(archive.size()), 0, &error));
    Archive opened(source ? zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, &error)
                          : nullptr);
    if (!opened) {
        return failure(Words::tr("This is not a bundle of MoA Studio: %1.")
                           .arg(QString::fromUtf8(zip_error_strerror(&error))));
    }
    (void)source.release(); // the archive's now
    return Reader(opened.get(), limits).read();
}

} // namespace moa
