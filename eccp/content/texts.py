"""The words that an installation starts with, for editors to make their own."""

from typing import Any

HOME: dict[str, Any] = {
    "title": "European Cluster Collaboration Platform",
    "slug": "home",
    "sentence": "Find the partner your cluster is missing",
    "lead": "Validated cluster organisations, networks and support providers in Europe and beyond, in one directory.",
}

PAGES: list[dict[str, Any]] = [
    {
        "title": "About the platform",
        "slug": "about",
        "lead": "The European Cluster Collaboration Platform is the online hub where industry clusters find each other, are trusted because they are validated, and start to work together.",
        "body": (
            "<h2>Who can have a profile</h2><p>Cluster organisations, their members, European cluster partnerships and"
            " projects, national associations, networks of clusters, training providers, public institutions, and those"
            " who help companies to save resources. A personal account needs no validation.</p>"
            "<h2>What validated means</h2><p>A person has read the profile beside the website and has judged each"
            " criterion. Cluster organisations have a team of at least 0.5 full-time posts, at least 15 committed members,"
            " more than half of them companies, at least two kinds of members, a clear focus, at least two services, and"
            " a website in English that shows all this. Clusters that a national or regional programme recognises can be"
            " spared some criteria. In countries outside the programme the criteria are advice.</p>"
            "<h2>How long it takes</h2><p>48 hours that run on working days, in Brussels time. They stop while we wait for"
            " your answer to a question. Your own page shows the promised time and how many applications are before"
            " yours.</p>"
            "<h2>What listed means</h2><p>Some profiles were taken over from a register and have not been validated. They"
            " carry a grey badge, stand in no figure of validated profiles, and can be claimed by the organisation.</p>"
        ),
    },
    {
        "title": "Contact",
        "slug": "contact",
        "lead": "We are glad to help with your account, your profile and your application.",
        "body": (
            "<p>Questions about an application are answered fastest in its own conversation: open “My organisation” and"
            " write there. For everything else, write to the address of the operator of this installation, which stands"
            " in the sender of every mail from the platform.</p>"
        ),
    },
    {
        "title": "Accessibility statement",
        "slug": "accessibility",
        "lead": "The platform is made to meet the Web Content Accessibility Guidelines 2.2, level AA.",
        "body": (
            "<p>Every page can be used with the keyboard alone, in high contrast, at 400 % zoom and without JavaScript where"
            " a form or a list will do. The map has a list beside it that says the same. Every page is checked"
            " automatically whenever the software changes; that finds many barriers, not all.</p>"
            "<p>If something stops you, tell us which page and what you wanted to do. We answer within five working"
            " days.</p>"
        ),
    },
    {
        "title": "Privacy",
        "slug": "privacy",
        "lead": "What we keep about people, why, and for how long.",
        "body": (
            "<h2>What we keep</h2><p>Your name, e-mail address, language and, if you like, where you work. What you do for"
            " an organisation is logged with your name: changes to its profile, questions, answers and decisions.</p>"
            "<h2>Who sees it</h2><p>Colleagues of the same organisation and the validators see your name. Your address"
            " is seen only by those whom you ask to let you into an organisation. The contact"
            " person of a profile is used for validation and for mails from the platform; it is never shown, exported or"
            " searched.</p>"
            "<h2>What you consent to</h2><p>When you submit a profile, you agree that its public fields are shown to"
            " everybody and offered as open data, and that validators compare it with your website.</p>"
            "<h2>Your rights</h2><p>You may see, correct and erase what we hold about you, under Regulation (EU)"
            " 2018/1725. Write to the operator of this installation.</p>"
        ),
    },
    {
        "title": "Data and API",
        "slug": "data",
        "lead": "The directory is open: what you see in a list you can download and ask for by program.",
        "body": (
            '<h2>Licence</h2><p>The profiles are open data under <a href="https://creativecommons.org/licenses/by/4.0/">'
            "Creative Commons Attribution 4.0 (CC BY 4.0)</a>: use, share and change them freely, and name the European"
            " Cluster Collaboration Platform as the source.</p>"
            "<h2>Download</h2><p>Below every list of the directory you find the same list as a file, with your filters and in"
            " the same order, however long it is: <b>CSV</b> for any program, <b>XLSX</b> for Excel, <b>GeoJSON</b> for maps."
            " Each file names its licence.</p>"
            "<h2>Programs</h2><p>The address <b>/api/v1/profiles</b> answers the same questions with the same filters;"
            ' <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> describes it with its limits. You need no key,'
            " and the scripts of any site may read it.</p>"
            "<h2>A map for your site</h2><p>Beside the map of the directory, “Embed this map” gives you a line of code"
            " for your own pages. It keeps your filters and stays up to date.</p>"
            "<h2>What is in it</h2><p>Every public profile: validated ones, and listed ones that come from a register. Listed"
            " profiles are not validated; each names its register.</p>"
            "<h2>What is left out</h2><p>Contact persons, staff numbers, letters of recognition and drafts are never in"
            " the data.</p><h2>Sources</h2><p>Places: GeoNames, CC BY 4.0. Country and language names: Unicode CLDR."
            " Regions: Eurostat, NUTS 2024. Country shapes: Natural Earth, public domain, corrected by us; boundaries"
            " imply no opinion on the status of any territory.</p>"
        ),
    },
]
