using RulesRouter.Diagnostics;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Language.Diagnostics;

/// <summary>Every code that reading catalog files can report.</summary>
public static class CatalogDiagnostics
{
    public static DiagnosticCode Conflict { get; } = new("RR0301", Error, "a fact stated twice, differently");

    public static DiagnosticCode BadId { get; } = new("RR0302", Error, "an endpoint id that cannot be read");

    public static DiagnosticCode UnknownReference { get; } = new("RR0303", Error, "a provider or model that is not in the catalog");

    public static DiagnosticCode BadDate { get; } = new("RR0304", Error, "a date or time that does not exist");

    public static DiagnosticCode BadZone { get; } = new("RR0305", Error, "a time zone that does not exist");

    public static DiagnosticCode SampleEvidence { get; } = new("RR0306", Warning, "facts that rest on sample evidence");

    public static DiagnosticCode NoModel { get; } = new("RR0307", Error, "an endpoint that names no model");

    public static DiagnosticCode BadAlias { get; } = new("RR0308", Error, "an alias that stands for itself, for two models at once, or for the same one again");

    public static DiagnosticCode RetiresSoon { get; } = new("RR0341", Warning, "an endpoint that will soon no longer answer");

    public static DiagnosticCode MatchesRetired { get; } = new("RR0342", Warning, "a name or wildcard that matches only endpoints that have retired or soon will");
}
