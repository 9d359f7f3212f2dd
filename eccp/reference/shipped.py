"""The English of the reference data that the platform brings with it, so that each can be said in French.

Services, programmes and participations are rows that administrators edit. What they write themselves is said as
they wrote it; what is still as the platform brought it is said in the reader's language. A test keeps these
tuples equal to the files.
"""

from django.utils.translation import gettext, gettext_noop

SERVICES = (
    gettext_noop("News and open calls"),
    gettext_noop("The latest news for clusters and the calls that are open to them."),
    gettext_noop("Partnerships and policy areas"),
    gettext_noop(
        "The European Cluster Partnerships, and the key policy areas: green, digital, social "
        "economy, economy resilience, industrial ecosystems."
    ),
    gettext_noop("International cooperation"),
    gettext_noop("Pages about countries of strategic interest, with their clusters, events and calls."),
    gettext_noop("Newsletters"),
    gettext_noop("The monthly and the quarterly newsletter by mail."),
    gettext_noop("Directory and map"),
    gettext_noop("All profiled organisations worldwide, to be searched, filtered and seen on a map."),
    gettext_noop("Knowledge"),
    gettext_noop(
        "Cluster networks, toolkits, publications, and good practice in resource efficiency (EREK)."
    ),
    gettext_noop("A profile of your own"),
    gettext_noop(
        "Your organisation in the directory and on the map, validated by a person. The "
        "criteria are binding in programme countries and advice elsewhere."
    ),
    gettext_noop("Partner search"),
    gettext_noop("Offers and requests of cluster organisations that look for partners."),
    gettext_noop("Matchmaking events"),
    gettext_noop(
        "Meetings arranged between cluster organisations and business networks. Each event "
        "says in its call for expression of interest whom it is for."
    ),
    gettext_noop("Events"),
    gettext_noop(
        "Webinars, capacity building seminars and policy learning conferences of the platform,"
        " of the European Cluster Partnerships and of the cluster community."
    ),
    gettext_noop("Capacity building centre"),
    gettext_noop("Upcoming webinars and workshops, and a collection of training material and tools."),
    gettext_noop("Financial instruments"),
    gettext_noop(
        "Information about the programme's guarantees and equity for small and medium-sized "
        "enterprises, for clusters that advise their members."
    ),
)
PROGRAMMES = (
    gettext_noop("Programme for the Competitiveness of Enterprises and Small and Medium-sized Enterprises"),
    gettext_noop("Single Market Programme"),
)
INSTRUMENTS = (gettext_noop("financial instruments"),)
BASES = (
    gettext_noop(
        "EFTA State in the European Economic Area; carried over from COSME; the list of the "
        "Single Market Programme was not seen"
    ),
    gettext_noop("EFTA State in the European Economic Area; listed in COM(2021) 685"),
    gettext_noop("Member State"),
    gettext_noop("Member State until 2020-01-31, then transition period under the Withdrawal Agreement"),
    gettext_noop("agreement signed 2014-06-25, in force 2014-10-29; listed in COM(2021) 685"),
    gettext_noop("agreement signed 2014-09-29, in force 2015-01-16; listed in COM(2021) 685"),
    gettext_noop(
        "agreement signed 2014-09-29, in force 2015-04-07, without financial instruments; "
        "listed in COM(2021) 685"
    ),
    gettext_noop("agreement signed 2014-10-16, in force 2014-12-22; listed in COM(2021) 685"),
    gettext_noop("agreement signed 2015-03-03, entry into force not known; listed in COM(2021) 685"),
    gettext_noop(
        "agreement signed 2016-06-02 (Agence Europe 11566), entry into force not known; listed"
        " in COM(2021) 685"
    ),
    gettext_noop("agreement signed 2017-12-19; listed in COM(2021) 685"),
    gettext_noop(
        "agreement signed May 2016, ratified later; counted from 2018, the year it is listed "
        "in COM(2021) 685, entry into force not known; without financial instruments (ECCP "
        "presentation of 14 December 2020)"
    ),
    gettext_noop("agreement signed November 2015, in force 2016-01-01; listed in COM(2021) 685"),
    gettext_noop("carried over from COSME; the list of the Single Market Programme was not seen"),
    gettext_noop(
        "named as participant by 2016-06-02 (Agence Europe 11566), entry into force not known;"
        " without financial instruments as requested in 2015; listed in COM(2021) 685"
    ),
)


def said(words: str) -> str:
    """These words in the reader's language, where the platform brought them; else as they are."""
    return gettext(words) if words in BROUGHT else words


def said_each(words: str) -> str:
    """The same for several, separated by commas."""
    return ", ".join(said(one.strip()) for one in words.replace(";", ",").split(",") if one.strip())


BROUGHT = frozenset((*SERVICES, *PROGRAMMES, *INSTRUMENTS, *BASES))
