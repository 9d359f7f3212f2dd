"""The words that an installation starts with, for editors to make their own."""

from typing import Any

HOME: dict[str, Any] = {
    "title": "European Cluster Collaboration Platform",
    "slug": "home",
    "sentence": "Find the partner your cluster is missing",
    "lead": "Validated cluster organisations, networks and support providers in Europe and beyond, in one directory.",
}

# The sections of the hub, by the path of the one above: slug, title, what it lists, lead.
SECTIONS: list[dict[str, str]] = [
    {
        "slug": "news",
        "title": "News",
        "shows": "news",
        "lead": "What happens in European clusters, written by the platform and by the clusters themselves.",
    },
    {
        "slug": "calls",
        "title": "Open calls",
        "shows": "calls",
        "lead": "Funding and support that clusters and their members can apply for. What closes next stands first.",
    },
    {
        "slug": "knowledge",
        "title": "Knowledge",
        "shows": "pages",
        "lead": "What others have learned: publications, toolkits, good practice, networks, policy areas and countries.",
    },
    {
        "slug": "library",
        "above": "knowledge",
        "title": "Library",
        "shows": "library",
        "lead": "Publications and toolkits about clusters and cluster policy.",
    },
    {
        "slug": "good-practice",
        "above": "knowledge",
        "title": "Good practice in resource efficiency",
        "shows": "practices",
        "lead": "How companies save energy, water and material, collected for the European Resource Efficiency Knowledge Centre (EREK).",
    },
    {
        "slug": "networks",
        "above": "knowledge",
        "title": "Cluster networks",
        "shows": "networks",
        "lead": "Regional, national, international and sectoral networks of clusters, on a map.",
    },
    {
        "slug": "policy",
        "above": "knowledge",
        "title": "Policy areas and ecosystems",
        "shows": "policy",
        "lead": "Green, digital, social economy, resilience, and the industrial ecosystems of Europe.",
    },
    {
        "slug": "countries",
        "above": "knowledge",
        "title": "Countries",
        "shows": "countries",
        "lead": "What the platform knows about each country: its clusters, partnerships, calls and access to services.",
    },
    {
        "slug": "partnerships",
        "above": "knowledge",
        "title": "European Cluster Partnerships",
        "shows": "programmes",
        "lead": "The programmes, their partnerships, and what came of them.",
    },
    {
        "slug": "help",
        "title": "Help",
        "shows": "help",
        "lead": "How the platform works, what its words mean, and answers to what people ask most.",
    },
]

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
            " write there. To reach an organisation, open its page in the directory and press “Get in touch”; an error in a"
            " profile is reported there too. For everything else, write to the address of the operator of this installation, which stands"
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
        "lead": "What we keep about people, why, for how long, and what you can do about it.",
        "body": (
            "<h2>What we keep</h2><p>Your name, e-mail address, position, languages, interests and, if you like, where you"
            " work. What you do for an organisation is logged with a number that stands for you: changes to its profile,"
            " questions, answers and decisions.</p>"
            "<h2>Who sees it</h2><p>Colleagues of the same organisation and the validators see your name and position."
            " Your address is seen only by those whom you ask to let you into an organisation. The contact"
            " person of a profile is used for validation and for mails from the platform; it is never shown, exported or"
            " searched.</p>"
            "<h2>What you consent to</h2><p>When you submit a profile, you agree that its public fields are shown to"
            " everybody and offered as open data, and that validators compare it with your website. The words that you"
            ' agreed to, with their date, are on the page <a href="/en/my/data/">Your data</a>, and you take a consent'
            " back there with one button.</p>"
            "<h2>How long</h2><p>As long as it is needed and no longer. Each period, its reason and the law behind it stand"
            ' in the <a href="/en/privacy/register/">register of what we process</a>. The platform carries them out by'
            " itself every day.</p>"
            "<h2>Your rights</h2><p>You may read, correct, take with you and erase what we hold about you, and object to"
            " its use or have it restricted, under Regulation (EU) 2018/1725. You do most of it yourself under"
            ' <a href="/en/my/data/">Your data</a>: one file with everything, and the end of your account. For all else'
            " write to the operator of this installation, who answers within a month. You may complain to the European"
            " Data Protection Supervisor (edps.europa.eu).</p>"
            "<h2>When an account is erased</h2><p>Name and address are gone at once from pages, search and mail, and from"
            " copies for safety when these expire. What others must be able to read stays, said by “Somebody who"
            " left”.</p>"
            "<h2>Cookies</h2><p>One cookie keeps you signed in and one protects forms. There are no others, and nobody"
            " measures what you read.</p>"
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
            " <b>/api/v1/calls</b> has the open calls, <b>/api/v1/figures</b> the platform’s figures, <b>/api/v1/access</b>"
            " what is open to which country."
            ' <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> describes them with their limits. You need no key,'
            " and the scripts of any site may read them.</p>"
            "<h2>Feeds and calendars</h2><p>The lists of news, calls, publications, good practice and profiles each come as"
            " a feed (Atom); the calls come as a calendar too, to which you subscribe in your own. Both keep your"
            " filters.</p>"
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
    {
        "title": "Reporting a weakness",
        "slug": "security",
        "lead": "You found something that could harm the platform or the people on it? Thank you for telling us first.",
        "body": (
            '<h2>Whom to tell</h2><p>The address stands in <a href="/.well-known/security.txt">security.txt</a>. Say what you'
            " did, what happened, and what you expected; a short recording or the request itself helps most. Write in any"
            " language of the platform.</p>"
            "<h2>What we do</h2><p>We confirm within three working days that we read it, tell you what we found, and tell"
            " you when it is mended. If you like, we name you.</p>"
            "<h2>What we ask of you</h2><p>Use accounts and organisations of your own. Stop as soon as you have seen that"
            " it works: read, change and keep nothing of others. Do not overload the platform, and do not deceive the people"
            " who use it. Give us time to mend it before you tell others, as a rule 90 days.</p>"
            "<h2>What we promise</h2><p>We take no legal steps against those who keep to this.</p>"
        ),
    },
]

