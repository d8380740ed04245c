from anjia.appeals.models.appeal import Appeal, AppealRecusal

__all__ = ["Appeal", "AppealRecusal"]
