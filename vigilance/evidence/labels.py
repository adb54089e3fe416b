"""What is odd about a file, in words; the words of an archive's listing too."""

from vigilance.channels import archive_listing as archive
from vigilance.domain.words import Words
from vigilance.evidence.kinds import Flag
from vigilance.evidence.models import InspectionState, PreviewState
from vigilance.evidence.previews.made import NoPreview
from vigilance.evidence.signs import Fact, Sign
from vigilance.web.labels import register_labels

FLAGS = {
    Flag.UNRECOGNISED: Words(hi="अज्ञात प्रकार", en="Unknown kind"),
    Flag.OTHER_EXTENSION: Words(
        hi="नाम कुछ और कहता है, फ़ाइल कुछ और है", en="Its name says another kind"
    ),
    Flag.HIDDEN_DIRECTION: Words(hi="नाम में छिपे चिह्न", en="Hidden signs in its name"),
    Flag.DANGEROUS_TYPE: Words(hi="खतरनाक प्रकार की फ़ाइल", en="A dangerous kind of file"),
    Flag.DOUBLE_EXTENSION: Words(hi="नाम में दो प्रकार", en="Two kinds in its name"),
    Flag.PATH_IN_NAME: Words(hi="नाम में फ़ोल्डर का रास्ता था", en="Its name held a path"),
    Flag.HIDDEN_CHARACTERS: Words(hi="नाम में छिपे अक्षर", en="Hidden characters in its name"),
    Flag.WHOLE_ARRIVAL: Words(
        hi="जो आया वह पूरा, पढ़ा नहीं जा सका", en="All that arrived; it could not be read"
    ),
    Flag.ENCRYPTED: Words(
        hi="कूटबद्ध (encrypted): पढ़ी नहीं जा सकती", en="Encrypted: it cannot be read"
    ),
    Flag.NOT_UNPACKED: Words(
        hi="इसके भीतर की फ़ाइलें निकाली नहीं जा सकीं", en="What it holds could not be taken out"
    ),
    Flag.SET_ASIDE: Words(hi="सावधानी से अलग रखी गई", en="Set aside with care"),
}

SIGNS = {
    Sign.LOCKED: Words(
        hi="ताला लगा है: पासवर्ड संदेश से मांगें", en="Locked: ask for the password by message"
    ),
    Sign.MACROS: Words(hi="मैक्रो हैं", en="Has macros"),
    Sign.DDE: Words(hi="दूसरा प्रोग्राम चला सकती है (DDE)", en="Can start another program (DDE)"),
    Sign.EXTERNAL_LINKS: Words(hi="इंटरनेट से जुड़ती है", en="Reaches out to other places"),
    Sign.REMOTE_TEMPLATE: Words(hi="बाहर से टेम्पलेट लेती है", en="Fetches a template from outside"),
    Sign.EMBEDDED_FILES: Words(hi="भीतर और फ़ाइलें हैं", en="Holds other files"),
    Sign.SCRIPT: Words(hi="भीतर प्रोग्राम है (JavaScript)", en="Holds a program (JavaScript)"),
    Sign.LAUNCH_ACTION: Words(
        hi="खोलने पर प्रोग्राम चला सकती है", en="Can start a program when opened"
    ),
    Sign.XFA_FORM: Words(hi="भीतर XFA फ़ॉर्म है", en="Holds an XFA form"),
    Sign.MANY_PAGES: Words(hi="बहुत अधिक पन्ने", en="Very many pages"),
    Sign.ACTIVE_CONTENT: Words(
        hi="वेब पन्ने जैसी फ़ाइल: ब्राउज़र में न खोलें", en="Like a web page: do not open in a browser"
    ),
    Sign.PROGRAM: Words(hi="यह प्रोग्राम है", en="It is a program"),
    Sign.TWO_KINDS: Words(hi="एक फ़ाइल में दो प्रकार", en="Two kinds in one file"),
    Sign.XML_ENTITIES: Words(hi="संदिग्ध XML, पढ़ी नहीं गई", en="Suspicious XML, not read"),
    Sign.FORMULA_CELLS: Words(hi="खानों में सूत्र हैं", en="Cells with formulas"),
    Sign.TOO_MANY_PIXELS: Words(hi="बहुत बड़ा चित्र", en="Very large picture"),
    Sign.TOO_MANY_FRAMES: Words(hi="चित्र में बहुत से दृश्य", en="Very many frames in the picture"),
    Sign.LOCATION_DATA: Words(hi="स्थान की जानकारी है", en="Holds the place"),
    Sign.DEVICE_DATA: Words(hi="कैमरे या फ़ोन की जानकारी है", en="Tells of the camera or phone"),
    Sign.INNER_PICTURE: Words(hi="भीतर एक और चित्र है", en="Holds a second picture"),
    Sign.AUTHOR_DATA: Words(hi="लेखक का नाम है", en="Holds an author's name"),
    Sign.TOO_LONG: Words(hi="बहुत लंबी रिकॉर्डिंग", en="Very long recording"),
    Sign.NOT_UNPACKED: Words(hi="संग्रह पूरा खोला नहीं गया", en="Archive not unpacked"),
    Sign.PARTLY_READ: Words(hi="केवल एक भाग देखा गया", en="Only a part was looked at"),
    Sign.NOT_READ: Words(hi="मशीन इसे पढ़ नहीं सकी", en="The machine could not read it"),
    Sign.SCANNER_POSITIVE: Words(hi="वायरस जांच: हानिकारक मिली", en="Virus scanner: positive"),
    Sign.NOT_SCANNED: Words(hi="वायरस जांच नहीं हुई", en="Not scanned"),
}

