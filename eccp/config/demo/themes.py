"""What invented clusters are about: words for names, sentences, and the terms that fit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """One field of work. Sentences have `{n}` where a number of members stands."""

    ecosystem: str
    words: tuple[str, ...]
    sectors: tuple[str, ...]
    technologies: tuple[str, ...]
    summaries: tuple[str, ...]
    offers: tuple[str, ...]
    seeks: tuple[str, ...]
    emerging: str = ""


THEMES = (
    Theme(
        "agri-food",
        ("Food", "Orchard", "Dairy", "Grain"),
        ("food-processing-and-manufacturing", "agricultural-inputs-and-services", "paper-and-packaging"),
        ("agrofood-industry", "biological-sciences"),
        (
            "From field to shelf: {n} food makers, growers and packagers who cut waste together.",
            "Small food firms share one laboratory, one lorry and one export desk.",
            "Growers, mills and bottlers with a shared test line for light packaging.",
        ),
        (
            "A pilot line for packaging that can be composted, open to partners for two days a month.",
            "Taste panels with 60 trained people, and a test kitchen.",
        ),
        (
            "A partner with a fermentation plant of at least 5,000 litres.",
            "Retailers who want to try deposit systems for jars.",
        ),
        "advanced-packaging",
    ),
    Theme(
        "energy-renewables",
        ("Wind", "Solar", "Hydrogen", "Tidal"),
        ("electric-power-generation-and-transmission", "environmental-services"),
        ("energy-technology", "measurements-and-standards"),
        (
            "{n} members build, test and maintain wind and storage plants on a rough coast.",
            "Engineers, grid operators and schools who make small towns run on their own power.",
            "Hydrogen for lorries and kilns: one valley, one pipeline, shared safety training.",
        ),
        (
            "A test site for blades and sensors in salt air.",
            "A model contract for power communities, used in nine towns.",
        ),
        ("Makers of electrolysers below 2 megawatts.", "A harbour that wants to try shore power."),
        "environmental-industries",
    ),
    Theme(
        "health",
        ("Health", "MedTech", "Care", "Biomed"),
        ("medical-devices", "biopharmaceuticals"),
        ("biological-sciences", "electronics-it-and-telecomms"),
        (
            "Hospitals, device makers and patients' groups who test new care where it is needed.",
            "{n} life-science firms around two hospitals and one clean room.",
            "Devices for ageing well, tried at home with those who use them.",
        ),
        ("Access to a panel of 400 patients, with an ethics board.", "A clean room of class 7, by the day."),
        (
            "Clinics abroad for a study on wound care.",
            "A partner for the certification of software as a device.",
        ),
        "medical-devices",
    ),
    Theme(
        "digital",
        ("Digital", "Data", "Software", "Cyber"),
        ("information-technology-and-analytical-instruments", "business-services"),
        ("electronics-it-and-telecomms",),
        (
            "Software houses that bring artificial intelligence into workshops with fewer than 50 people.",
            "{n} firms who share data safely, and say how they do it.",
            "Security experts who train the staff of towns, schools and small factories.",
        ),
        (
            "A data space with sample data of eleven factories.",
            "Two advisers who spend three days in your members' firms.",
        ),
        (
            "Industrial clusters whose members want to try visual quality control.",
            "A partner for a Digital Europe call.",
        ),
        "digital-industries",
    ),
    Theme(
        "mobility-transport-automotive",
        ("Mobility", "Automotive", "Rail", "Logistics"),
        ("automotive", "transportation-and-logistics", "metalworking-technology"),
        ("industrial-manufacturing-material-and-transport-technologies",),
        (
            "Suppliers on their way from engines to batteries, {n} members strong.",
            "Rail, port and lorry under one timetable: freight that arrives with less noise.",
            "A proving ground for small electric vehicles, open all year.",
        ),
        (
            "A proving ground with snow from November to March.",
            "Retraining courses for people who build engines.",
        ),
        ("Makers of battery housings from recycled aluminium.", "Cities that test night deliveries."),
        "mobility-technologies",
    ),
    Theme(
        "construction",
        ("Timber", "Building", "Stone", "Habitat"),
        ("wood-products", "construction-products-and-services", "forestry", "furniture"),
        ("industrial-technologies", "protecting-man-and-environment"),
        (
            "{n} sawmills, builders and architects who put up schools of wood in one summer.",
            "Old houses made tight and dry: craftspeople, makers of materials and a building school.",
            "Concrete with less cement, bricks from rubble, and the standards for both.",
        ),
        (
            "A library of 140 tested joints, free for members of partners.",
            "A fire laboratory for wooden façades.",
        ),
        ("Towns with a school to build.", "A partner who measures dust and noise on sites."),
    ),
    Theme(
        "textiles",
        ("Textile", "Weave", "Fashion", "Fibre"),
        ("textile-manufacturing", "apparel", "footwear"),
        ("industrial-technologies", "other-industrial-technologies"),
        (
            "Spinners, weavers and sorters who turn worn cloth into yarn again.",
            "{n} makers of technical textiles, from tents to heart valves.",
            "A valley of looms that dyes without poison and says what is in each metre.",
        ),
        ("A sorting line that tells fibres apart by light.", "A library of 3,000 samples."),
        ("Collectors of worn workwear.", "A chemist for dyes from algae."),
    ),
    Theme(
        "tourism",
        ("Tourism", "Heritage", "Coast", "Mountain"),
        ("hospitality-and-tourism", "recreational-and-small-electric-goods"),
        ("social-and-economic-concerns",),
        (
            "Inns, guides and railways who fill the valley in March, not only in August.",
            "{n} family businesses that count guests, water and waste, and publish it.",
            "Walkers' routes across three borders, with beds, buses and one booking page.",
        ),
        ("Open figures on guests by week since 2015.", "A course for hosts in five languages."),
        ("Partners on the same long-distance path.", "A provider of small electric buses."),
        "experience-industries",
    ),
    Theme(
        "electronics",
        ("Photonics", "Chips", "Sensor", "Electronics"),
        ("information-technology-and-analytical-instruments", "lighting-and-electrical-equipment"),
        ("electronics-it-and-telecomms", "physical-and-exact-sciences"),
        (
            "{n} firms around light: lasers, lenses, sensors and the people who can build them.",
            "Small series of chips for those whom large plants do not serve.",
            "Repair before waste: electronics that can be opened again.",
        ),
        (
            "A pilot line for photonic chips, 200 wafers a year.",
            "A course for apprentices in cleanroom work.",
        ),
        ("A partner with experience in space qualification.", "Farmers who test cheap soil sensors."),
        "digital-industries",
    ),
    Theme(
        "energy-intensive-industries",
        ("Steel", "Polymer", "Chemistry", "Materials"),
        (
            "plastics",
            "downstream-chemical-products",
            "metalworking-technology",
            "vulcanized-and-fired-materials",
        ),
        ("industrial-manufacturing-material-and-transport-technologies", "protecting-man-and-environment"),
        (
            "Foundries, glass makers and a university who take the coal out of heat.",
            "{n} plastics firms: moulds, recyclers and a laboratory for what comes back.",
            "Waste heat from one factory dries the timber of the next.",
        ),
        ("A map of waste heat in twelve industrial parks.", "Tests of recycled polymers for food contact."),
        ("A supplier of large heat pumps above 150 degrees.", "Makers of toys who want recycled material."),
        "environmental-industries",
    ),
    Theme(
        "aerospace-and-defence",
        ("Aerospace", "Drone", "Space", "Aviation"),
        ("aerospace-vehicles-and-defense", "metalworking-technology"),
        ("industrial-manufacturing-material-and-transport-technologies", "physical-and-exact-sciences"),
        (
            "{n} suppliers of light parts, with one shared school for composites.",
            "Small satellites and the ground stations that listen to them.",
            "Drones for forests and coasts, with a test range over the sea.",
        ),
        ("A test range of 40 by 20 kilometres.", "A shared furnace for composite parts of up to six metres."),
        ("Foresters who want to count bark beetles.", "A partner for parts printed in titanium."),
    ),
    Theme(
        "cultural-and-creative-industries",
        ("Creative", "Film", "Design", "Games"),
        ("video-production-and-distribution", "marketing-design-and-publishing", "performing-arts"),
        ("social-and-economic-concerns", "electronics-it-and-telecomms"),
        (
            "Designers, film people and makers of games who work for industry, too.",
            "{n} studios under one roof that used to be a tram depot.",
            "Stories for small screens in small languages.",
        ),
        ("A stage with motion capture, by the hour.", "Dubbing in eleven languages."),
        ("Museums that want to try sound walks.", "Co-producers for a children's series."),
        "creative-industries",
    ),
    Theme(
        "proximity-and-social-economy",
        ("Social Economy", "Neighbourhood", "Cooperative", "Inclusion"),
        ("business-services", "education-and-knowledge-creation"),
        ("social-and-economic-concerns",),
        (
            "Cooperatives that repair, cook and care, and do their accounts together.",
            "{n} social enterprises that give first jobs and lasting ones.",
            "Shops that belong to those who buy there.",
        ),
        ("A handbook for taking over a firm by its staff.", "A fund for guarantees up to 30,000 euro."),
        ("Towns that buy with social clauses.", "A sister cluster for staff exchange."),
    ),
    Theme(
        "retail",
        ("Retail", "Market", "Commerce", "Packaging"),
        ("distribution-and-electronic-commerce", "paper-and-packaging"),
        ("electronics-it-and-telecomms", "other-industrial-technologies"),
        (
            "Town-centre shops with one delivery bike and one web shop.",
            "{n} traders who share stock figures, so that less is thrown away.",
            "Reusable boxes for everything that travels less than 300 kilometres.",
        ),
        ("A pool of 40,000 reusable boxes.", "A common web shop, open source."),
        ("A washing plant near a border.", "Makers of labels that can be read by phone."),
        "logistical-services",
    ),
)
