"""What editors of the demonstration have written about some countries: plainly invented, and said to be."""

from typing import Any

from django.db import transaction

from eccp.content.models import CountryPage
from eccp.content.tree import words

INVENTED = "<p><b>This text is invented for the demonstration.</b></p>"

# By country: the lead, the policy in one paragraph, and what to know before one writes to somebody there.
TEXTS: dict[str, tuple[str, str, str]] = {
    "AM": (
        "A small country with many engineers: software first, then food and jewellery.",
        (
            "Invented: a programme called “Ararat Links” pays half a post for the first two years of a new cluster"
            " and asks for a plan with three neighbours."
        ),
        (
            "Most teams are two or three people. Write to the manager by name, in English or Russian, and propose a"
            " date: a short video call is the usual beginning."
        ),
    ),
    "AZ": (
        "Energy is the largest industry; food, logistics and building materials look for partners.",
        "Invented: an agency called “Caspian Clusters” invites foreign clusters twice a year, in spring and autumn.",
        "Letters with a clear offer are answered fast. Say in the first line which companies you speak for.",
    ),
    "BY": (
        "Machines, wood and software, with clusters that began at universities.",
        "Invented: clusters are registered with a regional office, which asks for twelve members.",
        (
            "Look at what is open to the country today before you plan an activity together: the rule stands on this"
            " page with its date."
        ),
    ),
    "GE": (
        "Wine and hazelnuts are known; clothing, tourism and furniture are growing fast.",
        "Invented: “Kolkhi Growth” supports young clusters with a mentor from abroad for one year.",
        (
            "Many clusters are younger than five years and glad about a twin: offer a visit of your team, and ask"
            " for one."
        ),
    ),
    "MD": (
        "Between the Union and Ukraine: textiles, food, cars' parts and software for both.",
        "Invented: a fund called “Podul” pays for the first shared service of a cluster, up to 20,000 euros.",
        (
            "Romanian and English are both welcome. Partners from the country take part in more and more European"
            " projects: ask for their references."
        ),
    ),
    "UA": (
        "The largest cluster community of the Eastern Partnership, at work in spite of the war.",
        (
            "Invented: an alliance called “Rebuild Together” keeps one list of what clusters need and what they"
            " can make."
        ),
        (
            "Ask what helps now: orders, machines, or a place to work for a few months. Answers may come late; they"
            " come."
        ),
    ),
    "US": (
        "Large regional clusters with their own funds, and universities at their side.",
        "Invented: a network called “Two Shores” pairs a European and an American cluster for eighteen months.",
        "Begin with one region and one subject. A page with results in numbers opens more doors than a brochure.",
    ),
    "CA": (
        "Few clusters, but large ones: proteins, oceans, artificial intelligence, machines.",
        "Invented: a partnership window called “Maple Bridge” takes joint ideas all year.",
        "English in most places, French in some: our directory says which languages a team works in.",
    ),
    "JP": (
        "Long planning, long partnerships: medicine, robots, materials.",
        "Invented: prefectures run a scheme called “Hashi” that pays interpreters for first meetings.",
        "Send your questions two weeks before a meeting. A visit afterwards says that you mean it.",
    ),
    "SG": (
        "A doorway to South-East Asia, with short ways between companies, research and the state.",
        "Invented: a desk called “Harbour Desk” finds a test site for a foreign company within ninety days.",
        "Come with a pilot that a local company can try. Meetings are punctual and short.",
    ),
    "FR": (
        "Competitiveness clusters in every region, from space to cheese.",
        "Invented: the label “Pôle Ouvert” is given for four years and asks for one partner abroad.",
        "Many teams have somebody for Europe: the directory says whom to ask for what.",
    ),
    "DE": (
        "Clusters of all sizes, run by regions, cities, chambers or their own members.",
        "Invented: a contest called “Zehn Netze” funds ten clusters with one common goal a year.",
        "Ask for the working group, not for the director: that is where companies meet.",
    ),
    "PL": (
        "Young clusters that grew fast, many in aviation, food, furniture and software.",
        "Invented: the list of “Key Clusters” is renewed every three years after a visit of two experts.",
        "Regional offices like joint projects with two countries. Bring the second one along.",
    ),
}


@transaction.atomic
def write_countries() -> list[CountryPage]:
    """Write what is missing on the pages of these countries; what an editor wrote stays. May be run again."""
    pages = CountryPage.objects.filter(country__in=TEXTS, lead="", policy="")
    return [_write(page) for page in pages if not page.body]


def _write(page: Any) -> CountryPage:
    lead, page.policy, advice = TEXTS[page.country_id]
    page.lead = f"{lead} Invented for the demonstration."
    page.body = words(f"{INVENTED}<h2>Before you write to somebody there</h2><p>{advice}</p>")
    page.save_revision().publish()
    written: CountryPage = page
    return written
