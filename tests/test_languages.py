"""English is believed, other languages are passed over, and it is said which documents were."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli import kg, rows

from kg.text.languages import language_of

# Short news in plain English, full of names that a guesser takes for Pidgin, Ganda or Malay.
NEWS = """
Turkey delivered Bayraktar drones to Mali, Niger and Burkina Faso.
Kenya, Uganda and Rwanda signed a defence pact in Nairobi on Monday.
Indonesia, Malaysia and Brunei held naval drills.
Mali, Niger and Burkina Faso quit ECOWAS on Sunday. Russia sent 100 military instructors to Niger.
Uganda deploys troops, Kenya hosts talks, Tanzania abstains
Malaysia buys Korean jets, Indonesia Rafale fighters
Nigeria says France trains bandits; Paris denies
Indonesia, Malaysia, Brunei, Singapore, Philippines hold drills
Turkey delivers Bayraktar drones; Azerbaijan rejects Armenian protest
Saudi Arabia, Qatar, Kuwait, Bahrain, Oman reject Iranian claims
Togo, Benin, Ghana, Niger, Nigeria, Mali, Chad and Senegal
Malawi sent a battalion to Goma, where Tanzania has one.""".strip().splitlines()

# A dozen sentences of each; which of two neighbours (Malay and Indonesian) it is does not matter here.
OTHER = {
    "es": """
Rusia envió cien soldados a la capital de Níger el lunes pasado.
España y Portugal firmaron un acuerdo de defensa en Madrid.
El gobierno de Colombia compró aviones de combate a Suecia.
Venezuela rechazó las sanciones de Estados Unidos.
México no participará en las maniobras navales.
El ministro dijo que las tropas se quedarán hasta el fin del año.
Argentina y Chile celebraron ejercicios conjuntos en la frontera.
Cuba recibió petróleo y alimentos de Rusia en el puerto de La Habana.
Las fuerzas armadas de Perú combatieron a los rebeldes.
Bolivia expulsó al embajador de Israel por la guerra en Gaza.
Irán vendió drones a Rusia, según la prensa de Washington.
La Unión Europea aprobó un paquete de ayuda militar para Ucrania.""",
    "fr": """
La Russie a envoyé cent soldats au Niger dans la nuit de lundi.
Le Mali, le Niger et le Burkina Faso ont quitté la CEDEAO dimanche.
La France a livré des missiles à l'Ukraine au début de l'année.
Le Tchad a rompu son accord de défense avec la France.
Les troupes françaises se retirent de leur base de Dakar cet été.
Paris et Londres ont signé un traité de coopération militaire.
L'Algérie achète des avions de combat russes et des sous-marins.
Le Maroc et Israël mènent des exercices conjoints.
La Belgique refuse de livrer ses avions de combat F-16 avant 2028.
Le ministre a déclaré que les soldats resteraient sur place.
On a vu des chars russes sur la route de Bamako, dit un témoin.
La Turquie vend des drones au Mali et au Togo depuis trois ans.""",
    "ru": """
Россия направила сто солдат в Нигер в понедельник.
Белоруссия и Россия провели совместные учения.
Китай поставил Пакистану истребители и зенитные ракеты.
Армения заморозила своё участие в ОДКБ.
Турция продала Украине беспилотники.
Москва отвергла обвинения, которые выдвинул Вашингтон.
Казахстан отказался признать независимость республик.
Иран передал России ракеты, сообщили в Киеве.
Войска вышли из города на рассвете.
Министр обороны посетил Пхеньян с визитом.
Индия закупит у России системы С-400.
Сербия не введёт санкции против России.""",
    "id": """
