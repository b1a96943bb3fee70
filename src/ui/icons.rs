//! The icons of the program: Phosphor (regular), the code points of `assets/icons/Phosphor.ttf`. Made by `assets/icons/make.py`.

pub const HOUSE: &str = "\u{e2c2}";
pub const USERS: &str = "\u{e4d6}";
pub const USER: &str = "\u{e4c2}";
pub const USER_PLUS: &str = "\u{e4d0}";
pub const USER_CIRCLE: &str = "\u{e4c4}";
pub const IDENTIFICATION_CARD: &str = "\u{e2c8}";
pub const CARDHOLDER: &str = "\u{e5fa}";
pub const MONEY: &str = "\u{e588}";
pub const COINS: &str = "\u{e78e}";
pub const BANK: &str = "\u{e0b4}";
pub const RECEIPT: &str = "\u{e3ec}";
pub const WALLET: &str = "\u{e68a}";
pub const HAND_COINS: &str = "\u{ea8c}";
pub const PIGGY_BANK: &str = "\u{ea04}";
pub const CALENDAR: &str = "\u{e108}";
pub const CALENDAR_BLANK: &str = "\u{e10a}";
pub const CALENDAR_CHECK: &str = "\u{e712}";
pub const CLOCK: &str = "\u{e19a}";
pub const CLOCK_COUNTER_CLOCKWISE: &str = "\u{e1a0}";
pub const CHALKBOARD_TEACHER: &str = "\u{e600}";
pub const USERS_THREE: &str = "\u{e68e}";
pub const MEGAPHONE: &str = "\u{e324}";
pub const CHECK: &str = "\u{e182}";
pub const CHECK_CIRCLE: &str = "\u{e184}";
pub const LIST_CHECKS: &str = "\u{eadc}";
pub const CHECKS: &str = "\u{e53a}";
pub const FILE: &str = "\u{e230}";
pub const FILE_TEXT: &str = "\u{e23a}";
pub const FILE_PDF: &str = "\u{e702}";
pub const FILE_CSV: &str = "\u{eb1c}";
pub const FILES: &str = "\u{e710}";
pub const FOLDER: &str = "\u{e24a}";
pub const FOLDER_OPEN: &str = "\u{e256}";
pub const BOOK_OPEN: &str = "\u{e0e6}";
pub const SCROLL: &str = "\u{eb7a}";
pub const ARTICLE: &str = "\u{e0a8}";
pub const GEAR: &str = "\u{e270}";
pub const SLIDERS_HORIZONTAL: &str = "\u{e434}";
pub const ARROW_COUNTER_CLOCKWISE: &str = "\u{e038}";
pub const ARROW_CLOCKWISE: &str = "\u{e036}";
pub const ARROW_U_UP_LEFT: &str = "\u{e08a}";
pub const ARROW_U_UP_RIGHT: &str = "\u{e08c}";
pub const CARET_DOWN: &str = "\u{e136}";
pub const CARET_UP: &str = "\u{e13c}";
pub const CARET_RIGHT: &str = "\u{e13a}";
pub const CARET_LEFT: &str = "\u{e138}";
pub const CARET_UP_DOWN: &str = "\u{e140}";
pub const DOTS_THREE: &str = "\u{e1fe}";
pub const PLUS: &str = "\u{e3d4}";
pub const MINUS: &str = "\u{e32a}";
pub const X: &str = "\u{e4f6}";
pub const X_CIRCLE: &str = "\u{e4f8}";
pub const MAGNIFYING_GLASS: &str = "\u{e30c}";
pub const WARNING: &str = "\u{e4e0}";
pub const WARNING_CIRCLE: &str = "\u{e4e2}";
pub const WARNING_OCTAGON: &str = "\u{e4e4}";
pub const INFO: &str = "\u{e2ce}";
pub const QUESTION: &str = "\u{e3e8}";
pub const LOCK: &str = "\u{e2fa}";
pub const LOCK_OPEN: &str = "\u{e306}";
pub const LOCK_KEY: &str = "\u{e2fe}";
pub const KEY: &str = "\u{e2d6}";
pub const SHIELD_CHECK: &str = "\u{e40c}";
pub const PRINTER: &str = "\u{e3dc}";
pub const DOWNLOAD_SIMPLE: &str = "\u{e20c}";
pub const UPLOAD_SIMPLE: &str = "\u{e4c0}";
pub const EXPORT: &str = "\u{eaf0}";
pub const TRAY: &str = "\u{e4aa}";
pub const TRAY_ARROW_DOWN: &str = "\u{e010}";
pub const ENVELOPE_SIMPLE: &str = "\u{e218}";
pub const PHONE: &str = "\u{e3b8}";
pub const MAP_PIN: &str = "\u{e316}";
pub const HOUSE_LINE: &str = "\u{e2c4}";
pub const TAG: &str = "\u{e478}";
pub const TRASH: &str = "\u{e4a6}";
pub const PENCIL_SIMPLE: &str = "\u{e3b4}";
pub const NOTE: &str = "\u{e348}";
pub const NOTE_PENCIL: &str = "\u{e34c}";
pub const COPY: &str = "\u{e1ca}";
pub const CLIPBOARD_TEXT: &str = "\u{e198}";
pub const LINK_SIMPLE: &str = "\u{e2e6}";
pub const PAPERCLIP: &str = "\u{e39a}";
pub const IMAGE: &str = "\u{e2ca}";
pub const FUNNEL_SIMPLE: &str = "\u{e268}";
pub const SORT_ASCENDING: &str = "\u{e444}";
pub const SORT_DESCENDING: &str = "\u{e446}";
pub const ARROW_UP: &str = "\u{e08e}";
pub const ARROW_DOWN: &str = "\u{e03e}";
pub const ARROW_LEFT: &str = "\u{e058}";
pub const ARROW_RIGHT: &str = "\u{e06c}";
pub const ARROWS_LEFT_RIGHT: &str = "\u{e0a0}";
pub const ARROWS_DOWN_UP: &str = "\u{e098}";
pub const ARROW_SQUARE_OUT: &str = "\u{e5de}";
pub const BELL: &str = "\u{e0ce}";
pub const EYE: &str = "\u{e220}";
pub const EYE_SLASH: &str = "\u{e224}";
pub const STAR: &str = "\u{e46a}";
pub const FLAG: &str = "\u{e244}";
pub const SCALES: &str = "\u{e750}";
pub const GAVEL: &str = "\u{ea32}";
pub const HANDSHAKE: &str = "\u{e582}";
pub const HAND_PALM: &str = "\u{e57e}";
pub const HAND_HEART: &str = "\u{e810}";
pub const CHART_BAR: &str = "\u{e150}";
pub const CHART_LINE_UP: &str = "\u{e156}";
pub const TABLE: &str = "\u{e476}";
pub const ROWS: &str = "\u{e5a2}";
pub const COLUMNS: &str = "\u{e546}";
pub const SIDEBAR_SIMPLE: &str = "\u{ec24}";
pub const MOON: &str = "\u{e330}";
pub const SUN: &str = "\u{e472}";
pub const PALETTE: &str = "\u{e6c8}";
pub const COMMAND: &str = "\u{e1c4}";
pub const KEYBOARD: &str = "\u{e2d8}";
pub const PUSH_PIN: &str = "\u{e3e2}";
pub const FLOPPY_DISK: &str = "\u{e248}";
pub const DATABASE: &str = "\u{e1de}";
pub const HARD_DRIVE: &str = "\u{e29e}";
pub const DOT_OUTLINE: &str = "\u{ece0}";
pub const TICKET: &str = "\u{e490}";
pub const BARCODE: &str = "\u{e0b8}";
pub const PACKAGE: &str = "\u{e390}";
pub const BUILDINGS: &str = "\u{e102}";
pub const CALCULATOR: &str = "\u{e538}";
pub const PERCENT: &str = "\u{e3b6}";
pub const CURRENCY_GBP: &str = "\u{e556}";
pub const CURRENCY_EUR: &str = "\u{e554}";
pub const CURRENCY_DOLLAR: &str = "\u{e550}";
pub const SEAL_CHECK: &str = "\u{e606}";
pub const STAMP: &str = "\u{ea48}";
pub const GIT_MERGE: &str = "\u{e280}";
pub const GIT_DIFF: &str = "\u{e27c}";
pub const ARROWS_MERGE: &str = "\u{ed3e}";
pub const PROHIBIT: &str = "\u{e3de}";
pub const SIGN_OUT: &str = "\u{e42a}";
pub const SIGN_IN: &str = "\u{e428}";
pub const POWER: &str = "\u{e3da}";
pub const ARCHIVE: &str = "\u{e00c}";
pub const STACK: &str = "\u{e466}";
pub const LIST: &str = "\u{e2f0}";
pub const LIST_BULLETS: &str = "\u{e2f2}";
pub const LIST_NUMBERS: &str = "\u{e2f6}";
pub const TIMER: &str = "\u{e492}";
pub const HOURGLASS: &str = "\u{e2b2}";
pub const BOOKMARK: &str = "\u{e0e8}";
pub const LIGHTBULB: &str = "\u{e2dc}";
pub const QUOTES: &str = "\u{e660}";
pub const CHAT_TEXT: &str = "\u{e17a}";
pub const PARAGRAPH: &str = "\u{e960}";

