//! Invented names of artists and titles in other scripts than plain Latin, so that a font, a sort order or a text that is cut
//! off fails early.

/// Names of one script.
pub struct Script {
    /// Names of artists.
    pub artists: &'static [&'static str],
    /// Titles of tracks and albums.
    pub titles: &'static [&'static str],
}

/// Every script there is.
pub const SCRIPTS: &[Script] = &[
    Script {
        artists: &["Тихий Причал", "Серебряный Трамвай", "Вера Северцева", "Ночная Библиотека"],
        titles: &[
            "Бумажный маяк", "Зимний телефон", "Окна напротив", "Письмо без адреса", "Синяя эмаль",
            "Последний паром", "Медленный снег", "Двадцать пять ступеней", "Шёпот антенны", "Вокзал в июле",
            "Море за углом", "Чужие часы", "Подъезд", "Ещё один дождь",
        ],
    },
    Script {
        artists: &["夜明けの灯台", "水色レコード", "カモメ通信", "佐伯ひなた"],
        titles: &[
            "真夜中の図書館", "紙の港", "雨宿り", "銀色の電車", "夏の終わりの電話", "ネオンの川", "ひとつ前の駅", "遠い灯り", "青いエナメル", "ゆっくり回る星", "忘れられた切符",
            "海辺の時計", "窓辺のラジオ", "おやすみ、灯台",
        ],
    },
    Script {
        artists: &["مقهى الغيوم", "نور المرفأ", "ليلى القصبي", "فرقة الساعة البطيئة"],
        titles: &[
            "مرفأ من ورق", "رسالة بلا عنوان", "قطار الفجر", "شرفة على البحر", "ليل طويل", "ساعة الجدار", "مطر تموز",
            "نافذة زرقاء", "آخر عبّارة", "حديقة السطوح", "صدى الهاتف", "ملح وضوء",
        ],
    },
    Script {
        artists: &["Þokuljós", "Ægir Hrafnsson", "Sólbjört Eldjárn", "Kvöldútvarpið"],
        titles: &[
            "Hægur sjór", "Pappírshöfn", "Gluggaveður", "Síðasta ferjan", "Ljós í öðrum glugga", "Þögnin milli húsa",
            "Blátt glerungur", "Ævintýri á Öldugötu", "Norðurstöð", "Úr djúpinu", "Vetrarsími", "Sæbjartur morgunn",
        ],
    },
    Script {
        artists: &["새벽 정류장", "종이 등대"],
        titles: &["느린 파도", "창가의 라디오", "마지막 버스", "여름 전화", "푸른 에나멜", "빈 극장", "우산 둘", "먼 불빛", "종이배", "눈 오는 역"],
    },
    Script {
        artists: &["Γιώτα Θαλασσινού", "Το Αργό Ρολόι"],
        titles: &[
            "Χάρτινο λιμάνι", "Αργή βροχή", "Το τελευταίο πλοίο", "Μπλε σμάλτο", "Ξένα παράθυρα",
            "Νυχτερινό ραδιόφωνο", "Αλάτι", "Σκάλα στον ήλιο",
        ],
    },
];

/// Eighty characters and no place to break the line.
pub const ENDLESS: &str = "Nordseeleuchtturmwärterblaskapellenjubiläumsschallplattenauslieferungsverspätung";
