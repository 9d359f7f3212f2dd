"""What the pages of policy areas and ecosystems say before an editor has written anything: what the word means."""

POLICY_LEADS = {
    "green": (
        "Companies use less energy, water and material, and replace what harms the climate. Here are the"
        " calls, the news and the good examples for clusters that help them to do it."
    ),
    "digital": (
        "Companies learn to work with data, software and connected machines. Here is what clusters offer"
        " them, and what is funded."
    ),
    "social-economy": (
        "Cooperatives, social enterprises, associations and foundations do business for people first. Here is"
        " how clusters work with them."
    ),
    "resilience": (
        "Supply chains break, prices jump, crises come. Here is what clusters do so that companies get"
        " through them and are better prepared for the next one."
    ),
    "industrial-ecosystems": (
        "Everybody who takes part in making something: from the smallest workshop to the largest company,"
        " with research, services and suppliers. European industrial policy counts fourteen of them."
    ),
    "international-cooperation": (
        "Clusters open doors for their companies in other parts of the world. Here are the calls, the"
        " partnerships and the news about working across borders."
    ),
    "skills": (
        "What people have to know for the work of tomorrow, and how clusters help companies to train them."
    ),
}

ECOSYSTEM_LEADS = {
    "aerospace-and-defence": "Those who make and maintain aircraft, satellites and launchers, and equipment for defence.",
    "agri-food": "Everybody between the field and the plate: farms, food and drink makers, and those who supply them.",
    "construction": "Those who plan, build, renovate and equip houses, roads and bridges, and make what they are built of.",
    "cultural-and-creative-industries": "Music, film, books, press, design, fashion, heritage, games, and those who live by ideas.",
    "digital": "Those who make software, networks, data services and what computers run on.",
    "electronics": "Those who make chips, circuits, sensors and devices, from the raw wafer to the finished board.",
    "energy-intensive-industries": "Steel, chemicals, cement, glass, ceramics, paper and others that need much energy to make their goods.",
    "energy-renewables": "Those who make electricity, heat and fuels from wind, sun, water and biomass, and store and bring them to us.",
    "health": "Medicines, medical devices, diagnostics, digital health and care, with hospitals and research.",
    "mobility-transport-automotive": "Cars, trains, ships, bicycles and their parts, and those who move people and goods with them.",
    "proximity-and-social-economy": "Services near to where people live, and enterprises that put people before profit.",
    "retail": "Shops, wholesalers and markets, in the street and online, and those who work for them.",
    "textiles": "Fibres, fabrics, clothes, shoes and leather, from spinning to recycling.",
    "tourism": "Those who lodge, feed, move and guide travellers, and look after the places that they come to see.",
}