FACTS = {
    Fact.PAGES: Words(hi="पन्ने", en="Pages"),
    Fact.WIDTH: Words(hi="चौड़ाई (पिक्सेल)", en="Width in pixels"),
    Fact.HEIGHT: Words(hi="ऊँचाई (पिक्सेल)", en="Height in pixels"),
    Fact.FRAMES: Words(hi="दृश्य", en="Frames"),
    Fact.SECONDS: Words(hi="अवधि (सेकंड)", en="Length in seconds"),
    Fact.ENTRIES: Words(hi="संग्रह में फ़ाइलें", en="Files in the archive"),
}

PREVIEWS = {
    PreviewState.WAITING: Words(hi="झलक अभी बनी नहीं है", en="The preview is not made yet"),
    PreviewState.READY: Words(
        hi="बिना खोले देखी जा सकती है", en="Can be looked at without opening it"
    ),
    PreviewState.NONE: Words(hi="झलक नहीं है", en="No preview"),
}

NO_PREVIEW = {
    NoPreview.KIND: Words(
        hi="इस प्रकार की फ़ाइल का चित्र नहीं बनाया जाता",
        en="no picture is drawn of this kind of file",
    ),
    NoPreview.LOCKED: Words(
        hi="ताला लगा है; पासवर्ड संदेश से मांगें", en="it is locked; ask for the password by message"
    ),
    NoPreview.ARCHIVE: Words(
        hi="यह फ़ाइलों का संग्रह है; उसके नाम नीचे हैं",
        en="it is an archive of files; their names are below",
    ),
    NoPreview.PROGRAM: Words(hi="यह प्रोग्राम है", en="it is a program"),
    NoPreview.BROKEN: Words(hi="फ़ाइल टूटी हुई है या अधूरी है", en="the file is broken or incomplete"),
    NoPreview.EMPTY: Words(hi="इसमें देखने को कुछ नहीं है", en="there is nothing in it to show"),
    NoPreview.TOO_MANY_PIXELS: Words(hi="चित्र बहुत बड़ा है", en="the picture is too large"),
    NoPreview.TOO_MANY_FRAMES: Words(hi="चित्र में बहुत से दृश्य हैं", en="the picture has too many frames"),
    NoPreview.ENTITIES: Words(
        hi="संदिग्ध XML है, पढ़ी नहीं गई", en="it holds suspicious XML, which is not read"
    ),
    NoPreview.TOO_SLOW: Words(
        hi="मशीन को इसमें बहुत समय लगा", en="it kept the machine busy for too long"
    ),
    NoPreview.TOO_LARGE: Words(
        hi="मशीन को इसके लिए बहुत अधिक मेमोरी चाहिए थी",
        en="it wanted too much of the machine's memory",
    ),
    NoPreview.UNREADABLE: Words(hi="मशीन इसे पढ़ नहीं सकी", en="the machine could not read it"),
    NoPreview.SCANNER_POSITIVE: Words(
        hi="वायरस जांच ने इसे हानिकारक बताया", en="the virus scanner warns of it"
    ),
    NoPreview.NOT_OPENED: Words(
        hi="अभिलेख की कुंजी से फ़ाइल नहीं खुली", en="the record's key did not open it"
    ),
}