/// Every icon with its name, for the gallery and for the test that the font has them all.
pub const ALL: &[(&str, &str)] = &[
    ("house", HOUSE),
    ("users", USERS),
    ("user", USER),
    ("user-plus", USER_PLUS),
    ("user-circle", USER_CIRCLE),
    ("identification-card", IDENTIFICATION_CARD),
    ("cardholder", CARDHOLDER),
    ("money", MONEY),
    ("coins", COINS),
    ("bank", BANK),
    ("receipt", RECEIPT),
    ("wallet", WALLET),
    ("hand-coins", HAND_COINS),
    ("piggy-bank", PIGGY_BANK),
    ("calendar", CALENDAR),
    ("calendar-blank", CALENDAR_BLANK),
    ("calendar-check", CALENDAR_CHECK),
    ("clock", CLOCK),
    ("clock-counter-clockwise", CLOCK_COUNTER_CLOCKWISE),
    ("chalkboard-teacher", CHALKBOARD_TEACHER),
    ("users-three", USERS_THREE),
    ("megaphone", MEGAPHONE),
    ("check", CHECK),
    ("check-circle", CHECK_CIRCLE),
    ("list-checks", LIST_CHECKS),
    ("checks", CHECKS),
    ("file", FILE),
    ("file-text", FILE_TEXT),
    ("file-pdf", FILE_PDF),
    ("file-csv", FILE_CSV),
    ("files", FILES),
    ("folder", FOLDER),
    ("folder-open", FOLDER_OPEN),
    ("book-open", BOOK_OPEN),
    ("scroll", SCROLL),
    ("article", ARTICLE),
    ("gear", GEAR),
    ("sliders-horizontal", SLIDERS_HORIZONTAL),
    ("arrow-counter-clockwise", ARROW_COUNTER_CLOCKWISE),
    ("arrow-clockwise", ARROW_CLOCKWISE),
    ("arrow-u-up-left", ARROW_U_UP_LEFT),
    ("arrow-u-up-right", ARROW_U_UP_RIGHT),
    ("caret-down", CARET_DOWN),
    ("caret-up", CARET_UP),
    ("caret-right", CARET_RIGHT),
    ("caret-left", CARET_LEFT),
    ("caret-up-down", CARET_UP_DOWN),
    ("dots-three", DOTS_THREE),
    ("plus", PLUS),
    ("minus", MINUS),
    ("x", X),
    ("x-circle", X_CIRCLE),
    ("magnifying-glass", MAGNIFYING_GLASS),
    ("warning", WARNING),
    ("warning-circle", WARNING_CIRCLE),
    ("warning-octagon", WARNING_OCTAGON),
    ("info", INFO),
    ("question", QUESTION),
    ("lock", LOCK),
    ("lock-open", LOCK_OPEN),
    ("lock-key", LOCK_KEY),
    ("key", KEY),
    ("shield-check", SHIELD_CHECK),
    ("printer", PRINTER),
    ("download-simple", DOWNLOAD_SIMPLE),
    ("upload-simple", UPLOAD_SIMPLE),
    ("export", EXPORT),
    ("tray", TRAY),
    ("tray-arrow-down", TRAY_ARROW_DOWN),
    ("envelope-simple", ENVELOPE_SIMPLE),
    ("phone", PHONE),
    ("map-pin", MAP_PIN),
    ("house-line", HOUSE_LINE),
    ("tag", TAG),
    ("trash", TRASH),
    ("pencil-simple", PENCIL_SIMPLE),
    ("note", NOTE),
    ("note-pencil", NOTE_PENCIL),
    ("copy", COPY),
    ("clipboard-text", CLIPBOARD_TEXT),
    ("link-simple", LINK_SIMPLE),
    ("paperclip", PAPERCLIP),
    ("image", IMAGE),
    ("funnel-simple", FUNNEL_SIMPLE),
    ("sort-ascending", SORT_ASCENDING),
    ("sort-descending", SORT_DESCENDING),
    ("arrow-up", ARROW_UP),
    ("arrow-down", ARROW_DOWN),
    ("arrow-left", ARROW_LEFT),
    ("arrow-right", ARROW_RIGHT),
    ("arrows-left-right", ARROWS_LEFT_RIGHT),
    ("arrows-down-up", ARROWS_DOWN_UP),
    ("arrow-square-out", ARROW_SQUARE_OUT),
    ("bell", BELL),
    ("eye", EYE),
    ("eye-slash", EYE_SLASH),
    ("star", STAR),
    ("flag", FLAG),
    ("scales", SCALES),
    ("gavel", GAVEL),
    ("handshake", HANDSHAKE),
    ("hand-palm", HAND_PALM),
    ("hand-heart", HAND_HEART),
    ("chart-bar", CHART_BAR),
    ("chart-line-up", CHART_LINE_UP),
    ("table", TABLE),
    ("rows", ROWS),
    ("columns", COLUMNS),
    ("sidebar-simple", SIDEBAR_SIMPLE),
    ("moon", MOON),
    ("sun", SUN),
    ("palette", PALETTE),
    ("command", COMMAND),
    ("keyboard", KEYBOARD),
    ("push-pin", PUSH_PIN),
    ("floppy-disk", FLOPPY_DISK),
    ("database", DATABASE),
    ("hard-drive", HARD_DRIVE),
    ("dot-outline", DOT_OUTLINE),
    ("ticket", TICKET),
    ("barcode", BARCODE),
    ("package", PACKAGE),
    ("buildings", BUILDINGS),
    ("calculator", CALCULATOR),
    ("percent", PERCENT),
    ("currency-gbp", CURRENCY_GBP),
    ("currency-eur", CURRENCY_EUR),
    ("currency-dollar", CURRENCY_DOLLAR),
    ("seal-check", SEAL_CHECK),
    ("stamp", STAMP),
    ("git-merge", GIT_MERGE),
    ("git-diff", GIT_DIFF),
    ("arrows-merge", ARROWS_MERGE),
    ("prohibit", PROHIBIT),
    ("sign-out", SIGN_OUT),
    ("sign-in", SIGN_IN),
    ("power", POWER),
    ("archive", ARCHIVE),
    ("stack", STACK),
    ("list", LIST),
    ("list-bullets", LIST_BULLETS),
    ("list-numbers", LIST_NUMBERS),
    ("timer", TIMER),
    ("hourglass", HOURGLASS),
    ("bookmark", BOOKMARK),
    ("lightbulb", LIGHTBULB),
    ("quotes", QUOTES),
    ("chat-text", CHAT_TEXT),
    ("paragraph", PARAGRAPH),
];
