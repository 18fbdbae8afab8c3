"""Fragmentation: how many providers a service has, parallel models, and sites (R32, R58)."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.metrics.organisations import Organisations
from workbench.metrics.services.matrix import Matrix
from workbench.models.scope import CellKey


@dataclass(frozen=True)
class ServiceProviders:
    """Who delivers a service, over its age groups and the localities that offer it.

    ``providers`` are organisations, each once; ``sites`` the current sites they have; ``models`` pairs
    each set of providers with the cells that have it.
    """

    service: str
    name: str
    providers: tuple[str, ...]
    sites: tuple[str, ...]
    models: tuple[tuple[tuple[str, ...], tuple[CellKey, ...]], ...]

    @property
    def parallel(self) -> bool:
        """Whether localities have the service from different providers."""
        return len(self.models) > 1

    @property
    def networked(self) -> bool:
        """Whether one provider delivers the service on several sites (R58)."""
        return len(self.providers) == 1 and len(self.sites) > 1


def service_providers(matrix: Matrix, organisations: Organisations) -> tuple[ServiceProviders, ...]:
    """Providers of each service in the order of the catalogue; cells without a provider say nothing here."""
    models: dict[str, dict[tuple[str, ...], list[CellKey]]] = {}
    named: dict[str, dict[str, None]] = {}
    who_of: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in matrix.offered:
        codes = row.cell.delivered_by
        if codes:
            if codes not in who_of:
                who_of[codes] = tuple(sorted({organisations.organisation(code) for code in codes}))
            models.setdefault(row.key.service, {}).setdefault(who_of[codes], []).append(row.key)
            named.setdefault(row.key.service, {}).update(dict.fromkeys(codes))
    return tuple(
        ServiceProviders(
            service.id,
            service.name,
            tuple(sorted({code for who in models.get(service.id, {}) for code in who})),
            organisations.sites(named.get(service.id, ())),
            tuple((who, tuple(keys)) for who, keys in sorted(models.get(service.id, {}).items())),
        )
        for service in matrix.services
    )


def parallel_models(found: tuple[ServiceProviders, ...]) -> tuple[ServiceProviders, ...]:
    """Services that localities have from different providers."""
    return tuple(service for service in found if service.parallel)
