// SPDX-License-Identifier: GPL-3.0-or-later
#include "sharing/substitutiondialog.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

Provider providerOf(const QString &id, const QString &name)
{
    Provider provider;
    provider.id = ProviderId(id);
    provider.name = name;
    provider.baseUrl = QUrl(u"https://api.%1.example/v1"_qs.arg(id));
    provider.keyVariables = {u"KEY"_qs};
    return provider;
}

Agent agentOf(const QString &id, const QString &provider, const QString &model)
{
    Agent agent;
    agent.id = AgentId(id);
    agent.name = id;
    agent.provider = ProviderId(provider);
    agent.model = model;
    return agent;
}

ListedModel listed(const QString &id)
{
    ListedModel model;
    model.id = id;
    return model;
}

} // namespace

class TestSubstitutionDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void itTellsWhatWhereAndForWhom();
    void theSameModelIsOfferedFirst();
    void anotherModelIsNeverChosenByItself();
    void openingAsItIsChangesNothing();
    void substitutesAreTaken();
    void cancelDecidesNothing();
    void withoutObstaclesThereIsNothingToChoose();
    void theEstimateFollowsTheChoice();
    void thereIsAnEstimateWithoutAnExamplePrompt();
    void agentsOfOneNameAreToldOnce();
    void hostileNamesAreText();

private:
    [[nodiscard]] SubstitutionDialog *open()
    {
        m_dialog = std::make_unique<SubstitutionDialog>(m_subject);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_dialog->show();
        return m_dialog.get();
    }
    [[nodiscard]] QString visibleText() const
    {
        QStringList texts;
        for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
            if (!label->text().isEmpty())
                texts.append(label->text());
        }
        return texts.join(u'\n');
    }
    [[nodiscard]] QComboBox *choice(int index) const
    {
        return m_dialog->findChildren<QComboBox *>(u"useChoice"_qs).value(index);
    }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return m_dialog->findChild<QPushButton *>(QLatin1String(name));
    }

    SubstitutionDialog::Subject m_subject;
    std::unique_ptr<SubstitutionDialog> m_dialog;
};

void TestSubstitutionDialog::init()
{
    m_subject = {};
    m_subject.mixture.name = u"Team mix"_qs;
    m_subject.mixture.examplePrompt = u"Why is the sky blue?"_qs;
    m_subject.mixture.layers = {
        {.name = {},
         .quorum = {},
         .agents = {agentOf(u"one"_qs, u"acme"_qs, u"Qwen/Qwen1.5-72B-Chat"_qs),
                    agentOf(u"two"_qs, u"good"_qs, u"big"_qs),
                    agentOf(u"three"_qs, u"acme"_qs, u"Qwen/Qwen1.5-72B-Chat"_qs),
                    agentOf(u"four"_qs, u"poor"_qs, u"unheard-of"_qs)},
         .unknown = {}}};
    m_subject.mixture.layers.first().agents[1].settings.extra = {{u"plugins"_qs, "[]"}};
    m_subject.means.providers = {providerOf(u"good"_qs, u"Good AI"_qs),
                                 providerOf(u"poor"_qs, u"Poor AI"_qs)};
    m_subject.means.keys.insert(ProviderId(u"good"_qs),
                                ApiKey("secret", u"https://api.good.example:443"_qs));
    m_subject.means.models.setListing(ProviderId(u"good"_qs),
                                      {listed(u"big"_qs), listed(u"qwen1.5-72b"_qs)});
}

void TestSubstitutionDialog::itTellsWhatWhereAndForWhom()
{
    (void)open();
    const QString text = visibleText();
    for (const QString &told :
         {u"“Team mix” comes from somebody else"_qs, u"Good AI, api.good.example"_qs,
          u"acme: no place that is known"_qs, u"Asked by one, three"_qs,
          u"Sends fields of its own: plugins"_qs, u"The provider “acme” is not known here"_qs,
          u"There is no key for Poor AI here"_qs})
        QVERIFY2(text.contains(told), qPrintable(told + u"\nis not in\n"_qs + text));
    QVERIFY(!text.contains(u"secret"));
}

void TestSubstitutionDialog::theSameModelIsOfferedFirst()
{
    (void)open();
    QVERIFY(choice(0));
    QCOMPARE(choice(0)->currentText(), u"qwen1.5-72b at Good AI (the same model)"_qs);
    QVERIFY(button("openWithSubstitutes")->isEnabled());
    QVERIFY(button("openWithSubstitutes")->isDefault());
}

