"""Invented complaints, Hindi and English, of about 1.1 KB each. Nobody in them exists."""

from random import Random

LENGTH = 1100
"""Bytes in UTF-8, as in the trials of the design."""

HINDI = (
    "मेरी वृद्धावस्था पेंशन की किस्त छह महीने से बैंक खाते में नहीं आई है।",
    "कार्यालय के बाबू ने फाइल आगे बढ़ाने के लिए दो हजार रुपये माँगे।",
    "सत्यापन के लिए आए कर्मचारी ने कहा कि बिना पैसे के नाम नहीं जुड़ेगा।",
    "छात्रवृत्ति का आवेदन पोर्टल पर स्वीकृत है, फिर भी भुगतान रोका गया है।",
    "ग्राम पंचायत की सूची में ऐसे लोगों के नाम हैं जिनकी मृत्यु हो चुकी है।",
    "पारिवारिक लाभ योजना में बिचौलिया हर आवेदन पर अपना हिस्सा लेता है।",
    "सामूहिक विवाह के दिन जो सामान दिया गया वह सूची से बहुत कम था।",
    "छात्रावास में भोजन का पैसा पूरा निकाला जाता है पर खाना आधा मिलता है।",
    "मैंने खंड विकास कार्यालय में तीन बार लिखित शिकायत दी, कोई रसीद नहीं मिली।",
    "पैसे देने से मना करने पर मेरे आवेदन में जानबूझकर कमी बता दी गई।",
    "मेरे पास बातचीत की तारीख और उस दिन के दो गवाह हैं।",
    "कृपया इस मामले की जाँच कराई जाए और मेरा नाम गुप्त रखा जाए।",
    "जिस खाते में राशि भेजी गई वह मेरे नाम का नहीं है।",
    "दिव्यांग पेंशन का फॉर्म भरवाने के लिए भी पाँच सौ रुपये लिए गए।",
    "अधिकारी कहते हैं कि बजट नहीं है, पर दूसरे गाँव में भुगतान हो रहा है।",
    "बिना काम हुए ही निर्माण का पूरा बिल पास कर दिया गया है।",
)
ENGLISH = (
    "The pension instalment has not reached the bank account for six months.",
    "A clerk of the block office asked for two thousand rupees to move the file.",
    "The man who came for verification said that no name is added without money.",
    "The scholarship was sanctioned on the portal, yet the payment is held back.",
    "Names of persons who died years ago still stand in the list of the village.",
    "A middleman takes his share of every family benefit application here.",
    "What was handed out at the mass marriage was far less than the printed list.",
    "Money for hostel meals is drawn in full while half of the meals are served.",
    "I gave a written complaint three times and was never given a receipt for it.",
    "After I refused to pay, a defect was found in my application at once.",
    "I noted the date of the talk, and two persons were present on that day.",
    "Please have this inquired into and keep my name out of it.",
    "The account to which the amount was sent is not in my name.",
    "Even for filling in the form of the disability pension money was taken.",
    "They say there is no budget, but the next village is being paid.",
    "The full bill for the building was passed although no work was done.",
)
POSTS = (
    "Assistant Development Officer (Social Welfare)",
    "ग्राम विकास अधिकारी",
    "Clerk of the district office",
    "सहायक विकास अधिकारी (समाज कल्याण)",
    "Hostel superintendent",
)


def narrative(rng: Random, language: str) -> str:
    """A complaint in this language, of sentences put together by chance."""
    sentences = HINDI if language == "hi" else ENGLISH
    parts: list[str] = []
    size = 0
    while size < LENGTH:
        part = f"{sentences[int(rng.random() * len(sentences))]} ({int(rng.random() * 90000)})"
        parts.append(part)
        size += len(part.encode()) + 1
    return " ".join(parts)
