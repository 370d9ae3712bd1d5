"""What languages call themselves, for who writes `deutsch` where a tag belongs.

Written down, as the data of all the world's languages would be loaded only to find the few that are meant.
"""

from collections.abc import Mapping

_NAMES = """
af afrikaans; am አማርኛ; ar العربية; az azərbaycan; be беларуская; bg български; bn বাংলা; bs bosanski;
ca català; cs čeština; cy cymraeg; da dansk; de deutsch; el ελληνικά; es español; et eesti;
eu euskara; fa فارسی; fi suomi; fil filipino; fr français; ga gaeilge; gl galego; gu ગુજરાતી;
he עברית; hi हिन्दी; hr hrvatski; hu magyar; hy հայերեն; id indonesia; is íslenska; it italiano;
ja 日本語; ka ქართული; kk қазақ тілі; km ខ្មែរ; kn ಕನ್ನಡ; ko 한국어; ky кыргызча; lb lëtzebuergesch;
lo ລາວ; lt lietuvių; lv latviešu; mk македонски; ml മലയാളം; mn монгол; mr मराठी; ms melayu; mt malti;
my မြန်မာ; nb norsk bokmål; ne नेपाली; nl nederlands; nn norsk nynorsk; no norsk; pa ਪੰਜਾਬੀ;
pl polski; ps پښتو; pt português; ro română; ru русский; si සිංහල; sk slovenčina; sl slovenščina;
so soomaali; sq shqip; sr српски; sv svenska; sw kiswahili; ta தமிழ்; te తెలుగు; th ไทย; tr türkçe;
uk українська; ur اردو; uz o‘zbek; vi tiếng việt; zh 中文; zu isizulu
"""
OWN_NAMES: Mapping[str, str] = {
    name: tag for tag, _, name in (one.strip().partition(" ") for one in _NAMES.split(";"))
}
"""The tag of a language by the name that it has in itself, in small letters."""
