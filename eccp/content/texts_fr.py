"""The French of the words that an installation starts with, by the address of each page below the first one.

What is not a word (what a section lists, which service closes a page) is taken from the English page.
"""

HOME: dict[str, str] = {
    "title": "Plateforme européenne de collaboration entre clusters",
    "sentence": "Trouvez le partenaire qui manque à votre cluster",
    "lead": (
        "Organisations de cluster validées, réseaux et prestataires de soutien, en Europe et au-delà, dans un seul"
        " annuaire."
    ),
}

SECTIONS: dict[str, dict[str, str]] = {
    "news": {
        "title": "Actualités",
        "lead": "Ce qui se passe dans les clusters européens, raconté par la plateforme et par les clusters eux-mêmes.",
    },
    "calls": {
        "title": "Appels ouverts",
        "lead": (
            "Les financements et les aides que les clusters et leurs membres peuvent demander. Ce qui se termine"
            " bientôt vient en premier."
        ),
    },
    "knowledge": {
        "title": "Connaissances",
        "lead": (
            "Ce que d’autres ont appris : publications, boîtes à outils, bonnes pratiques, réseaux, domaines"
            " d’action et pays."
        ),
    },
    "knowledge/library": {
        "title": "Bibliothèque",
        "lead": "Des publications et des boîtes à outils sur les clusters et la politique des clusters.",
    },
    "knowledge/good-practice": {
        "title": "Bonnes pratiques d’utilisation efficace des ressources",
        "lead": (
            "Comment des entreprises économisent l’énergie, l’eau et les matières. Exemples réunis pour le Centre"
            " européen de connaissances sur l’utilisation efficace des ressources (EREK)."
        ),
    },
    "knowledge/networks": {
        "title": "Réseaux de clusters",
        "lead": "Les réseaux de clusters régionaux, nationaux, internationaux et sectoriels, sur une carte.",
    },
    "knowledge/policy": {
        "title": "Domaines d’action et écosystèmes",
        "lead": (
            "Transition écologique, transition numérique, économie sociale, résilience, et les écosystèmes"
            " industriels de l’Europe."
        ),
    },
    "knowledge/countries": {
        "title": "Pays",
        "lead": (
            "Ce que la plateforme sait de chaque pays : ses clusters, ses partenariats, ses appels et son accès aux"
            " services."
        ),
    },
    "knowledge/partnerships": {
        "title": "Partenariats européens de clusters",
        "lead": "Les programmes, leurs partenariats et ce qu’ils ont donné.",
    },
    "help": {
        "title": "Aide",
        "lead": (
            "Comment fonctionne la plateforme, ce que veulent dire ses mots, et les réponses aux questions les plus"
            " fréquentes."
        ),
    },
}