void TestSubstitutionDialog::anotherModelIsNeverChosenByItself()
{
    (void)open();
    QVERIFY(choice(1));
    QCOMPARE(choice(1)->currentText(), u"Nothing: it stays as it is"_qs);
    choice(0)->setCurrentIndex(0);
    QVERIFY(!button("openWithSubstitutes")->isEnabled());
    QVERIFY(button("openAsItIs")->isDefault());
}

void TestSubstitutionDialog::openingAsItIsChangesNothing()
{
    SubstitutionDialog *dialog = open();
    QSignalSpy decided(dialog, &SubstitutionDialog::decided);
    QTest::mouseClick(button("openAsItIs"), Qt::LeftButton);
    QCOMPARE(decided.size(), 1);
    QCOMPARE(decided.at(0).at(0).value<Mixture>(), m_subject.mixture);
    QVERIFY(!dialog->isVisible());
}

void TestSubstitutionDialog::substitutesAreTaken()
{
    SubstitutionDialog *dialog = open();
    QSignalSpy decided(dialog, &SubstitutionDialog::decided);
    choice(1)->setFocus();
    QTest::keyClick(choice(1), Qt::Key_Down);
    QTest::mouseClick(button("openWithSubstitutes"), Qt::LeftButton);
    QCOMPARE(decided.size(), 1);
    const AgentList agents = decided.at(0).at(0).value<Mixture>().layers.constFirst().agents;
    QCOMPARE(agents.at(0).model, u"qwen1.5-72b"_qs);
    QCOMPARE(agents.at(2).provider, ProviderId(u"good"_qs));
    QCOMPARE(agents.at(1), m_subject.mixture.layers.constFirst().agents.at(1));
    QCOMPARE(agents.at(3).model, u"big"_qs);
}

void TestSubstitutionDialog::cancelDecidesNothing()
{
    SubstitutionDialog *dialog = open();
    QSignalSpy decided(dialog, &SubstitutionDialog::decided);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
    QVERIFY(decided.isEmpty());
}

void TestSubstitutionDialog::withoutObstaclesThereIsNothingToChoose()
{
    m_subject.mixture.layers.first().agents = {agentOf(u"two"_qs, u"good"_qs, u"big"_qs)};
    (void)open();
    QVERIFY(!choice(0));
    QVERIFY(!button("openWithSubstitutes"));
    QVERIFY(button("openAsItIs")->isDefault());
}

void TestSubstitutionDialog::theEstimateFollowsTheChoice()
{
    (void)open();
    auto *estimate = m_dialog->findChild<QLabel *>(u"substitutionEstimate"_qs);
    QVERIFY2(estimate->text().startsWith(u"With these substitutes its example prompt would take"),
             qPrintable(estimate->text()));
    choice(0)->setCurrentIndex(0);
    QVERIFY2(estimate->text().startsWith(u"Its example prompt would take about"),
             qPrintable(estimate->text()));
}

void TestSubstitutionDialog::thereIsAnEstimateWithoutAnExamplePrompt()
{
    m_subject.mixture.examplePrompt.clear();
    (void)open();
    auto *estimate = m_dialog->findChild<QLabel *>(u"substitutionEstimate"_qs);
    QVERIFY2(estimate->text().startsWith(
                 u"With these substitutes a question of one sentence would take about"),
             qPrintable(estimate->text()));
    choice(0)->setCurrentIndex(0);
    QVERIFY2(estimate->text().startsWith(u"A question of one sentence would take about"),
             qPrintable(estimate->text()));
}

void TestSubstitutionDialog::agentsOfOneNameAreToldOnce()
{
    AgentList &agents = m_subject.mixture.layers.first().agents;
    for (qsizetype row = 0; row < agents.size(); ++row)
        agents[row].name = u"Twin"_qs;
    (void)open();
    const QString text = visibleText();
    QVERIFY2(text.contains(u"Asked by Twin (2 times)\n"), qPrintable(text));
    QVERIFY2(text.contains(u"Asked by Twin\n"), qPrintable(text));
}

void TestSubstitutionDialog::hostileNamesAreText()
{
    const QString hostile = u"<img src=https://evil.example/x>\n\u202Eabc\u0007"_qs;
    m_subject.mixture.name = hostile;
    Agent &agent = m_subject.mixture.layers.first().agents.first();
    agent.name = hostile;
    agent.provider = ProviderId(hostile);
    agent.model = hostile;
    (void)open();
    for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
        QVERIFY(label->textFormat() == Qt::PlainText || !label->text().contains(u'<'));
        QVERIFY(!label->text().contains(u'\u202E'));
        QVERIFY(!label->text().contains(u'\u0007'));
    }
}

QTEST_MAIN(TestSubstitutionDialog)

#include "tst_substitutiondialog.moc"
