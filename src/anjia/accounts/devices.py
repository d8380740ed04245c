"""What a browser says of itself in words, and from where it comes without saying whose line it is (ASVS 7.4)."""

import ipaddress

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_smart_ratelimit.policy import get_client_ip


class System(models.TextChoices):
    HARMONY = "harmony", _("鸿蒙手机")
    ANDROID = "android", _("安卓手机")
    IPAD = "ipad", _("苹果平板")
    IPHONE = "iphone", _("苹果手机")
    WINDOWS = "windows", _("Windows 电脑")
    MAC = "mac", _("苹果电脑")
    LINUX = "linux", _("Linux 电脑")
    OTHER = "other", _("其他设备")


class Program(models.TextChoices):
    WECHAT = "wechat", _("微信")
    DINGTALK = "dingtalk", _("钉钉")
    QQ = "qq", _("QQ 浏览器")
    EDGE = "edge", _("Edge 浏览器")
    FIREFOX = "firefox", _("火狐浏览器")
    CHROME = "chrome", _("谷歌内核浏览器")
    SAFARI = "safari", _("Safari 浏览器")
    OTHER = "other", _("其他浏览器")


# The first sign that is found decides: an Edge calls itself Chrome and Safari too.
SYSTEM_SIGNS = (
    ("harmony", System.HARMONY), ("android", System.ANDROID), ("ipad", System.IPAD), ("iphone", System.IPHONE),
    ("windows", System.WINDOWS), ("mac os", System.MAC), ("linux", System.LINUX),
)  # fmt: skip
PROGRAM_SIGNS = (
    ("micromessenger", Program.WECHAT), ("dingtalk", Program.DINGTALK), ("qqbrowser", Program.QQ),
    ("edg", Program.EDGE), ("firefox", Program.FIREFOX), ("chrome", Program.CHROME), ("safari", Program.SAFARI),
)  # fmt: skip


def system_of(request: HttpRequest) -> System:
    text = request.META.get("HTTP_USER_AGENT", "").lower()
    return next((system for sign, system in SYSTEM_SIGNS if sign in text), System.OTHER)


def program_of(request: HttpRequest) -> Program:
    text = request.META.get("HTTP_USER_AGENT", "").lower()
    return next((program for sign, program in PROGRAM_SIGNS if sign in text), Program.OTHER)


def network_of(request: HttpRequest) -> str:
    """The first half of the address, enough to tell one's office from a stranger; empty where there is none."""
    if not request.META.get("REMOTE_ADDR"):
        return ""
    try:
        address = ipaddress.ip_address(get_client_ip(request))
    except ValueError:
        return ""
    if address.version == 4:
        return ".".join([*str(address).split(".")[:2], "*", "*"])
    return ":".join([*address.exploded.split(":")[:2], "*"])