PAGES: dict[str, dict[str, str]] = {
    "about": {
        "title": "À propos de la plateforme",
        "lead": (
            "La Plateforme européenne de collaboration entre clusters est le lieu en ligne où les clusters industriels"
            " se trouvent, se font confiance parce qu’ils sont validés, et commencent à travailler ensemble."
        ),
        "body": (
            "<h2>Qui peut avoir un profil</h2><p>Les organisations de cluster, leurs membres, les partenariats et"
            " projets européens de clusters, les associations nationales, les réseaux de clusters, les organismes de"
            " formation, les institutions publiques, et celles et ceux qui aident les entreprises à économiser les"
            " ressources. Un compte personnel n’a pas besoin de validation.</p>"
            "<h2>Ce que veut dire « validé »</h2><p>Une personne a lu le profil à côté du site web et s’est prononcée"
            " sur chaque critère. Une organisation de cluster a une équipe d’au moins 0,5 équivalent temps plein, au"
            " moins 15 membres engagés, dont plus de la moitié sont des entreprises, au moins deux sortes de membres,"
            " une spécialisation claire, au moins deux services, et un site web en anglais qui montre tout cela. Un"
            " cluster reconnu par un programme national ou régional peut être dispensé de certains critères. Dans les"
            " pays qui ne participent pas au programme, les critères ont valeur de conseil.</p>"
            "<h2>Combien de temps cela prend</h2><p>48 heures, comptées les jours ouvrables, à l’heure de Bruxelles."
            " Elles s’arrêtent tant que nous attendons votre réponse à une question. Votre page indique l’échéance"
            " promise et le nombre de demandes qui passent avant la vôtre.</p>"
            "<h2>Ce que veut dire « répertorié »</h2><p>Certains profils proviennent d’un registre et n’ont pas été"
            " validés. Ils portent un badge gris, n’entrent dans aucun chiffre sur les profils validés, et"
            " l’organisation concernée peut les revendiquer.</p>"
        ),
    },
    "contact": {
        "title": "Contact",
        "lead": "Nous vous aidons volontiers pour votre compte, votre profil et votre demande.",
        "body": (
            "<p>Une question sur une demande trouve sa réponse le plus vite dans sa propre conversation : ouvrez « Mon"
            " organisation » et écrivez-y. Pour joindre une organisation, ouvrez sa page dans l’annuaire et choisissez"
            " « Prendre contact » ; une erreur dans un profil se signale au même endroit. Pour tout le reste, écrivez"
            " à l’exploitant de cette installation : son adresse est celle de l’expéditeur de tous les e-mails de la"
            " plateforme.</p>"
        ),
    },
    "accessibility": {
        "title": "Déclaration d’accessibilité",
        "lead": (
            "La plateforme est faite pour respecter les règles pour l’accessibilité des contenus web (WCAG) 2.2,"
            " niveau AA."
        ),
        "body": (
            "<p>Chaque page s’utilise au clavier seul, en contraste élevé, agrandie à 400 %, et sans JavaScript"
            " partout où un formulaire ou une liste suffit. À côté de la carte, une liste dit la même chose. Chaque"
            " page est vérifiée automatiquement à chaque changement du logiciel ; on trouve ainsi beaucoup"
            " d’obstacles, mais pas tous.</p>"
            "<p>Si quelque chose vous arrête, dites-nous sur quelle page et ce que vous vouliez faire. Nous répondons"
            " dans les cinq jours ouvrables.</p>"
        ),
    },
    "privacy": {
        "title": "Protection des données",
        "lead": (
            "Ce que nous conservons sur les personnes, pourquoi, combien de temps, et ce que vous pouvez y faire."
        ),
        "body": (
            "<h2>Ce que nous conservons</h2><p>Votre nom, votre adresse e-mail, votre fonction, vos langues, vos"
            " centres d’intérêt et, si vous le souhaitez, l’endroit où vous travaillez. Ce que vous faites pour une"
            " organisation est noté dans un journal sous un numéro qui vous représente : modifications de son profil,"
            " questions, réponses et décisions.</p>"
            "<h2>Qui le voit</h2><p>Vos collègues de la même organisation et l’équipe de validation voient votre nom"
            " et votre fonction. Votre adresse n’est vue que par les personnes à qui vous demandez de vous accueillir"
            " dans une organisation. La personne de contact d’un profil sert à la validation et aux e-mails de la"
            " plateforme ; elle n’est jamais affichée, ni exportée, ni trouvée par une recherche.</p>"
            "<h2>À quoi vous consentez</h2><p>En soumettant un profil, vous acceptez que ses champs publics soient"
            " montrés à tout le monde et proposés en données ouvertes, et que l’équipe de validation le compare à"
            " votre site web. Les termes que vous avez acceptés, avec leur date, se trouvent sur la page"
            ' <a href="/fr/my/data/">Vos données</a> ; un seul bouton y suffit pour retirer un consentement.</p>'
            "<h2>Combien de temps</h2><p>Aussi longtemps qu’il le faut, pas davantage. Chaque durée, sa raison et la"
            ' règle de droit sur laquelle elle repose figurent dans le <a href="/fr/privacy/register/">registre de ce'
            " que nous traitons</a>. La plateforme les applique d’elle-même, chaque jour.</p>"
            "<h2>Vos droits</h2><p>Vous pouvez lire, corriger, emporter et effacer ce que nous conservons sur vous,"
            " vous opposer à son utilisation ou la faire limiter, en vertu du règlement (UE) 2018/1725. Vous faites"
            ' l’essentiel vous-même sous <a href="/fr/my/data/">Vos données</a> : un fichier qui contient tout, et la'
            " fin de votre compte. Pour le reste, écrivez à l’exploitant de cette installation, qui répond dans le"
            " mois. Vous pouvez introduire une réclamation auprès du Contrôleur européen de la protection des données"
            " (edps.europa.eu).</p>"
            "<h2>Quand un compte est effacé</h2><p>Le nom et l’adresse disparaissent aussitôt des pages, de la"
            " recherche et des e-mails, et des copies de sauvegarde lorsque celles-ci expirent. Ce que d’autres doivent"
            " pouvoir lire reste, signé « Une personne partie ».</p>"
            "<h2>Cookies</h2><p>Un cookie garde votre connexion ouverte, un autre protège les formulaires. Il n’y en a pas"
            " d’autres, et personne ne mesure ce que vous lisez.</p>"
        ),
    },
    "data": {
        "title": "Données et API",
        "lead": (
            "L’annuaire est ouvert : ce que vous voyez dans une liste, vous pouvez le télécharger et le demander par"
            " programme."
        ),
        "body": (
            "<h2>Licence</h2><p>Les profils sont des données ouvertes sous licence"
            ' <a href="https://creativecommons.org/licenses/by/4.0/">Creative Commons Attribution 4.0 (CC BY 4.0)</a> :'
            " utilisez-les, partagez-les et modifiez-les librement, en citant la Plateforme européenne de"
            " collaboration entre clusters comme source.</p>"
            "<h2>Téléchargement</h2><p>Sous chaque liste de l’annuaire se trouve la même liste sous forme de fichier,"
            " avec vos filtres et dans le même ordre, si longue soit-elle : <b>CSV</b> pour tout logiciel,"
            " <b>XLSX</b> pour Excel, <b>GeoJSON</b> pour les cartes. Chaque fichier indique sa licence.</p>"
            "<h2>Programmes</h2><p>L’adresse <b>/api/v1/profiles</b> répond aux mêmes questions avec les mêmes filtres ;"
            " <b>/api/v1/calls</b> donne les appels, <b>/api/v1/figures</b> les chiffres de la plateforme,"
            " <b>/api/v1/access</b> ce qui est ouvert à chaque pays."
            ' <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> les décrit, avec leurs limites. Il ne faut aucune'
            " clé, et les scripts de tout site peuvent les lire.</p>"
            "<h2>Flux et calendriers</h2><p>Les listes des actualités, des appels, des publications, des bonnes pratiques et"
            " des profils existent aussi en flux (Atom) ; les appels forment de plus un calendrier, auquel vous vous"
            " abonnez dans le vôtre. Les deux gardent vos filtres.</p>"
            "<h2>Une carte pour votre site</h2><p>À côté de la carte de l’annuaire, « Intégrer cette carte » vous"
            " donne une ligne de code pour vos propres pages. Elle garde vos filtres et reste à jour.</p>"
            "<h2>Ce qu’elles contiennent</h2><p>Tous les profils publics : les profils validés, et les profils"
            " répertoriés qui viennent d’un registre. Ces derniers ne sont pas validés ; chacun nomme son"
            " registre.</p>"
            "<h2>Ce qui n’y est pas</h2><p>Les personnes de contact, les effectifs, les lettres de reconnaissance et"
            " les brouillons ne figurent jamais dans les données.</p><h2>Sources</h2><p>Lieux : GeoNames, CC BY 4.0."
            " Noms de pays et de langues : Unicode CLDR. Régions : Eurostat, NUTS 2024. Contours des pays : Natural"
            " Earth, domaine public, corrigés par nos soins ; les frontières n’expriment aucune opinion sur le statut"
            " d’un territoire.</p>"
        ),
    },
    "security": {
        "title": "Signaler une faille",
        "lead": (
            "Vous avez trouvé quelque chose qui pourrait nuire à la plateforme ou à celles et ceux qui s’en servent ?"
            " Merci de nous le dire en premier."
        ),
        "body": (
            '<h2>À qui le dire</h2><p>L’adresse se trouve dans <a href="/.well-known/security.txt">security.txt</a>.'
            " Dites ce que vous avez fait, ce qui s’est passé et ce que vous attendiez ; un court enregistrement ou la"
            " requête elle-même nous aident le plus. Écrivez dans n’importe quelle langue de la plateforme.</p>"
            "<h2>Ce que nous faisons</h2><p>Nous confirmons dans les trois jours ouvrables que nous vous avons lu,"
            " nous vous disons ce que nous avons trouvé, puis quand c’est corrigé. Si vous le voulez, nous citons"
            " votre nom.</p>"
            "<h2>Ce que nous vous demandons</h2><p>Servez-vous de comptes et d’organisations à vous. Arrêtez-vous dès"
            " que vous avez vu que cela marche : ne lisez, ne modifiez et ne gardez rien qui soit à d’autres. Ne"
            " surchargez pas la plateforme et ne trompez pas celles et ceux qui s’en servent. Laissez-nous le temps de"
            " corriger avant d’en parler à d’autres, en règle générale 90 jours.</p>"
            "<h2>Ce que nous promettons</h2><p>Nous n’engageons aucune action en justice contre qui respecte ces"
            " règles.</p>"
        ),
    },
}

