"""Which mail addresses prove that somebody belongs to the organisation behind a website."""

from eccp.core.websites import host_key, same_site

# Everybody can have an address here, or the house has many tenants: it says nothing about an organisation.
_LISTED = """
    126.com 163.com abv.bg aol.com arcor.de bk.ru bluewin.ch centrum.cz email.cz free.fr freemail.hu freenet.de gmail.com
    gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it
    i.ua icloud.com inbox.com inbox.lt inbox.lv interia.pl kpnmail.nl laposte.net libero.it list.ru live.com live.fr
    live.nl mac.com mail.bg mail.com mail.de mail.ee mail.ru mailbox.org me.com msn.com o2.pl onet.pl op.pl orange.fr
    outlook.com outlook.de outlook.es outlook.fr outlook.it pm.me poczta.onet.pl post.cz posteo.de posteo.net proton.me
    protonmail.ch protonmail.com qq.com rambler.ru sapo.pt seznam.cz sfr.fr t-online.de telenet.be tiscali.it tutanota.com
    tuta.com tuta.io ukr.net virgilio.it wanadoo.fr web.de windowslive.com wp.pl yahoo.co.uk yahoo.com yahoo.de yahoo.es
    yahoo.fr yahoo.it yandex.com yandex.ru ymail.com zoho.com zohomail.eu ziggo.nl
    blogspot.com facebook.com github.io google.com jimdo.com jimdofree.com linkedin.com medium.com netlify.app notion.site
    squarespace.com tumblr.com twitter.com webnode.com weebly.com wix.com wixsite.com wordpress.com x.com youtube.com
"""
FREE_MAIL = frozenset(_LISTED.split())


def proves(address: str, website: str) -> bool:
    """Whether a mail to this address reaches the people behind the website.

    The address is at the very host of the website, "www." apart: who has an address at a university
    need not belong to its cluster, nor the other way. Free mail and houses with many tenants never
    count. Those whom this leaves out ask a validator.
    """
    _name, _at, domain = address.strip().rpartition("@")
    return bool(_name) and not is_open_to_all(domain) and same_site(domain, website)


def is_open_to_all(domain: str) -> bool:
    """Whether everybody can have an address there."""
    host = host_key(domain)
    return not host or any(host == free or host.endswith(f".{free}") for free in FREE_MAIL)


def provable(website: str) -> bool:
    """Whether any address could prove it: there is a website, and it is the organisation's own."""
    return not is_open_to_all(website)
