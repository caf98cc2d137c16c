"""Readiness: the method's reference lists and its words; the figures themselves are SQL."""

from dashboard.readiness.method import (
    Method,
    Profile,
    ReadinessClass,
    class_of,
    classes,
    method,
    profiles,
)
from dashboard.readiness.next_steps import NEXT_STEPS
from dashboard.readiness.open_warnings import WARNINGS
from dashboard.readiness.profiles_said import PROFILES

__all__ = [
    "NEXT_STEPS",
    "PROFILES",
    "WARNINGS",
    "Method",
    "Profile",
    "ReadinessClass",
    "class_of",
    "classes",
    "method",
    "profiles",
]