STATES = {
    InspectionState.WAITING: Words(hi="अभी देखी नहीं गई", en="Not looked at yet"),
    InspectionState.DONE: Words(hi="देखी गई", en="Looked at"),
    InspectionState.NOT_SCANNED: Words(hi="देखी गई, वायरस जांच नहीं", en="Looked at, not scanned"),
    InspectionState.FAILED: Words(hi="मशीन इसे देख नहीं सकी", en="The machine could not look at it"),
}

HELD = {
    archive.TOO_MANY: Words(hi="बहुत अधिक फ़ाइलें", en="Too many files"),
    archive.TOO_LARGE: Words(hi="खोलने पर बहुत बड़ी", en="Too large when unpacked"),
    archive.RATIO: Words(hi="असाधारण रूप से दबी हुई", en="Packed more tightly than honest files are"),
    archive.TOO_DEEP: Words(
        hi="संग्रह के भीतर संग्रह, बहुत गहरे", en="Archives within archives, too deep"
    ),
    archive.LYING: Words(
        hi="संग्रह अपने बारे में गलत बताता है", en="The archive says false things of itself"
    ),
    archive.OVERLAP: Words(hi="फ़ाइलें एक दूसरे पर चढ़ी हैं", en="Its files lie over each other"),
    archive.PLACES: Words(
        hi="नाम अपने फ़ोल्डर से बाहर जाते हैं", en="Names that lead out of their folder"
    ),
    archive.LOCKED: Words(
        hi="फ़ाइलों के नाम भी ताले में हैं: पासवर्ड संदेश से मांगें",
        en="Even the names in it are locked: ask for the password by message",
    ),
    archive.BROKEN: Words(hi="संग्रह टूटा हुआ है", en="The archive is broken"),
    archive.OTHER: Words(
        hi="इस प्रकार का संग्रह खोला नहीं जाता", en="An archive of a kind that is not unpacked"
    ),
}

ENTRIES = {
    archive.LOCKED: Words(hi="ताला लगा", en="locked"),
    archive.LINK: Words(hi="कड़ी (लिंक)", en="link"),
    archive.DEVICE: Words(hi="उपकरण", en="device"),
    archive.PATH: Words(hi="फ़ोल्डर से बाहर", en="leads out of its folder"),
    archive.ARCHIVE: Words(hi="संग्रह", en="archive"),
    archive.HIDDEN: Words(hi="छिपे चिह्न", en="hidden signs"),
    archive.FOLDER: Words(hi="फ़ोल्डर", en="folder"),
}

UNREAD = Words(hi="मशीन इसे पूरा नहीं देख सकी", en="The machine could not look at all of it")


def held_words(code: str) -> Words:
    """Why a file was not looked at to its end."""
    return HELD.get(code, UNREAD)


def entry_words(code: str) -> Words:
    """What is odd about a file in an archive."""
    return ENTRIES.get(code, UNREAD)


def register() -> None:
    """Make them known to every page."""
    register_labels(Flag, FLAGS)
    register_labels(Sign, SIGNS)
    register_labels(Fact, FACTS)
    register_labels(InspectionState, STATES)
    register_labels(PreviewState, PREVIEWS)
    register_labels(NoPreview, NO_PREVIEW)
