"""Words in names of organisations that say little about which one it is. All in folded spelling."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _forms(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(form.split()) for form in text.split("|"))


# Legal forms, as the end of a name, word by word: "e.V." folds to "e v".
LEGAL = _forms(
    """
    gmbh|ggmbh|mbh|gmbh co kg|ag|kg|ug|ohg|eg|e g|e v|r v|se|s e|stiftung burgerlichen rechts|aisbl|
    a i s b l|asbl|a s b l|ivzw|i v z w|vzw|v z w|inpa|bv|b v|nv|n v|cv|srl|s r l|scrl|scarl|s c a r l|
    sarl|s a r l|sas|s a s|sasu|eurl|gie|g i e|geie|eeig|ewiv|spa|s p a|s c|sc|scpa|s c p a|soc coop|
    s coop|s cons a r l|onlus|aps|ets|sl|s l|slu|s l u|sa|s a|sau|s a u|slp|aie|a i e|sccl|a c|lda|
    l da|sp z o o|sp z oo|spolka z o o|sp j|sp k|s k a|o o|as|a s|spol s r o|sro|s r o|zs|z s|o p s|
    z u|oz|o z|z p o|kft|zrt|nyrt|bt|kht|doo|d o o|dd|d d|ood|o o d|eood|e o o d|ead|ad|a d|dno|zu|ou|
    mtu|sia|uab|vsi|ab|oy|oyj|ry|r y|rf|ba|hf|ehf|ses|asa|ans|a m b a|amba|i s|p s|ltd|limited|plc|llc|
    llp|inc|cic|clg|dac|company limited by guarantee|ltd sti|ltd co|co|ae|a e|epe|e p e|ike|i k e|amke|
    a m k e|o e|oe|tov|ooo|oao|zao|pat|prat|pao|shps|spy
    """
)

# Legal forms that stand in front of a name.
LEGAL_IN_FRONT = _words("tov ooo oao zao prat pao shps sia uab vsi oy asbl aisbl vzw gie")

# "Cluster" in the languages of the platform.
CLUSTER_WORDS = _words(
    """
    cluster clusters clusterul clusteri clusteren klaster klastera klastry klastr klastru klastri klasteri
    klasteris klasterio klastrs klastar klaszter klasztere kluster klusteri klusterit klustret klynge
    klyngen grappolo grappoli pole poles polo polos grozd kumelenme kumelenmesi kume
    """
)

# Words that only join: not compared unless there is nothing else.
JOINING = _words(
    """
    the a an of and for in on by at with to from und fur der die das des dem den im am zu von mit de la le
    les du d l et pour en au aux del della delle dei degli di da e per il lo gli con y el los las para do
    dos i w z na dla ve och av til og za pro v s u ta te van voor het kai tis ton tou toy gia
    """
)

# Words so common that one too many says little.
LIGHT = _words(
    """
    association asociacion associazione asociatia asociace asociacija verein verband network netzwerk red
    reseau rete foundation stiftung fundacja fundacion fundacio nadace initiative initiativa alliance
    allianz platform platforma innovation innovations innovative innovacion innovazione innowacji
    technology technologies technological technologie technologiczny centre center zentrum centrum centro
    industry industries industrial business hub union group national regional european international
    development
    """
)

# Places one letter apart that are two places all the same.
TWO_PLACES = frozenset(
    frozenset(pair.split())
    for pair in (
        "iceland ireland",
        "styria syria",
        "styrian syrian",
        "austria australia",
        "austrian australian",
        "slovenia slovakia",
        "slovenia slavonia",
        "slovenian slovakian",
        "freiberg freiburg",
        "hamburg homburg",
        "parma palma",
        "vienna vienne",
        "bosnia bothnia",
        "niger nigeria",
        "galicia galatia",
        "granada grenada",
    )
)
