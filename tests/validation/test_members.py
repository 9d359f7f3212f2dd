"""Members of clusters: their cluster confirms them, or a validator where nobody acts for it."""

import pytest

from eccp.core.refusals import Refused
from eccp.notices.models import OutgoingMail
from eccp.organisations.models import Organisation
from eccp.organisations.models.people import Answer
from eccp.organisations.services import people
from eccp.validation import services
from eccp.validation.models import Application
from tests.factories import (
    ValidatorFactory,
)
from tests.validation.profiles import (
    complete,
    managed,
    member_of,
    rule,
)

pytestmark = pytest.mark.django_db
Status = Application.Status


def test_cluster_with_a_manager_confirms():
    cluster, cluster_manager = managed(published=True)
    member, manager = member_of(cluster)
    with pytest.raises(Refused) as refused:
        services.submit(member, by=manager, consent=True)
    assert rule(refused) == "cluster_confirms"

    waiting = services.send_to_cluster(member, by=manager)

    assert [one.cluster for one in waiting] == [cluster]
    assert OutgoingMail.objects.get().to == cluster_manager
    assert services.sent_to_cluster(member)
    people.confirm_member(waiting[0], by=cluster_manager)
    assert Organisation.objects.get(pk=member.pk).is_published


def test_cluster_is_asked_once():
    cluster, _manager = managed(published=True)
    member, manager = member_of(cluster)
    services.send_to_cluster(member, by=manager)

    with pytest.raises(Refused) as refused:
        services.send_to_cluster(member, by=manager)

    assert rule(refused) == "cluster_asked"
    assert OutgoingMail.objects.count() == 1


def test_confirmed_before_it_was_complete_is_published_at_once():
    cluster, _cluster_manager = managed(published=True)
    member, manager = member_of(cluster)
    member.memberships.update(status=Answer.ACCEPTED)

    assert services.send_to_cluster(member, by=manager) == []
    assert Organisation.objects.get(pk=member.pk).is_published


def test_validator_decides_where_nobody_acts_for_the_cluster():
    member, manager = member_of(complete(published=True))
    with pytest.raises(Refused) as refused:
        services.send_to_cluster(member, by=manager)
    assert rule(refused) == "no_cluster"

    application, validator = services.submit(member, by=manager, consent=True), ValidatorFactory()
    for code in ("website", "membership"):
        services.judge(application, code, "met", by=validator)
    services.publish(application, by=validator)

    assert Organisation.objects.get(pk=member.pk).is_published
    membership = member.memberships.get()
    assert (membership.status, membership.answered_by) == (Answer.ACCEPTED, validator)


def test_refused_by_its_cluster_it_names_another():
    cluster, _manager = managed(published=True)
    member, manager = member_of(cluster)
    member.memberships.update(status=Answer.REFUSED)

    for send in (
        lambda: services.send_to_cluster(member, by=manager),
        lambda: services.submit(member, by=manager, consent=True),
    ):
        with pytest.raises(Refused) as refused:
            send()
        assert rule(refused) == "no_cluster"