# A page for those who may use a service: made as soon as the service of that code is known.
CAPACITY_BUILDING: dict[str, Any] = {
    "title": "Capacity building centre",
    "slug": "capacity-building",
    "service": "capacity-building",
    "lead": "Webinars, workshops and tools for the people who run clusters in programme countries.",
    "body": (
        "<h2>Tools to begin with</h2>"
        "<h3>A needs survey that members answer</h3><ol><li>Ask five questions, no more: what holds you back, what did you"
        " try, whom did you ask, what would you pay for, what should we stop doing?</li><li>Telephone ten members before"
        " you send it to all: the words they use belong in the questions.</li><li>Send it on a Tuesday, remind once, and"
        " close it after two weeks.</li><li>Within ten days tell everybody what you heard and the one thing you will"
        " change.</li></ol>"
        "<h3>A service offer on one page</h3><ul><li>For whom it is, in one line.</li><li>What they have afterwards that they"
        " did not have before.</li><li>How long it takes and what it costs, for members and for others.</li><li>A name to"
        " ask.</li></ul>"
        "<h3>A project idea, tested before you write it</h3><ul><li>Two members want it enough to give a person's time.</li>"
        "<li>A partner abroad brings what is missing here.</li><li>Somebody will pay for it when the grant has ended.</li>"
        "</ul>"
        "<h3>A webinar that people stay for</h3><ul><li>45 minutes: 15 to show, 20 to try, 10 for questions.</li><li>One"
        " member tells what went wrong.</li><li>The recording and one page of notes go out on the same day.</li></ul>"
        "<h2>Something to share?</h2><p>Write to us, and your material can stand here for your colleagues in other"
        ' clusters: see <a href="../contact/">Contact</a>.</p>'
    ),
}
# Only in the demonstration: days without a date, so that nothing that comes is ever over.
DEMO_CAPACITY_BUILDING = (
    "<h2>Upcoming</h2><p><b>Everything under this heading is invented for the demonstration.</b></p><ul>"
    "<li><b>Digital services for members: from idea to first user.</b> Webinar, the last Wednesday of the month, 10:30"
    " to 12:30 Brussels time. Three clusters show a service that they began with one member.</li>"
    "<li><b>Energy audits for small companies, done together.</b> Workshop in two halves, two Thursdays in a row,"
    " 14:00 to 16:00 Brussels time. Bring one company that is willing to be the example.</li>"
    "<li><b>Writing the impact section of a proposal.</b> Webinar, the first Thursday of the month, 10:00 to"
    " 11:30 Brussels time. Read the checklist beforehand; we mend a real section together.</li></ul>"
    "<h2>Training material</h2><ul><li>Slides and exercise: mapping the skills of a cluster team.</li>"
    "<li>Worksheet: what members pay, and what for.</li><li>Recording: green transition, where small manufacturers"
    " begin.</li></ul>"
)