CAPACITY_BUILDING: dict[str, str] = {
    "title": "Centre de renforcement des capacités",
    "lead": (
        "Des webinaires, des ateliers et des outils pour les personnes qui animent des clusters dans les pays du"
        " programme."
    ),
    "body": (
        "<h2>Des outils pour commencer</h2>"
        "<h3>Une enquête sur les besoins à laquelle les membres répondent</h3><ol><li>Posez cinq questions, pas plus :"
        " qu’est-ce qui vous freine, qu’avez-vous essayé, à qui avez-vous demandé, pour quoi paieriez-vous, que"
        " devrions-nous cesser de faire ?</li><li>Téléphonez à dix membres avant l’envoi à tous : les mots qu’ils"
        " emploient ont leur place dans les questions.</li><li>Envoyez-la un mardi, relancez une fois, et fermez-la au"
        " bout de deux semaines.</li><li>Dans les dix jours, dites à tout le monde ce que vous avez entendu et la seule"
        " chose que vous allez changer.</li></ol>"
        "<h3>Une offre de service en une page</h3><ul><li>À qui elle s’adresse, en une ligne.</li><li>Ce que l’on a"
        " ensuite et que l’on n’avait pas avant.</li><li>Combien de temps elle prend et ce qu’elle coûte, pour les"
        " membres et pour les autres.</li><li>Le nom de la personne à qui s’adresser.</li></ul>"
        "<h3>Une idée de projet, mise à l’épreuve avant d’être écrite</h3><ul><li>Deux membres y tiennent assez pour y"
        " consacrer le temps d’une personne.</li><li>Un partenaire à l’étranger apporte ce qui manque ici.</li><li>"
        "Quelqu’un paiera quand la subvention aura pris fin.</li></ul>"
        "<h3>Un webinaire où l’on reste jusqu’au bout</h3><ul><li>45 minutes : 15 pour montrer, 20 pour essayer, 10"
        " pour les questions.</li><li>Un membre raconte ce qui a échoué.</li><li>L’enregistrement et une page de notes"
        " partent le jour même.</li></ul>"
        "<h2>Quelque chose à partager ?</h2><p>Écrivez-nous, et votre matériel pourra trouver sa place ici, pour vos"
        ' collègues d’autres clusters : voir <a href="../contact/">Contact</a>.</p>'
    ),
}
# Only in the demonstration, see the English text.
DEMO_CAPACITY_BUILDING = (
    "<h2>À venir</h2><p><b>Tout ce qui suit sous ce titre est inventé pour la démonstration.</b></p><ul>"
    "<li><b>Des services numériques pour les membres : de l’idée au premier utilisateur.</b> Webinaire, le dernier"
    " mercredi du mois, de 10 h 30 à 12 h 30, heure de Bruxelles. Trois clusters montrent un service qu’ils ont lancé"
    " avec un seul membre.</li>"
    "<li><b>Des audits énergétiques pour petites entreprises, menés ensemble.</b> Atelier en deux parties, deux jeudis"
    " de suite, de 14 heures à 16 heures, heure de Bruxelles. Venez avec une entreprise prête à servir d’exemple.</li>"
    "<li><b>Rédiger la partie « impact » d’une proposition.</b> Webinaire, le premier jeudi du mois, de 10 heures à"
    " 11 h 30, heure de Bruxelles. Lisez la liste de contrôle avant ; nous améliorons ensemble une vraie partie.</li></ul>"
    "<h2>Matériel de formation</h2><ul><li>Diapositives et exercice : la carte des compétences d’une équipe de"
    " cluster.</li><li>Fiche de travail : ce que paient les membres, et pour quoi.</li><li>Enregistrement : la"
    " transition écologique, par où commencent les petits fabricants.</li></ul>"
)
