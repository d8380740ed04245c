from anjia.stars.models.quarter import StarQuarter, StarYear
from anjia.stars.models.record import StarCorrection, StarRecord, StarRecusal, YearGrade

__all__ = ["StarCorrection", "StarQuarter", "StarRecord", "StarRecusal", "StarYear", "YearGrade"]
