// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/providersfile.h"

#include <QFileSystemWatcher>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace moa {

/**
 * The user's providers while the program runs: the only owner of what stands in their
 * `providers.json`. Edits take effect at once and are saved shortly afterwards, off the GUI thread
 * and as a whole; one that can't be saved is kept here and told.
 *
 * A file that is changed by other means is read again. What would lose something is never done by
 * itself: where the file can't be read, or was changed while an edit was not saved yet, nothing is
 * written until overwrite() or reload() says which of the two counts.
 */
class ProviderSettings : public QObject
{
    Q_OBJECT

public:
    /// Where a provider comes from.
    enum class Origin {
        BuiltIn, ///< as the program knows it
        Changed, ///< built in, with the user's own values
        Own
    };

    /// What the user can do about a problem.
    enum class Remedy {
        None, ///< there is no problem
        TryAgain, ///< overwrite() may succeed now
        Choose ///< overwrite() or reload(): each loses the other's changes
    };

    /// How long a burst of edits is waited for before it is saved, in ms.
    static constexpr int saveDelay = 400;

    /// Reads the file at @p path, if there is one.
    ProviderSettings(QString path, QList<Provider> builtIn, QObject *parent = nullptr);
    /// Saves what is not saved yet.
    ~ProviderSettings() override;

    [[nodiscard]] const QString &path() const { return m_path; }
    /// The built-in ones and the user's own, as runs take them.
    [[nodiscard]] const QList<Provider> &providers() const { return m_merged; }
    /// Null if there is none of this id.
    [[nodiscard]] const Provider *provider(const ProviderId &id) const;
    [[nodiscard]] Origin origin(const ProviderId &id) const;
    [[nodiscard]] const NetworkSettings &network() const { return m_file.network; }

    /// Takes the place of the provider of this id, which must exist.
    void setProvider(const Provider &provider);
    /// Adds a provider of the user's own under an id made from its name, which is returned.
    ProviderId add(Provider provider);
    /// Adds a copy under another name and id; its key is not copied.
    ProviderId duplicate(const ProviderId &id);
    /// Removes one of the user's own; a built-in one becomes as the program knows it.
    void remove(const ProviderId &id);
    void setNetwork(const NetworkSettings &network);

    /// Why the file does not hold what is here, as a sentence; empty: it does, or soon will.
    [[nodiscard]] const QString &problem() const { return m_problem; }
    [[nodiscard]] Remedy remedy() const { return m_remedy; }
    /// Whether everything is in the file.
    [[nodiscard]] bool isSaved() const { return !m_dirty && !m_saving.isRunning(); }

public Q_SLOTS:
    /// Writes what is here over the file, whatever is in it.
    void overwrite();
    /// Takes what is in the file, and drops edits that are not saved.
    void reload();

Q_SIGNALS:
    /// Providers or network settings are others.
    void changed();
    void problemChanged();
    void saved();

private:
    [[nodiscard]] const Provider *builtIn(const ProviderId &id) const;
    [[nodiscard]] ProviderId freeId(const QString &name) const;
    [[nodiscard]] QString freeName(const QString &name) const;
    void edited();
    void merge();
    void saveSoon();
    void save();
    void takeSaved();
    void lookAtFile();
    void watch();
    void setProblem(const QString &sentence, Remedy remedy);
    /// Takes @p content as the file's; false if it can't be read as such.
    bool take(const QByteArray &content);

    QString m_path;
    QList<Provider> m_builtIn;
    ProvidersFile m_file;
    QList<Provider> m_merged;
    QByteArray m_onDisk; ///< what the file was when it was read or written last; empty: no file
    QByteArray m_writing; ///< what is being written
    bool m_dirty = false;
    QString m_problem;
    Remedy m_remedy = Remedy::None;
    QTimer m_delay;
    QFutureWatcher<Result<void>> m_saving;
    QFileSystemWatcher m_watcher;
};

} // namespace moa