Indonesia membeli pesawat tempur dari Prancis pada hari Senin.
Rusia mengirim seratus tentara ke Niger untuk melatih pasukan.
Indonesia dan Australia menandatangani perjanjian pertahanan di Jakarta.
Malaysia, Indonesia dan Brunei mengadakan latihan laut bersama.
Tiongkok menolak tuduhan Amerika Serikat tentang pangkalan itu.
Presiden mengatakan bahwa pasukan itu akan tetap di sana.
Turki menjual pesawat tanpa awak kepada Indonesia tahun ini.
Filipina memprotes kapal Tiongkok di Laut Cina Selatan.
Kementerian Pertahanan tidak memberikan keterangan.
Korea Utara menembakkan dua rudal ke laut di sebelah timur.
Pasukan perdamaian dari Indonesia tiba di Lebanon.
India dan Indonesia sepakat untuk bekerja sama di bidang pertahanan.""",
    "ms": """
Malaysia membeli pesawat pejuang daripada Korea Selatan pada hari Isnin.
Rusia menghantar seratus askar ke Niger untuk melatih tentera di sana.
Malaysia dan Singapura menandatangani perjanjian pertahanan di Putrajaya.
Brunei, Malaysia dan Indonesia mengadakan latihan tentera laut.
China menolak tuduhan Amerika Syarikat mengenai pangkalan itu.
Perdana Menteri berkata tentera itu akan kekal di sana.
Turki menjual pesawat tanpa pemandu kepada Malaysia tahun ini.
Filipina membantah kehadiran kapal China di Laut China Selatan.
Kementerian Pertahanan tidak mengulas laporan itu.
Korea Utara melancarkan peluru berpandu ke laut.
Pasukan pengaman dari Malaysia tiba di selatan Lubnan semalam.
Kerajaan bersetuju untuk bekerjasama dalam bidang pertahanan dengan India.""",
    "sw": """
Urusi ilituma wanajeshi mia moja nchini Niger siku ya Jumatatu.
Kenya, Uganda na Rwanda zilitia saini mkataba wa ulinzi jijini Nairobi.
Tanzania ilinunua ndege za kivita kutoka China.
Rwanda ilikanusha madai ya Kongo kuhusu waasi wa mashariki.
Serikali ya Kenya ilisema wanajeshi watabaki Haiti.
Uturuki iliuza ndege zisizo na rubani kwa Somalia.
Majeshi ya Burundi yaliondoka mashariki mwa Kongo.
Ethiopia na Somalia zilikubaliana kuhusu bandari.
Rais alisema kwamba vita lazima viishe kabla ya mwaka mpya.
Marekani iliwawekea vikwazo viongozi wa Sudan.
Wanajeshi wa Uganda walishambulia kambi ya waasi.
Umoja wa Afrika ulituma walinzi wa amani nchini Sudan Kusini.""",
    "pcm": """
