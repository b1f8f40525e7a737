// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/bleudialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

class TestBleuDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsStatisticsAndSignatureOfThreeOrders();
    void whatItTellsCanBeCopied();
    void mayBeClosedWhileItComputes();

private:
    const BleuReport m_report{u"Wizard"_qs, u"the cat sat on the mat"_qs,
                              u"the cat sat on a mat today"_qs};
};

void TestBleuDialog::tellsStatisticsAndSignatureOfThreeOrders()
{
    BleuDialog dialog(m_report);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *figures = dialog.findChild<QLabel *>(u"bleuFigures"_qs);
    QTRY_VERIFY(figures->text().contains(u"5-gram"));
    const QStringList lines = figures->text().split(u'\n');
    QCOMPARE(lines.size(), 6);
    // 5 of 6 words, 3 of 5 pairs, 2 of 4 triples, 1 of 3 fours; the text is shorter by a word.
    QVERIFY(lines.at(2).startsWith(u"4-gram  BLEU = "));
    QVERIFY(lines.at(2).contains(u"83.3/60.0/50.0/33.3 (BP = 0.846 ratio = 0.857 hyp_len = 6 "
                                 u"ref_len = 7)"));
    QVERIFY(lines.at(0).contains(u"83.3/60.0/50.0 (BP"));
    QCOMPARE(lines.at(3).trimmed(),
             u"nrefs:1|case:mixed|eff:yes|tok:13a|smooth:exp|version:2.6.0"_qs);
}

void TestBleuDialog::whatItTellsCanBeCopied()
{
    BleuDialog dialog(m_report);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *figures = dialog.findChild<QLabel *>(u"bleuFigures"_qs);
    QTRY_VERIFY(figures->text().contains(u"5-gram"));
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text().contains(u"Copy"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), figures->text());
}

void TestBleuDialog::mayBeClosedWhileItComputes()
{
    const QString text = u"word other "_qs.repeated(50'000);
    auto *dialog = new BleuDialog({u"Wizard"_qs, text, text}, nullptr);
    dialog->show();
    QSignalSpy destroyed(dialog, &QObject::destroyed);
    dialog->close();
    QTRY_COMPARE(destroyed.size(), 1);
}

QTEST_MAIN(TestBleuDialog)

#include "tst_bleudialog.moc"
