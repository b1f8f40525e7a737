// SPDX-License-Identifier: GPL-3.0-or-later
#include "sharing/bundledialog.h"

#include "run/runjson.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

QByteArray runOf(const QString &answer)
{
    RunRecord record;
    Response response;
    response.id = {AgentId(u"a"_qs), 1};
    response.state = ResponseState::Done;
    response.text = answer;
    record.responses = {response};
    return writeRun(record);
}

} // namespace

class TestBundleDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itTellsWhatItWillHold();
    void runsCanBeLeftOut();
    void keysAreTold();
    void itMayBeClosedWhileItLooks();

private:
    [[nodiscard]] static QString label(const BundleDialog &dialog, const char *name)
    {
        const auto *found = dialog.findChild<QLabel *>(QLatin1String(name));
        return found->isVisibleTo(&dialog) ? found->text() : QString();
    }
};

void TestBundleDialog::itTellsWhatItWillHold()
{
    BundleDialog dialog({}, {{u"first"_qs, runOf(u"x"_qs)}, {u"second"_qs, runOf(u"y"_qs)}});
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTRY_VERIFY(label(dialog, "bundleContents").contains(u"1 preset, 2 run"));
    QVERIFY(label(dialog, "bundleContents").contains(u"no keys"));
    QVERIFY(label(dialog, "bundleKeys").isEmpty());
}

void TestBundleDialog::runsCanBeLeftOut()
{
    BundleDialog dialog({}, {{u"first"_qs, runOf(u"x"_qs)}, {u"second"_qs, runOf(u"y"_qs)}});
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QSignalSpy wanted(&dialog, &BundleDialog::bundleWanted);
    auto *list = dialog.findChild<QListWidget *>();
    list->setFocus();
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Space);
    QTRY_VERIFY(label(dialog, "bundleContents").contains(u"1 preset, 1 run"));
    QTest::mouseClick(dialog.findChild<QPushButton *>(u"bundleSave"_qs), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.at(0).at(0).value<Bundle>().runs, QList{runOf(u"y"_qs)});
}

void TestBundleDialog::keysAreTold()
{
    BundleDialog dialog({}, {{u"first"_qs, runOf(u"gsk_0a1B2c3D4e5F6g7H8i9JkLmN"_qs)}});
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTRY_VERIFY(label(dialog, "bundleKeys").contains(u"runs/1.json: responses[0].text holds"));
    QVERIFY(dialog.findChild<QPushButton *>(u"bundleSave"_qs)->text().contains(u"All the Same"));
    dialog.findChild<QListWidget *>()->item(0)->setCheckState(Qt::Unchecked);
    QTRY_VERIFY(label(dialog, "bundleKeys").isEmpty());
}

void TestBundleDialog::itMayBeClosedWhileItLooks()
{
    auto *dialog = new BundleDialog({}, {{u"long"_qs, runOf(QString(5'000'000, u'x'))}}, nullptr);
    dialog->show();
    QSignalSpy destroyed(dialog, &QObject::destroyed);
    dialog->close();
    QTRY_COMPARE(destroyed.size(), 1);
}

QTEST_MAIN(TestBundleDialog)

#include "tst_bundledialog.moc"