Russia don send one hundred soja go Niger on Monday.
Mali, Niger and Burkina Faso don comot from ECOWAS.
Nigeria dey buy fighter jet from Turkey to fight bandits.
Di president say di soja dem go stay for Niger till next year.
Wetin make France dey pull im soja comot for Senegal?
Ghana and Nigeria don sign agreement on top security matter.
Nigeria no gree with wetin Amerika talk about am.
Di army don kill plenti bandit for Zamfara, na so tori be.
How Russia take dey give Mali guns and drones, na wetin we find.
Chad don chase French soja comot from dia kontri.
Dem dey accuse Rwanda say e dey support di rebels for Congo.
Ukraine dey fight Russia since 2022 and di war neva end.""",
}
NEIGHBOURS = {"id": {"id", "ms"}, "ms": {"id", "ms"}, "ru": {"ru", "bg"}}


@pytest.mark.parametrize("text", [*NEWS, *[text * 500 for text in ("Russia sent 100 soldiers to Niger on Monday. ",)]])
def test_plain_english_is_believed_however_foreign_its_names(text: str) -> None:
    """A name is of no language: "Mali, Niger and Burkina Faso" is as English as "France, Spain and Portugal"."""
    assert language_of(text) in ("en", None)


@pytest.mark.parametrize("language", OTHER)
def test_other_languages_are_told_in_one_sentence_and_in_many(language: str) -> None:
    """In Pidgin too, most of whose words are English."""
    told = OTHER[language].strip().splitlines()
    assert len(told) == 12
    wanted = NEIGHBOURS.get(language, {language})
    assert [(text, found) for text in told if (found := language_of(text)) not in wanted] == []
    assert language_of(" ".join(told)) == language == language_of("\n".join(told * 40))


def test_languages_are_told_only_from_enough_letters() -> None:
    """Three words are too few: a guess would be worse than nothing. A Chinese sign is worth several letters."""
    assert language_of("Russia signed.") is None and language_of("") is None
    assert language_of("Die Bundesregierung lehnte die Lieferung der Raketen an die Ukraine erneut ab.") == "de"
    assert language_of("北朝鮮はロシアに兵士を派遣した。") == "ja"


def test_a_word_of_pidgin_in_an_english_report_does_not_make_it_pidgin() -> None:
    """What a witness says in Pidgin is quoted in many an English report."""
    text = "The army of Nigeria said that soldiers from Chad had left. 'Dem don comot,' said a trader to the reporters."
    assert language_of(text) == "en"


def test_it_is_said_which_documents_gave_no_claims_for_their_language(tmp_path: Path) -> None:
    """One Spanish report beside two English ones: counted, named with its language, and with what would do."""
    (tmp_path / "en.txt").write_text("Turkey delivered Bayraktar drones to Mali, Niger and Burkina Faso.")
    (tmp_path / "es.txt").write_text("El gobierno de Colombia compró aviones de combate a Suecia.")
    done = kg("load", tmp_path / "en.txt", tmp_path / "es.txt", "--store", tmp_path / "s", "--json")
    english, spanish = json.loads(done.stdout)["inputs"]
    assert english["claims"] >= 3 and english["not_english"] == {} and english["reason"] is None
    assert (spanish["status"], spanish["claims"], spanish["reason"]) == ("loaded", 0, "not English: es")
    assert json.loads(done.stdout)["totals"]["not_english"] == 1
    assert "1 document is not English (es 1)" in done.stderr and "--language en" in done.stderr
    found = {r["what"]: r for r in rows(kg("doctor", "--store", tmp_path / "s", "--json"))[0]["rows"]}
    assert "es 1" in found["not English"]["found"]


def test_a_report_that_is_said_to_be_english_is_read_though_it_was_passed_over(tmp_path: Path) -> None:
    """A wrong declaration is put right in the file, or by --language; either way the text is read once, not twice."""
    text = "Russia sent 100 soldiers to Niger on Monday. Turkey delivered drones to Mali."
    report = tmp_path / "a.txt"

    def load(*words: str) -> tuple[str, int]:
        [told] = json.loads(kg("load", report, "--store", tmp_path / "s", "--json", *words).stdout)["inputs"]
        return told["status"], told["claims"]

    report.write_text(f"---\nlanguage: pcm\n---\n{text}")
    assert load() == ("loaded", 0) and load() == ("unchanged", 0)
    status, claims = load("--language", "en")
    assert status == "loaded" and claims >= 2
    report.write_text(f"---\nlanguage: en\n---\n{text}")
    assert load() == ("unchanged", 0), "the text was read before, as English"
    report.write_text(f"---\nlanguage: sw\n---\n{text} They left.")
    assert load() == ("loaded", 0)
    report.write_text(f"---\nlanguage: en\n---\n{text} They left.")
    assert load() == ("loaded", claims)


def test_a_language_is_named_by_its_code(tmp_path: Path) -> None:
    """Reading with `--language English!` would be a guess; `kg claims` takes the option too."""
    (tmp_path / "a.txt").write_text("---\nlanguage: ms\n---\nRussia sent 100 soldiers to Niger on Monday.")
    assert "no code such as en" in kg("load", tmp_path / "a.txt", "--language", "English!", code=2).stderr
    passed = kg("claims", tmp_path / "a.txt")
    assert passed.stdout == "" and "not English (ms 1)" in passed.stderr
    assert rows(kg("claims", tmp_path / "a.txt", "--language", "en"))
